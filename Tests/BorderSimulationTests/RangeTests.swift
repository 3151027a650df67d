// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

/// Posts whose sums of times leave the range of 64-bit microseconds: the run ends with a fault and never with a trap or
/// with numbers that have wrapped.
@Suite("Property: what cannot be counted")
struct RangeTests {
  /// 900 cars a day before one officer who serves 24: after some hundred days the stays exceed 2^63 microseconds.
  private func crowd(days: Int) throws -> FlowNetwork {
    let hour = try #require(TimeSpan.hours(1))
    return try FlowNetwork(
      compiling: BorderPost(
        name: "Crowd", calendar: Calendar(starts: CivilDate(year: 2025, month: 1, day: 6), days: days),
        pools: [Pool(name: "officer", kind: .officers, capacity: .constant(1))],
        controls: [Control(name: "booth", needs: [0], time: .same(.exponential(mean: hour)))],
        traffic: [
          TrafficClass(
            name: "car", arrivals: Arrivals(rates: [37.5]), procedure: [.control(0, if: .always), .leave])
        ]))
  }

  @Test("Stays beyond the range end the run with a fault", arguments: [400, 700, 1_100])
  func stays(days: Int) throws {
    let observations = try #require(
      ReplicationRunner(try crowd(days: days)).observations(replication: 1, seed: 1) { false })
    #expect(observations.fault == .timeOverflow)
  }

  @Test("Within the range the same post has no fault, and its sums are positive")
  func within() throws {
    let observations = try #require(
      ReplicationRunner(try crowd(days: 100)).observations(replication: 1, seed: 1) { false })
    #expect(observations.fault == nil)
    #expect(observations.unfinishedMicroseconds[0] > 0)
    #expect(observations.stayWithinWindow[0] > 0)
    #expect(observations.causes.allSatisfy { $0.microseconds >= 0 && $0.present >= $0.microseconds })
  }

  @Test("A pool too large to be counted over its window is refused")
  func hugePool() throws {
    var post = BorderPost(
      name: "Yard", calendar: Calendar(starts: CivilDate(year: 2025, month: 1, day: 6), days: 364),
      pools: [Pool(name: "yard", kind: .places, capacity: .constant(1_000_000))], controls: [],
      traffic: [
        TrafficClass(
          name: "car", arrivals: Arrivals(rates: [1]),
          procedure: [.enter(0, whenFull: .wait), .leaveSpace(0), .leave])
      ])
    #expect(throws: CompilationFault.self) { try FlowNetwork(compiling: post) }
    post.calendar.days = 14
    _ = try FlowNetwork(compiling: post)
  }
}
