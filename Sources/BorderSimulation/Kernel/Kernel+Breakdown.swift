// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Work of units: speed and wear

extension Kernel {
  /// How long the units at work need: the slowest of them sets the pace. Units that age by their work fail before its
  /// end if their lives are shorter.
  @inline(never)
  mutating func workingTime(_ slot: Int, _ step: UnsafeMutablePointer<Step>, work: Int64) -> Int64 {
    if companions[slot].work < 0 { companions[slot].work = work }
    var duration = work
    let pace = pace(slot, step)
    if pace != 1 {
      let time = (Double(work) / pace).rounded()
      duration = time < 4e18 ? Int64(time) : .max
    }
    for entry in Int(step.pointee.set)..<Int(step.pointee.set &+ step.pointee.setCount) {
      let pool = Int(poolSets[entry])
      guard wears(pool), let unit = unit(of: pool, heldBy: slot) else { continue }
      let state = unitMemory.states + unit
      guard state.pointee.life < duration else { continue }
      state.pointee.isFailureDue = true
      scheduleFailure(unit, at: now &+ state.pointee.life)
    }
    return duration
  }

  private mutating func wears(_ pool: Int) -> Bool {
    let breakdown = poolTables[pool].identity.breakdown
    return breakdown >= 0 && unitMemory.breakdowns[Int(breakdown)].countsBusyTime
  }

  private mutating func pace(_ slot: Int, _ step: UnsafeMutablePointer<Step>) -> Double {
    var pace = Double.infinity
    for entry in Int(step.pointee.set)..<Int(step.pointee.set &+ step.pointee.setCount) {
      let pool = Int(poolSets[entry])
      guard pools[pool].firstUnit >= 0, let unit = unit(of: pool, heldBy: slot) else { continue }
      pace = min(pace, unitMemory.states[unit].speed)
    }
    return pace == .infinity ? 1 : pace
  }

  /// Work is over or interrupted: units have aged by the time it took.
  @inline(never)
  mutating func stopWearing(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    for entry in Int(step.pointee.set)..<Int(step.pointee.set &+ step.pointee.setCount) {
      let pool = Int(poolSets[entry])
      guard wears(pool), let unit = unit(of: pool, heldBy: slot) else { continue }
      let state = unitMemory.states + unit
      state.pointee.life -= now &- slab[slot].mark
      if state.pointee.isFailureDue {
        state.pointee.isFailureDue = false
        _ = events.remove(tail: failureTail(unit))
      }
    }
  }

  /// The work that is left of a job whose end would have come after this time.
  mutating func workLeft(_ slot: Int, _ step: UnsafeMutablePointer<Step>, time: Int64) -> Int64 {
    let pace = pace(slot, step)
    return pace == 1 ? time : Int64((Double(time) * pace).rounded())
  }
}

// MARK: - Failures and repairs

extension Kernel {
  /// Marks events of units among those of the same class.
  static let unitMark = 1

  /// A unit's failures come in the order of pools by name, then its number.
  private mutating func failureTail(_ unit: Int) -> UInt64 {
    let state = unitMemory.states[unit]
    return EventKey.tail(
      EventClass.shiftEnd, source: UInt64(state.pool), ordinal: UInt32(state.bit.trailingZeroBitCount),
      slot: Kernel.unitMark)
  }

  private mutating func scheduleFailure(_ unit: Int, at time: Int64) {
    events.push(EventKey.key(time, failureTail(unit)))
  }

  /// A unit is as good as new.
  mutating func beginLife(_ unit: Int) {
    let state = unitMemory.states + unit
    let table = unitMemory.breakdowns + Int(poolTables[Int(state.pointee.pool)].identity.breakdown)
    guard let life = drawn(table.pointee.lifeStream, unit) else { return }
    if table.pointee.countsBusyTime {
      state.pointee.life = life
    } else {
      scheduleFailure(unit, at: now &+ life)
    }
  }

  /// A draw of a unit's own clock, keyed by its number and its failures so far.
  private mutating func drawn(_ stream: Int32, _ unit: Int) -> Int64? {
    let state = unitMemory.states + unit
    guard state.pointee.failures < 1 << 24 else {
      fault = .tooManyFailures(1 << 24)
      return nil
    }
    let duration = streams[Int(stream)].duration(
      entity: UInt32(state.pointee.bit.trailingZeroBitCount), visit: UInt8(truncatingIfNeeded: state.pointee.failures),
      child: UInt16(truncatingIfNeeded: state.pointee.failures &>> 8), key: UnsafePointer(key), replication: replication
    )
    guard UInt64(bitPattern: duration) <= UInt64(1) << 60 else {
      fault = .timeOverflow
      return nil
    }
    return duration
  }

  /// A unit fails: the job in hand is interrupted, and the repair begins as soon as there is somebody for it.
  mutating func failUnit(_ pool: Int, number: Int) {
    let unit = Int(pools[pool].firstUnit) + number
    let state = unitMemory.states + unit
    let index = Int(poolTables[pool].identity.breakdown)
    let table = unitMemory.breakdowns[index]
    markDirty(Int(pools[pool].group))
    state.pointee.isFailureDue = false
    guard let repair = drawn(table.repairStream, unit) else { return }
    state.pointee.failures += 1
    count(Int(table.counter))
    state.pointee.isDown = true
    state.pointee.downSince = now
    change(level: Int(table.level), by: 1)
    let slot = Int(state.pointee.holder)
    if slot >= 0, works(slot, with: pool) {
      interrupt(slot, leaving: pool)
      if table.restarts { slab[slot].remaining = companions[slot].work }
    } else {
      updateUnit(unit)
    }
    startRepair(Int(table.source), number, repair)
  }

  /// A repair is an entity that nobody counts.
  private mutating func startRepair(_ source: Int, _ number: Int, _ repair: Int64) {
    guard let slot = newSlot() else { return }
    slab[slot] = Entity(
      arrival: now, mark: now, waited: 0, served: 0, joinSequence: 0, remaining: repair,
      ordinal: UInt32(truncatingIfNeeded: number), next: -1, step: 0, source: UInt16(truncatingIfNeeded: source),
      channel: 0, flags: 0, hour: 0, arrivalHour: 0)
    companions[slot] = Companion()
    if isRecording { records.begin(slot) }
    advance(slot, from: Int(sourceTables[source].start))
  }

  /// A repaired unit is up again, and its repair is over.
  mutating func restoreUnit(_ slot: Int, _ breakdown: Int) {
    let table = unitMemory.breakdowns[breakdown]
    let unit = Int(pools[Int(table.pool)].firstUnit) + Int(slab[slot].ordinal)
    let state = unitMemory.states + unit
    state.pointee.isDown = false
    change(level: Int(table.level), by: -1)
    if now >= windowStart, !isClosed { record(Int(table.tally), now &- state.pointee.downSince, hour: -1) }
    freeSlot(slot)
    updateUnit(unit)
    markDirty(Int(pools[Int(table.pool)].group))
    beginLife(unit)
  }
}
