// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: nobody of the cohort is forgotten")
struct CohortTests {
  @Test("At a post that cannot cope, arrivals = departed + unfinished, and some are unfinished", arguments: 1...20)
  func unfinishedAreCounted(seed: UInt64) throws {
    let control = Control(name: "booth", needs: [0], time: .same(.exponential(mean: TimeSpan(minutes: 4))))
    // Sixty come in an hour and fifteen are served; one horizon later most of them still wait.
    let traffic = TrafficClass(
      name: "car", arrivals: Arrivals(rates: [60]), procedure: [.control(0, if: .always), .leave])
    let post = BorderPost(
      name: "Overloaded", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 2),
      pools: [Pool(name: "officers", kind: .officers, capacity: .constant(1))], controls: [control],
      traffic: [traffic])
    let network = try FlowNetwork(compiling: post)
    let runner = ReplicationRunner(network, options: .init(recordsEntities: true))
    let observations = try #require(runner.observations(replication: 1, seed: seed, shouldStop: { false }))
    #expect(observations.fault == nil)
    #expect(observations.unfinished[0] > 1_000)
    #expect(observations.arrived[0] == observations.departed.reduce(0, +) + observations.unfinished[0])
    #expect(observations.entities.values.count == Int(observations.arrived[0]) * observations.entities.width)
    #expect(observations.unfinishedMicroseconds[0] > observations.unfinished[0] * 60_000_000)
  }
}
