// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: what must not matter changes nothing")
struct InvarianceTests {
  @Test("Every instant by rounds gives the rows and the digest of the shortcuts", arguments: 0..<6)
  func shortcutsChangeNothing(_ part: UInt64) throws {
    for seed in seeds(20_000, part) {
      let post = RandomPost.post(seed: seed)
      let short = try observations(of: post, seed: seed).observations
      let long = try observations(of: post, seed: seed, forcesRounds: true).observations
      #expect(short.entities.values == long.entities.values, "rows of post \(seed)")
      #expect(short.digest == long.digest, "digest of post \(seed)")
    }
  }

  @Test("Entries of the file in another order give the same rows and digest", arguments: 0..<6)
  func orderOfFileChangesNothing(_ part: UInt64) throws {
    for seed in seeds(21_000, part) {
      let post = RandomPost.post(seed: seed)
      var choices = RandomChoices(seed: seed)
      var first = try observations(of: post, seed: seed)
      var second = try observations(of: post.reordered(&choices), seed: seed)
      // Probes name their control by its place in the file.
      #expect(first.layout.probes.map { $0.name } == second.layout.probes.map { $0.name }, "probes of post \(seed)")
      first.layout.probes = []
      second.layout.probes = []
      #expect(first.layout == second.layout, "layout of post \(seed)")
      #expect(first.observations.entities.values == second.observations.entities.values, "rows of post \(seed)")
      #expect(first.observations.digest == second.observations.digest, "digest of post \(seed)")
    }
  }

  @Test("An unrelated office with its own traffic leaves every stamp of the others as it was", arguments: 0..<6)
  func unrelatedTrafficChangesNothing(_ part: UInt64) throws {
    for seed in seeds(22_000, part) {
      let post = RandomPost.post(seed: seed)
      var choices = RandomChoices(seed: seed)
      let first = try observations(of: post, seed: seed)
      let second = try observations(of: post.withUnrelatedTraffic(&choices), seed: seed)
      let rows = NamedRows(second.layout, second.observations, without: "class f")
      #expect(NamedRows(first.layout, first.observations) == rows, "rows of post \(seed)")
      #expect(second.observations.arrived.reduce(0, +) > first.observations.arrived.reduce(0, +), "post \(seed)")
    }
  }

  @Test("Looking at the post, virtual waits included, changes no row", arguments: 0..<6)
  func probesChangeNothing(_ part: UInt64) throws {
    for seed in seeds(23_000, part) {
      let post = RandomPost.post(seed: seed)
      let first = try observations(of: post, seed: seed).observations.entities
      let second = try observations(of: post.withoutProbes(), seed: seed).observations.entities
      #expect(first.values == second.values, "rows of post \(seed)")
    }
  }

  @Test("A runner that has run other replications gives the same rows and digest")
  func earlierReplicationsChangeNothing() throws {
    for seed in seeds(24_000, 0) {
      let network = try FlowNetwork(compiling: RandomPost.post(seed: seed))
      let options = ReplicationRunner.Options(recordsEntities: true)
      let used = ReplicationRunner(network, options: options)
      _ = used.observations(replication: 7, seed: seed) { false }
      _ = used.observations(replication: 2, seed: seed + 1) { false }
      let second = try #require(used.observations(replication: 2, seed: seed) { false })
      let fresh = ReplicationRunner(network, options: options)
      let first = try #require(fresh.observations(replication: 2, seed: seed) { false })
      #expect(first.entities.values == second.entities.values, "rows of post \(seed)")
      #expect(first.digest == second.digest, "digest of post \(seed)")
    }
  }

  private func seeds(_ first: UInt64, _ part: UInt64) -> Range<UInt64> {
    (first + part * 50)..<(first + part * 50 + 50)
  }
}

@Suite("Property: a draw depends on its key only")
struct DrawIndependenceTests {
  /// Nobody is interrupted, so that the end of work less its start is the work drawn.
  private let limits = RandomPost.Limits(endOfShift: [.finish], allowsUnits: false)

