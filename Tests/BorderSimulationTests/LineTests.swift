// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: interruptions, patience and balking over random posts")
struct LineTests {
  @Test("Arrivals are departed or inside; causes sum to waits; stays to areas", arguments: 0..<4)
  func booksBalance(_ part: UInt64) throws {
    var counts: [Int64] = [0, 0, 0]
    for seed in seeds(50_000, part) {
      let (layout, observed) = try observations(of: RandomLines.post(seed: seed), seed: seed)
      let checks = BalanceChecks(layout: layout, observed: observed)
      if let violation = checks.violation { Issue.record("post \(seed): \(violation)") }
      for (counter, count) in zip(layout.counters, observed.counters) where counter.name.hasPrefix("interruptions ") {
        counts[0] += count
      }
      counts[1] += checks.departed(as: "abandoned")
      counts[2] += checks.departed(as: "balked")
    }
    #expect(counts.allSatisfy { $0 > 20 }, "interrupted, abandoned, balked: \(counts)")
  }

  @Test("Every instant by rounds gives the rows and the digest of the shortcuts", arguments: 0..<4)
  func shortcutsChangeNothing(_ part: UInt64) throws {
    for seed in seeds(51_000, part) {
      let post = RandomLines.post(seed: seed)
      let short = try observations(of: post, seed: seed).observations
      let long = try observations(of: post, seed: seed, forcesRounds: true).observations
      #expect(short.entities.values == long.entities.values, "rows of post \(seed)")
      #expect(short.digest == long.digest, "digest of post \(seed)")
    }
  }

  @Test("Entries of the file in another order give the same rows and digest", arguments: 0..<4)
  func orderOfFileChangesNothing(_ part: UInt64) throws {
    for seed in seeds(52_000, part) {
      let post = RandomLines.post(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.reordered(&choices), seed: seed)
      #expect(first.observations.entities.values == second.observations.entities.values, "rows of post \(seed)")
      #expect(first.observations.digest == second.observations.digest, "digest of post \(seed)")
    }
  }

  @Test("An unrelated office with its own traffic leaves every stamp of the others as it was", arguments: 0..<4)
  func unrelatedTrafficChangesNothing(_ part: UInt64) throws {
    for seed in seeds(53_000, part) {
      let post = RandomLines.post(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.withUnrelatedTraffic(&choices), seed: seed)
      let rows = NamedRows(second.layout, second.observations, without: "class f")
      #expect(NamedRows(first.layout, first.observations) == rows, "rows of post \(seed)")
    }
  }

  @Test("Looking at the post, virtual waits included, changes no row", arguments: 0..<4)
  func probesChangeNothing(_ part: UInt64) throws {
    for seed in seeds(54_000, part) {
      let post = RandomLines.post(seed: seed)
      let first = try observations(of: post, seed: seed).observations.entities
      let second = try observations(of: post.withoutProbes(), seed: seed).observations.entities
      #expect(first.values == second.values, "rows of post \(seed)")
    }
  }

  @Test("Patience that never ends, and nobody more urgent, give the stamps of a post without these words")
  func wordsWithoutEffect() throws {
    for seed in seeds(55_000, 0) {
      let plain = RandomPost.post(seed: seed)
      var post = plain
      for index in post.interruptibleControls { post.controls[index].interruption = .restart }
      for index in post.traffic.indices {
        post.traffic[index].procedure = post.traffic[index].procedure.map { step in
          guard case .control(let control, .always) = step, !post.controls[control].keeps else { return step }
          let impatience = Impatience(patience: .constant(TimeSpan(microseconds: 1 << 50)))
          return .controlInLine(control, impatience, givingUp: [], balking: [])
        }
        post.traffic[index].priority = 5
      }
      var same = plain
      for index in same.traffic.indices { same.traffic[index].priority = 5 }
      let first = try observations(of: same, seed: seed).observations
      let second = try observations(of: post, seed: seed).observations
      #expect(first.entities.values == second.entities.values, "rows of post \(seed)")
    }
  }

  @Test("Patience in lanes of their own: books balance, and shortcuts change nothing", arguments: 1...8)
  func patienceInLanes(seed: UInt64) throws {
    let minutes = { (number: Int64) in TimeSpan(microseconds: number * 60_000_000) }
    let change = seed % 2 == 0 ? 2 : nil
    let control = Control(
      name: "booth", needs: [0], time: .same(seed % 3 == 0 ? .constant(minutes(5)) : .exponential(mean: minutes(5))),
      lanes: Lanes(count: 3, join: seed % 4 < 2 ? .shortest : .atRandom, changeWhenShorterBy: change))
    let step = ProcedureStep.controlInLine(
      0, Impatience(patience: .constant(minutes(10))), givingUp: [.leaveAs("abandoned")], balking: [])
    let traffic = (0..<2).map { index in
      TrafficClass(
        name: "class \(index)", priority: index, arrivals: Arrivals(rates: [24]), procedure: [step, .leave])
    }
    let post = BorderPost(
      name: "lanes", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 2),
      pools: [Pool(name: "officers", kind: .officers, capacity: .constant(3))], controls: [control], traffic: traffic)
    let (layout, short) = try observations(of: post, seed: seed)
    let long = try observations(of: post, seed: seed, forcesRounds: true).observations
    let checks = BalanceChecks(layout: layout, observed: short)
    #expect(checks.violation == nil)
    #expect(checks.departed(as: "abandoned") > 20)
    #expect(short.entities.values == long.entities.values && short.digest == long.digest)
  }

  private func seeds(_ first: UInt64, _ part: UInt64) -> Range<UInt64> {
    (first + part * 50)..<(first + part * 50 + 50)
  }
}
