// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Foundation
import Testing

/// What is simulated is held to these values by `VerificationTests`.
@Suite("Theory: exact values of ways to arrive")
struct ArrivalKindTests {
  @Test("What the scenario expects is what follows from its parameters", arguments: ArrivalKind.all)
  func expects(kind: ArrivalKind) throws {
    let post = try ArrivalPosts.post(kind.file)
    #expect(post.expectations.count == kind.values.count)
    for expectation in post.expectations {
      let name = String(expectation.id.split(separator: ":", maxSplits: 1)[1])
      let value = try #require(kind.values[name], "\(expectation.id)")
      #expect(abs(value / expectation.value - 1) < 1e-9, "\(expectation.id): \(value)")
    }
  }

  @Test("The formulas give the published values")
  func formulas() {
    let slots = RenewalQueue(transform: RenewalQueue.constantGaps(4), serviceRate: 1 / 3.4, servers: 1)
    #expect(abs(slots.meanWait - 8.563699874702738) < 1e-9)
    #expect(abs(slots.probabilityOfWaiting - 0.7158069798132177) < 1e-10)
    #expect(abs(slots.probabilityOfWaiting(longerThan: 5) - 0.4712928378881482) < 1e-10)
    let buses = GroupQueue(rate: 1 / 60.0, sizes: [(40, 1)], service: (1.2, 2 * 1.2 * 1.2))
    #expect(abs(buses.meanWait - 121.8) < 1e-9)
    // With exponential gaps GI/M/c is M/M/c.
    let chance = RenewalQueue(transform: RenewalQueue.gammaGaps(mean: 2, shape: 1), serviceRate: 1 / 5.0, servers: 3)
    let erlang = ErlangQueue(arrivalRate: 0.5, serviceRate: 0.2, servers: 3)
    #expect(abs(chance.meanWait - erlang.meanWait) < 1e-9)
    // With equal rates there are no surges.
    let calm = SurgeQueue(arrivals: [0.2, 0.2], leaving: [0.1, 0.3], serviceRate: 0.25)
    #expect(abs(calm.levels.mean - 4) < 1e-8)
    // Two exponential phases a gap: variance t / 2 + (1 - exp(-4 t)) / 8.
    #expect(abs(RenewalCounts(shape: 2).variance(expected: 3) - (1.5 + (1 - exp(-12.0)) / 8)) < 1e-8)
  }
}

@Suite("Theory: factors of the day")
struct DayFactorTests {
  /// 20,000 days; a covariance is a mean of products. False alarm: 4.5 standard errors, below 0.0001 for all three.
  @Test("They are shared by all classes, but for those with their own")
  func areShared() throws {
    let network = try FlowNetwork(compiling: ArrivalPosts.post("counts-day-factors"))
    let runner = ReplicationRunner(network)
    var rows: [[Double]] = []
    for replication in 1...20_000 {
      let values = try #require(runner.observations(replication: replication, seed: 1) { false })
      rows.append(values.arrived.map { Double($0) })
    }
    // Classes by name: bus, car, truck; the bus has its own factor.
    for (a, b, exact) in [(1, 2, 60 * 30 * 0.16), (0, 1, 0), (0, 2, 0)] {
      let n = Double(rows.count)
      let means = [a, b].map { column in rows.reduce(0) { $0 + $1[column] } / n }
      let products = rows.map { ($0[a] - means[0]) * ($0[b] - means[1]) }
      let mean = products.reduce(0, +) / n
      let error = (products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n / n).squareRoot()
      #expect(abs(mean - exact) <= 4.5 * error, "\(a), \(b): \(mean), se \(error), exact \(exact)")
      #expect(error < 12)
    }
  }
}
