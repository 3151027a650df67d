// SPDX-License-Identifier: GPL-3.0-or-later

/// The state of a pool with units that are not always there.
struct TendingState {
  /// Units elsewhere, like those on a break: none of them counts in `PoolState.onDuty`.
  var settingUp: Int32 = 0
  var away: Int32 = 0
  /// Closed by rule.
  var closed: Int32 = 0
  /// Of those elsewhere: how many do not come back, because their shift has ended. Who is due first stays away.
  var lostBreaks: Int32 = 0
  var lostSetUps: Int32 = 0
  var lostAways: Int32 = 0
  /// Came on duty at this instant, still to be set up or closed by rule.
  var toSetUp: Int32 = 0
  /// The window of breaks that is open, or -1; its number; breaks still owed in it; free units that have had theirs.
  var breakRule: Int32 = -1
  var window: UInt32 = 0
  var owed: Int32 = 0
  var rested: Int32 = 0
  /// Free units that have done a job since they were last elsewhere.
  var tired: Int32 = 0
  /// Place in the round; requests at or behind `gate` in the order of joining wait for the next visit.
  var place: Int32 = 0
  var gate = Int64.max
  /// Nobody waited anywhere when the unit was last looked at.
  var isResting = false
  /// Walks within the instant `walkedAt` that took no time.
  var walks: Int32 = 0
  var walkedAt: Int64 = -1
  /// Draws made so far.
  var draws: UInt32 = 0
  var setUpDraws: UInt32 = 0
  /// A convoy is boarding.
  var isBoarding = false
  var breakArea = AreaState()
  var setUpArea = AreaState()
  var awayArea = AreaState()
  var closedArea = AreaState()
}

/// Tables and state of the special pools of a post.
struct DutyMemory {
  let count: Int
  let tables: UnsafeMutablePointer<TendingTable>
  let values: UnsafeMutablePointer<Int32>
  let breakRules: UnsafeMutablePointer<BreakRule>
  let states: UnsafeMutablePointer<TendingState>

  init(_ network: FlowNetwork) {
    count = network.tendings.count
    tables = KernelMemory.copy(network.tendings)
    values = KernelMemory.copy(network.tendingValues)
    breakRules = KernelMemory.copy(network.breakRules)
    states = KernelMemory.copy(network.tendings.map { _ in TendingState() })
  }

  func deallocate() {
    tables.deallocate()
    values.deallocate()
    breakRules.deallocate()
    states.deallocate()
  }
}

/// What comes back, in the slot of an event of class `EventClass.shiftStart`; 0 is the start of a shift.
enum UnitBack {
  static let fromBreak = 1
  static let fromSetUp = 2
  static let fromAway = 3
}

// MARK: - Before and after the grants of an instant

extension Kernel {
  /// What the special pools of a group do before its requests are granted.
  mutating func prepareDuty(_ index: Int) {
    let group = groups[index]
    for entry in Int(group.firstPool)..<Int(group.firstPool &+ group.poolCount) {
      let pool = Int(groupPools[entry])
      let row = Int(poolTables[pool].tending)
      guard row >= 0 else { continue }
      if duty.states[row].toSetUp > 0 { receive(pool, row) }
      if duty.states[row].owed > 0 { sendToBreaks(pool, row) }
      switch duty.tables[row].mode {
      case .byRule: closeByRule(pool, row)
      case .inTurn:
        if duty.states[row].isResting {
          duty.states[row].isResting = false
          openGate(row)
        }
      case .none, .otherTask, .departures: break
      }
    }
  }

  /// What they do when the requests have been granted.
  mutating func tendDuty(_ index: Int) {
    let group = groups[index]
    for entry in Int(group.firstPool)..<Int(group.firstPool &+ group.poolCount) {
      let pool = Int(groupPools[entry])
      let row = Int(poolTables[pool].tending)
      guard row >= 0 else { continue }
      switch duty.tables[row].mode {
      case .otherTask: leaveForOtherTask(pool, row)
      case .byRule: openByRule(pool, row)
      case .inTurn: goOn(pool, row)
      case .departures: depart(convoy: pool, row)
      case .none: break
      }
    }
  }

