// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Turns a post into the tables of a `FlowNetwork`, everything in the order of names.
///
/// The order in which the tables are made: names and stations; groups and lines; programs; pools and their duty
/// changes.
struct NetworkCompiler {
  let post: BorderPost
  var network: FlowNetwork
  /// Indices into the post's arrays, ascending by name.
  var classOrder: [Int] = []
  var poolOrder: [Int] = []
  /// Position of a pool of the post among the pools of the network.
  var poolPosition: [Int] = []
  /// What entities wait for, ascending by name.
  var stations: [StationSource] = []
  var lineOfStation: [LineKey: Int32] = [:]
  /// First slot of the causes by class (of the network) and station.
  var causeBase: [[Int32]] = []
  var stampColumns: [StampKey: Int32] = [:]
  /// Places taken when simulated time begins, by pool of the network.
  var heldAtStart: [Int32: Int] = [:]
  /// By pool of the network: the window of breaks that is open at the start, or -1.
  var breakRuleAtStart: [Int32] = []
  /// Purposes of random numbers met so far, to refuse two with the same hash.
  var purposes: [UInt32: String] = [:]
  /// Which classes are bodies.
  let bodyTable: BodyTable

  struct StationSource: Hashable {
    var name: String
    /// Pools of the post.
    var needs: [Int]
    var state: State
    var control: Int?
    var space: Int?
    /// Why entities wait there, if that is outside all lines.
    var wait: CauseKind?
    /// Pool of the post whose units wait here for a technician.
    var repairOf: Int?
  }

  struct LineKey: Hashable {
    var station: Int
    var priority: Int
    var turnsAway: Bool
    var lane = 0
  }

  struct StampKey: Hashable {
    var place: String
    var visit: Int
  }

