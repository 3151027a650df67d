// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: whoever waits for a place waits for what holds the head of the chain")
struct RootTests {
  /// A yard before a hall before an officer; whoever is in the yard waits for a place in the hall, and so on.
  private func observed(
    yard: Int, hall: Int, officers: Capacity
  ) throws -> (layout: ObservationLayout, observations: Observations) {
    let work = try #require(TimeSpan.minutes(10))
    let post = BorderPost(
      name: "Chain", calendar: Calendar(starts: CivilDate(year: 2025, month: 1, day: 6), days: 7),
      pools: [
        Pool(name: "yard", kind: .places, capacity: .constant(yard)),
        Pool(name: "hall", kind: .places, capacity: .constant(hall)),
        Pool(name: "officer", kind: .officers, capacity: officers),
      ],
      controls: [Control(name: "booth", needs: [2], time: .same(.exponential(mean: work)))],
      traffic: [
        TrafficClass(
          name: "car", arrivals: Arrivals(rates: [5]),
          procedure: [
            .enter(0, whenFull: .wait), .enter(1, whenFull: .wait), .leaveSpace(0), .control(0, if: .always),
            .leaveSpace(1), .leave,
          ])
      ])
    return try observations(of: post)
  }

  /// Minutes by root, with the space waited for: `yard: all busy`.
  private func roots(_ found: (layout: ObservationLayout, observations: Observations)) -> [String: Int64] {
    var sums: [String: Int64] = [:]
    for (root, time) in zip(found.layout.roots, found.observations.roots) where time > 0 {
      sums["\(found.layout.pools[root.space].name): \(root.kind?.label ?? "work")", default: 0] += time
    }
    return sums
  }

  @Test("Through two spaces, to the officer who is busy")
  func busy() throws {
    let sums = roots(try observed(yard: 2, hall: 2, officers: .constant(1)))
    #expect(sums.keys.sorted() == ["hall: all busy", "yard: all busy"])
  }

  @Test("One place in the hall: the one inside is served, nobody inside waits")
  func work() throws {
    let sums = roots(try observed(yard: 2, hall: 1, officers: .constant(1)))
    #expect(sums.keys.sorted() == ["hall: work", "yard: work"])
  }

  @Test("At night, to the officer who is not there")
  func night() throws {
    let shift = Shift(from: 480, to: 1200, officers: 1)
    let found = try observed(yard: 2, hall: 2, officers: .shifts([shift]))
    let sums = roots(found)
    #expect(
      sums.keys.sorted() == ["hall: all busy", "hall: nobody on duty", "yard: all busy", "yard: nobody on duty"])
    // The officer is away for half of the time, and the spaces are full almost always.
    let away = Double(sums["yard: nobody on duty"] ?? 0)
    #expect(away > 0.3 * away + 0.3 * Double(sums["yard: all busy"] ?? 0))
  }
}
