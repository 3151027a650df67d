// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy
import OutputAnalysis

extension RunReport {
  /// One or two plain sentences: which line costs most, and why.
  var conclusions: [String] {
    let waiting = linesOfWaiting
    let total = waiting.reduce(0) { $0 + $1.hoursPerDay }
    guard let worst = waiting.first, total > 0 else {
      return result.indicators.isEmpty ? [] : ["Nobody waits in this scenario."]
    }
    let share = worst.hoursPerDay / total
    var text = share > 0.995 ? "All waiting" : "Most of the waiting, \(percent(share)),"
    if share <= 0.5 { text = "The largest part of the waiting, \(percent(share))," }
    text +=
      " is at \(worst.station): about \(CountText.text(worst.hoursPerDay)) hours a day, all who wait taken together"
    if let cause = worst.causes.first {
      text += ", \(cause.share > 0.995 ? "" : "for the most part (\(percent(cause.share))) ")"
      text += "because \(reason(cause.cause))\(workload(ofPoolIn: cause.cause))"
    }
    text += "."
    if waiting.count > 1 {
      let second = waiting[1]
      text += " Next comes \(second.station) with \(percent(second.hoursPerDay / total))"
      if let cause = second.causes.first { text += ", because \(reason(cause.cause))" }
      text += "."
    }
    return TextColumns.wrapped(text, width: TextColumns.pageWidth)
  }

  /// `; customs.B works 92.1 % [90.3–93.8] of its time on duty`
  private func workload(ofPoolIn cause: String) -> String {
    guard let pool = poolName(of: cause), let row = result.resources.first(where: { $0.pool == pool }),
      row.capacity > 0, row.utilisation.value != nil
    else { return "" }
    let share = SpelledEstimate.share(row.utilisation).inOneLine
    return row.kind == "places"
      ? "; \(pool) is full to \(share) on average" : "; \(pool) works \(share) of its time on duty"
  }

  private func poolName(of cause: String) -> String? {
    guard let colon = cause.firstRange(of: ": ") else { return nil }
    return String(cause[colon.upperBound...])
  }

  /// A cause of the table as a clause.
  private func reason(_ cause: String) -> String {
    let pool = poolName(of: cause)
    let kind = CauseKind.allCases.first { cause.hasPrefix($0.label) }
    switch kind {
    case .busy:
      guard let pool else { return "everybody on duty is busy" }
      let isOne = result.resources.contains { $0.pool == pool && $0.capacity == 1 }
      return isOne ? "\(pool) is busy" : "all of \(pool) on duty are busy"
    case .offDuty: return pool.map { "nobody of \($0) is on duty" } ?? "nobody is on duty"
    case .noPlace: return pool.map { "\($0) has no place left" } ?? "there is no place further on"
    case .partner: return pool.map { "\($0) is missing while others are free" } ?? "a partner is missing"
    case nil: return cause
    }
  }

  private func lacksInterval(_ row: IndicatorRow) -> Bool {
    row.indicator == "crossing_time_min" && ["p50", "p90", "p95"].contains(row.statistic)
      && row.estimate.value != nil && row.estimate.low == nil
  }

  /// What the marks mean that occur above.
  var footnotes: [String] {
    let statuses = Set(result.indicators.map(\.estimate.status))
    var notes: [String] = []
    if result.replications == 1 {
      notes.append("One replication gives no interval: nothing is known about how far chance moves these numbers.")
    } else if result.replications < Estimate.Status.replicationsNeeded {
      notes.append(
        "few: with fewer than \(Estimate.Status.replicationsNeeded) replications an interval covers the truth less "
          + "often than it says; ask for more with --replications.")
    }
    if result.replications > 1 && result.indicators.contains(where: { lacksInterval($0) }) {
      notes.append("A percentile without brackets: too few groups of replications were finished for an interval.")
    }
    if statuses.contains(.censored) {
      let names = Set(result.indicators.filter { $0.estimate.status == .censored }.map(\.trafficClass))
        .filter { !$0.isEmpty }.sorted()
      notes.append(
        "≥ (censored): some had not left when the simulation ended"
          + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")
          + "; they count with the time reached, so a mean reads \"at least\", and a percentile beyond them is n/a.")
    }
    if statuses.contains(.overloaded) {
      notes.append(
        "! (overloaded): more work arrives than can be done; the queue grows for as long as the window lasts, and the "
          + "number holds for this window only.")
    }
    if result.indicators.contains(where: { $0.estimate.value == nil }) {
      notes.append("n/a: there were no observations for this number, or too few had ended.")
    }
    if !result.observationsDigest.isEmpty {
      notes.append("Digest of all observations: \(result.observationsDigest.prefix(16))")
    }
    return notes.flatMap { TextColumns.wrapped($0, width: TextColumns.pageWidth, indent: "  ") }
  }
}
