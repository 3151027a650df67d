// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Shifts

extension Kernel {
  mutating func startShift(_ pool: Int) {
    let state = pools + pool
    var change = dutyChanges[Int(poolTables[pool].firstChange + state.pointee.nextChange)]
    if state.pointee.firstUnit >= 0 {
      turnDoor(pool, change)
      startShiftOfUnits(pool, coming: Int(change.coming))
      markDirty(Int(state.pointee.group))
      schedule(EventClass.shiftEnd, pool, at: now)
      return
    }
    if change.door == .opens, poolTables[pool].recalls { change.coming -= recallLeaving(pool) }
    state.pointee.free += change.coming
    state.pointee.onDuty += change.coming
    turnDoor(pool, change)
    state.pointee.fresh = change.coming
    state.pointee.freshAt = now
    noteDuty(pool)
    markDirty(Int(state.pointee.group))
    schedule(EventClass.shiftEnd, pool, at: now)
  }

  /// Units that were still held when the pool opened again never leave: they are among those that it opens with.
  ///
  /// - Returns: How many.
  private mutating func recallLeaving(_ pool: Int) -> Int32 {
    let state = pools + pool
    let number = state.pointee.leavingCount
    leavingSlots[pool].removeAll(keepingCapacity: true)
    state.pointee.leavingCount = 0
    state.pointee.claims -= number
    state.pointee.overtimeArea.change(to: 0, at: now)
    return number
  }

  /// Who has been idle goes home first, then those whose job began first, as the pool's rule says.
  mutating func endShift(_ pool: Int) {
    let state = pools + pool
    let table = poolTables[pool]
    let change = dutyChanges[Int(table.firstChange + state.pointee.nextChange)]
    let hasUnits = state.pointee.firstUnit >= 0
    if hasUnits { endShiftOfUnits(pool, leaving: Int(change.leaving)) }
    var leaving = hasUnits ? 0 : change.leaving
    let fresh = state.pointee.freshAt == now ? state.pointee.fresh : 0
    let row = Int(table.tending)
    if row >= 0 { leaving -= takeClosed(row, leaving) }
    let idle = min(leaving, max(0, state.pointee.free - fresh))
    state.pointee.free -= idle
    state.pointee.onDuty -= idle
    leaving -= idle
    if row >= 0 { leaving -= takeElsewhere(row, leaving) }
    if leaving > 0, state.pointee.isPlaces {
      // Whoever is inside stays; no place is given out again.
      state.pointee.leavingCount += leaving
      state.pointee.claims += leaving
      state.pointee.overtimeArea.change(to: Int64(state.pointee.leavingCount), at: now)
    } else if leaving > 0 {
      let continued = table.rule == .handOver ? min(leaving, min(fresh, state.pointee.free)) : 0
      state.pointee.free -= continued
      state.pointee.onDuty -= continued
      let holders = holders(of: pool).prefix(Int(leaving))
      if row >= 0 {
        endWithShift(pool, row, holders, continued: Int(continued))
        _ = takeOnBreak(pool, row, leaving - Int32(holders.count))
      }
      for slot in holders.dropFirst(Int(continued)) {
        let isWorking = steps[Int(slab[slot].step)].code == .delay && !holdsOverSteps(slot, pool)
        if table.rule == .finish || !isWorking {
          leavingSlots[pool].append(Int32(slot))
          state.pointee.leavingCount += 1
          state.pointee.claims += 1
          state.pointee.overtimeArea.change(to: Int64(state.pointee.leavingCount), at: now)
        } else {
          interrupt(slot, leaving: pool)
        }
      }
    }
    state.pointee.fresh = 0
    if row >= 0 { turnBreaks(pool, row, change) }
    noteDuty(pool)
    markDirty(Int(state.pointee.group))
    let isLast = state.pointee.nextChange + 1 == table.changeCount
    state.pointee.nextChange = isLast ? 0 : state.pointee.nextChange + 1
    if table.isDated, isLast { return }
    let minute = table.isDated ? now / TimeUnit.minute : (firstMinuteOfWeek + now / TimeUnit.minute) % 10_080
    scheduleNextChange(pool, after: minute, at: now)
  }