  init(_ post: BorderPost) {
    bodyTable = BodyTable(post)
    var post = NetworkCompiler.withPoolsOfLanes(bodyTable.post)
    // A uniform picks the channel: the order of the file must not decide which.
    for index in post.traffic.indices {
      post.traffic[index].channels.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
    self.post = post
    let calendar = post.calendar
    let difference = (calendar.clockOffsetMinutes[.b] ?? 0) - (calendar.clockOffsetMinutes[.a] ?? 0)
    network = FlowNetwork(
      layout: ObservationLayout(
        classes: [], directions: [], stations: [], pools: [], tallies: [], levels: [], causes: [], probes: [],
        outcomes: [], stamps: []),
      window: calendar.window,
      warmUp: TimeSpan(microseconds: TimeSpan.day.microseconds * Int64(calendar.warmUpDays)),
      firstMinuteOfWeek: ((calendar.starts.weekday - calendar.warmUpDays) % 7 + 7) % 7 * 1440,
      clockDifferenceMinutes: calendar.clockOffsetMinutes[.b] == nil ? 0 : difference)
    network.isStrict = post.overtaking == .strict
    network.ends = calendar.ends
    network.firstDay = UInt32(
      truncatingIfNeeded: calendar.starts.dayNumber - calendar.warmUpDays
        - CivilDate(year: 1900, month: 1, day: 1).dayNumber)
  }

  mutating func compile() throws(CompilationFault) {
    classOrder = post.traffic.indices.sorted { isBefore(post.traffic[$0].name, post.traffic[$1].name) }
    poolOrder = post.pools.indices.sorted { isBefore(post.pools[$0].name, post.pools[$1].name) }
    poolPosition = Array(repeating: 0, count: post.pools.count)
    for (position, pool) in poolOrder.enumerated() { poolPosition[pool] = position }
    guard post.traffic.count < 500, post.pools.count < 500 else {
      throw CompilationFault(message: "more than 499 traffic classes or pools; merge some of them")
    }
    layOutNames()
    layOutStations()
    try compileGroups()
    try compilePools()
    compileLanes()
    compileLineUnits()
    try compileTendings()
    layOutTallies()
    layOutInstruments()
    try compileInterruptions()
    try compilePrograms()
    try compileBreakdowns()
    compileHoldings()
    try compileProbes()
  }

  /// The order of names that settles every tie: by bytes of UTF-8, so that it depends on no locale.
  func isBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  /// Minute of the week on the clock of A for one on the clock of a state.
  func minuteOnClockOfA(_ minute: Int, of state: State) -> Int {
    let shifted = state == .a ? minute : minute - network.clockDifferenceMinutes
    return (shifted % 10_080 + 10_080) % 10_080
  }

  func clock(of state: State) -> Int32 { state == .a ? 0 : 1 }

  /// A purpose of random numbers; the same text always gives the same key.
  mutating func drawKey(
    trafficClass: String, place: String, quantity: String, visit: Int
  ) throws(CompilationFault) -> DrawKey {
    let purpose = purposeHash(trafficClass, place, quantity)
    let text = "\(quantity) of '\(trafficClass)' at '\(place)'"
    if let other = purposes[purpose], other != text {
      throw CompilationFault(
        message: "random numbers for \(text) and for \(other) would be the same; rename one of the two")
    }
    purposes[purpose] = text
    guard visit < 256 else {
      throw CompilationFault(message: "'\(trafficClass)' visits '\(place)' more than 256 times; shorten its procedure")
    }
    return DrawKey(purpose: purpose, visit: UInt8(visit), child: 0)
  }
}

// MARK: - Names and stations

extension NetworkCompiler {
  private mutating func layOutNames() {
    network.layout.classes = classOrder.map { post.traffic[$0].name }
    network.layout.channels = classOrder.map { post.traffic[$0].channels.map { $0.name } }
    network.layout.cases = classOrder.map { index in
      bodyTable.bodies[index].flatMap { classOrder.firstIndex(of: $0.parent) }
    }
    network.layout.directions = classOrder.map { post.traffic[$0].direction }
    network.layout.pools = poolOrder.map { index in
      let pool = post.pools[index]
      let unlimited = pool.capacity == .unlimited || pool.timetable != nil
      return ObservationLayout.PoolDescription(
        name: pool.name, kind: pool.kind, state: pool.state,
        maximum: unlimited ? 0 : DutyRoster(pool, frame(of: pool)).maximum, isUnlimited: unlimited)
    }
    var turnedAway: Set<String> = []
    for traffic in post.traffic {
      for case .enter(let space, .turnAway) in traffic.procedure.withInner { turnedAway.insert(post.pools[space].name) }
    }
    network.layout.outcomes =
      ["released"] + turnedAway.sorted { isBefore($0, $1) }.map { "turned away at \($0)" } + otherOutcomes
    let waits = Set(post.traffic.flatMap { $0.procedure.withInner.compactMap { wait(of: $0)?.kind } })
    network.layout.possibleCauses += CauseKind.allCases.filter { waits.contains($0) }
    network.layout.probes = post.probes.sorted { isBefore($0.name, $1.name) }
  }

