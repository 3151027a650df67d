// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// A second simulator of the same semantics, by the plainest means: arrays, linear scans, no compiled tables.
///
/// It reads the `BorderPost` itself and shares with the program only the random numbers, whose keys are part of the
/// semantics. At each instant: all that is due, in order; then grants; then, as the next round, whatever goes on
/// without taking time.
struct ReferenceSimulator {
  let post: BorderPost
  let layout: ObservationLayout
  let draws: ReferenceDraws
  /// Classes and pools of the post by name: every tie is settled in this order.
  let classOrder: [Int]
  let poolRank: [Int]
  /// By class (by name) and line of its procedure: earlier lines at the same place, and the column of `joined`.
  var visits: [[Int]] = []
  var columns: [[Int?]] = []
  let windowStart: Int64
  let windowEnd: Int64
  let timeLimit: Int64

  var now: Int64 = 0
  var events: [Event] = []
  var pools: [PoolState] = []
  var vehicles: [Vehicle] = []
  /// Waiting for a grant.
  var requests: [Request] = []
  /// Vehicles that go on in the next round of this instant.
  var continuing: [Int] = []
  var requestsSoFar = 0
  var arrivals: [ReferenceArrivals] = []
  /// What the probes have seen, by name.
  var looks: [Look] = []
  var areas: [ResourceAreas] = []
  /// Why each line waits, since the latest instant.
  var causes: [LineKey: CausesThatHold] = [:]
  var causeTimes: [CauseKey: CauseTime] = [:]

  struct Event {
    enum Kind: Int { case shiftStart, delayEnds, shiftEnd, arrival, probe }
    var time: Int64
    var kind: Kind
    /// Rank by name of a pool or class; ordinal within the class.
    var source: Int
    var ordinal = 0
    /// Vehicle, or pool of the post.
    var subject = 0
    var coming = 0
    var leaving = 0

    static func < (a: Event, b: Event) -> Bool {
      (a.time, a.kind.rawValue, a.source, a.ordinal) < (b.time, b.kind.rawValue, b.source, b.ordinal)
    }
  }

  struct PoolState {
    var free = 0
    var onDuty = 0
    /// Came on duty at this instant.
    var fresh = 0
    /// Vehicles whose unit goes home when they give it back.
    var leaving: [Int] = []
  }

  struct Request {
    /// A vehicle, or -1 - *n* for a virtual wait of probe *n*.
    var vehicle: Int
    var line: LineKey
    var pools: [Int]
    var turnsAway: Bool
    var number: Int
    var since: Int64
    /// Pieces of the wait so far, each with the causes that held.
    var pieces: [(causes: CausesThatHold, time: Int64)] = []
  }

  init(_ post: BorderPost, layout: ObservationLayout, replication: Int, seed: UInt64) {
    self.post = post
    self.layout = layout
    draws = ReferenceDraws(seed: seed, replication: UInt32(replication))
    classOrder = post.traffic.indices.sorted { post.traffic[$0].name < post.traffic[$1].name }
    let poolOrder = post.pools.indices.sorted { post.pools[$0].name < post.pools[$1].name }
    poolRank = post.pools.indices.map { pool in poolOrder.firstIndex(of: pool) ?? 0 }
    windowStart = TimeSpan.day.microseconds * Int64(post.calendar.warmUpDays)
    windowEnd = windowStart + TimeSpan.day.microseconds * Int64(post.calendar.days)
    timeLimit = windowEnd + TimeSpan.day.microseconds * Int64(post.calendar.days)
    for rank in classOrder.indices { layOutVisits(rank) }
    pools = post.pools.indices.map { openingState(of: $0) }
    arrivals = classOrder.map { ReferenceArrivals(of: post.traffic[$0], in: post) }
    for rank in classOrder.indices { scheduleArrival(rank) }
    areas = post.pools.map { _ in ResourceAreas() }
    scheduleLooks()
  }

  /// Runs to the end; the rows of the cohort are then in `rows`.
  mutating func run() {
    while let first = events.min(by: <), first.time <= timeLimit {
      extendPieces(by: first.time - now)
      extendAreas(to: first.time)
      now = first.time
      while let index = indexOfNextDue(of: [.shiftStart, .delayEnds, .shiftEnd, .arrival]) {
        handle(events.remove(at: index))
      }
      repeat {
        grant()
        let round = continuing.sorted {
          (vehicles[$0].classRank, vehicles[$0].ordinal) < (vehicles[$1].classRank, vehicles[$1].ordinal)
        }
        continuing = []
        for vehicle in round { goOn(vehicle) }
        if round.isEmpty { break }
      } while true
      // A probe looks at what is left when all is done.
      while let index = indexOfNextDue(of: [.probe]) { look(events.remove(at: index).subject) }
      grant()
      noteCauses()
    }
    extendPieces(by: timeLimit - now)
    extendAreas(to: timeLimit)
    // Whoever still stands in a line has waited until now.
    for request in requests where request.vehicle >= 0 { attribute(request) }
  }

