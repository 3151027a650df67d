// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// The numbers of pending events at which the event list is timed.
private let sizes = [10, 100, 1000, 10_000, 100_000]
private let holds = 1_000_000

/// Exponential increments with a mean of five minutes, so many that none comes twice within a pass: the processor must
/// not learn them. They are read in a row, which costs little.
private func exponentialIncrements() -> [Int64] {
  var tables = LawTables()
  let law = CompiledLaw(.exponential(mean: TimeSpan(microseconds: 300_000_000)), tables: &tables)
  var stream = DrawStream(law: law, key: DrawKey(purpose: purposeHash("truck", "gate", "time")), memory: nil)
  var increments = [Int64](repeating: 0, count: 1 << 20)
  RandomnessProbe.durations(of: &stream, key: PhiloxKey(seed: 1), replication: 0, into: &increments)
  return increments
}

/// Holds of the event list alone: the increments are drawn beforehand.
func timeHolds(passes: Int) {
  let increments = exponentialIncrements()
  for size in sizes {
    var list = EventListProbe(pending: size, increments: increments)
    var last: Int64 = 0
    printRow(part: "hold", what: "\(size) pending", mode: "", passes: passes, count: holds) { _ in
      last = list.hold(holds)
    }
    precondition(last > 0, "the clock of the event list has not moved")
  }
}

/// Holds the list against a search for the least time in a plain array.
///
/// - Returns: What is wrong, `nil` if nothing is.
func faultOfEventList() -> String? {
  let increments = exponentialIncrements()
  for size in [1, 10, 333] {
    var list = EventListProbe(pending: size, increments: increments)
    var times = (0..<size).map { increments[$0 % increments.count] }
    var now: Int64 = 0
    let count = 5000
    for index in 0..<count {
      // Of equal times the first slot, as in the keys.
      let slot = times.indices.min { (times[$0], $0) < (times[$1], $1) } ?? 0
      now = times[slot]
      times[slot] = now + increments[index % increments.count]
    }
    if list.hold(count) != now { return "the event list of \(size) gives another time than a search" }
    let expected = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let found = list.drain()
    if found.map(\.slot) != expected || found.map(\.time) != expected.map({ times[$0] }) {
      return "the event list of \(size) gives another order than a search"
    }
  }
  return nil
}
