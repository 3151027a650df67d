// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import OutputAnalysis

extension RunReport {
  private func lacksInterval(_ row: IndicatorRow) -> Bool {
    row.indicator == "crossing_time_min" && ["p50", "p90", "p95"].contains(row.statistic)
      && row.estimate.value != nil && row.estimate.low == nil
  }

  /// What the marks mean that occur above.
  var footnotes: [String] {
    var notes: [String] = []
    if result.replications == 1 {
      notes.append("One replication gives no interval: nothing is known about how far chance moves these numbers.")
    } else if result.replications < Estimate.Status.replicationsNeeded {
      notes.append(
        "All intervals of this run rest on \(result.replications) replications. With fewer than "
          + "\(Estimate.Status.replicationsNeeded) they cover the truth less often than they say (the files mark such "
          + "rows \"few\"); ask for more with --replications.")
    }
    if result.replications > 1 && result.indicators.contains(where: { lacksInterval($0) }) {
      let enough = 10
      notes.append(
        "A percentile without brackets has no interval yet: ask for "
          + (result.replications < enough ? "\(enough) or more with --replications." : "more with --replications."))
    }
    return (notes + statusNotes).flatMap { TextColumns.wrapped($0, width: TextColumns.pageWidth, indent: "  ") }
  }

  private var statusNotes: [String] {
    let statuses = Set(result.indicators.map(\.estimate.status))
    var notes: [String] = []
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
    return notes
  }
}
