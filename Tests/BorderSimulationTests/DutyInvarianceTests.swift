// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: hours, breaks, rounds and convoys keep the books, and what must not matter changes nothing")
struct DutyInvarianceTests {
  @Test("The books balance over random posts", arguments: 0..<6)
  func booksBalance(_ part: UInt64) throws {
    for seed in seeds(30_000, part) {
      let violations = try ObservationChecks.violations(of: post(seed), seed: seed)
      #expect(violations == [], "post \(seed)")
    }
  }

  @Test("Every instant by rounds gives the rows and the digest of the shortcuts", arguments: 0..<4)
  func shortcutsChangeNothing(_ part: UInt64) throws {
    for seed in seeds(31_000, part) {
      let post = post(seed)
      let short = try observations(of: post, seed: seed).observations
      let long = try observations(of: post, seed: seed, forcesRounds: true).observations
      #expect(short.entities.values == long.entities.values, "rows of post \(seed)")
      #expect(short.digest == long.digest, "digest of post \(seed)")
    }
  }

  @Test("Entries of the file in another order give the same rows and digest", arguments: 0..<4)
  func orderOfFileChangesNothing(_ part: UInt64) throws {
    for seed in seeds(32_000, part) {
      let post = post(seed).withoutProbes()
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.reordered(&choices), seed: seed)
      #expect(first.observations.entities.values == second.observations.entities.values, "rows of post \(seed)")
      #expect(first.observations.digest == second.observations.digest, "digest of post \(seed)")
    }
  }

  @Test("An unrelated office with its own traffic leaves every stamp of the others as it was", arguments: 0..<4)
  func unrelatedTrafficChangesNothing(_ part: UInt64) throws {
    for seed in seeds(33_000, part) {
      let post = post(seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.withUnrelatedTraffic(&choices), seed: seed)
      let rows = NamedRows(second.layout, second.observations, without: "class f")
      #expect(NamedRows(first.layout, first.observations) == rows, "rows of post \(seed)")
    }
  }

  @Test("Looking at the post, virtual waits included, changes no row", arguments: 0..<4)
  func probesChangeNothing(_ part: UInt64) throws {
    for seed in seeds(34_000, part) {
      let post = post(seed)
      let first = try observations(of: post, seed: seed).observations.entities
      let second = try observations(of: post.withoutProbes(), seed: seed).observations.entities
      #expect(first.values == second.values, "rows of post \(seed)")
    }
  }

  @Test("A runner that has run other replications gives the same rows and digest")
  func earlierReplicationsChangeNothing() throws {
    for seed in seeds(35_000, 0) {
      let network = try FlowNetwork(compiling: post(seed))
      let options = ReplicationRunner.Options(recordsEntities: true)
      let used = ReplicationRunner(network, options: options)
      _ = used.observations(replication: 7, seed: seed) { false }
      let second = try #require(used.observations(replication: 2, seed: seed) { false })
      let fresh = ReplicationRunner(network, options: options)
      let first = try #require(fresh.observations(replication: 2, seed: seed) { false })
      #expect(first.entities.values == second.entities.values, "rows of post \(seed)")
      #expect(first.digest == second.digest, "digest of post \(seed)")
    }
  }

  /// With duty, unless the post has something that excludes it.
  private func post(_ seed: UInt64) -> BorderPost {
    var limits = RandomPost.Limits()
    limits.allowsUnits = seed % 3 == 0
    let plain = RandomPost.post(seed: seed, limits: limits)
    let post = plain.withDuty(seed: seed)
    return (try? FlowNetwork(compiling: post)) == nil ? plain : post
  }

  private func seeds(_ first: UInt64, _ part: UInt64) -> Range<UInt64> {
    (first + part * 100)..<(first + part * 100 + 100)
  }
}