  private mutating func layOutStations() {
    var found: Set<StationSource> = []
    for traffic in post.traffic {
      for step in traffic.procedure.own {
        switch step {
        case .control(let index, _) where !post.controls[index].needs.isEmpty:
          let control = post.controls[index]
          found.insert(
            StationSource(
              name: control.name, needs: control.needs, state: control.state ?? .a, control: index, space: nil))
        case .controlKeeping(let index, _) where !post.controls[index].needs.isEmpty,
          .controlInLine(let index, _, _, _) where !post.controls[index].needs.isEmpty:
          let control = post.controls[index]
          found.insert(
            StationSource(
              name: control.name, needs: control.needs, state: control.state ?? .a, control: index, space: nil))
        case .enter(let index, _), .convoy(let index):
          let space = post.pools[index]
          found.insert(
            StationSource(name: space.name, needs: [index], state: space.state, control: nil, space: index))
        default:
          guard let wait = wait(of: step) else { continue }
          found.insert(StationSource(name: wait.name, needs: [], state: .a, control: nil, space: nil, wait: wait.kind))
        }
      }
    }
    for (index, pool) in post.pools.enumerated() {
      guard let crew = pool.units?.breakdown?.repairedBy else { continue }
      found.insert(
        StationSource(name: "repair of \(pool.name)", needs: [crew], state: pool.state, repairOf: index))
    }
    stations = found.sorted {
      $0.name == $1.name ? ($0.control != nil && $1.control == nil) : isBefore($0.name, $1.name)
    }
    network.layout.stations = stations.map {
      ObservationLayout.Station(name: $0.name, state: $0.state, isSpace: $0.space != nil)
    }
  }
}

// MARK: - Groups, lines and pools

extension NetworkCompiler {
  /// Pools that one station needs together belong to one group; every line belongs to the group of its pools.
  private mutating func compileGroups() throws(CompilationFault) {
    var parent = Array(post.pools.indices.map { poolPosition[$0] }.indices)
    func root(_ pool: Int) -> Int {
      var pool = pool
      while parent[pool] != pool { pool = parent[pool] }
      return pool
    }
    for station in stations {
      for need in station.needs.dropFirst() {
        let first = root(poolPosition[station.needs[0]])
        let other = root(poolPosition[need])
        // The smaller position stays the root, so that the group is named by its first pool.
        parent[max(first, other)] = min(first, other)
      }
    }
    let roots = parent.indices.map { root($0) }
    network.pools = poolOrder.indices.map { _ in
      PoolTable(
        group: 0, positionInGroup: 0, initial: 0, isUnlimited: false, isPlaces: false,
        isOfficers: false, rule: .finish, firstChange: 0,
        changeCount: 0, clock: 0)
    }
    for (group, first) in Set(roots).sorted().enumerated() {
      let members = roots.indices.filter { roots[$0] == first }
      network.groups.append(
        GroupTable(
          firstLine: 0, lineCount: 0, firstPool: Int32(network.groupPools.count), poolCount: Int32(members.count),
          isSimple: members.count == 1 && !needsTending(members[0]),
          needsTending: members.contains { needsTending($0) },
          hasDuty: members.contains { needsTending($0) }))
      for (position, member) in members.enumerated() {
        network.pools[member].group = Int32(group)
        network.pools[member].positionInGroup = Int32(position)
      }
      network.groupPools += members.map { Int32($0) }
      guard members.count <= 250 else {
        throw CompilationFault(message: "more than 250 pools are linked by controls that need them together")
      }
    }
    compileLines()
  }

  private mutating func compileLines() {
    var keys: Set<LineKey> = []
    for traffic in post.traffic {
      for step in traffic.procedure.own {
        if let station = station(of: step) {
          for lane in 0..<lanes(of: station) {
            keys.insert(LineKey(station: station, priority: traffic.priority, turnsAway: turnsAway(step), lane: lane))
          }
        }
      }
    }
    for station in stations.indices where stations[station].repairOf != nil {
      keys.insert(LineKey(station: station, priority: 0, turnsAway: false))
    }
    let order = keys.sorted {
      ($0.priority, $0.station, $0.turnsAway ? 1 : 0, $0.lane)
        < ($1.priority, $1.station, $1.turnsAway ? 1 : 0, $1.lane)
    }
    for key in order {
      let needs = Set(stations[key.station].needs.map { poolPosition[$0] }).sorted().map { Int32($0) }
      lineOfStation[key] = Int32(network.lines.count)
      network.lines.append(
        LineTable(
          station: Int32(key.station), priority: Int32(key.priority), group: network.pools[Int(needs[0])].group,
          set: appendSet(needs), setCount: Int32(needs.count), rank: 0, clock: clock(of: stations[key.station].state),
          turnsAway: key.turnsAway, units: LineUnits(lane: Int32(key.lane))))
    }
    for group in network.groups.indices {
      let members = network.lines.indices.filter { network.lines[$0].group == group }
      network.groups[group].firstLine = Int32(network.groupLines.count)
      network.groups[group].lineCount = Int32(members.count)
      if members.count > 64 { network.groups[group].isSimple = false }
      for (position, line) in members.enumerated() { network.lines[line].rank = Int32(position) }
      network.groupLines += members.map { Int32($0) }
    }
  }

