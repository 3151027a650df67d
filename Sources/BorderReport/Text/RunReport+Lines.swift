// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

/// Waiting of all classes at one line, and what it is due to.
struct LineOfWaiting {
  var station: String
  /// Waiting hours per day of all classes together.
  var hoursPerDay = 0.0
  /// Hours per day by cause, in the words of the table.
  var hoursByCause: [String: Double] = [:]
  /// Hours per day by class.
  var hoursByClass: [String: Double] = [:]

  /// Causes by their hours, the largest first; equals by name.
  var causes: [(cause: String, share: Double)] {
    guard hoursPerDay > 0 else { return [] }
    return hoursByCause.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (cause: $0.key, share: $0.value / hoursPerDay) }
  }

  /// The class that loses most hours here.
  var mainClass: String? { hoursByClass.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key }
}

extension RunReport {
  /// Lines with any waiting, the costliest first.
  var linesOfWaiting: [LineOfWaiting] {
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
    return lines.values.sorted { ($1.hoursPerDay, $0.station) < ($0.hoursPerDay, $1.station) }
  }

  /// Lines and pools shown on the screen; the files have all of them.
  private static let linesShown = 8
  private static let causesShown = 3

  /// Where they wait, and why.
  var lines: [String] {
    let waiting = linesOfWaiting
    let total = waiting.reduce(0) { $0 + $1.hoursPerDay }
    guard total > 0 else { return [] }
    var table = TextColumns([
      .init(heading: ["line"], isRightAligned: false, widest: 24),
      .init(heading: ["share of", "all waiting"]),
      .init(heading: ["mean wait", "per visit"]),
      .init(heading: ["why, share of the wait here"], isRightAligned: false, widest: 60),
    ])
    for line in waiting.prefix(RunReport.linesShown) {
      let causes = line.causes.prefix(RunReport.causesShown).filter { $0.share >= 0.005 }
        .map { "\(percent($0.share)) \($0.cause)" }
      table.append([[line.station], [percent(line.hoursPerDay / total)], waitPerVisit(line), causes])
    }
    var lines = ["WHERE THEY WAIT"] + table.lines
    if waiting.count > RunReport.linesShown {
      let rest = waiting.dropFirst(RunReport.linesShown).reduce(0) { $0 + $1.hoursPerDay }
      let others = CountText.counted(waiting.count - RunReport.linesShown, "other line")
      lines.append("\(others): \(percent(rest / total)) of all waiting.")
    }
    return lines
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

  func percent(_ share: Double) -> String {
    share > 0 && share < 0.005 ? "< 1 %" : Number.fixed(share * 100, decimals: 0) + " %"
  }

  /// The busiest officers, equipment and places.
  var pools: [String] {
    let limited = result.resources.filter { $0.capacity > 0 }
    let busiest = limited.sorted { ($1.utilisation.value ?? 0, $0.pool) < ($0.utilisation.value ?? 0, $1.pool) }
    guard !busiest.isEmpty else { return [] }
    let hasOvertime = busiest.contains { ($0.overtimeMinutesPerDay.value ?? 0) > 0 }
    var table = TextColumns(
      [
        .init(heading: ["pool"], isRightAligned: false, widest: 26),
        .init(heading: ["kind"], isRightAligned: false),
        .init(heading: ["most", "on duty"]),
        .init(heading: ["busy of the", "time on duty"]),
      ] + (hasOvertime ? [.init(heading: ["overtime", "per day"])] : []))
    for row in busiest.prefix(RunReport.linesShown) {
      table.append(
        [
          [row.pool], [row.kind], [CountText.grouped(String(row.capacity))],
          [SpelledEstimate.share(row.utilisation).inOneLine],
        ] + (hasOvertime ? [[SpelledEstimate.minutes(row.overtimeMinutesPerDay).inOneLine]] : []))
    }
    var lines = ["BUSIEST OFFICERS, EQUIPMENT AND PLACES"] + table.lines
    if busiest.count > RunReport.linesShown {
      lines.append("\(CountText.counted(busiest.count - RunReport.linesShown, "other pool")) less busy.")
    }
    return lines
  }
}
