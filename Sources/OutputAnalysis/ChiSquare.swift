// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// The chi-square law, by the GNU Scientific Library.
public enum ChiSquare {
  /// The numbers between which a chi-square variable lies with this probability, with equal chances on either side.
  ///
  /// - Parameters:
  ///   - probability: Above 0 and below 1: `0.999`.
  ///   - degreesOfFreedom: 1 or more.
  /// - Throws: `confidenceOutOfRange`; `numericalFailure` if GSL finds no result.
  public static func bounds(
    probability: Double, degreesOfFreedom: Int
  ) throws(EstimationError) -> ClosedRange<Double> {
    try StudentT.check(confidence: probability)
    precondition(degreesOfFreedom >= 1, "A chi-square law needs at least one degree of freedom.")
    GSLErrors.areReturned
    let tail = (1 - probability) / 2
    let low = gsl_cdf_chisq_Pinv(tail, Double(degreesOfFreedom))
    let high = gsl_cdf_chisq_Qinv(tail, Double(degreesOfFreedom))
    guard low.isFinite, high.isFinite, low <= high else { throw .numericalFailure(routine: "gsl_cdf_chisq_Qinv") }
    return low...high
  }
}
