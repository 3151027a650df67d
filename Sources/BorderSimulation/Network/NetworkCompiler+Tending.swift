// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Pools with units that are not always there

extension NetworkCompiler {
  /// Where a pool stands in time.
  func frame(of pool: Pool) -> DutyRoster.Frame {
    let calendar = post.calendar
    return DutyRoster.Frame(
      firstDay: calendar.starts.dayNumber - calendar.warmUpDays, days: calendar.warmUpDays + 2 * calendar.days,
      anchor: calendar.starts.dayNumber, ahead: pool.state == .b ? network.clockDifferenceMinutes : 0,
      holidays: post.holidays[pool.state] ?? [])
  }

  /// - Parameter position: Of a pool of the network.
  func needsTending(_ position: Int) -> Bool {
    let pool = post.pools[poolOrder[position]]
    return pool.hasBreaks || pool.setUp != nil || pool.attendance != .always || pool.timetable != nil
  }

  /// One row for each special pool, in the order of the pools; needs pools and stations.
  mutating func compileTendings() throws(CompilationFault) {
    layOutPossibleCauses()
    for position in poolOrder.indices where needsTending(position) {
      let pool = post.pools[poolOrder[position]]
      guard pool.units == nil else {
        throw CompilationFault(
          message: "the units of '\(pool.name)' are told apart, and cannot have breaks, set-ups, other tasks, rounds, "
            + "or rules that open them; drop one of the two")
      }
      var table = TendingTable(pool: Int32(position), mode: .none)
      table.breakRuleAtStart = breakRuleAtStart[position]
      if let setUp = pool.setUp { table.setUpStream = try stream(of: pool, "set-up", setUp) }
      switch pool.attendance {
      case .always: break
      case .otherTask(let time, let repeats):
        table.mode = .otherTask
        table.stream = try stream(of: pool, "other task", time)
        table.repeats = repeats
      case .byRule(let rule):
        table.mode = .byRule
        table.opensAt = Int32(rule.whenWaiting)
        table.closesAt = Int32(rule.closesWhenWaiting)
        table.least = Int32(rule.least)
        if let most = rule.most { table.most = Int32(most) }
      case .inTurn(let turns): try compile(turns, of: pool, &table)
      }
      if let timetable = pool.timetable { try compile(timetable, of: pool, &table) }
      layOutCounters(&table, pool)
      network.pools[position].tending = Int32(network.tendings.count)
      network.tendings.append(table)
    }
  }

  private mutating func layOutCounters(_ table: inout TendingTable, _ pool: Pool) {
    var wanted: [Int] = []
    switch table.mode {
    case .none, .inTurn: break
    case .otherTask: wanted = [TendingCounter.otherTasks]
    case .byRule: wanted = [TendingCounter.openings]
    case .departures:
      wanted = [TendingCounter.departures, TendingCounter.leftBehind, TendingCounter.noneLeftBehind]
    }
    if table.setUpStream >= 0 { wanted.append(TendingCounter.setUps) }
    if pool.hasBreaks { wanted += [TendingCounter.breaks, TendingCounter.breaksMissed] }
    for counter in wanted {
      table.counters[counter] = Int32(network.layout.counters.count)
      network.layout.counters.append(.init(name: "\(TendingCounter.names[counter]) \(pool.name)"))
    }
  }

  /// Kinds of waiting that the pools bring with them.
  private mutating func layOutPossibleCauses() {
    var possible = Set(network.layout.possibleCauses)
    for pool in post.pools {
      let opens = if case .byRule = pool.attendance { true } else { false }
      if opens || pool.setUp != nil || !pool.hours.isEmpty { possible.insert(.closed) }
      if pool.hasBreaks { possible.insert(.onBreak) }
      if pool.timetable != nil { possible.insert(.departure) }
    }
    network.layout.possibleCauses = CauseKind.allCases.filter { possible.contains($0) }
  }

  private mutating func compile(
    _ turns: Turns, of pool: Pool, _ table: inout TendingTable
  ) throws(CompilationFault) {
    table.mode = .inTurn
    table.stream = try stream(of: pool, "walk", turns.walking)
    table.repeats = turns.whenNobodyWaits == .walkOn
    table.isGated = turns.visit == .gated
    table.firstValue = Int32(network.tendingValues.count)
    for control in turns.controls {
      // A control that no procedure passes is left out of the round.
      if let station = stations.firstIndex(where: { $0.control == control }) {
        network.tendingValues.append(Int32(station))
      }
    }
    table.valueCount = Int32(network.tendingValues.count) - table.firstValue
    guard table.valueCount > 0 else {
      throw CompilationFault(
        message: "no procedure passes a control that '\(pool.name)' serves in turn; delete its round")
    }
  }

  private mutating func compile(
    _ timetable: Timetable, of pool: Pool, _ table: inout TendingTable
  ) throws(CompilationFault) {
    table.mode = .departures
    table.places =
      switch pool.capacity {
      case .constant(let places): Int32(places)
      case .unlimited, .shifts, .teams: Int32.max / 2
      }
    switch timetable {
    case .headway(let law): table.stream = try stream(of: pool, "headway", law)
    case .clockMinutes(let minutes):
      table.firstValue = Int32(network.tendingValues.count)
      table.valueCount = Int32(minutes.count)
      network.tendingValues += minutes.map { Int32(minuteOnClockOfA($0, of: pool.state) % 1440) }.sorted()
    }
  }

  private mutating func stream(of pool: Pool, _ quantity: String, _ law: Law) throws(CompilationFault) -> Int32 {
    let key = try drawKey(trafficClass: "", place: pool.name, quantity: quantity, visit: 0)
    return addStream(CompiledLaw(law, tables: &network.lawTables), key, isDense: false)
  }

  /// Waits for a departure; the place is gone with it.
  mutating func writeConvoy(_ convoy: Int, _ step: ProcedureStep, _ writer: inout ProgramWriter) {
    guard let station = station(of: step) else { return }
    let name = post.pools[convoy].name
    let visit = nextVisit(name, &writer)
    writeSeize(station, step, column: stampColumns[StampKey(place: name, visit: visit + 1)], &writer)
    let line = network.lines[Int(network.steps[network.steps.count - 1].a)]
    writeRelease(group: line.group, set: line.set, count: line.setCount)
  }
}

extension Pool {
  fileprivate var hasBreaks: Bool {
    if case .shifts(let shifts) = capacity { shifts.contains { $0.breaks != nil } } else { false }
  }
}
