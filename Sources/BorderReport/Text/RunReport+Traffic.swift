// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

/// Finding estimates by name.
extension RunReport {
  /// Classes by name, as the tables have them.
  var classes: [(name: String, direction: String)] {
    zip(result.layout.classes, result.layout.directions).map { (name: $0, direction: $1.rawValue) }
  }

  func estimate(_ indicator: String, _ statistic: String, of trafficClass: String, at station: String = "") -> Estimate?
  {
    result.indicators.first {
      $0.indicator == indicator && $0.statistic == statistic && $0.trafficClass == trafficClass && $0.station == station
    }?.estimate
  }

  private static let label = TextColumns.Column(heading: ["class"], isRightAligned: false, widest: 24)

  private func label(_ entry: (name: String, direction: String)) -> [String] {
    entry.direction.isEmpty ? [entry.name] : [entry.name, entry.direction]
  }

  private func cell(_ estimate: Estimate?, _ spell: (Estimate) -> SpelledEstimate) -> [String] {
    estimate.map { spell($0).lines } ?? ["n/a"]
  }
}

extension RunReport {
  /// How long it takes to cross, by class.
  var crossing: [String] {
    let statistics = [
      ("mean", ["", "mean"]), ("p50", ["half within", "(median)"]), ("p90", ["9 of 10", "within"]),
      ("p95", ["19 of 20", "within"]),
    ]
    var table = TextColumns(
      [RunReport.label] + statistics.map { TextColumns.Column(heading: $0.1) })
    for entry in classes {
      let cells = statistics.map { cell(estimate("crossing_time_min", $0.0, of: entry.name), SpelledEstimate.minutes) }
      table.append([label(entry)] + cells)
    }
    guard !table.isEmpty else { return [] }
    return ["CROSSING TIME, from joining the queue to being released"] + table.lines
  }

  /// How many come, how long they wait, and how many keep within the target.
  var traffic: [String] {
    // Where everybody is released, a column that says so tells nothing.
    let tellsOutcome = classes.contains { releasedShare(of: $0.name)?.value != 1 }
    var table = TextColumns(
      [
        RunReport.label, .init(heading: ["arrivals", "per day"]), .init(heading: ["waiting", "in all, mean"]),
        .init(heading: ["being served,", "mean"]),
      ] + (tellsOutcome ? [.init(heading: ["released"])] : [])
        + [.init(heading: ["within", "target"], widest: 34)])
    for entry in classes {
      let outcome = tellsOutcome ? [cell(releasedShare(of: entry.name), SpelledEstimate.share)] : []
      table.append(
        [
          label(entry),
          cell(estimate("arrivals_per_day", "mean", of: entry.name)) { .count($0) },
          cell(estimate("waiting_time_min", "mean", of: entry.name), SpelledEstimate.minutes),
          cell(estimate("service_time_min", "mean", of: entry.name), SpelledEstimate.minutes),
        ] + outcome + [targetLines(of: entry.name)])
    }
    guard !table.isEmpty else { return [] }
    return ["TRAFFIC AND WAITING, per vehicle or person of the class"] + table.lines
  }

  private func releasedShare(of trafficClass: String) -> Estimate? {
    estimate("outcome_share", "released", of: trafficClass)
  }

  private func targetLines(of trafficClass: String) -> [String] {
    let rows = result.indicators.filter { $0.indicator == "share_within_target" && $0.trafficClass == trafficClass }
    guard !rows.isEmpty else { return ["no target"] }
    return rows.flatMap { row in
      let limit = row.statistic == "mean" ? "" : row.statistic + ": "
      let place = row.station.isEmpty ? "" : row.station + ", "
      let share = SpelledEstimate.share(row.estimate)
      return [place + limit + share.value] + (share.interval.isEmpty ? [] : [share.interval])
    }
  }
}