  @Test("Another time at one control leaves arrivals, channels, selections and all other works as they were")
  func worksKeepTheirValues() throws {
    var compared = 0
    for seed: UInt64 in 30_000..<30_300 {
      let post = RandomPost.post(seed: seed, limits: limits)
      let changed = Int(seed) % post.controls.count
      let first = try rows(of: post, seed)
      let second = try rows(of: post.withOtherTime(at: changed), seed)
      #expect(first.entities.count == second.entities.count, "post \(seed)")
      let works = second.works()
      for (name, own) in first.works() {
        let other = works[name] ?? [:]
        for quantity in ["arrival", "channel"] {
          #expect(first.entities[name]?[quantity] == second.entities[name]?[quantity], "\(name) of post \(seed)")
        }
        for (place, work) in own where !place.hasPrefix(post.controls[changed].name) {
          guard let otherWork = other[place] else { continue }
          #expect(work == otherWork, "\(place), \(name) of post \(seed)")
          compared += 1
        }
        if first.entities[name]?["outcome"] == 0, second.entities[name]?["outcome"] == 0 {
          #expect(Set(own.keys) == Set(other.keys), "places passed by \(name) of post \(seed)")
        }
      }
    }
    #expect(compared > 10_000)
  }

  @Test("Another seed and another replication give other arrivals")
  func seedsMatter() throws {
    for seed: UInt64 in 31_000..<31_050 {
      let post = RandomPost.post(seed: seed, limits: limits)
      let first = try observations(of: post, seed: 1, replication: 1).observations
      let arrivals = Set(first.entities.list.map { $0[2] })
      guard arrivals.count > 5 else { continue }
      for (other, replication) in [(UInt64(2), 1), (1 << 40 + 1, 1), (1, 2)] {
        let second = try observations(of: post, seed: other, replication: replication).observations
        let repeated = second.entities.list.filter { arrivals.contains($0[2]) }
        #expect(repeated.count <= 1, "\(repeated.count) arrivals of post \(seed) are repeated")
      }
    }
  }

  /// 200 entities a day pass two selected visits to one control; of the four outcomes of two independent selections of
  /// one half each is expected 50 times; fewer than 20 has a chance below 10^-6.
  @Test("A second visit to a control draws its own work and its own selection")
  func visitsDiffer() throws {
    let half = Condition(share: 0.5)
    let post = BorderPost(
      name: "twice", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 1),
      pools: [Pool(name: "police", kind: .officers, capacity: .unlimited)],
      controls: [
        Control(
          name: "check", needs: [0], time: .same(.uniform(low: .zero, high: TimeSpan(microseconds: 600_000_000)))),
        Control(name: "look", needs: [0], time: .same(.uniform(low: .zero, high: TimeSpan(microseconds: 600_000_000)))),
      ],
      traffic: [
        TrafficClass(
          name: "truck", arrivals: Arrivals(rates: [10]),
          procedure: [
            .control(0, if: .always), .control(1, if: half), .control(0, if: .always), .control(1, if: half), .leave,
          ])
      ])
    let works = try rows(of: post, 5).works()
    var patterns = [0, 0, 0, 0]
    for (name, works) in works {
      let first = try #require(works["check 1"])
      let second = try #require(works["check 2"])
      #expect(first != second, "both works of \(name) are \(first)")
      patterns[(works["look 1"] == nil ? 0 : 1) + (works["look 2"] == nil ? 0 : 2)] += 1
    }
    #expect(works.count > 150)
    #expect(patterns.allSatisfy { $0 >= 20 }, "selections \(patterns)")
  }

  private func rows(of post: BorderPost, _ seed: UInt64) throws -> NamedRows {
    let (layout, observations) = try observations(of: post, seed: seed)
    return NamedRows(layout, observations)
  }
}
