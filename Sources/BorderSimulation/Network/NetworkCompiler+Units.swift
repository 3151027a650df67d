// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Units that are told apart

extension NetworkCompiler {
  /// Gives lanes that belong to no pool a pool of their own, one unit for each lane.
  static func withPoolsOfLanes(_ post: BorderPost) -> BorderPost {
    var post = post
    for index in post.controls.indices {
      let control = post.controls[index]
      guard let lanes = control.lanes else { continue }
      let pool = lanes.pool ?? post.pools.count
      if lanes.pool == nil {
        post.pools.append(
          Pool(
            name: Lanes.poolName(of: control.name), kind: .equipment, state: control.state ?? .a,
            capacity: .constant(lanes.count)))
        post.controls[index].needs.append(pool)
        post.controls[index].lanes?.pool = pool
      }
      if post.pools[pool].units == nil { post.pools[pool].units = PoolUnits() }
    }
    return post
  }

  /// Writes the units of a pool.
  mutating func compileUnits(of position: Int) throws(CompilationFault) {
    let pool = post.pools[poolOrder[position]]
    guard let units = pool.units else { return }
    let count = network.layout.pools[position].maximum
    guard (1...PoolUnits.most).contains(count) else {
      throw CompilationFault(
        message: "'\(pool.name)' has \(count) units; units that are told apart are 1 to \(PoolUnits.most)")
    }
    network.pools[position].identity = IdentityTable(
      firstUnit: Int32(network.units.count), unitCount: Int32(count), pick: units.pick)
    for unit in 0..<count {
      let speed = unit < units.speeds.count ? units.speeds[unit] : 1
      network.units.append(UnitTable(pool: Int32(position), speed: speed))
      network.layout.units.append(.init(pool: position, number: unit + 1))
    }
    network.groups[Int(network.pools[position].group)].isSimple = false
    network.groups[Int(network.pools[position].group)].needsTending = true
    network.needsCompanions = true
  }

  /// Changes of the number on duty, for units that are places of work: whoever comes takes over the place of one who
  /// leaves at the same minute.
  func netChanges(_ roster: DutyRoster) -> [DutyChange] {
    roster.changes.compactMap { change in
      var change = change
      let difference = change.coming - change.leaving
      guard difference != 0 || change.door != .none else { return nil }
      change.coming = max(0, difference)
      change.leaving = max(0, -difference)
      return change
    }
  }

  /// Says of each line which units may serve it; needs lines and units.
  mutating func compileLineUnits() {
    for line in network.lines.indices {
      let table = network.lines[line]
      let control = stations[Int(table.station)].control.map { post.controls[$0] }
      let pools = (0..<Int(table.setCount)).map { Int(network.poolSets[Int(table.set) + $0]) }
      network.lines[line].units.isByDue = control?.order == .earliestDue
      guard pools.contains(where: { network.pools[$0].identity.firstUnit >= 0 }) else { continue }
      network.lines[line].units.firstMask = Int32(network.unitMasks.count)
      let lane = control?.lanes?.pool.map { poolPosition[$0] }
      for pool in pools {
        let all = UInt64.max >> UInt64(64 - max(1, network.pools[pool].identity.unitCount))
        var mask = pool == lane ? 1 << UInt64(table.units.lane) : all
        if let skill = control?.skill { mask &= unitsAble(skill, pool) }
        network.unitMasks.append(mask)
      }
      network.lines[line].units.recordedNeed = Int32(
        pools.firstIndex { $0 == lane } ?? pools.firstIndex { network.pools[$0].identity.firstUnit >= 0 } ?? -1)
      guard let skill = control?.skill else { continue }
      network.lines[line].units.firstRank = Int32(network.unitRanks.count)
      for pool in pools { network.unitRanks += ranks(of: skill, pool) }
    }
  }

  /// The units of a pool that can do something; all of a pool that knows no skills.
  private func unitsAble(_ skill: String, _ pool: Int) -> UInt64 {
    let skills = post.pools[poolOrder[pool]].units?.skills ?? []
    guard !skills.isEmpty else { return .max }
    return skills.indices.reduce(0) { skills[$1].contains(skill) ? $0 | 1 << UInt64($1) : $0 }
  }

  private func ranks(of skill: String, _ pool: Int) -> [UInt8] {
    let skills = post.pools[poolOrder[pool]].units?.skills ?? []
    return (0..<64).map { unit in
      guard unit < skills.count, let rank = skills[unit].firstIndex(of: skill) else { return 0 }
      return UInt8(min(rank, 255))
    }
  }
}

// MARK: - Lanes

extension NetworkCompiler {
  /// Lanes of a station; needs all lines.
  mutating func compileLanes() {
    for station in stations.indices {
      guard let control = stations[station].control, let lanes = post.controls[control].lanes, let pool = lanes.pool
      else { continue }
      let members = network.lines.indices.filter { network.lines[$0].station == Int32(station) }
      let heads = members.filter { network.lines[$0].units.lane == 0 }
      let others = stations[station].needs.filter { $0 != pool && post.pools[$0].kind != .places }
        .map { Int32(poolPosition[$0]) }.sorted()
      let all = UInt64.max >> UInt64(64 - lanes.count)
      let able = all & (post.controls[control].skill.map { unitsAble($0, poolPosition[pool]) } ?? .max)
      for line in members { network.lines[line].units.lanes = Int32(network.lanes.count) }
      network.lanes.append(
        LaneTable(
          pool: Int32(poolPosition[pool]), count: Int32(lanes.count), able: able == 0 ? all : able, join: lanes.join,
          changeAt: lanes.changeWhenShorterBy.map { Int32($0) } ?? .max, firstLine: Int32(network.laneLines.count),
          lineCount: Int32(heads.count), firstPool: appendSet(others), poolCount: Int32(others.count)))
      network.laneLines += heads.map { Int32($0) }
    }
  }

