// SPDX-License-Identifier: GPL-3.0-or-later

/// Which of several hypotheses are rejected together, so that the chance of any false rejection is at most `level`.
///
/// The smallest p-value is compared with level / m, the next with level / (m - 1), and so on until one is not below.
/// Valid however the tests depend on each other.
///
/// - Parameters:
///   - pValues: One per hypothesis, 0...1; `nil` for one that could not be tested, which counts among the m and is
///     never rejected.
///   - level: Above 0 and below 1.
/// - Returns: Whether each hypothesis is rejected, in the order of `pValues`.
/// - Source: Holm, *Scandinavian Journal of Statistics* 6 (1979) 65-70.
public func holmRejections(pValues: [Double?], level: Double) -> [Bool] {
  precondition(level > 0 && level < 1, "The level of a test must be above 0 and below 1.")
  var rejected = Array(repeating: false, count: pValues.count)
  let ascending = pValues.indices.filter { pValues[$0] != nil }
    .sorted { (pValues[$0] ?? 1, $0) < (pValues[$1] ?? 1, $1) }
  for (rank, index) in ascending.enumerated() {
    guard let pValue = pValues[index], pValue <= level / Double(pValues.count - rank) else { break }
    rejected[index] = true
  }
  return rejected
}
