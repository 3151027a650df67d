// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis

/// One value of a table.
package enum Cell: Equatable {
  case text(String)
  case integer(Int64)
  /// Written with 9 significant digits.
  case number(Double)
  case missing

  init(_ value: Double?) { self = value.map { .number($0) } ?? .missing }
}

/// A table of results, whose rows are made one at a time when they are written.
package struct ResultTable {
  /// `indicators`; the file's name without `.csv`.
  package var name: String
  package var columns: [String]
  package var rowCount: Int
  /// The cells of a row, as many as there are columns.
  package var row: (Int) -> [Cell]

  package init(name: String, columns: [String], rowCount: Int, row: @escaping (Int) -> [Cell]) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
    self.row = row
  }

  package var fileName: String { name + ".csv" }
}

/// The columns by which every table spells an estimate.
enum EstimateColumns {
  /// For tables with one estimate a row.
  static let single = ["estimate", "ci_low", "ci_high", "confidence", "replications", "status", "estimator"]

  static func single(_ estimate: Estimate) -> [Cell] {
    values(estimate) + [
      .number(estimate.confidence), .integer(Int64(estimate.replications)), .text(estimate.status.rawValue),
      .text(estimate.estimator.rawValue),
    ]
  }

  /// For tables with several estimates a row: value and interval.
  static func named(_ name: String) -> [String] { [name, name + "_ci_low", name + "_ci_high"] }

  static func values(_ estimate: Estimate) -> [Cell] {
    [Cell(estimate.value), Cell(estimate.low), Cell(estimate.high)]
  }

  /// What several estimates of a row have in common; the status is the one that warns most.
  static let shared = ["confidence", "replications", "status"]

  static func shared(_ estimates: [Estimate]) -> [Cell] {
    guard let first = estimates.first else { return [.missing, .missing, .missing] }
    let severity = { (estimate: Estimate) in Estimate.Status.allCases.firstIndex(of: estimate.status) ?? 0 }
    let worst = estimates.max { severity($0) < severity($1) } ?? first
    return [.number(first.confidence), .integer(Int64(first.replications)), .text(worst.status.rawValue)]
  }
}