  /// Index of the station that a step waits at, if it does.
  func station(of step: ProcedureStep) -> Int? {
    switch step {
    case .control(let index, _), .controlKeeping(let index, _), .controlInLine(let index, _, _, _):
      stations.firstIndex { $0.control == index }
    case .enter(let index, _), .convoy(let index): stations.firstIndex { $0.space == index }
    default: nil
    }
  }

  private func lanes(of station: Int) -> Int {
    stations[station].control.flatMap { post.controls[$0].lanes?.count } ?? 1
  }

  func turnsAway(_ step: ProcedureStep) -> Bool {
    if case .enter(_, .turnAway) = step { true } else { false }
  }

  mutating func appendSet(_ pools: [Int32]) -> Int32 {
    let first = network.poolSets.count
    network.poolSets += pools
    return Int32(first)
  }

  /// Unit-microseconds over the whole run, at most twice the window behind the warm-up, must stay within 2^62.
  private func checkSize(of pool: Int) throws(CompilationFault) {
    let units = network.layout.pools[pool].maximum
    let run = network.warmUp.microseconds + 2 * network.window.microseconds
    let (area, isTooLarge) = Int64(units).multipliedReportingOverflow(by: run)
    guard isTooLarge || area > Int64(1) << 62 else { return }
    throw CompilationFault(
      message: "'\(network.layout.pools[pool].name)' has \(units) units, more than can be counted over "
        + "\(post.calendar.days) days; write fewer units, or fewer days")
  }

  private mutating func compilePools() throws(CompilationFault) {
    for (position, index) in poolOrder.enumerated() {
      try checkSize(of: position)
      let pool = post.pools[index]
      network.pools[position].isPlaces = pool.kind == .places
      network.pools[position].isOfficers = pool.kind == .officers
      network.pools[position].clock = clock(of: pool.state)
      network.pools[position].rule =
        switch pool.kind == .places ? .finish : pool.atEndOfShift {
        case .finish: .finish
        case .handOver: .handOver
        case .interrupt: .interrupt
        }
      let roster = DutyRoster(pool, frame(of: pool))
      guard !roster.breakWindowsOverlap else {
        throw CompilationFault(
          message: "breaks of different shifts of '\(pool.name)' may begin at the same time; "
            + "write 'breaks from' and 'breaks until' so that one window follows the other")
      }
      try compileUnits(of: position)
      let changes = pool.units == nil ? roster.changes : netChanges(roster)
      network.pools[position].firstChange = Int32(network.dutyChanges.count)
      network.pools[position].changeCount = Int32(changes.count)
      network.pools[position].isDated = roster.isDated
      network.dutyChanges += changes.map { change in
        var change = change
        if change.breakRule >= 0 { change.breakRule += Int32(network.breakRules.count) }
        return change
      }
      breakRuleAtStart.append(
        roster.breakRuleAtStart < 0 ? -1 : roster.breakRuleAtStart + Int32(network.breakRules.count))
      network.breakRules += roster.breakRules
      network.pools[position].isConvoy = pool.timetable != nil
      if pool.capacity == .unlimited {
        network.pools[position].isUnlimited = true
        network.pools[position].initial = Int32.max / 2
      } else {
        network.pools[position].initial = Int32(roster.initial)
        network.pools[position].isClosedAtStart = !roster.isOpenAtStart
        if case .constant = pool.capacity { network.pools[position].recalls = true }
      }
      if pool.timetable != nil {
        network.pools[position].isUnlimited = true
        network.pools[position].initial = 0
      }
    }
  }
}
