// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - What is observed

extension NetworkCompiler {
  /// Lays out tallies, levels and causes; needs stations, groups and lines.
  mutating func layOutTallies() {
    for station in stations.indices {
      network.layout.levels.append(.init(quantity: .queue(station: station)))
    }
    for pool in poolOrder.indices { network.layout.levels.append(.init(quantity: .held(pool: pool))) }
    for trafficClass in classOrder.indices {
      network.layout.levels.append(.init(quantity: .present(trafficClass: trafficClass)))
      layOutTallies(of: trafficClass)
    }
    layOutBreakdowns()
    layOutStamps()
  }

  private mutating func layOutTallies(of trafficClass: Int) {
    let traffic = post.traffic[classOrder[trafficClass]]
    var visited: [Int] = []
    for step in traffic.procedure.own {
      let station = station(of: step) ?? waitStation(of: step)
      if let station, !visited.contains(station) { visited.append(station) }
    }
    var bases = Array(repeating: Int32(-1), count: stations.count)
    for station in visited.sorted() {
      let control = stations[station].control
      addTally(
        .waitingAtStation(station), trafficClass,
        thresholds(of: trafficClass, .waiting(at: stations[station].name)) {
          control != nil && $0 == .waitingTime(control: control ?? -1)
        })
      bases[station] = Int32(network.layout.causes.count)
      if let wait = stations[station].wait {
        layOutWaitCause(of: trafficClass, at: station, wait)
      } else {
        layOutCauses(of: trafficClass, at: station)
      }
    }
    causeBase.append(bases)
    for outcome in network.layout.outcomes.indices {
      if outcome == 0, !isBody(trafficClass) {
        addTally(
          .timeAtPost(outcome: 0), trafficClass,
          thresholds(of: trafficClass, .crossingTime, .timeAtPost) { $0 == .crossingTime })
      } else if isPossible(outcome: outcome, for: traffic) {
        addTally(
          .timeAtPost(outcome: outcome), trafficClass, thresholds(of: trafficClass, .timeAtPost) { _ in false })
      }
    }
    addTally(.waitingTime, trafficClass, thresholds(of: trafficClass, .waitingOfStay) { _ in false })
    addTally(.serviceTime, trafficClass, [])
  }

  private func isPossible(outcome: Int, for traffic: TrafficClass) -> Bool {
    traffic.procedure.own.contains { step in
      switch step {
      case .enter(let space, .turnAway):
        network.layout.outcomes[outcome] == "turned away at \(post.pools[space].name)"
      case .leaveAs(let name): network.layout.outcomes[outcome] == name
      default: false
      }
    } || isOutcomeOfBody(outcome, traffic)
  }

  /// Limits that targets and instruments ask for.
  func thresholds(
    of trafficClass: Int, _ quantities: Instrument.Quantity..., where fits: (Target.Quantity) -> Bool
  ) -> [TimeSpan] {
    let targets = post.targets.filter { $0.trafficClass == classOrder[trafficClass] && fits($0.quantity) }
    var limits = Set(targets.map { $0.within })
    for case .longer(let quantity, let limit) in post.instruments where quantities.contains(quantity) {
      limits.insert(limit)
    }
    return limits.sorted()
  }

  mutating func addTally(
    _ quantity: ObservationLayout.TallyDescription.Quantity, _ trafficClass: Int, _ thresholds: [TimeSpan]
  ) {
    let isStay =
      switch quantity {
      case .timeAtPost: true
      default: false
      }
    let isStation =
      switch quantity {
      case .waitingAtStation: true
      default: false
      }
    network.layout.tallies.append(
      .init(
        quantity: quantity, trafficClass: trafficClass, thresholds: thresholds,
        firstThreshold: network.layout.tallies.reduce(0) { $0 + $1.thresholds.count },
        isHourly: isStation || quantity == .timeAtPost(outcome: 0),
        hasHistogram: isStation || isStay || quantity != .serviceTime))
  }

  /// One slot per kind and pool of the station's group: with a request that holds it back, a line takes over that
  /// request's cause, which may name any pool of the group.
  private mutating func layOutCauses(of trafficClass: Int, at station: Int) {
    let group = network.groups[Int(network.pools[poolPosition[stations[station].needs[0]]].group)]
    for kind in CauseKind.allCases.prefix(CauseKind.inLines) {
      for position in 0..<Int(group.poolCount) {
        network.layout.causes.append(
          .init(
            trafficClass: trafficClass, station: station, kind: kind,
            pool: Int(network.groupPools[Int(group.firstPool) + position])))
      }
    }
  }

  func tally(_ quantity: ObservationLayout.TallyDescription.Quantity, _ trafficClass: Int) -> Int32 {
    Int32(
      network.layout.tallies.firstIndex { $0.quantity == quantity && $0.trafficClass == trafficClass } ?? -1)
  }

  /// Columns of the entity table: places by name, visits in order; `joined`, `started`, `finished` side by side.
  private mutating func layOutStamps() {
    var keys: [StampKey: [ObservationLayout.StampDescription.Event]] = [:]
    for traffic in post.traffic {
      var visits: [String: Int] = [:]
      for step in traffic.procedure.own {
        guard let (place, events) = stampedEvents(of: step) else { continue }
        visits[place, default: 0] += 1
        let key = StampKey(place: place, visit: visits[place] ?? 1)
        if (keys[key]?.count ?? 0) < events.count { keys[key] = events }
      }
    }
    let order = keys.keys.sorted { $0.place == $1.place ? $0.visit < $1.visit : isBefore($0.place, $1.place) }
    for key in order {
      stampColumns[key] = Int32(network.layout.stamps.count)
      for event in keys[key] ?? [] {
        network.layout.stamps.append(.init(place: key.place, visit: key.visit, event: event))
      }
    }
  }

  private func stampedEvents(
    of step: ProcedureStep
  ) -> (place: String, events: [ObservationLayout.StampDescription.Event])? {
    switch step {
    case .control(let index, _), .controlKeeping(let index, _), .controlInLine(let index, _, _, _):
      (
        post.controls[index].name,
        post.controls[index].needs.contains { post.pools[$0].units != nil }
          ? [.joined, .started, .finished, .unit] : [.joined, .started, .finished]
      )
    case .enter(let space, _), .convoy(let space): (post.pools[space].name, [.joined, .started])
    case .travel(let name, _): (name, [.joined, .started, .finished])
    case .stay(let name, _): (name, [.joined, .started, .finished])
    case .leaveSpace, .leave: nil
    default: wait(of: step).map { ($0.name, [.joined, .started]) }
    }
  }
}