  private func indexOfNextDue(of kinds: [Event.Kind]) -> Int? {
    var best: Int?
    for index in events.indices where events[index].time == now && kinds.contains(events[index].kind) {
      if let other = best, events[other] < events[index] { continue }
      best = index
    }
    return best
  }

  private mutating func handle(_ event: Event) {
    switch event.kind {
    case .shiftStart: startShift(event)
    case .delayEnds: endDelay(event.subject)
    case .shiftEnd: endShift(event)
    case .arrival: arrive(event.source, ordinal: event.ordinal)
    case .probe: break
    }
  }
}

// MARK: - Vehicles

extension ReferenceSimulator {
  struct Vehicle {
    enum Phase { case begins, granted, refused, worked }
    var classRank: Int
    var ordinal: Int
    var arrival: Int64
    var departure: Int64 = -1
    var outcome = -1
    /// Index among the channels of its class, by name; -1 if it has none.
    var channel: Int
    /// Line of its procedure, and how far it got with that.
    var step = 0
    var phase = Phase.begins
    /// Pools of which a unit works on it; of which a unit is kept until it has a place; spaces it is in.
    var working: [Int] = []
    var kept: [Int] = []
    var inside: [Int] = []
    /// When its current job began, resumed jobs at their resumption; of one that is kept waiting, when that began.
    var jobBegan: Int64 = 0
    var remaining: Int64?
    var requestNumber = 0
    var waited: Int64 = 0
    var served: Int64 = 0
    var stamps: [Int64]
    var causes = [Int64](repeating: 0, count: CauseKind.allCases.count)
  }

  func traffic(_ vehicle: Int) -> TrafficClass { post.traffic[classOrder[vehicles[vehicle].classRank]] }

  private mutating func scheduleArrival(_ rank: Int) {
    guard let next = arrivals[rank].next(draws, limit: timeLimit) else { return }
    events.append(Event(time: next.time, kind: .arrival, source: rank, ordinal: next.ordinal))
  }

  private mutating func arrive(_ rank: Int, ordinal: Int) {
    scheduleArrival(rank)
    let channel = draws.channel(of: post.traffic[classOrder[rank]], ordinal)
    vehicles.append(
      Vehicle(
        classRank: rank, ordinal: ordinal, arrival: now, channel: channel,
        stamps: Array(repeating: -1, count: layout.stamps.count)))
    goOn(vehicles.count - 1)
  }

  /// Takes a vehicle along its procedure until it has to wait for time or for a grant.
  private mutating func goOn(_ vehicle: Int) {
    while vehicles[vehicle].departure < 0 {
      let step = traffic(vehicle).procedure[vehicles[vehicle].step]
      switch (step, vehicles[vehicle].phase) {
      case (.control(let control, let condition), .begins):
        if applies(condition, control, vehicle) { return beginControl(control, vehicle) }
      case (.control(let control, _), _):
        if post.controls[control].keeps {
          vehicles[vehicle].kept = vehicles[vehicle].working
          vehicles[vehicle].jobBegan = now
        } else {
          for pool in vehicles[vehicle].working { giveBack(pool, by: vehicle) }
        }
        vehicles[vehicle].working = []
      case (.enter(let space, let whenFull), .begins):
        return request([space], vehicle, place: post.pools[space].name, turnsAway: whenFull == .turnAway)
      case (.enter, .refused): return turnAway(vehicle)
      case (.enter(let space, _), _):
        vehicles[vehicle].inside.append(space)
        giveBackKept(vehicle)
      case (.leaveSpace(let space), _):
        vehicles[vehicle].inside.removeAll { $0 == space }
        giveBack(space, by: vehicle)
      case (.travel(_, let law), .begins):
        stamp(.joined, vehicle)
        stamp(.started, vehicle)
        return beginDelay(law, "travel", vehicle)
      // Posts with convoys are not compared.
      case (.travel, _), (.convoy, _): break
      case (.leave, _): return depart(vehicle, "released")
      default: preconditionFailure("the second simulator knows no blocks, loops and bodies")
      }
      vehicles[vehicle].step += 1
      vehicles[vehicle].phase = .begins
    }
  }

  private func applies(_ condition: Condition, _ control: Int, _ vehicle: Int) -> Bool {
    if condition.share >= 1 { return true }
    if condition.channels.contains(channelName(vehicle)) { return true }
    if condition.share == 0 { return false }
    let draw = draws.uniform(
      traffic(vehicle).name, placeKey(control), "selection", visit(vehicle), vehicles[vehicle].ordinal)
    return draw < condition.share
  }

