// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import OutputAnalysis

extension RunReport {
  /// Share of a class's arrivals above which it counts as not cleared.
  private static let unfinishedTolerated = 0.05

  /// Classes of which a notable part was still inside at the end, with that share, in the order of the tables.
  var notCleared: [(name: String, share: Double)] {
    classes.compactMap { entry in
      let share = shareUnfinished(of: entry.name)
      return share > RunReport.unfinishedTolerated ? (name: entry.name, share: share) : nil
    }
  }

  /// From its own row; without one, what the outcomes leave of a class whose times are cut off.
  private func shareUnfinished(of trafficClass: String) -> Double {
    if let share = estimate("outcome_share", "still inside", of: trafficClass)?.value { return share }
    guard estimate("crossing_time_min", "mean", of: trafficClass)?.status == .censored else { return 0 }
    let outcomes = result.indicators.filter { $0.indicator == "outcome_share" && $0.trafficClass == trafficClass }
      .compactMap(\.estimate.value)
    return outcomes.isEmpty ? 0 : 1 - outcomes.reduce(0, +)
  }

  /// Who did not get through, before any number that this makes a lower bound.
  var warning: [String] {
    let classes = notCleared
    guard !classes.isEmpty else { return [] }
    let parts = classes.map { "\(percent($0.share)) of \($0.name)" }
    let text =
      "NOT CLEARED: \(RunReport.list(parts)) were still inside at the end of the run. Their times are lower bounds "
      + "(≥); the post does not keep up, or the window is short."
    return TextColumns.wrapped(text, width: TextColumns.pageWidth)
  }

  /// How arrivals left the post, where not all were released.
  var outcomes: [String] {
    let rows = result.indicators.filter { $0.indicator == "outcome_share" && ($0.estimate.value ?? 0) > 0 }
    guard rows.contains(where: { $0.statistic != "released" || $0.estimate.value != 1 }) else { return [] }
    var table = TextColumns([RunReport.label, .init(heading: ["share of arrivals"], isRightAligned: false, widest: 70)])
    let others = classes.filter { entry in
      rows.contains { $0.trafficClass == entry.name && ($0.statistic != "released" || $0.estimate.value != 1) }
    }
    for entry in others {
      let shares = rows.filter { $0.trafficClass == entry.name }.map { row in
        // What holds at the end of the run is counted, not bounded.
        var share = row.estimate
        if share.status == .censored { share.status = .ok }
        return SpelledEstimate.share(share).inOneLine + " " + row.statistic
      }
      table.append([label(entry), shares])
    }
    let rest = others.count < classes.count ? ["All of the other classes were released."] : []
    return ["HOW THEY LEFT"] + table.lines + rest
  }

  /// `a`, `a and b`, `a, b and c`
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
