// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

extension RunReport {
  /// What was asked of which post, for how long, how often.
  var heading: [String] {
    var lines = TextColumns.wrapped(result.scenario, width: TextColumns.pageWidth)
    if !post.question.isEmpty { lines += TextColumns.wrapped(post.question, width: TextColumns.pageWidth) }
    lines.append("")
    let countries = State.allCases.compactMap { state in post.countries[state].map { "\(state.rawValue) = \($0)" } }
    if !countries.isEmpty { lines += row("states", countries.joined(separator: ", ")) }
    if let layout = post.layout { lines += row("layout", layout.rawValue) }
    lines += row("window", window)
    lines += row("replications", replications)
    lines += row("seed", "\(result.seed) (the same seed gives the same numbers; --seed changes it)")
    if let inputs { lines += row("inputs", inputs) }
    return lines
  }

  private func row(_ name: String, _ text: String) -> [String] {
    let margin = String(repeating: " ", count: 14)
    let label = name + String(repeating: " ", count: max(1, 14 - name.count))
    return TextColumns.wrapped(label + text, width: TextColumns.pageWidth, indent: margin)
  }

  private var window: String {
    let calendar = post.calendar
    let weekday = RunReport.weekdays[calendar.starts.weekday]
    let clock = ClockOffset.text(minutes: calendar.clockOffsetMinutes[.a] ?? 0)
    let start =
      calendar.warmUpDays == 0
      ? "the post is empty at the start"
      : "after \(CountText.counted(calendar.warmUpDays, "day")) of warm-up that count for nothing"
    let until = calendar.untilMinute == 1_440 ? "" : ", the last until \(ClockTime.text(minute: calendar.untilMinute))"
    let days = CountText.counted(result.days, "day")
    return "\(days) from \(weekday) \(calendar.starts.text)\(until), clock \(clock); \(start)"
  }

  static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  private var replications: String {
    let confidence = result.indicators.first.map { CountText.text($0.estimate.confidence * 100) } ?? ""
    let level = confidence.isEmpty ? "" : "; intervals in brackets: \(trimmed(confidence)) %"
    if result.isInterrupted {
      return "\(result.replications) of \(result.replicationsAsked) asked for (interrupted)\(level)"
    }
    return "\(CountText.grouped(String(result.replications)))\(level)"
  }

  /// `95.0` as `95`.
  private func trimmed(_ number: String) -> String {
    guard number.contains(".") else { return number }
    var text = number
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// How much of what went in is known, and how much assumed.
  private var inputs: String? {
    let all = post.provenance.count
    guard all > 0 else { return nil }
    let assumed = post.provenance.count { $0.grade == .assumed }
    let ungraded = post.provenance.count { $0.grade == nil }
    var text = "\(assumed) of \(all) numbers with a source note are assumptions (grade D)"
    if ungraded > 0 { text += "; \(ungraded) without a grade" }
    return text
  }
}
