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

  static let label = TextColumns.Column(heading: ["class"], isRightAligned: false, widest: 24)

  func label(_ entry: (name: String, direction: String)) -> [String] {
    entry.direction.isEmpty ? [entry.name] : [entry.name, entry.direction]
  }

  func cell(_ estimate: Estimate?, _ spell: (Estimate) -> SpelledEstimate) -> [String] {
    estimate.map { spell($0).lines } ?? ["n/a"]
  }
}

extension RunReport {
  /// How long it takes to cross, by class.
  var crossing: [String] {
    let statistics = [
      ("mean", ["", "mean"]), ("p50", ["half (median)", "within"]), ("p90", ["9 of 10", "within"]),
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

  /// How many come, how long they wait, move and are served, and how many keep within the target.
  var traffic: [String] {
    let moves = classes.contains { estimate("travel_time_min", "mean", of: $0.name) != nil }
    var columns: [TextColumns.Column] = [
      RunReport.label, .init(heading: ["arrivals", "per day"]), .init(heading: ["waiting", "in all"]),
    ]
    if moves { columns.append(.init(heading: ["driving,", "walking"])) }
    columns += [.init(heading: ["being", "served"]), .init(heading: ["within", "target"])]
    var table = TextColumns(columns)
    for entry in classes {
      var cells = [
        label(entry), cell(estimate("arrivals_per_day", "mean", of: entry.name)) { .count($0) },
        waiting(of: entry.name),
      ]
      if moves {
        let travel = estimate("travel_time_min", "mean", of: entry.name)
        cells.append(travel?.value == 0 ? ["none"] : cell(travel, SpelledEstimate.minutes))
      }
      cells.append(cell(estimate("service_time_min", "mean", of: entry.name), SpelledEstimate.minutes))
      table.append(cells + [targetLines(of: entry.name)])
    }
    guard !table.isEmpty else { return [] }
    return ["TRAFFIC AND WAITING, mean per vehicle or person of the class"] + table.lines
  }

  /// Nothing is known of waits none of which has ended.
  private func waiting(of trafficClass: String) -> [String] {
    let wait = estimate("waiting_time_min", "mean", of: trafficClass)
    return wait?.status == .censored && wait?.value == 0 ? ["n/a"] : cell(wait, SpelledEstimate.minutes)
  }

  /// `90.9 % in 4 h` and the interval below it; a line before them for a target at a control.
  private func targetLines(of trafficClass: String) -> [String] {
    let rows = result.indicators.filter { $0.indicator == "share_within_target" && $0.trafficClass == trafficClass }
    guard !rows.isEmpty else { return ["no target"] }
    return rows.flatMap { row in
      let share = SpelledEstimate.share(row.estimate)
      let place = row.station.isEmpty ? [] : [row.station + ":"]
      let value = row.statistic == "mean" ? share.value : share.value + " " + RunReport.limit(row.statistic)
      return place + [TextColumns.unbroken(value)] + (share.interval.isEmpty ? [] : [share.interval])
    }
  }

  /// `within 240 min` as `in 4 h`.
  private static func limit(_ statistic: String) -> String {
    guard statistic.hasPrefix("within ") else { return statistic }
    let length = statistic.dropFirst("within ".count)
    if length.hasSuffix(" min"), let minutes = Int(length.dropLast(" min".count)), minutes >= 120, minutes % 60 == 0 {
      return "in \(minutes / 60) h"
    }
    return "in " + length
  }
}
