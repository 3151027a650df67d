// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy
import OutputAnalysis

/// Waiting of all classes at one line, and what it is due to.
struct LineOfWaiting {
  var station: String
  /// Waiting hours per day of all classes together.
  var hoursPerDay = 0.0
  /// Hours per day by cause, in the words of the table, of those whose wait has ended.
  var hoursByCause: [String: Double] = [:]
  /// Hours per day by class, likewise.
  var hoursByClass: [String: Double] = [:]

  /// Causes by their hours, the largest first; equals by name.
  var causes: [(cause: String, share: Double)] {
    let total = hoursByCause.values.reduce(0, +)
    guard total > 0 else { return [] }
    return hoursByCause.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (cause: $0.key, share: $0.value / total) }
  }

  /// The class that loses most hours here.
  var mainClass: String? { hoursByClass.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key }
}

extension RunReport {
  /// Lines with any waiting, the costliest first.
  ///
  /// Minutes by cause are known of waits that have ended. Where a notable part has not got through, the queues measure
  /// the waiting instead: their mean lengths count everybody who stood there.
  var linesOfWaiting: [LineOfWaiting] {
    var lines = linesByCause
    if !notCleared.isEmpty {
      for row in result.indicators
      where row.indicator == "queue_length" && row.statistic == "mean" && row.trafficClass.isEmpty {
        guard !row.station.isEmpty, let length = row.estimate.value, length > 0 else { continue }
        lines[row.station, default: LineOfWaiting(station: row.station)].hoursPerDay = length * 24
      }
    }
    return lines.values.sorted { ($1.hoursPerDay, $0.station) < ($0.hoursPerDay, $1.station) }
  }

  private var linesByCause: [String: LineOfWaiting] {
    var lines: [String: LineOfWaiting] = [:]
    for row in result.causes where !row.trafficClass.isEmpty {
      guard let minutes = row.minutes.value, minutes > 0 else { continue }
      let arrivals = estimate("arrivals_per_day", "mean", of: row.trafficClass)?.value ?? 0
      let hours = minutes * arrivals / 60
      guard hours > 0 else { continue }
      lines[row.station, default: LineOfWaiting(station: row.station)].hoursPerDay += hours
      lines[row.station]?.hoursByCause[row.cause, default: 0] += hours
      lines[row.station]?.hoursByClass[row.trafficClass, default: 0] += hours
    }
    return lines
  }

  private static let causesShown = 3

  /// Where they wait, and why.
  var lines: [String] {
    let waiting = linesOfWaiting
    let total = waiting.reduce(0) { $0 + $1.hoursPerDay }
    guard total > 0 else { return [] }
    let tenths = { (line: LineOfWaiting) in Int((line.hoursPerDay / total * 1_000).rounded()) }
    let ordered = waiting.sorted { (tenths($1), $0.station) < (tenths($0), $1.station) }
    let notable = ordered.filter { tenths($0) > 0 }
    let shown = notable.isEmpty ? ordered.count : RunReport.together(notable.map(tenths))
    var table = TextColumns([
      .init(heading: ["line"], isRightAligned: false, widest: 24),
      .init(heading: ["share of", "all waiting"]),
      .init(heading: ["mean wait", "per visit"]),
      .init(heading: ["why, share of the wait here"], isRightAligned: false, widest: 60),
    ])
    for line in ordered.prefix(shown) {
      table.append([[line.station], [percent(line.hoursPerDay / total)], waitPerVisit(line), causeLines(line)])
    }
    let heading = "WHERE THEY WAIT" + (notCleared.isEmpty ? "" : ", those still inside at the end included")
    var lines = [heading] + table.lines
    if ordered.count > shown {
      // What the rows above leave of 100 %, so that the column adds up.
      let rest = max(0, 1_000 - ordered.prefix(shown).reduce(0) { $0 + tenths($1) })
      let others = CountText.counted(ordered.count - shown, "other line")
      lines.append("\(others): \(rest == 0 ? "< 0.1 %" : percent(Double(rest) / 1_000)) of all waiting.")
    }
    return lines
  }

  private func causeLines(_ line: LineOfWaiting) -> [String] {
    if line.causes.isEmpty {
      let busy = poolsWithoutReserve(at: line.station).map { causeWords("\(CauseKind.busy.label): \($0)") }
      let note = "nobody who came in the window has left this line yet"
      return busy.isEmpty ? [note] : [note + "; judged by the load:"] + busy
    }
    return line.causes.prefix(RunReport.causesShown).filter { $0.share >= 0.005 }
      .map { "\(Number.fixed($0.share * 100, decimals: 0)) % \(causeWords($0.cause))" }
  }

  /// A cause in the words of the table, with what stands behind it where units are held rather than busy.
  private func causeWords(_ cause: String) -> String {
    guard kind(of: cause) == .busy, let pool = poolName(of: cause), let row = resource(pool) else { return cause }
    let part = heldPart(of: row)
    guard part >= RunReport.heldInPart else { return cause }
    let holders = "held by those who wait for \(RunReport.list(spacesAwaited(byHoldersOf: pool)))"
    if part >= RunReport.heldMostly { return "blocked: \(pool), \(holders)" }
    return "\(cause), for \(Number.fixed(part * 100, decimals: 0)) % of that time \(holders)"
  }

  private func waitPerVisit(_ line: LineOfWaiting) -> [String] {
    if let estimate = estimate("waiting_time_min", "mean", of: "", at: line.station) {
      return SpelledEstimate.minutes(estimate).lines
    }
    guard let name = line.mainClass, let estimate = estimate("waiting_time_min", "mean", of: name, at: line.station)
    else { return ["n/a"] }
    let isOnly = line.hoursByClass.count == 1
    return SpelledEstimate.minutes(estimate).lines + (isOnly ? [] : ["(\(name))"])
  }

  /// A share with one decimal: `36.2 %`.
  func percent(_ share: Double) -> String {
    share > 0 && share < 0.0005 ? "< 0.1 %" : Number.fixed(share * 100, decimals: 1) + " %"
  }
}
