// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Units that are told apart

extension Kernel {
  /// A request for units that are told apart, in a lane, or in a line with an order of its own.
  ///
  /// - Returns: Whether the entity goes on at once.
  @inline(never)
  mutating func seizeSpecially(_ slot: Int, _ step: UnsafeMutablePointer<Step>, _ index: Int) -> Bool {
    let lineIndex = step.pointee.flags.contains(.hasLanes) ? chosenLane(slot, step) : Int(step.pointee.a)
    let line = lines + lineIndex
    if hasCompanions {
      companions[slot].line = Int32(truncatingIfNeeded: lineIndex)
      companions[slot].work = -1
    }
    let group = groups + Int(line.pointee.group)
    if isCalm, group.pointee.waitingCount == 0, !group.pointee.hasDuty {
      if line.pointee.units.firstMask < 0 {
        if takeAll(line) {
          beginVisitUnwaited(slot, step, line)
          return true
        }
      } else if fitsUnits(lineIndex, byAge: false) {
        takeUnits(lineIndex, slot, step)
        beginVisitUnwaited(slot, step, line)
        return true
      }
    }
    join(slot, lineIndex, step, index)
    if line.pointee.units.isByDue { placeByDue(slot, line) }
    markDirty(Int(line.pointee.group))
    return false
  }

  /// The line in which an entity stands or stood whose step is this `seize`.
  mutating func line(of slot: Int, _ seize: UnsafeMutablePointer<Step>) -> Int {
    seize.pointee.flags.contains(.hasLanes) ? Int(companions[slot].line) : Int(seize.pointee.a)
  }

  /// Units of the pool of one of a line's needs that may serve it now.
  ///
  /// - Parameter byAge: Without those that an older request waits for.
  @inline(__always)
  mutating func unitsFree(_ line: Int, _ need: Int, byAge: Bool) -> UInt64 {
    let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
    let units = pool.pointee.freeMask & unitMemory.masks[Int(lines[line].units.firstMask) &+ need]
    return byAge && isStrict && pool.pointee.blockedRound == round ? units & ~pool.pointee.blockedMask : units
  }

  /// Whether every pool of a line has a unit for it.
  mutating func fitsUnits(_ line: Int, byAge: Bool) -> Bool {
    for need in 0..<Int(lines[line].setCount) {
      let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
      if pool.pointee.firstUnit >= 0 {
        if unitsFree(line, need, byAge: byAge) == 0 { return false }
      } else if pool.pointee.free <= 0 || (byAge && isStrict && pool.pointee.blockedRound == round) {
        return false
      }
    }
    return true
  }

  /// Notes that nobody younger may have what a waiting request needs. Who stands in a lane behind somebody who is
  /// served wants nothing but the lane yet.
  mutating func exhaustUnits(_ line: Int) {
    lines[line].exhaustedRound = round
    guard !lines[line].turnsAway else { return }
    let waitsForLane = isLaneTaken(line)
    for need in 0..<Int(lines[line].setCount) {
      let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
      let hasUnits = pool.pointee.firstUnit >= 0
      if waitsForLane, !isLane(line, need) { continue }
      if pool.pointee.blockedRound != round {
        pool.pointee.blockedRound = round
        pool.pointee.blockedBy = Int32(truncatingIfNeeded: line)
        pool.pointee.blockedMask = 0
      }
      if hasUnits { pool.pointee.blockedMask |= unitMemory.masks[Int(lines[line].units.firstMask) &+ need] }
    }
  }

  /// Whether one of a line's needs is the lane itself.
  mutating func isLane(_ line: Int, _ need: Int) -> Bool {
    let lanes = Int(lines[line].units.lanes)
    return lanes >= 0 && unitMemory.lanes[lanes].pool == poolSets[Int(lines[line].set) &+ need]
  }

  /// Whether the lane of a line is occupied, closed or out of order.
  mutating func isLaneTaken(_ line: Int) -> Bool {
    guard lines[line].units.lanes >= 0 else { return false }
    for need in 0..<Int(lines[line].setCount) where isLane(line, need) {
      return unitsFree(line, need, byAge: false) == 0
    }
    return false
  }

