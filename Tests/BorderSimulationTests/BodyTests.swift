// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: blocks, loops, branches, persons, groups, papers and kept units over random posts")
struct BodyTests {
  @Test("Every body is created, merged, departed or inside; causes sum to waits; stays to areas", arguments: 0..<4)
  func booksBalance(_ part: UInt64) throws {
    var merged: Int64 = 0
    for seed in seeds(40_000, part) {
      let (layout, observed) = try observations(of: RandomBodies.post(seed: seed), seed: seed)
      #expect(observed.fault == nil, "post \(seed): \(String(describing: observed.fault))")
      if observed.fault != nil { continue }
      for trafficClass in layout.classes.indices {
        checkClass(trafficClass, layout, observed, "\(layout.classes[trafficClass]) of post \(seed)")
      }
      checkRows(layout, observed, seed)
      merged += outcome("merged", layout, observed)
    }
    #expect(merged > 1000)
  }

  @Test("Every instant by rounds gives the rows and the digest of the shortcuts", arguments: 0..<4)
  func shortcutsChangeNothing(_ part: UInt64) throws {
    for seed in seeds(41_000, part) {
      let post = RandomBodies.post(seed: seed)
      let short = try observations(of: post, seed: seed).observations
      let long = try observations(of: post, seed: seed, forcesRounds: true).observations
      #expect(short.entities.values == long.entities.values, "rows of post \(seed)")
      #expect(short.digest == long.digest, "digest of post \(seed)")
    }
  }

  @Test("Entries of the file in another order give the same rows and digest", arguments: 0..<4)
  func orderOfFileChangesNothing(_ part: UInt64) throws {
    for seed in seeds(42_000, part) {
      let post = RandomBodies.post(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.reordered(&choices), seed: seed)
      #expect(first.layout == second.layout, "layout of post \(seed)")
      #expect(first.observations.entities.values == second.observations.entities.values, "rows of post \(seed)")
      #expect(first.observations.digest == second.observations.digest, "digest of post \(seed)")
    }
  }

  @Test("An unrelated office with its own traffic leaves every stamp of the others as it was", arguments: 0..<4)
  func unrelatedTrafficChangesNothing(_ part: UInt64) throws {
    for seed in seeds(43_000, part) {
      let post = RandomBodies.post(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.withUnrelatedTraffic(&choices), seed: seed)
      let rows = NamedRows(second.layout, second.observations, without: "class f").entities
      let difference = NamedRows(first.layout, first.observations).entities.sorted { $0.key.ordinal < $1.key.ordinal }
        .first { rows[$0.key] != $0.value }
      #expect(
        difference == nil,
        "post \(seed): \(String(describing: difference)), not \(String(describing: difference.map { rows[$0.key] }))")
    }
  }

  private func checkClass(_ index: Int, _ layout: ObservationLayout, _ observed: Observations, _ what: String) {
    let outcomes = layout.outcomes.count
    let departed = observed.departed[(index * outcomes)..<((index + 1) * outcomes)].reduce(0, +)
    #expect(observed.arrived[index] == departed + observed.unfinished[index], "conservation of \(what)")
    let causes = layout.causes.indices.filter { layout.causes[$0].trafficClass == index }
      .reduce(0) { $0 + observed.causes[$1].microseconds }
    if observed.unfinished[index] == 0 {
      let waited = layout.tallies.firstIndex { $0.quantity == .waitingTime && $0.trafficClass == index }
      #expect(waited.map { observed.tallies[$0].sum } == causes, "causes of \(what)")
      for station in layout.stations.indices { checkStation(station, index, layout, observed, what) }
    }
    let level = layout.levels.firstIndex { $0.quantity == .present(trafficClass: index) }
    #expect(level.map { observed.levels[$0].area } == observed.stayWithinWindow[index], "Little's law of \(what)")
  }

  private func checkStation(
    _ station: Int, _ index: Int, _ layout: ObservationLayout, _ observed: Observations, _ what: String
  ) {
    let tally = layout.tallies.firstIndex { $0.quantity == .waitingAtStation(station) && $0.trafficClass == index }
    guard let tally else { return }
    let causes = layout.causes.indices.filter {
      layout.causes[$0].trafficClass == index && layout.causes[$0].station == station
    }
    #expect(
      observed.tallies[tally].sum == causes.reduce(0) { $0 + observed.causes[$1].microseconds },
      "causes at \(layout.stations[station].name) of \(what)")
  }

  /// Waiting of an entity is the sum of its causes and lies within its stay.
  private func checkRows(_ layout: ObservationLayout, _ observed: Observations, _ seed: UInt64) {
    for row in observed.entities.list where row[3] >= 0 {
      let waited = row.suffix(CauseKind.allCases.count)
      let isInside = waited.allSatisfy { $0 >= 0 } && waited.reduce(0, +) <= row[3] - row[2]
      #expect(isInside, "waiting of \(row[0]):\(row[1]) of post \(seed)")
      if !isInside { return }
    }
  }

  private func outcome(_ name: String, _ layout: ObservationLayout, _ observed: Observations) -> Int64 {
    guard let outcome = layout.outcomes.firstIndex(of: name) else { return 0 }
    return layout.classes.indices.reduce(0) { $0 + observed.departed[$1 * layout.outcomes.count + outcome] }
  }

  private func seeds(_ first: UInt64, _ part: UInt64) -> Range<UInt64> {
    (first + part * 50)..<(first + part * 50 + 50)
  }
}
