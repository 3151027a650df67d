// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

/// The tables of a study, in the form in which they are written as CSV and JSON.
package struct ResultTables {
  private let result: StudyResult
  private let provenance: [Provenance]

  package init(_ result: StudyResult, provenance: [Provenance]) {
    self.result = result
    self.provenance = provenance
  }

  /// All tables by name, ascending.
  package var all: [ResultTable] { [causes, hourly, indicators, self.sources, resources].sorted { $0.name < $1.name } }

  package var indicators: ResultTable {
    let rows = result.indicators
    let scenario = Cell.text(result.scenario)
    let columns = ["scenario", "indicator", "traffic_class", "direction", "station", "statistic", "unit"]
    return ResultTable(name: "indicators", columns: columns + EstimateColumns.single, rowCount: rows.count) { index in
      let row = rows[index]
      return [
        scenario, .text(row.indicator), .text(row.trafficClass), .text(row.direction), .text(row.station),
        .text(row.statistic), .text(row.unit),
      ] + EstimateColumns.single(row.estimate)
    }
  }

  /// By hour of the week; weekdays are numbered as in ISO 8601, 1 Monday ... 7 Sunday.
  package var hourly: ResultTable {
    let rows = result.hourly
    let scenario = Cell.text(result.scenario)
    let columns = [
      "scenario", "indicator", "traffic_class", "direction", "station", "statistic", "unit", "weekday", "hour",
    ]
    return ResultTable(name: "hourly", columns: columns + EstimateColumns.single, rowCount: rows.count) { index in
      let row = rows[index]
      return [
        scenario, .text(row.indicator), .text(row.trafficClass), .text(row.direction), .text(row.station),
        .text(row.statistic), .text(row.unit), .integer(Int64(row.weekday + 1)), .integer(Int64(row.hour)),
      ] + EstimateColumns.single(row.estimate)
    }
  }

  package var resources: ResultTable {
    let rows = result.resources
    let scenario = Cell.text(result.scenario)
    let names = [
      "busy", "kept", "free", "free_for_want_of_partner", "on_break", "down", "setting_up", "away", "off_duty",
      "utilisation",
      "overtime_min_per_day",
    ]
    let columns =
      ["scenario", "pool", "kind", "capacity"] + names.flatMap(EstimateColumns.named) + EstimateColumns.shared
    return ResultTable(name: "resources", columns: columns, rowCount: rows.count) { index in
      let row = rows[index]
      let estimates = [
        row.busy, row.kept, row.free, row.freeForWantOfPartner, row.onBreak, row.down, row.settingUp,
        row.away, row.offDuty, row.utilisation,
        row.overtimeMinutesPerDay,
      ]
      let capacity: Cell = row.capacity > 0 ? .integer(Int64(row.capacity)) : .missing
      return [scenario, .text(row.pool), .text(row.kind), capacity] + estimates.flatMap(EstimateColumns.values)
        + EstimateColumns.shared(estimates)
    }
  }

  package var causes: ResultTable {
    let rows = result.causes
    let scenario = Cell.text(result.scenario)
    let names = ["minutes", "minutes_sole", "minutes_present"]
    let columns =
      ["scenario", "traffic_class", "direction", "station", "cause", "root"] + names.flatMap(EstimateColumns.named)
      + EstimateColumns.shared
    return ResultTable(name: "causes", columns: columns, rowCount: rows.count) { index in
      let row = rows[index]
      let estimates = [row.minutes, row.minutesSole, row.minutesPresent]
      return [
        scenario, .text(row.trafficClass), .text(row.direction), .text(row.station), .text(row.cause),
        .text(row.root),
      ] + estimates.flatMap(EstimateColumns.values) + EstimateColumns.shared(estimates)
    }
  }

  /// The numbers of the scenario that say where they come from.
  package var sources: ResultTable {
    let rows = provenance
    let scenario = Cell.text(result.scenario)
    let columns = ["scenario", "path", "value", "source", "date", "grade", "range_low", "range_high"]
    return ResultTable(name: "provenance", columns: columns, rowCount: rows.count) { index in
      let row = rows[index]
      let range = row.range
      return [
        scenario, .text(row.path), .text(row.value), .text(row.source), .text(row.date),
        .text(row.grade?.rawValue ?? ""), .text(range.first ?? ""),
        .text(range.count > 1 ? range[range.count - 1] : ""),
      ]
    }
  }
}
