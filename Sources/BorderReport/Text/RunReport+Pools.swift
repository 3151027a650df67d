// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

/// How much of a pool is taken, and by whom.
extension RunReport {
  func resource(_ pool: String) -> ResourceRow? { result.resources.first { $0.pool == pool && $0.capacity > 0 } }

  /// Share of the time on duty during which units are held by somebody who waits for something else.
  func held(_ row: ResourceRow) -> Estimate {
    let away = [row.onBreak, row.down, row.offDuty].reduce(0) { $0 + ($1.value ?? 0) }
    return away < 1 ? row.kept.scaled(by: 1 / (1 - away)) : row.kept
  }

  /// Busy or held, as a share of the time on duty.
  func load(_ row: ResourceRow) -> Double { (row.utilisation.value ?? 0) + (held(row).value ?? 0) }

  /// Of the time its units are taken, the part in which they are only held; 0...1.
  func heldPart(of row: ResourceRow) -> Double {
    let all = load(row)
    return all > 0 ? (held(row).value ?? 0) / all : 0
  }

  /// Part of the time taken from which on a pool is called held at all, and from which on mostly held.
  static let heldInPart = 0.05
  static let heldMostly = 0.5
  /// Load from which on a pool has no reserve.
  static let fullLoad = 0.97

  /// The busiest officers, equipment and places.
  var pools: [String] {
    let limited = result.resources.filter { $0.capacity > 0 }
    let tenths = { (row: ResourceRow) in Int((load(row) * 1_000).rounded()) }
    let busiest = limited.sorted { (tenths($1), $0.pool) < (tenths($0), $1.pool) }
    guard !busiest.isEmpty else { return [] }
    let shown = RunReport.together(busiest.map(tenths))
    let hasHeld = busiest.contains { (held($0).value ?? 0) > 0.005 }
    let hasOvertime = busiest.contains { ($0.overtimeMinutesPerDay.value ?? 0) > 0 }
    var columns: [TextColumns.Column] = [
      .init(heading: ["pool"], isRightAligned: false, widest: 26), .init(heading: ["kind"], isRightAligned: false),
      .init(heading: ["most", "on duty"]), .init(heading: ["busy of the", "time on duty"]),
    ]
    if hasHeld { columns.append(.init(heading: ["blocked of the", "time on duty"])) }
    if hasOvertime { columns.append(.init(heading: ["overtime", "per day"])) }
    var table = TextColumns(columns)
    // With both columns the page is too narrow for intervals beside the numbers.
    let set = { (spelled: SpelledEstimate) in hasHeld && hasOvertime ? spelled.lines : [spelled.inOneLine] }
    for row in busiest.prefix(shown) {
      var cells = [
        [row.pool], [row.kind], [CountText.grouped(String(row.capacity))],
        set(SpelledEstimate.share(row.utilisation)),
      ]
      if hasHeld { cells.append((row.kept.value ?? 0) > 0 ? set(SpelledEstimate.share(held(row))) : ["0"]) }
      if hasOvertime {
        let overtime = row.overtimeMinutesPerDay
        cells.append(overtime.value == 0 ? ["0"] : set(SpelledEstimate.minutes(overtime)))
      }
      table.append(cells)
    }
    var lines = ["BUSIEST OFFICERS, EQUIPMENT AND PLACES"] + table.lines
    if hasHeld {
      lines += TextColumns.wrapped(
        "blocked: no work is done, but the unit is held by somebody who waits for something else.",
        width: TextColumns.pageWidth)
    }
    if busiest.count > shown {
      lines.append("\(CountText.counted(busiest.count - shown, "other pool")) less busy.")
    }
    return lines
  }

  /// How many of a sorted list to show: about eight, and equals together, so that of two alike neither hides alone.
  ///
  /// - Parameter sizes: As displayed, the largest first.
  static func together(_ sizes: [Int]) -> Int {
    let usual = 8
    let most = 12
    guard sizes.count > usual else { return sizes.count }
    let last = sizes[usual - 1]
    let end = sizes.firstIndex { $0 < last } ?? sizes.count
    if end <= most { return end }
    // Too many are alike: none of them is shown, unless nothing would be left.
    let start = sizes.firstIndex { $0 <= last } ?? 0
    return start > 0 ? start : usual
  }
}
