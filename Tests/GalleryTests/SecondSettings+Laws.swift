// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import Foundation

/// M/G/1 with further laws of service. Moments are computed here, by closed forms or by Simpson's rule over the
/// textbook density, not by the model.
extension SecondSetting {
  static let laws: [SecondSetting] = [
    service("weibull", .weibull(shape: 0.9, scale: TimeSpan(minutes: 3)), load: 0.6, moments: weibull(0.9, 3)),
    service("pearson V", .pearsonV(shape: 7, scale: TimeSpan(minutes: 24)), load: 0.7, moments: (4, 16 * 6 / 5.0)),
    service(
      "log-logistic", .logLogistic(shape: 5, scale: TimeSpan(minutes: 4)), load: 0.7, moments: logLogistic(5, 4)),
    service(
      "truncated normal",
      .truncatedNormal(
        center: TimeSpan(minutes: 2), deviation: TimeSpan(minutes: 2), low: .zero, high: TimeSpan(minutes: 5)),
      load: 0.75, moments: truncatedNormal(2, 2, low: 0, high: 5)),
    service(
      "discrete",
      .discrete([
        TimeShare(value: TimeSpan(minutes: 2), share: 0.7), TimeShare(value: TimeSpan(minutes: 6), share: 0.3),
      ]), load: 0.75, moments: (0.7 * 2 + 0.3 * 6, 0.7 * 4 + 0.3 * 36)),
    service("measured", .empirical(measured), load: 0.7, moments: polygon([1, 2, 2, 4, 9])),
    service(
      "mixture",
      .mixture([
        LawShare(share: 0.6, law: .uniform(low: TimeSpan(minutes: 1), high: TimeSpan(minutes: 3))),
        LawShare(share: 0.4, law: .erlang(shape: 2, mean: TimeSpan(minutes: 6))),
      ]), load: 0.7, moments: (0.6 * 2 + 0.4 * 6, 0.6 * 13 / 3 + 0.4 * 54)),
  ]

  private static var measured: EmpiricalLaw {
    EmpiricalLaw([1, 2, 2, 4, 9].map { TimeSpan(minutes: $0) })!
  }

  /// - Parameter moments: Mean and mean square of the service, in minutes.
  private static func service(
    _ name: String, _ law: Law, load: Double, moments: (Double, Double)
  ) -> SecondSetting {
    let queue = PollaczekKhinchine(arrivalRate: load / moments.0, moments: (moments.0, moments.1, .nan))
    return SecondSetting(
      "mg1-\(name)", .booth(.constant(1), law, perHour: [60 * queue.arrivalRate]),
      [
        (.waiting(station: "booth", .mean), queue.meanWait), (.utilisation(pool: "lanes"), load),
        (.queueLength(station: "booth", .mean), queue.meanWait * queue.arrivalRate),
      ])
  }

  /// E S^k = scale^k Γ(1 + k / shape).
  private static func weibull(_ shape: Double, _ scale: Double) -> (Double, Double) {
    (scale * tgamma(1 + 1 / shape), scale * scale * tgamma(1 + 2 / shape))
  }

  /// E S^k = scale^k (k π / shape) / sin(k π / shape).
  private static func logLogistic(_ shape: Double, _ scale: Double) -> (Double, Double) {
    let angle = Double.pi / shape
    return (scale * angle / sin(angle), scale * scale * 2 * angle / sin(2 * angle))
  }

  private static func truncatedNormal(
    _ center: Double, _ deviation: Double, low: Double, high: Double
  ) -> (Double, Double) {
    var sums = (0.0, 0.0, 0.0)
    let count = 10_000
    for index in 0...count {
      let x = low + (high - low) * Double(index) / Double(count)
      let weight = index == 0 || index == count ? 1.0 : index % 2 == 1 ? 4 : 2
      let density = weight * exp(-pow((x - center) / deviation, 2) / 2)
      sums = (sums.0 + density, sums.1 + density * x, sums.2 + density * x * x)
    }
    return (sums.1 / sums.0, sums.2 / sums.0)
  }

  /// Between neighbours every value is equally likely, and all gaps are.
  private static func polygon(_ values: [Double]) -> (Double, Double) {
    let parts = zip(values, values.dropFirst()).map { a, b in ((a + b) / 2, (a * a + a * b + b * b) / 3) }
    let count = Double(parts.count)
    return (parts.reduce(0) { $0 + $1.0 } / count, parts.reduce(0) { $0 + $1.1 } / count)
  }
}
