// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import BorderStudy
import OutputAnalysis

/// Explanations of terms, set for a screen.
public enum GlossaryText {
  /// One term: its title, and rows with a heading each.
  public static func entry(_ title: String, _ rows: [(heading: String, text: String)]) -> String {
    let width = max(8, rows.map(\.heading.count).max() ?? 0)
    let indent = String(repeating: " ", count: width + 4)
    let lines = rows.flatMap { row in
      let heading = "  " + row.heading + String(repeating: " ", count: width - row.heading.count) + "  "
      let parts = TextColumns.wrapped(row.text, width: TextColumns.pageWidth - width - 4)
      return parts.enumerated().map { ($0.offset == 0 ? heading : indent) + $0.element }
    }
    return ([title] + lines).joined(separator: "\n") + "\n"
  }

  /// Words in columns under a heading.
  public static func columns(_ heading: String, _ words: [String]) -> String {
    let width = (words.map(\.count).max() ?? 0) + 2
    let perLine = max(1, (TextColumns.pageWidth - 2) / width)
    var lines = TextColumns.wrapped(heading, width: TextColumns.pageWidth)
    for start in stride(from: 0, to: words.count, by: perLine) {
      let cells = words[start..<min(words.count, start + perLine)]
      let line = cells.map { $0 + String(repeating: " ", count: width - $0.count) }.joined()
      lines.append("  " + TextColumns.withoutTrailingSpaces(line))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Paths of a scenario with their values: a path and its value are never broken, so that they can be copied.
  public static func paths(_ rows: [(path: String, value: String, form: String)]) -> String {
    let width = min(60, rows.map(\.path.count).max() ?? 0)
    let valueWidth = min(28, rows.map(\.value.count).max() ?? 0)
    return rows.map { row in
      let path = row.path + String(repeating: " ", count: max(0, width - row.path.count))
      let value = row.value + String(repeating: " ", count: max(0, valueWidth - row.value.count))
      return TextColumns.withoutTrailingSpaces(path + "  " + value + "  " + row.form) + "\n"
    }.joined()
  }

  /// Names that results use: indicators, causes, marks of trust, ways of estimation.
  public static var resultTerms: [(heading: String, names: [String])] {
    [
      ("indicators", Indicator.catalogue.map(\.name)), ("causes of waiting", CauseKind.allCases.map(\.label)),
      ("status of an estimate", Estimate.Status.allCases.map(\.rawValue)),
      ("estimators", Estimate.Estimator.allCases.map(\.rawValue)),
    ]
  }

  /// What a name of the results means; empty if it is none.
  public static func resultEntries(_ term: String) -> [String] {
    var entries: [String] = []
    if let indicator = Indicator.named(term) {
      entries.append(
        entry(
          "'\(term)', an indicator",
          [
            ("definition", indicator.definition), ("unit", indicator.unit),
            ("better", indicator.better == .neither ? "neither more nor less" : indicator.better.rawValue),
            ("source", indicator.source),
          ]))
    }
    if let cause = CauseKind.allCases.first(where: { $0.label == term }) {
      let order = CauseKind.allCases.map(\.label).joined(separator: ", ")
      entries.append(
        entry(
          "'\(term)', a cause of waiting",
          [
            ("meaning", cause.meaning),
            ("order", "of the causes of the oldest request of a line the first true one counts: \(order)"),
          ]))
    }
    if let status = Estimate.Status(rawValue: term) {
      entries.append(entry("'\(term)', the status of an estimate", [("meaning", status.meaning)]))
    }
    if let estimator = Estimate.Estimator(rawValue: term) {
      entries.append(entry("'\(term)', an estimator", [("meaning", estimator.meaning)]))
    }
    return entries
  }
}

extension CauseKind {
  /// One line.
  fileprivate var meaning: String {
    switch self {
    case .closed: "a needed place is closed: opening hours, or a rule"
    case .broken: "of a needed group or piece of equipment no unit is in working order"
    case .onBreak: "all of a needed group who are on duty have a break"
    case .offDuty: "a needed group of officers or piece of equipment has nobody on duty"
    case .noPlace: "the next space has no free place"
    case .partner: "some needed officers are free and others, needed at the same time, are not"
    case .busy: "all that are on duty are busy"
    case .departure: "the next departure has not come, or had no place left"
    case .papers: "papers are not ready"
    case .group: "the rest of a group, or another part of the same case, is not there yet"
    case .stay: "the driver or owner is not ready"
    }
  }
}

extension Estimate.Status {
  fileprivate var meaning: String {
    switch self {
    case .ok: "the interval covers the truth as often as it says"
    case .few: "fewer than \(Self.replicationsNeeded) replications: the interval covers less often than it says"
    case .capped: "the cap on replications was reached before the precision asked for"
    case .censored: "some were still inside at the end: a mean is at least this"
    case .overloaded: "more work arrives than can be done: the number holds for this window only"
    case .exploratory: "looked at without having been asked for beforehand, or without protection against chance"
    }
  }
}

extension Estimate.Estimator {
  fileprivate var meaning: String {
    switch self {
    case .ratio: "sum over all vehicles and persons / their number, both over all replications"
    case .meanOfReplications: "mean of one number per replication"
    case .quantile: "percentile of all vehicles and persons of all replications"
    case .timeAverage: "integral over time / length of time, both over all replications"
    }
  }
}