  /// Requests, virtual ones left out, that wait for a pool.
  mutating func waiting(for pool: Int) -> Int32 {
    let group = groups[Int(pools[pool].group)]
    var sum: Int32 = 0
    for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
      let line = Int(groupLines[entry])
      if needs(line, pool) { sum += lines[line].length - lines[line].ghosts }
    }
    return sum
  }

  mutating func needs(_ line: Int, _ pool: Int) -> Bool {
    for entry in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount)
    where Int(poolSets[entry]) == pool { return true }
    return false
  }

  /// Brings the areas of a pool up to now and to the present numbers.
  mutating func noteDuty(_ pool: Int) {
    let row = Int(poolTables[pool].tending)
    guard row >= 0 else {
      pools[pool].onDutyArea.change(to: Int64(pools[pool].onDuty), at: now)
      return
    }
    let state = duty.states + row
    state.pointee.breakArea.change(to: Int64(pools[pool].onBreak), at: now)
    state.pointee.setUpArea.change(to: Int64(state.pointee.settingUp), at: now)
    state.pointee.awayArea.change(to: Int64(state.pointee.away), at: now)
    state.pointee.closedArea.change(to: Int64(state.pointee.closed), at: now)
    let present = pools[pool].onDuty &+ state.pointee.settingUp &+ state.pointee.away
    pools[pool].onDutyArea.change(to: Int64(present), at: now)
  }

  /// Begins the areas of the special pools anew.
  mutating func settleTending(_ pool: Int, clearing: Bool) {
    noteDuty(pool)
    let row = Int(poolTables[pool].tending)
    guard clearing, row >= 0 else { return }
    duty.states[row].breakArea.area = 0
    duty.states[row].setUpArea.area = 0
    duty.states[row].awayArea.area = 0
    duty.states[row].closedArea.area = 0
  }
}

// MARK: - Units that go and come back

extension Kernel {
  /// A unit leaves the free ones of its pool.
  mutating func takeAway(_ pool: Int) {
    pools[pool].free &-= 1
    pools[pool].onDuty &-= 1
  }

  /// A unit is there again and free.
  mutating func bring(back pool: Int) {
    pools[pool].free &+= 1
    pools[pool].onDuty &+= 1
    markDirty(Int(pools[pool].group))
  }

  /// - Returns: A length of the pool's own law, in microseconds; -1 after a fault.
  mutating func draw(_ stream: Int32, _ ordinal: UInt32) -> Int64 {
    noteDraw(stream, ordinal)
    let duration = streams[Int(stream)].duration(entity: ordinal, key: UnsafePointer(key), replication: replication)
    guard UInt64(bitPattern: duration) <= UInt64(1) << 60 else {
      fault = .timeOverflow
      return -1
    }
    return duration
  }

  mutating func scheduleReturn(_ pool: Int, _ kind: Int, ordinal: UInt32, after span: Int64) {
    let tail = EventKey.tail(
      EventClass.shiftStart, source: UInt64(pool), ordinal: ordinal & (EventKey.ordinalLimit - 1), slot: kind)
    events.push(EventKey.key(now &+ span, tail))
  }

  /// A unit is back from a break, a set-up or elsewhere.
  @inline(never)
  mutating func unitBack(_ pool: Int, _ tail: UInt64) {
    let row = Int(poolTables[pool].tending)
    let state = duty.states + row
    switch EventKey.slot(tail) {
    case UnitBack.fromBreak:
      if state.pointee.lostBreaks > 0 {
        state.pointee.lostBreaks -= 1
        return
      }
      pools[pool].onBreak -= 1
      if state.pointee.breakRule >= 0, EventKey.ordinal(tail) == state.pointee.window { state.pointee.rested += 1 }
      bring(back: pool)
    case UnitBack.fromSetUp:
      if state.pointee.lostSetUps > 0 {
        state.pointee.lostSetUps -= 1
        return
      }
      state.pointee.settingUp -= 1
      bring(back: pool)
    default:
      if state.pointee.lostAways > 0 {
        state.pointee.lostAways -= 1
        return
      }
      state.pointee.away -= 1
      if duty.tables[row].mode == .inTurn { arriveAtNextPlace(row) }
      bring(back: pool)
    }
    noteDuty(pool)
  }

  /// Begins the set-up of a unit that is neither free nor counted on duty.
  mutating func setUp(_ pool: Int, _ row: Int) {
    let stream = duty.tables[row].setUpStream
    var span: Int64 = 0
    if stream >= 0 {
      span = draw(stream, duty.states[row].setUpDraws)
      duty.states[row].setUpDraws &+= 1
      count(TendingCounter.setUps, row)
    }
    if span > 0 {
      duty.states[row].settingUp += 1
      scheduleReturn(pool, UnitBack.fromSetUp, ordinal: 0, after: span)
    } else {
      bring(back: pool)
    }
  }

