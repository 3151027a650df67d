// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Student's t law, by the GNU Scientific Library.
package enum StudentT {
  /// The number that the absolute value of a t variable exceeds with probability 1 - `confidence`.
  ///
  /// - Parameters:
  ///   - confidence: Two-sided level, above 0 and below 1.
  ///   - degreesOfFreedom: 1 or more.
  /// - Throws: `confidenceOutOfRange`; `numericalFailure` if GSL finds no result.
  package static func criticalValue(confidence: Double, degreesOfFreedom: Int) throws(EstimationError) -> Double {
    try check(confidence: confidence)
    precondition(degreesOfFreedom >= 1, "A t law needs at least one degree of freedom.")
    GSLErrors.areReturned
    // The upper tail keeps its digits where confidence is close to 1; the lower tail would lose them.
    let critical = gsl_cdf_tdist_Qinv((1 - confidence) / 2, Double(degreesOfFreedom))
    guard critical.isFinite else { throw .numericalFailure(routine: "gsl_cdf_tdist_Qinv") }
    return critical
  }

  /// The probability that the absolute value of a t variable exceeds a number.
  ///
  /// - Parameters:
  ///   - value: Any number; its sign does not matter.
  ///   - degreesOfFreedom: 1 or more.
  /// - Throws: `notFinite` for a value that is not a number; `numericalFailure` if GSL finds no result.
  package static func twoSidedTail(beyond value: Double, degreesOfFreedom: Int) throws(EstimationError) -> Double {
    precondition(degreesOfFreedom >= 1, "A t law needs at least one degree of freedom.")
    guard !value.isNaN else { throw .notFinite }
    guard value.isFinite else { return 0 }
    GSLErrors.areReturned
    let tail = 2 * gsl_cdf_tdist_Q(abs(value), Double(degreesOfFreedom))
    guard tail.isFinite else { throw .numericalFailure(routine: "gsl_cdf_tdist_Q") }
    return min(tail, 1)
  }

  /// Refuses a confidence level that is not above 0 and below 1, also where no interval will follow.
  static func check(confidence: Double) throws(EstimationError) {
    guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
  }
}

/// The way GSL reports errors.
enum GSLErrors {
  /// Read before any call of GSL: switches off, once, the handler that ends the program, so that a routine returns its
  /// status or a value that is not finite, and the caller checks it.
  static let areReturned: Void = {
    _ = gsl_set_error_handler_off()
  }()
}