  private func channelName(_ vehicle: Int) -> String {
    let names = traffic(vehicle).channels.map { $0.name }.sorted()
    return vehicles[vehicle].channel < 0 ? "" : names[vehicles[vehicle].channel]
  }

  private mutating func beginControl(_ control: Int, _ vehicle: Int) {
    guard post.controls[control].needs.isEmpty else {
      return request(post.controls[control].needs, vehicle, place: post.controls[control].name, turnsAway: false)
    }
    stamp(.joined, vehicle)
    stamp(.started, vehicle)
    beginWork(control, vehicle)
  }

  func placeKey(_ control: Int) -> String {
    let control = post.controls[control]
    return [control.state?.rawValue ?? "", control.agency.map { post.agencies[$0].name } ?? "", control.name]
      .joined(separator: ".")
  }

  private mutating func layOutVisits(_ rank: Int) {
    let steps = post.traffic[classOrder[rank]].procedure
    let places = steps.map { place(of: $0) }
    visits.append(places.indices.map { line in places[..<line].filter { $0 == places[line] }.count })
    columns.append(
      places.indices.map { line in
        let visit = visits[rank][line] + 1
        return layout.stamps.firstIndex { $0.place == places[line] && $0.visit == visit && $0.event == .joined }
      })
  }

  /// How often the procedure names the place of the current line before that line.
  func visit(_ vehicle: Int) -> Int { visits[vehicles[vehicle].classRank][vehicles[vehicle].step] }

  func place(of step: ProcedureStep) -> String? {
    switch step {
    case .control(let control, _): post.controls[control].name
    case .enter(let space, _): post.pools[space].name
    case .travel(let name, _): name
    default: nil
    }
  }

  func beginWorkLaw(_ control: Int, _ vehicle: Int) -> Law {
    switch post.controls[control].time.time(of: traffic(vehicle).name) {
    case .same(let law): law
    case .byChannel(let laws): laws[channelName(vehicle)] ?? .constant(.zero)
    case .byClass, nil: .constant(.zero)
    }
  }

  mutating func beginWork(_ control: Int, _ vehicle: Int) {
    beginDelay(beginWorkLaw(control, vehicle), "work", vehicle, place: placeKey(control))
  }

  private mutating func beginDelay(_ law: Law, _ quantity: String, _ vehicle: Int, place: String? = nil) {
    let name = place ?? self.place(of: traffic(vehicle).procedure[vehicles[vehicle].step]) ?? ""
    let duration =
      vehicles[vehicle].remaining
      ?? draws.duration(law, traffic(vehicle).name, name, quantity, visit(vehicle), vehicles[vehicle].ordinal)
    vehicles[vehicle].remaining = nil
    vehicles[vehicle].jobBegan = now
    if quantity == "work" { vehicles[vehicle].served += duration }
    if duration == 0 {
      stamp(.finished, vehicle)
      vehicles[vehicle].phase = .worked
      continuing.append(vehicle)
    } else {
      events.append(
        Event(
          time: now + duration, kind: .delayEnds, source: vehicles[vehicle].classRank,
          ordinal: vehicles[vehicle].ordinal, subject: vehicle))
    }
  }

  private mutating func endDelay(_ vehicle: Int) {
    stamp(.finished, vehicle)
    vehicles[vehicle].phase = .worked
    goOn(vehicle)
  }

  private mutating func turnAway(_ vehicle: Int) {
    giveBackKept(vehicle)
    for space in vehicles[vehicle].inside { giveBack(space, by: vehicle) }
    depart(vehicle, "turned away at \(place(of: traffic(vehicle).procedure[vehicles[vehicle].step]) ?? "")")
  }

  private mutating func depart(_ vehicle: Int, _ outcome: String) {
    vehicles[vehicle].departure = now
    vehicles[vehicle].outcome = layout.outcomes.firstIndex(of: outcome) ?? -2
  }

  private mutating func giveBackKept(_ vehicle: Int) {
    for pool in vehicles[vehicle].kept { giveBack(pool, by: vehicle) }
    vehicles[vehicle].kept = []
  }

  private mutating func giveBack(_ pool: Int, by vehicle: Int) {
    if let index = pools[pool].leaving.firstIndex(of: vehicle) {
      pools[pool].leaving.remove(at: index)
      pools[pool].onDuty -= 1
    } else {
      pools[pool].free += 1
    }
  }

  /// `started` stands behind `joined`, `finished` behind that.
  mutating func stamp(_ event: ObservationLayout.StampDescription.Event, _ vehicle: Int) {
    guard let first = columns[vehicles[vehicle].classRank][vehicles[vehicle].step] else { return }
    vehicles[vehicle].stamps[first + (event == .joined ? 0 : event == .started ? 1 : 2)] = now
  }
}
