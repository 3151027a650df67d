// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Lanes opened and closed by rule

extension Kernel {
  /// Free lanes close when few wait, as long as enough stay open.
  mutating func closeByRule(_ pool: Int, _ row: Int) {
    let table = duty.tables[row]
    guard pools[pool].free > 0, waiting(for: pool) <= table.closesAt else { return }
    var hasChanged = false
    while pools[pool].free > 0, open(pool, row) > table.least {
      takeAway(pool)
      duty.states[row].closed += 1
      hasChanged = true
    }
    if hasChanged { noteDuty(pool) }
  }

  /// Closed lanes open when many wait, those left out for whom one is already being set up.
  mutating func openByRule(_ pool: Int, _ row: Int) {
    let table = duty.tables[row]
    guard duty.states[row].closed > 0 else { return }
    // A lane that is set up at once has not taken anybody yet.
    var waiting = waiting(for: pool) - duty.states[row].settingUp - max(0, pools[pool].free)
    var hasChanged = false
    while duty.states[row].closed > 0, open(pool, row) < table.most,
      open(pool, row) < table.least || waiting >= table.opensAt
    {
      duty.states[row].closed -= 1
      waiting -= 1
      count(TendingCounter.openings, row)
      setUp(pool, row)
      hasChanged = true
    }
    if hasChanged { noteDuty(pool) }
  }

  /// Open or being set up; who only finishes a job after the end of the shift is not counted.
  private mutating func open(_ pool: Int, _ row: Int) -> Int32 {
    pools[pool].onDuty - pools[pool].leavingCount + duty.states[row].settingUp
  }
}

// MARK: - One unit that serves several stations in turn

extension Kernel {
  /// Whether the units of a line that go round are at its station, and its first request is of this visit.
  mutating func isAdmitted(_ line: Int, _ slot: Int) -> Bool {
    for entry in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount) {
      let row = Int(poolTables[Int(poolSets[entry])].tending)
      guard row >= 0, duty.tables[row].mode == .inTurn else { continue }
      let table = duty.tables[row]
      let state = duty.states + row
      if duty.values[Int(table.firstValue &+ state.pointee.place)] != lines[line].station { return false }
      if slab[slot].joinSequence >= state.pointee.gate { return false }
    }
    return true
  }

  /// The unit walks on when nobody of this visit waits any more.
  mutating func goOn(_ pool: Int, _ row: Int) {
    guard pools[pool].free > 0 else { return }
    if hasAdmitted(pool) { return }
    let table = duty.tables[row]
    let state = duty.states + row
    if !table.repeats, waiting(for: pool) == 0 {
      state.pointee.isResting = true
      return
    }
    let span = table.stream >= 0 ? draw(table.stream, state.pointee.draws) : 0
    if span == 0, !table.repeats, hasGoneRound(row) {
      // Those who wait lack somebody else: the unit stays until something changes.
      state.pointee.isResting = true
      return
    }
    if table.stream >= 0 { state.pointee.draws &+= 1 }
    takeAway(pool)
    if span > 0 || table.repeats {
      state.pointee.away += 1
      scheduleReturn(pool, UnitBack.fromAway, ordinal: 0, after: max(1, span))
    } else {
      arriveAtNextPlace(row)
      bring(back: pool)
    }
    noteDuty(pool)
  }

  /// Whether a unit whose walks take no time has been everywhere four times within this instant; counts its walks.
  private mutating func hasGoneRound(_ row: Int) -> Bool {
    let state = duty.states + row
    if state.pointee.walkedAt != now {
      state.pointee.walkedAt = now
      state.pointee.walks = 0
    }
    guard state.pointee.walks < 4 &* duty.tables[row].valueCount else { return true }
    state.pointee.walks &+= 1
    return false
  }

  private mutating func hasAdmitted(_ pool: Int) -> Bool {
    let group = groups[Int(pools[pool].group)]
    for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
      let line = Int(groupLines[entry])
      guard lines[line].length > lines[line].ghosts, needs(line, pool) else { continue }
      var slot = Int(lines[line].head)
      while slab[slot].step == Entity.ghost { slot = Int(slab[slot].next) }
      if isAdmitted(line, slot) { return true }
    }
    return false
  }

  mutating func arriveAtNextPlace(_ row: Int) {
    let next = duty.states[row].place + 1
    duty.states[row].place = next == duty.tables[row].valueCount ? 0 : next
    openGate(row)
  }

  /// A visit begins: who has joined by now belongs to it.
  mutating func openGate(_ row: Int) { duty.states[row].gate = duty.tables[row].isGated ? joinSequence : Int64.max }
}

// MARK: - Convoys

extension Kernel {
  /// A convoy takes those who wait, when all that is due at this instant has happened.
  mutating func openConvoy(_ pool: Int) {
    let row = Int(poolTables[pool].tending)
    pools[pool].free = duty.tables[row].places
    duty.states[row].isBoarding = true
    markDirty(Int(pools[pool].group))
    scheduleDeparture(pool, row)
  }

  /// It leaves on schedule, with whoever has a place.
  mutating func depart(convoy pool: Int, _ row: Int) {
    guard duty.states[row].isBoarding else { return }
    duty.states[row].isBoarding = false
    pools[pool].free = 0
    let left = waiting(for: pool)
    count(TendingCounter.departures, row)
    count(TendingCounter.leftBehind, row, Int64(left))
    if left == 0 { count(TendingCounter.noneLeftBehind, row) }
  }

  mutating func scheduleDeparture(_ pool: Int, _ row: Int) {
    let table = duty.tables[row]
    if table.stream >= 0 {
      let span = max(1, draw(table.stream, duty.states[row].draws))
      duty.states[row].draws &+= 1
      if fault == nil { schedule(EventClass.departure, pool, at: now &+ span) }
      return
    }
    let minute = now / TimeUnit.minute
    let ofDay = minute % 1440
    for index in Int(table.firstValue)..<Int(table.firstValue &+ table.valueCount)
    where Int64(duty.values[index]) > ofDay || (now == 0 && duty.states[row].draws == 0 && duty.values[index] == 0) {
      duty.states[row].draws = 1
      schedule(EventClass.departure, pool, at: (minute - ofDay + Int64(duty.values[index])) * TimeUnit.minute)
      return
    }
    duty.states[row].draws = 1
    let first = Int64(duty.values[Int(table.firstValue)])
    schedule(EventClass.departure, pool, at: (minute - ofDay + 1440 + first) * TimeUnit.minute)
  }
}
