// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

// MARK: - From what was merged to the tables

extension ObservationFold {
  /// The level of every interval.
  package static var confidence: Double { 0.95 }
  private var confidence: Double { ObservationFold.confidence }

  /// The indicator table: quotients first, then spreads, maxima and percentiles.
  package func indicators() throws(EstimationError) -> [IndicatorRow] {
    var rows: [IndicatorRow] = []
    for (index, quotient) in quotients.enumerated() {
      var estimate = try ratios[index].estimate(confidence: confidence, estimator: quotient.estimator)
      if quotient.censoring.contains(where: { unfinished[$0] > 0 }) { estimate.status = .censored }
      rows.append(
        row(
          quotient.indicator, quotient.trafficClass, quotient.station, quotient.statistic, unit(of: quotient),
          estimate))
    }
    for sample in samples { try append(sample, to: &rows) }
    return rows
  }

  private func unit(of quotient: Quotient) -> String {
    quotient.statistic.hasPrefix("share ") ? "1" : Indicator.named(quotient.indicator)?.unit ?? ""
  }

  private func append(_ sample: Sample, to rows: inout [IndicatorRow]) throws(EstimationError) {
    let isCensored = sample.trafficClass.map { unfinished[$0] > 0 } ?? (unfinished.contains { $0 > 0 })
    func add(_ statistic: String, _ unit: String, _ estimate: Estimate) {
      var estimate = estimate
      if isCensored { estimate.status = .censored }
      rows.append(row(sample.indicator, sample.trafficClass, sample.station, statistic, unit, estimate))
    }
    if sample.hasMoments {
      add("standard deviation", "min", try sample.moments.standardDeviation(confidence: confidence))
      add("second moment", "min2", try sample.moments.secondMoment(confidence: confidence))
    }
    for probability in sample.percentiles {
      var estimate = try sample.percentile(probability, confidence: confidence, replications: replications)
      // Whoever is still inside may end above any value: a percentile is known only below their share.
      if isCensored, probability >= finishedShare(sample) {
        estimate = .missing(confidence: confidence, replications: replications, estimator: .quantile)
      }
      add("p\(Int((probability * 100).rounded()))", "min", estimate)
    }
    var largest = Estimate.missing(confidence: confidence, replications: replications, estimator: .quantile)
    if sample.histogram.total.maximum != nil { largest.value = Double(sample.maximum) / 60_000_000 }
    add("maximum", "min", largest)
  }

  private func finishedShare(_ sample: Sample) -> Double {
    let classes = sample.trafficClass.map { [$0] } ?? sample.tallies.map { layout.tallies[$0].trafficClass }
    let all = classes.reduce(0) { $0 + arrived[$1] }
    let inside = classes.reduce(0) { $0 + unfinished[$1] }
    return all == 0 ? 1 : 1 - Double(inside) / Double(all)
  }

  private func row(
    _ indicator: String, _ trafficClass: Int?, _ station: String, _ statistic: String, _ unit: String,
    _ estimate: Estimate
  ) -> IndicatorRow {
    IndicatorRow(
      indicator: indicator, trafficClass: trafficClass.map { layout.classes[$0] } ?? "",
      direction: trafficClass.map { layout.directions[$0].rawValue } ?? "", station: station, statistic: statistic,
      unit: unit, estimate: estimate)
  }

  package func hourlyRows() throws(EstimationError) -> [HourlyRow] {
    try hourlyCells.rows(hourly, confidence: confidence)
  }

  package func resourceRows() throws(EstimationError) -> [ResourceRow] {
    var rows: [ResourceRow] = []
    var first = 0
    for share in shares {
      rows.append(try share.row(layout, resourceRatios, first: first, confidence: confidence))
      first += share.quotients.count
    }
    return rows
  }

  /// Causes that ever held; those that never did are left out.
  package func causeRows() throws(EstimationError) -> [CauseRow] {
    var rows: [CauseRow] = []
    for (index, cause) in layout.causes.enumerated() {
      let present = try causes[index * 3 + 2].estimate(confidence: confidence)
      guard let value = present.value, value > 0 else { continue }
      var estimates = [
        try causes[index * 3].estimate(confidence: confidence),
        try causes[index * 3 + 1].estimate(confidence: confidence), present,
      ]
      if unfinished[cause.trafficClass] > 0 {
        for position in estimates.indices { estimates[position].status = .censored }
      }
      let pool = cause.pool.map { ": " + layout.pools[$0].name } ?? ""
      rows.append(
        CauseRow(
          trafficClass: layout.classes[cause.trafficClass],
          direction: layout.directions[cause.trafficClass].rawValue, station: layout.stations[cause.station].name,
          cause: cause.kind.label + pool, minutes: estimates[0], minutesSole: estimates[1],
          minutesPresent: estimates[2]))
    }
    return rows
  }
}
