// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Theory: numbers of arrivals")
struct ArrivalTests {
  /// Rates from 0 to 40 an hour, another in each hour of the week.
  private static let rates = (0..<168).map { Double($0 * 29 % 41) }
  private static let weeks = 200

  /// False alarm below 0.001: a Poisson number about its mean, 168 hours at 4.9 deviations (0.0002 in all) and the sum
  /// at 3.9 (0.0001). The sum of about 670,000 sees a rate off by half a per cent.
  @Test("In each hour of the week they are Poisson numbers with the mean that the rates say")
  func meansAreThoseOfTheRates() throws {
    let post = BorderPost(
      name: "Arrivals",
      calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 7 * ArrivalTests.weeks),
      pools: [Pool(name: "officers", kind: .officers, capacity: .unlimited)],
      controls: [Control(name: "booth", needs: [0], time: .same(.constant(TimeSpan(minutes: 1))))],
      traffic: [
        TrafficClass(
          name: "car", arrivals: Arrivals(rates: ArrivalTests.rates), procedure: [.control(0, if: .always), .leave])
      ])
    let network = try FlowNetwork(compiling: post)
    let observations = try #require(
      ReplicationRunner(network).observations(replication: 1, seed: 1, shouldStop: { false }))
    let tally = try #require(
      network.layout.tallies.filter(\.isHourly).firstIndex { $0.quantity == .waitingAtStation(0) })
    for hour in 0..<168 {
      let mean = ArrivalTests.rates[hour] * Double(ArrivalTests.weeks)
      let count = Double(observations.hourlyCounts[tally * 168 + hour])
      #expect(abs(count - mean) <= 4.9 * mean.squareRoot(), "hour \(hour): \(count), expected \(mean)")
    }
    let mean = ArrivalTests.rates.reduce(0, +) * Double(ArrivalTests.weeks)
    #expect(abs(Double(observations.arrived[0]) - mean) <= 3.9 * mean.squareRoot())
  }
}
