// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// Other posts made of one, which must or must not give the same rows.
extension BorderPost {
  /// The same post with the entries of its file in another order.
  func reordered(_ choices: inout RandomChoices) -> BorderPost {
    var post = self
    let poolOrder = choices.shuffled(Array(pools.indices))
    let controlOrder = choices.shuffled(Array(controls.indices))
    let agencyOrder = choices.shuffled(Array(agencies.indices))
    let classOrder = choices.shuffled(Array(traffic.indices))
    let place = { (order: [Int], index: Int) in order.firstIndex(of: index) ?? 0 }
    post.agencies = agencyOrder.map { agencies[$0] }
    post.pools = poolOrder.map { pools[$0] }
    for index in post.pools.indices {
      let crew = post.pools[index].units?.breakdown?.repairedBy
      post.pools[index].units?.breakdown?.repairedBy = crew.map { place(poolOrder, $0) }
      if case .shifts(let shifts) = post.pools[index].capacity {
        post.pools[index].capacity = .shifts(choices.shuffled(shifts))
      }
    }
    post.controls = controlOrder.map { controls[$0] }
    for index in post.controls.indices {
      let needs = post.controls[index].needs.map { place(poolOrder, $0) }
      post.controls[index].needs = choices.shuffled(needs)
      let lanes = post.controls[index].lanes?.pool
      post.controls[index].lanes?.pool = lanes.map { place(poolOrder, $0) }
      post.controls[index].agency = post.controls[index].agency.map { place(agencyOrder, $0) }
    }
    for index in post.pools.indices {
      if case .inTurn(var turns) = post.pools[index].attendance {
        turns.controls = turns.controls.map { place(controlOrder, $0) }
        post.pools[index].attendance = .inTurn(turns)
      }
    }
    post.traffic = classOrder.map { traffic[$0] }
    post.content = choices.shuffled(content).map {
      StartContent(
        trafficClass: place(classOrder, $0.trafficClass), space: $0.space.map { place(poolOrder, $0) }, count: $0.count)
    }
    for index in post.traffic.indices {
      if case .returns(let other, let after, let share) = post.traffic[index].arrivals.process {
        post.traffic[index].arrivals.process = .returns(of: place(classOrder, other), after: after, share: share)
      }
      post.traffic[index].channels = choices.shuffled(post.traffic[index].channels)
      post.traffic[index].rename(controls: { place(controlOrder, $0) }, pools: { place(poolOrder, $0) })
    }
    post.targets = choices.shuffled(targets).map { target in
      var target = target
      target.trafficClass = place(classOrder, target.trafficClass)
      if case .waitingTime(let control) = target.quantity {
        target.quantity = .waitingTime(control: place(controlOrder, control))
      }
      return target
    }
    post.probes = choices.shuffled(probes).map { probe in
      var probe = probe
      if case .virtualWait(let control) = probe.quantity {
        probe.quantity = .virtualWait(control: place(controlOrder, control))
      }
      return probe
    }
    return post
  }

  /// The same post with an office, a control and a class of traffic that have nothing to do with the others.
  func withUnrelatedTraffic(_ choices: inout RandomChoices) -> BorderPost {
    var post = self
    let pool = choices.integer(0...pools.count)
    let moved = { (index: Int) in index < pool ? index : index + 1 }
    post.pools.insert(Pool(name: "pool e", kind: .officers, capacity: .constant(1)), at: pool)
    for index in post.content.indices { post.content[index].space = post.content[index].space.map(moved) }
    for index in post.controls.indices {
      post.controls[index].needs = post.controls[index].needs.map(moved)
      let lanes = post.controls[index].lanes?.pool
      post.controls[index].lanes?.pool = lanes.map(moved)
    }
    for index in post.pools.indices {
      let crew = post.pools[index].units?.breakdown?.repairedBy
      post.pools[index].units?.breakdown?.repairedBy = crew.map(moved)
    }
    for index in post.traffic.indices {
      post.traffic[index].rename(controls: { $0 }, pools: moved)
    }
    post.controls.append(
      Control(name: "control f", needs: [pool], time: .same(.exponential(mean: TimeSpan(microseconds: 600_000_000)))))
    post.traffic.append(
      TrafficClass(
        name: "class f", arrivals: Arrivals(rates: [4]), channels: [Channel(name: "red", share: 1)],
        procedure: [.control(controls.count, if: .always), .leave]))
    return post
  }

  /// The same post with another working time at one control.
  func withOtherTime(at control: Int) -> BorderPost {
    var post = self
    post.controls[control].time = .same(.uniform(low: .zero, high: TimeSpan(microseconds: 2_400_000_000)))
    return post
  }

  func withoutProbes() -> BorderPost {
    var post = self
    post.probes = []
    return post
  }
}

/// The rows of one replication with names instead of indices, so that two posts can be compared.
struct NamedRows: Equatable {
  struct Name: Hashable {
    var trafficClass: String
    var ordinal: Int64
  }

  /// By entity: every column by its name.
  private(set) var entities: [Name: [String: Int64]] = [:]

  init(_ layout: ObservationLayout, _ observations: Observations, without excluded: String = "") {
    let columns =
      ["", "", "arrival", "departure", "outcome", "channel"]
      + layout.stamps.map { "\($0.event) \($0.place) \($0.visit)" } + CauseKind.allCases.map { $0.label }
    for row in observations.entities.list where layout.classes[Int(row[0])] != excluded {
      let name = Name(trafficClass: layout.classes[Int(row[0])], ordinal: row[1])
      // A column that is missing in one of two posts is one that never happened.
      entities[name] = Dictionary(
        uniqueKeysWithValues: (2..<row.count).filter { row[$0] != -1 }.map { (columns[$0], row[$0]) })
    }
  }

  /// Working times by entity, place and visit, where the work has ended.
  func works() -> [Name: [String: Int64]] {
    entities.mapValues { row in
      var works: [String: Int64] = [:]
      for (column, finished) in row where column.hasPrefix("finished ") {
        let place = String(column.dropFirst("finished ".count))
        works[place] = finished - (row["started " + place] ?? 0)
      }
      return works
    }
  }
}
