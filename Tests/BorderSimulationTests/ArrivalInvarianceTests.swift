// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: however they come, the books balance and what must not matter changes nothing")
struct ArrivalInvarianceTests {
  @Test("Conservation, Little, capacities, causes, hours and probes", arguments: 0..<6)
  func booksBalance(_ part: UInt64) throws {
    for seed in (40_000 + part * 50)..<(40_000 + part * 50 + 50) {
      let post = RandomPost.postWithArrivals(seed: seed)
      if let first = try ObservationChecks.violations(of: post, seed: seed).first {
        Issue.record("post \(seed): \(first)")
        return
      }
    }
  }

  @Test("Every instant by rounds gives the rows and the digest of the shortcuts", arguments: 0..<6)
  func shortcutsChangeNothing(_ part: UInt64) throws {
    for seed in (41_000 + part * 50)..<(41_000 + part * 50 + 50) {
      let post = RandomPost.postWithArrivals(seed: seed)
      let short = try observations(of: post, seed: seed).observations
      let long = try observations(of: post, seed: seed, forcesRounds: true).observations
      #expect(short.entities.values == long.entities.values, "rows of post \(seed)")
      #expect(short.digest == long.digest, "digest of post \(seed)")
    }
  }

  @Test("Entries of the file in another order give the same rows and digest", arguments: 0..<6)
  func orderOfFileChangesNothing(_ part: UInt64) throws {
    for seed in (42_000 + part * 50)..<(42_000 + part * 50 + 50) {
      let post = RandomPost.postWithArrivals(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.reordered(&choices), seed: seed)
      #expect(first.observations.entities.values == second.observations.entities.values, "rows of post \(seed)")
      #expect(first.observations.digest == second.observations.digest, "digest of post \(seed)")
    }
  }

  @Test("An unrelated office with its own traffic leaves every stamp of the others as it was", arguments: 0..<4)
  func unrelatedTrafficChangesNothing(_ part: UInt64) throws {
    for seed in (43_000 + part * 50)..<(43_000 + part * 50 + 50) {
      let post = RandomPost.postWithArrivals(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.withUnrelatedTraffic(&choices), seed: seed)
      let rows = NamedRows(second.layout, second.observations, without: "class f")
      #expect(NamedRows(first.layout, first.observations) == rows, "rows of post \(seed)")
    }
  }

  @Test("A runner that has run other replications gives the same digest")
  func earlierReplicationsChangeNothing() throws {
    for seed: UInt64 in 44_000..<44_050 {
      let network = try FlowNetwork(compiling: RandomPost.postWithArrivals(seed: seed))
      let used = ReplicationRunner(network)
      _ = used.observations(replication: 7, seed: seed) { false }
      _ = used.observations(replication: 2, seed: seed + 1) { false }
      let second = try #require(used.observations(replication: 2, seed: seed) { false })
      let first = try #require(ReplicationRunner(network).observations(replication: 2, seed: seed) { false })
      #expect(first.digest == second.digest, "digest of post \(seed)")
    }
  }
}
