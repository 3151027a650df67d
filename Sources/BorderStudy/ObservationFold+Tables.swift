// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

// MARK: - From what was merged to the tables

extension ObservationFold {
  /// The level of every interval.
  package static var confidence: Double { 0.95 }
  private var confidence: Double { ObservationFold.confidence }

  /// The indicator table: the whole post, its classes, its stations, the classes at each station, the pools; within
  /// each, indicators in the order of the catalogue.
  package func indicators() throws(EstimationError) -> [IndicatorRow] {
    var rows: [(place: Place, row: IndicatorRow)] = []
    for (index, quotient) in quotients.enumerated() {
      var estimate = try ratios[index].estimate(confidence: confidence, estimator: quotient.estimator)
      if quotient.isLeftOutIfZero && (estimate.value ?? 0) == 0 { continue }
      if isCensored(quotient.censoring) { estimate.status = .censored }
      append(quotient.scope, quotient.indicator, quotient.statistic, quotient.unit, estimate, to: &rows)
    }
    for sample in samples { try append(sample, to: &rows) }
    // Equal places keep the order in which they were listed.
    let order = rows.indices.sorted { (rows[$0].place, $0) < (rows[$1].place, $1) }
    return order.map { rows[$0].row }
  }

  private func isCensored(_ classes: [Int]) -> Bool { classes.contains { unfinished[$0] > 0 } }

  private func append(
    _ sample: Sample, to rows: inout [(place: Place, row: IndicatorRow)]
  ) throws(EstimationError) {
    let classes = sample.tallies.map { layout.tallies[$0].trafficClass }
    let isCensored = isCensored(classes)
    let scope = Quotient.Scope(trafficClass: sample.trafficClass, station: sample.station)
    func add(_ statistic: String, _ unit: String, _ estimate: Estimate) {
      var estimate = estimate
      if isCensored { estimate.status = .censored }
      append(scope, sample.indicator, statistic, unit, estimate, to: &rows)
    }
    add("standard deviation", "min", try sample.moments.standardDeviation(confidence: confidence))
    if sample.isFull { add("second moment", "min2", try sample.moments.secondMoment(confidence: confidence)) }
    // Whether the unfinished have been at a station nobody knows: its percentiles are those of the visits made.
    let percentiles = try histograms.percentiles(
      sample.percentiles, of: sample.tallies, unfinishedOf: sample.station == nil ? classes : [],
      confidence: confidence)
    for (probability, percentile) in zip(sample.percentiles, percentiles) {
      add("p\(Int((probability * 100).rounded()))", "min", percentile)
    }
    guard sample.isFull else { return }
    var largest = Estimate.missing(confidence: confidence, replications: replications, estimator: .quantile)
    largest.value = sample.maximum.map { Double($0) / 60_000_000 }
    add("maximum", "min", largest)
  }

  private func append(
    _ scope: Quotient.Scope, _ indicator: String, _ statistic: String, _ unit: String, _ estimate: Estimate,
    to rows: inout [(place: Place, row: IndicatorRow)]
  ) {
    let station = scope.station.map { layout.stations[$0].name } ?? scope.pool.map { layout.pools[$0].name } ?? ""
    let isShare =
      statistic.hasPrefix("share") || ["share_within_target", "outcome_share", "utilisation"].contains(indicator)
    let estimate = estimate.limited(to: 0...(isShare ? 1 : .infinity))
    let row = IndicatorRow(
      indicator: indicator, trafficClass: scope.trafficClass.map { layout.classes[$0] } ?? "",
      direction: scope.trafficClass.map { layout.directions[$0].rawValue } ?? "", station: station,
      statistic: statistic, unit: unit, estimate: estimate)
    rows.append((place: Place(scope, indicator), row: row))
  }

  /// Where a row stands in the table.
  private struct Place: Comparable {
    let key: [Int]

    init(_ scope: Quotient.Scope, _ indicator: String) {
      let order = Indicator.catalogue.firstIndex { $0.name == indicator } ?? Indicator.catalogue.count
      key = [scope.pool ?? -1, scope.station ?? -1, scope.trafficClass ?? -1, order]
    }

    static func < (a: Place, b: Place) -> Bool { a.key.lexicographicallyPrecedes(b.key) }
  }

  package func hourlyRows() throws(EstimationError) -> [HourlyRow] {
    try hourlyCells.rows(hourly, unfinished: unfinished, confidence: confidence)
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

  /// Causes that ever held; those that never did are left out. Waiting for a place is told by its roots.
  package func causeRows() throws(EstimationError) -> [CauseRow] {
    var rows: [CauseRow] = []
    for (index, cause) in layout.causes.enumerated() {
      let rootRows = try rootRows(of: cause)
      if !rootRows.isEmpty {
        rows += rootRows
        continue
      }
      let present = try causes[index * 3 + 2].estimate(confidence: confidence)
      guard let value = present.value, value > 0 else { continue }
      var estimates = [
        try causes[index * 3].estimate(confidence: confidence),
        try causes[index * 3 + 1].estimate(confidence: confidence), present,
      ].map { $0.limited(to: 0...(.infinity)) }
      if unfinished[cause.trafficClass] > 0 {
        for position in estimates.indices { estimates[position].status = .censored }
      }
      rows.append(row(cause, root: "", estimates))
    }
    return rows
  }

  private func row(
    _ cause: ObservationLayout.CauseDescription, root: String, _ estimates: [Estimate]
  ) -> CauseRow {
    CauseRow(
      trafficClass: layout.classes[cause.trafficClass], direction: layout.directions[cause.trafficClass].rawValue,
      station: layout.stations[cause.station].name, cause: label(cause.kind, cause.pool), root: root,
      minutes: estimates[0], minutesSole: estimates[1], minutesPresent: estimates[2])
  }

  private func label(_ kind: CauseKind, _ pool: Int?) -> String {
    kind.label + (pool.map { ": " + layout.pools[$0].name } ?? "")
  }

  /// Who waits for a place of a space waits for nothing else, so that sole and present minutes are the same.
  private func rootRows(of cause: ObservationLayout.CauseDescription) throws(EstimationError) -> [CauseRow] {
    guard cause.kind == .noPlace else { return [] }
    var rows: [CauseRow] = []
    for (index, root) in layout.roots.enumerated()
    where root.trafficClass == cause.trafficClass && root.station == cause.station && root.space == cause.pool {
      var estimate = try roots[index].estimate(confidence: confidence)
      guard let value = estimate.value, value > 0 else { continue }
      estimate = estimate.limited(to: 0...(.infinity))
      if unfinished[root.trafficClass] > 0 { estimate.status = .censored }
      let name = root.kind.map { label($0, root.pool) } ?? RootOfBlocking.work
      rows.append(row(cause, root: name, [estimate, estimate, estimate]))
    }
    return rows
  }
}