  /// The line served next by the unit that would serve this one: of the lines of its priority the one whose need the
  /// unit names first.
  mutating func preferredLine(_ line: Int) -> Int {
    guard lines[line].units.firstRank >= 0 else { return line }
    let group = groups[Int(lines[line].group)]
    let slot = front(line)
    var best = line
    for need in 0..<Int(lines[line].setCount) {
      let pool = Int(poolSets[Int(lines[line].set) &+ need])
      guard pools[pool].firstUnit >= 0 else { continue }
      let unit = chosenUnit(line, need, slot, steps + Int(slab[slot].step), byAge: true)
      var bestRank = rank(line, need, unit)
      for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
        let other = Int(groupLines[entry])
        guard other != line, lines[other].length > lines[other].ghosts,
          lines[other].priority == lines[line].priority, lines[other].exhaustedRound != round,
          lines[other].units.firstRank >= 0,
          let itsNeed = place(of: pool, in: other),
          unitsFree(other, itsNeed, byAge: true) & unitMemory.states[unit].bit != 0, fitsUnits(other, byAge: true)
        else { continue }
        let itsRank = rank(other, itsNeed, unit)
        let isOlder = slab[front(other)].joinSequence < slab[front(best)].joinSequence
        if itsRank < bestRank || (itsRank == bestRank && best != line && isOlder) {
          best = other
          bestRank = itsRank
        }
      }
    }
    return best
  }

  /// Which of a line's needs a pool is.
  mutating func place(of pool: Int, in line: Int) -> Int? {
    for need in 0..<Int(lines[line].setCount) where Int(poolSets[Int(lines[line].set) &+ need]) == pool { return need }
    return nil
  }

  /// How late in its list a unit names what a line needs from it.
  private mutating func rank(_ line: Int, _ need: Int, _ unit: Int) -> UInt8 {
    let first = Int(lines[line].units.firstRank)
    guard first >= 0 else { return 0 }
    return unitMemory.ranks[first &+ need &* 64 &+ unitMemory.states[unit].bit.trailingZeroBitCount]
  }

  /// Takes a unit of each pool of a line.
  mutating func takeUnits(_ line: Int, _ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    for need in 0..<Int(lines[line].setCount) {
      let pool = Int(poolSets[Int(lines[line].set) &+ need])
      if pools[pool].firstUnit >= 0 {
        let unit = chosenUnit(line, need, slot, step, byAge: !isCalm)
        unitMemory.states[unit].holder = Int32(truncatingIfNeeded: slot)
        updateUnit(unit)
        if isRecording, need == Int(lines[line].units.recordedNeed) {
          records.note(slot, unit: numberWithinPool(unit), column: step.pointee.stamp)
        }
      } else {
        pools[pool].free &-= 1
      }
      change(level: counts.stations &+ pool, by: 1)
    }
  }

  private mutating func numberWithinPool(_ unit: Int) -> Int { unitMemory.states[unit].bit.trailingZeroBitCount + 1 }

  /// The unit that serves a line, whose first request stands at a slot: of those that may, the ones that name its need
  /// earliest, and of these as the pool picks.
  private mutating func chosenUnit(
    _ line: Int, _ need: Int, _ slot: Int, _ step: UnsafeMutablePointer<Step>, byAge: Bool
  ) -> Int {
    let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
    let first = Int(pool.pointee.firstUnit)
    var able = unitsFree(line, need, byAge: byAge)
    if lines[line].units.firstRank >= 0 { able = earliestNamed(line, need, first, able) }
    var best = first &+ able.trailingZeroBitCount
    let pick = pool.pointee.pick
    if pick == .random {
      return first &+ bit(of: able, number: choice(slot, step.pointee.value &>> 32, among: able.nonzeroBitCount))
    }
    guard pick != .lowest else { return best }
    let states = unitMemory.states
    while able != 0 {
      let unit = first &+ able.trailingZeroBitCount
      able &= able &- 1
      let isBetter =
        pick == .fastest ? states[unit].speed > states[best].speed : states[unit].freeSince < states[best].freeSince
      if isBetter { best = unit }
    }
    return best
  }

  private mutating func earliestNamed(_ line: Int, _ need: Int, _ first: Int, _ able: UInt64) -> UInt64 {
    var least = UInt8.max
    var named: UInt64 = 0
    var rest = able
    while rest != 0 {
      let number = rest.trailingZeroBitCount
      rest &= rest &- 1
      let its = rank(line, need, first &+ number)
      if its < least {
        least = its
        named = 0
      }
      if its == least { named |= 1 << UInt64(number) }
    }
    return named
  }

  /// The place of the bit with this number, counted from 0, among those that are set.
  mutating func bit(of set: UInt64, number: Int) -> Int {
    var rest = set
    for _ in 0..<number { rest &= rest &- 1 }
    return rest.trailingZeroBitCount
  }

  /// A number from 0 to `count` - 1 from an entity's own uniform, which is the same whenever it is asked for.
  ///
  /// - Parameter stream: Plus 1, in the low half; 0: there is none, and the first is chosen.
  mutating func choice(_ slot: Int, _ stream: Int64, among count: Int) -> Int {
    let index = Int(stream & 0xFFFF_FFFF) - 1
    guard index >= 0, count > 1 else { return 0 }
    let u = streams[index].uniform(entity: slab[slot].ordinal, key: UnsafePointer(key), replication: replication)
    return min(count - 1, Int(u * Double(count)))
  }
}

