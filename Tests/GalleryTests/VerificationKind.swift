// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

/// A kind of queue with exact values: its scenario, how much of it is simulated, and what must come out.
struct VerificationKind: Sendable, CustomStringConvertible {
  /// Name of the file in `scenarios/verification`, without its ending.
  let name: String
  /// Independent replications of the window that the file states; fixed before any was looked at, except for making the
  /// standard errors small enough.
  let replications: Int
  let expectations: [Expectation]

  var description: String { name }

  /// - Parameter values: Name of the measure, the measure, its exact value.
  init(
    _ name: String, replications: Int, source: String, _ values: [(name: String, measure: Measure, value: Double)]
  ) {
    self.name = name
    self.replications = replications
    expectations = values.map {
      Expectation(id: "\(name)-a:\($0.name)", measure: $0.measure, value: $0.value, source: source)
    }
  }
}

extension TimeSpan {
  /// Whole minutes.
  init(minutes: Int64) { self.init(microseconds: minutes * 60_000_000) }
}