  /// Who holds a unit of a pool and does not go home yet, by when the job began, then source and ordinal.
  private mutating func holders(of pool: Int) -> [Int] {
    var result: [Int] = []
    for slot in 0..<slotsUsed where slab[slot].step < Entity.ghost {
      let step = steps[Int(slab[slot].step)]
      if holdsOverSteps(slot, pool), !leavingSlots[pool].contains(Int32(slot)) { result.append(slot) }
      guard step.code.holdsItsSet, step.setCount > 0 else { continue }
      let holds = (Int(step.set)..<Int(step.set + step.setCount)).contains { Int(poolSets[$0]) == pool }
      if holds, !leavingSlots[pool].contains(Int32(slot)) { result.append(slot) }
    }
    let slab = slab
    return result.sorted {
      (slab[$0].mark, slab[$0].source, slab[$0].ordinal) < (slab[$1].mark, slab[$1].source, slab[$1].ordinal)
    }
  }

  /// Takes work off an entity: its units are given back, and it waits at the head of its line with what is left to do.
  ///
  /// - Parameter leaving: Pool whose unit goes off duty; -1: none does.
  mutating func interrupt(_ slot: Int, leaving: Int) {
    let entity = slab + slot
    let delay = steps + Int(entity.pointee.step)
    let tail = EventKey.tail(
      EventClass.delayEnds, source: UInt64(entity.pointee.source), ordinal: entity.pointee.ordinal, slot: slot)
    guard let end = events.remove(tail: tail) else { return }
    entity.pointee.remaining = end - now
    entity.pointee.served -= end - now
    if delay.pointee.flags.contains(.isSpecial) {
      entity.pointee.remaining = workLeft(slot, delay, time: end - now)
      stopWearing(slot, delay)
    }
    for index in Int(delay.pointee.set)..<Int(delay.pointee.set + delay.pointee.setCount) {
      let pool = Int(poolSets[index])
      if pool == leaving {
        change(level: counts.stations + pool, by: -1)
        if pools[pool].firstUnit >= 0 { leaveUnit(pool, heldBy: slot) } else { pools[pool].onDuty -= 1 }
      } else {
        giveBack(pool, by: slot)
      }
    }
    let seize = Int(delay.pointee.target)
    entity.pointee.step = UInt16(truncatingIfNeeded: seize)
    let line = lines + self.line(of: slot, steps + seize)
    insertInOrder(slot, line)
    beginWaiting(slot, line, steps + seize)
    markDirty(Int(line.pointee.group))
  }

  /// Whether the unit that an entity gives back does not become free.
  @inline(never)
  mutating func goesElsewhere(_ pool: Int, heldBy slot: Int) -> Bool {
    if pools[pool].firstUnit >= 0 {
      leaveUnit(pool, heldBy: slot)
      return true
    }
    let isHome = goesHome(pool, heldBy: slot)
    let row = Int(poolTables[pool].tending)
    return row < 0 ? isHome : noteGivenBack(pool, row, by: slot, goesHome: isHome)
  }

  /// Whether the unit that an entity gives back goes off duty, because its shift has ended meanwhile.
  private mutating func goesHome(_ pool: Int, heldBy slot: Int) -> Bool {
    let state = pools + pool
    if state.pointee.isPlaces {
      guard state.pointee.leavingCount > 0 else { return false }
    } else {
      guard let index = leavingSlots[pool].firstIndex(of: Int32(slot)) else { return false }
      leavingSlots[pool].remove(at: index)
    }
    state.pointee.leavingCount -= 1
    state.pointee.claims -= 1
    state.pointee.onDuty -= 1
    state.pointee.overtimeArea.change(to: Int64(state.pointee.leavingCount), at: now)
    noteDuty(pool)
    // The last one on duty may have left: those who wait now do so for another reason.
    if groups[Int(state.pointee.group)].waitingCount > 0 { markDirty(Int(state.pointee.group)) }
    return true
  }
}