  /// Units that have come on duty at this instant are set up, or wait for the rule that opens them.
  private mutating func receive(_ pool: Int, _ row: Int) {
    let number = min(duty.states[row].toSetUp, max(0, pools[pool].free))
    duty.states[row].toSetUp = 0
    for _ in 0..<number {
      takeAway(pool)
      if duty.tables[row].mode == .byRule { duty.states[row].closed += 1 } else { setUp(pool, row) }
    }
    noteDuty(pool)
  }

  /// The unit that an entity gives back: what has to be known about it.
  ///
  /// - Returns: Whether it is gone.
  mutating func noteGivenBack(_ pool: Int, _ row: Int, by slot: Int, goesHome: Bool) -> Bool {
    if duty.tables[row].mode == .departures { return true }
    let isRested = forgetRested(row, slot)
    if goesHome { return true }
    if isRested { duty.states[row].rested += 1 }
    duty.states[row].tired += 1
    return false
  }

  /// A shift ends: of the free ones, those who have had their break are the last to leave; who continues a colleague's
  /// job, or begins it anew, has had none.
  mutating func endWithShift(_ pool: Int, _ row: Int, _ holders: ArraySlice<Int>, continued: Int) {
    let rule = poolTables[pool].rule
    for (number, slot) in holders.enumerated() where number < continued || rule != .finish {
      _ = forgetRested(row, slot)
    }
  }

  /// Opens or closes a pool with a change of duty.
  mutating func turnDoor(_ pool: Int, _ change: DutyChange) {
    if change.door != .none { pools[pool].isClosed = change.door == .closes }
    let row = Int(poolTables[pool].tending)
    if row >= 0, change.coming > 0 { duty.states[row].toSetUp += duty.tables[row].receives ? change.coming : 0 }
  }

  /// The beginning of a replication.
  mutating func resetTending(_ row: Int) {
    let table = duty.tables[row]
    let pool = Int(table.pool)
    duty.states[row] = TendingState()
    restedSlots[row].removeAll(keepingCapacity: true)
    // Every release is looked at.
    pools[pool].claims = 1
    switch table.mode {
    case .departures: scheduleDeparture(pool, row)
    case .byRule:
      let closed = max(0, pools[pool].free - table.least)
      duty.states[row].closed = closed
      pools[pool].free -= closed
      pools[pool].onDuty -= closed
    case .none, .otherTask, .inTurn: break
    }
    if table.breakRuleAtStart >= 0 { openBreaks(pool, row, table.breakRuleAtStart) }
    noteDuty(pool)
    markDirty(Int(pools[pool].group))
  }

  /// Counts what happens within the window.
  mutating func count(_ counter: Int, _ row: Int, _ number: Int64 = 1) {
    let index = Int(duty.tables[row].counters[counter])
    if index >= 0, now >= windowStart, !isClosed { counters[index] &+= number }
  }

  /// Takes units that are not at work off a pool whose shift ends: closed ones first, then (after the idle) those being
  /// set up, then those elsewhere.
  ///
  /// - Returns: How many of them.
  mutating func takeClosed(_ row: Int, _ number: Int32) -> Int32 {
    let taken = min(number, duty.states[row].closed)
    duty.states[row].closed -= taken
    return taken
  }

  mutating func takeElsewhere(_ row: Int, _ number: Int32) -> Int32 {
    let settingUp = min(number, duty.states[row].settingUp)
    duty.states[row].settingUp -= settingUp
    duty.states[row].lostSetUps += settingUp
    let away = min(number - settingUp, duty.states[row].away)
    duty.states[row].away -= away
    duty.states[row].lostAways += away
    return settingUp + away
  }

  mutating func takeOnBreak(_ pool: Int, _ row: Int, _ number: Int32) -> Int32 {
    let taken = min(number, pools[pool].onBreak)
    pools[pool].onBreak -= taken
    duty.states[row].lostBreaks += taken
    return taken
  }
}

// MARK: - Another task

extension Kernel {
  private mutating func leaveForOtherTask(_ pool: Int, _ row: Int) {
    let state = duty.states + row
    state.pointee.tired = min(state.pointee.tired, max(0, pools[pool].free))
    guard pools[pool].free > 0, waiting(for: pool) == 0 else { return }
    let leaving = duty.tables[row].repeats ? pools[pool].free : state.pointee.tired
    state.pointee.tired = 0
    for _ in 0..<leaving {
      let span = max(1, draw(duty.tables[row].stream, state.pointee.draws))
      takeAway(pool)
      state.pointee.away += 1
      scheduleReturn(pool, UnitBack.fromAway, ordinal: 0, after: span)
      state.pointee.draws &+= 1
      count(TendingCounter.otherTasks, row)
    }
    if leaving > 0 { noteDuty(pool) }
  }
}
