// SPDX-License-Identifier: GPL-3.0-or-later

/// A histogram per section, a section being a group of consecutive replications, for percentiles with intervals.
///
/// Entities of one replication depend on each other, so that a binomial interval over entities is far too short;
/// sections are independent because replications are.
public struct SectionedHistogram: Sendable, Equatable {
  /// Sections used if there are enough replications.
  public static let usualSections = 10

  /// Replications to be divided among the sections.
  public let replications: Int
  /// One histogram per section, in replication order.
  public private(set) var sections: [LogHistogram]

  /// - Parameters:
  ///   - replications: Number of replications, 0 or more. Fewer than `sections` make sections of one replication each.
  ///   - sections: 2 or more.
  public init(replications: Int, sections: Int = SectionedHistogram.usualSections) {
    precondition(replications >= 0, "A number of replications cannot be below 0.")
    precondition(sections >= 2, "An interval needs at least two sections.")
    self.replications = replications
    self.sections = Array(repeating: LogHistogram(), count: max(min(sections, replications), 1))
  }

  /// The section to which a replication belongs; sizes of sections differ by one at most.
  ///
  /// - Parameter replication: 0 ..< `replications`, in replication order.
  public func section(ofReplication replication: Int) -> Int {
    precondition(replication >= 0 && replication < replications, "There is no such replication.")
    return replication * sections.count / replications
  }

  /// Changes the histogram of a replication's section in place.
  ///
  /// - Parameter replication: 0 ..< `replications`.
  public mutating func withSection(
    ofReplication replication: Int, _ change: (inout LogHistogram) -> Void
  ) {
    change(&sections[section(ofReplication: replication)])
  }

  /// All values together.
  public var total: LogHistogram {
    var total = LogHistogram()
    for section in sections { total.merge(section) }
    return total
  }

  /// A percentile of all values, with its interval; see `quantileInterval`.
  public func estimate(probability: Double, confidence: Double) throws(EstimationError) -> Estimate {
    try quantileInterval(
      probability: probability, total: total, sections: sections, replications: replications, confidence: confidence)
  }
}

/// A percentile of all entities, with an interval by sectioning.
///
/// The estimate q is that of all values together, which is less biased than the mean of the sections' percentiles q_j.
/// The interval is q -+ t_{b-1} sqrt(sum (q_j - q)² / (b (b - 1))) over the b sections.
///
/// - Parameters:
///   - probability: Share of the values not above the percentile, above 0 and below 1.
///   - total: The values of all sections together.
///   - sections: Histograms of groups of equally many, consecutive replications; ten to twenty for a steady interval.
///     A section without values does not count.
///   - replications: Replications in all sections together.
///   - confidence: Two-sided level, above 0 and below 1.
/// - Returns: In the unit of the histograms' values; missing without values, no interval for fewer than two sections
///   that hold values.
/// - Throws: `probabilityOutOfRange`, `confidenceOutOfRange`, `numericalFailure`.
/// - Source: Asmussen and Glynn, *Stochastic Simulation* (2007), section III.5; Nakayama, *ACM TOMACS* 24 (2014) 19.
public func quantileInterval(
  probability: Double, total: LogHistogram, sections: [LogHistogram], replications: Int, confidence: Double
) throws(EstimationError) -> Estimate {
  guard probability > 0, probability < 1 else { throw .probabilityOutOfRange(probability) }
  try StudentT.check(confidence: confidence)
  guard let quantile = total.quantile(probability) else {
    return .missing(confidence: confidence, replications: replications, estimator: .quantile)
  }
  var squares = 0.0
  var used = 0
  for section in sections {
    guard let ofSection = section.quantile(probability) else { continue }
    squares += (ofSection - quantile) * (ofSection - quantile)
    used += 1
  }
  let standardError = used < 2 ? nil : (squares / (Double(used) * Double(used - 1))).squareRoot()
  return try .symmetric(
    value: quantile, standardError: standardError, degreesOfFreedom: max(used - 1, 1), confidence: confidence,
    replications: replications, estimator: .quantile)
}