// MARK: - Why a line waits for units

extension Kernel {
  /// Whether none of the units that may serve a line is on duty and in working order.
  mutating func isUnattended(_ line: Int, _ need: Int) -> Bool {
    let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
    return pool.pointee.dutyMask & unitMemory.masks[Int(lines[line].units.firstMask) &+ need] == 0
  }

  /// Why that is so.
  mutating func absenceOfUnits(_ line: Int, _ need: Int) -> CauseKind {
    let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
    if pool.pointee.awayMask & unitMemory.masks[Int(lines[line].units.firstMask) &+ need] != 0 { return .broken }
    let cause = absence(of: pool)
    return cause == .broken ? .offDuty : cause
  }

  /// Free units that some waiting request of a line wants which lacks only another pool; those of earlier lines of the
  /// same grants included.
  mutating func wantedUnits(_ line: Int, _ need: Int) -> Int {
    let pool = pools + Int(poolSets[Int(lines[line].set) &+ need])
    if pool.pointee.wantOfPartnerArea.level == 0 { pool.pointee.wantedMask = 0 }
    pool.pointee.wantedMask |= unitsFree(line, need, byAge: false)
    return pool.pointee.wantedMask.nonzeroBitCount
  }

  /// The line whose older request keeps the free units of a need from another line, -1 if there is none.
  mutating func holderOfUnits(_ line: Int, _ need: Int) -> Int {
    let pool = Int(poolSets[Int(lines[line].set) &+ need])
    let free = unitsFree(line, need, byAge: false)
    let group = groups[Int(lines[line].group)]
    var best = -1
    for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
      let other = Int(groupLines[entry])
      guard other != line, lines[other].length > lines[other].ghosts, isAhead(other, of: line),
        lines[other].exhaustedRound == round,
        !lines[other].turnsAway, lines[other].units.firstMask >= 0, let itsNeed = place(of: pool, in: other),
        unitMemory.masks[Int(lines[other].units.firstMask) &+ itsNeed] & free != 0,
        !isLaneTaken(other) || isLane(other, itsNeed)
      else { continue }
      if best >= 0, lines[other].priority > lines[best].priority { break }
      if best < 0 || slab[front(other)].joinSequence < slab[front(best)].joinSequence { best = other }
    }
    return best
  }

  /// Whether the next request of a line is looked at before that of another.
  private mutating func isAhead(_ line: Int, of other: Int) -> Bool {
    if lines[line].priority != lines[other].priority { return lines[line].priority < lines[other].priority }
    return slab[front(line)].joinSequence < slab[front(other)].joinSequence
  }
}
