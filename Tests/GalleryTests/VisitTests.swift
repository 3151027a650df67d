// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Theory: visits of one entity to the same place")
struct VisitTests {
  /// False alarm below 0.001: the correlation of n independent pairs is about normal with deviation 1 / sqrt(n), and
  /// 3.3 deviations are allowed. Had the second visit the draws of the first, it would be 1.
  @Test("The work of the second visit is independent of that of the first")
  func worksAreIndependent() throws {
    let control = Control(name: "booth", needs: [0], time: .same(.exponential(mean: TimeSpan(minutes: 4))))
    let traffic = TrafficClass(
      name: "car", arrivals: Arrivals(rates: [60]),
      procedure: [.control(0, if: .always), .control(0, if: .always), .leave])
    let post = BorderPost(
      name: "Two visits", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 14),
      pools: [Pool(name: "officers", kind: .officers, capacity: .unlimited)], controls: [control], traffic: [traffic])
    let network = try FlowNetwork(compiling: post)
    let runner = ReplicationRunner(network, options: .init(recordsEntities: true))
    let observations = try #require(runner.observations(replication: 1, seed: 1, shouldStop: { false }))
    let first = try works(network.layout, observations.entities, visit: 1)
    let second = try works(network.layout, observations.entities, visit: 2)
    #expect(first.count > 19_000)
    #expect(abs(correlation(first, second)) < 3.3 / Double(first.count).squareRoot())
    // The law itself is the same: means agree within four deviations of their difference (false alarm 0.0001).
    let difference = mean(first) - mean(second)
    #expect(abs(difference) < 4 * 4 * (2 / Double(first.count)).squareRoot())
  }

  private func works(_ layout: ObservationLayout, _ rows: EntityRows, visit: Int) throws -> [Double] {
    let column = { (event: ObservationLayout.StampDescription.Event) in
      EntityRows.fixedColumns + (try #require(layout.stamps.firstIndex { $0.visit == visit && $0.event == event }))
    }
    let (started, finished) = (try column(.started), try column(.finished))
    return stride(from: 0, to: rows.values.count, by: rows.width).map {
      Double(rows.values[$0 + finished] - rows.values[$0 + started]) / 60_000_000
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (mean(a), mean(b))
    let products = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let squaresA = a.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) }
    let squaresB = b.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
    return products / (squaresA * squaresB).squareRoot()
  }
}