  /// The stream of a choice among equals at a control: of a lane or of a unit. In `Step.value` of the `seize`, the
  /// lane's in the low half and the unit's in the high half, each plus 1; 0: nothing is chosen at random.
  mutating func choiceStreams(
    _ control: Control, trafficClass: String, place: String, visit: Int
  ) throws(CompilationFault) -> Int64 {
    var streams: Int64 = 0
    if let lanes = control.lanes, lanes.join != .inTurn {
      let key = try drawKey(trafficClass: trafficClass, place: place, quantity: "lane", visit: visit)
      streams |= Int64(addStream(.unitUniform, key, isDense: lanes.join == .atRandom)) + 1
    }
    if control.needs.contains(where: { post.pools[$0].units?.pick == .random }) {
      let key = try drawKey(trafficClass: trafficClass, place: place, quantity: "unit", visit: visit)
      streams |= (Int64(addStream(.unitUniform, key, isDense: true)) + 1) << 32
    }
    return streams
  }
}

// MARK: - Breakdowns

extension NetworkCompiler {
  /// Programs of repairs, behind those of all classes; needs everything else.
  mutating func compileBreakdowns() throws(CompilationFault) {
    for position in poolOrder.indices {
      let pool = post.pools[poolOrder[position]]
      guard let breakdown = pool.units?.breakdown else { continue }
      let index = network.breakdowns.count
      network.pools[position].identity.breakdown = Int32(index)
      let life = try drawKey(trafficClass: pool.name, place: "", quantity: "life", visit: 0)
      let repair = try drawKey(trafficClass: pool.name, place: "", quantity: "repair", visit: 0)
      let start = Int32(network.steps.count)
      writeRepair(of: index, crew: stations.firstIndex { $0.repairOf == poolOrder[position] })
      network.breakdowns.append(
        BreakdownTable(
          pool: Int32(position), lifeStream: addStream(breakdown.every, life, isDense: false),
          repairStream: addStream(breakdown.repair, repair, isDense: false),
          countsBusyTime: breakdown.clock == .busyTime, restarts: breakdown.work == .restarts,
          source: Int32(network.sources.count), level: level(.down(pool: position)),
          tally: tally(.downTime(pool: position), -1),
          counter: Int32(network.layout.counters.firstIndex { $0.name == failures(of: pool) } ?? -1)))
      network.sources.append(
        SourceTable(
          start: start, arrivalStream: -1, firstGap: 0, gapCount: 0, gapLength: TimeSpan.week.microseconds,
          channelStream: -1, firstBound: 0, boundCount: 0, waitingTally: -1, serviceTally: -1, level: -1))
    }
  }

  /// A repair waits for a technician if it needs one, takes its time, and puts the unit back.
  private mutating func writeRepair(of breakdown: Int, crew station: Int?) {
    var delay = Step(code: .delay)
    guard let station, let line = network.lines.firstIndex(where: { $0.station == Int32(station) }) else {
      network.steps += [delay, Step(code: .restore, a: Int32(breakdown))]
      return
    }
    let table = network.lines[line]
    delay.target = Int32(network.steps.count)
    delay.set = table.set
    delay.setCount = table.setCount
    var seize = Step(code: .seize, a: Int32(line))
    if table.units.firstMask >= 0 {
      seize.flags.insert(.isSpecial)
      delay.flags.insert(.isSpecial)
    } else if network.groups[Int(table.group)].isSimple {
      seize.flags.insert(.isSimple)
    }
    if isInterruptible(Int32(line)) {
      seize.flags.insert(.isInterruptible)
      delay.flags.insert(.isInterruptible)
    }
    network.steps += [
      seize, delay, Step(code: .release, a: table.group, set: table.set, setCount: table.setCount),
      Step(code: .restore, a: Int32(breakdown)),
    ]
  }

  private func level(_ quantity: ObservationLayout.LevelDescription.Quantity) -> Int32 {
    Int32(network.layout.levels.firstIndex { $0.quantity == quantity } ?? -1)
  }

  private func failures(of pool: Pool) -> String { "failures of \(pool.name)" }

  /// Numbers of units down, and how long they are.
  mutating func layOutBreakdowns() {
    for position in poolOrder.indices where post.pools[poolOrder[position]].units?.breakdown != nil {
      network.layout.levels.append(.init(quantity: .down(pool: position)))
      network.layout.counters.append(.init(name: failures(of: post.pools[poolOrder[position]])))
      network.layout.tallies.append(
        .init(
          quantity: .downTime(pool: position), trafficClass: -1, thresholds: [],
          firstThreshold: network.layout.tallies.reduce(0) { $0 + $1.thresholds.count }, isHourly: false,
          hasHistogram: true))
      network.layout.possibleCauses = CauseKind.allCases.filter {
        network.layout.possibleCauses.contains($0) || $0 == .broken
      }
    }
  }
}
