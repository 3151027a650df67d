// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The range of a number with its source, compared with the number: `{value: 5 min, range: [4, 8]}`.
///
/// An end without a unit has that of the value; the range of a law is that of its mean.
struct SourcedRange {
  private let value: ScenarioNode
  private let range: ScenarioNode
  private let low: NumberText
  private let high: NumberText
  /// Of the value; empty if it has none.
  private let unit: String

  /// - Parameter node: The map with `value` and `range`.
  /// - Parameter value: What stands behind `value`.
  /// - Returns: `nil` if there is no range of two numbers.
  init?(of node: ScenarioNode, value: ScenarioNode) {
    guard let entry = node.entries?.first(where: { $0.word == Sourced.range.name }),
      case .list(let items) = entry.value.content, items.count == 2,
      let low = items[0].text.flatMap({ NumberText($0.trimmed) }),
      let high = items[1].text.flatMap({ NumberText($0.trimmed) })
    else { return nil }
    (range, self.value, self.low, self.high) = (entry.value, value, low, high)
    unit = Self.unit(of: value)
  }

  /// An error if the ends are exchanged or in another kind of unit, a warning if the value is outside.
  ///
  /// - Parameter law: The value, if it is one law.
  func check(law: Law?, _ findings: inout Findings) {
    guard let low = Magnitude(low, unit: unit), let high = Magnitude(high, unit: unit) else { return }
    let number = value.text.flatMap { NumberText($0.trimmed) }.flatMap { Magnitude($0, unit: "") }
    let middle = law.map { Magnitude(kind: .time, size: Double($0.mean.microseconds)) } ?? number
    guard low.kind == high.kind, low.kind == middle?.kind ?? low.kind else {
      findings.error(
        "'range' has another kind of unit than 'value', found \(range.flow.quoted)",
        fix: "write two numbers without a unit: they have that of the value", at: range.place)
      return
    }
    guard low.size <= high.size else {
      findings.error(
        "the range begins with its highest value, found \(range.flow.quoted)",
        fix: "write '[\(self.high.text), \(self.low.text)]'", at: range.place)
      return
    }
    guard let middle else { return }
    let slack = 1e-9 * max(abs(low.size), abs(high.size))
    guard middle.size < low.size - slack || middle.size > high.size + slack else { return }
    let subject =
      if let law, value.entries != nil { "the mean, \(Self.shown(law.mean, in: unit))," } else {
        "the value \(value.found)"
      }
    findings.warning(
      "\(subject) is outside its own range \(range.flow.quoted)",
      fix: "correct one of the two; 'range' is the central 90 % of what the value may be", at: range.place)
  }

  /// The unit of a number, or of the mean of a law, or else of its first duration.
  private static func unit(of value: ScenarioNode) -> String {
    if let text = value.text { return NumberText(text.trimmed)?.unit ?? "" }
    let entries = value.entries ?? []
    let mean = entries.filter { $0.word == LawWords.mean.name }
    let units = (mean + entries).compactMap { $0.value.text.flatMap { NumberText($0.trimmed) }?.unit }
    return units.first { DurationText.microseconds[$0] != nil } ?? ""
  }

  private static func shown(_ span: TimeSpan, in unit: String) -> String {
    let factor = DurationText.microseconds[unit] ?? 60e6
    let number = (Double(span.microseconds) / factor * 1000).rounded() / 1000
    return "\(NumberText.shown(number)) \(DurationText.microseconds[unit] == nil ? "min" : unit)"
  }
}

/// A number made comparable with others of its kind.
private struct Magnitude {
  enum Kind { case plain, share, time, rate }

  var kind: Kind
  /// Microseconds, arrivals per hour, per cent, or the number itself.
  var size: Double

  init(kind: Kind, size: Double) { (self.kind, self.size) = (kind, size) }

  /// - Parameter unit: What a number without a unit has.
  /// - Returns: `nil` for an unknown unit.
  init?(_ number: NumberText, unit: String) {
    let unit = (number.unit.isEmpty ? unit : number.unit).pieces.joined(separator: " ")
    if let microseconds = DurationText.microseconds[unit] {
      self.init(kind: .time, size: number.value * microseconds)
      return
    }
    switch unit {
    case "": self.init(kind: .plain, size: number.value)
    case "%", "% at random": self.init(kind: .share, size: number.value)
    case "per hour": self.init(kind: .rate, size: number.value)
    case "per day": self.init(kind: .rate, size: number.value / 24)
    case "per week": self.init(kind: .rate, size: number.value / 168)
    default: return nil
    }
  }
}
