// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Durations as planners write them: `12 min`, `1.5 h`, `45 s`, `2 d`.
enum DurationText {
  /// Longest duration in a scenario.
  static let most = TimeSpan(microseconds: 3_650 * 86_400_000_000)
  static let unitList = ["s", "min", "h", "d"]
  static let units = unitList.joined(separator: ", ")

  /// Lengths of all units.
  static let microseconds: [String: Double] = [
    "ms": 1e3, "s": 1e6, "sec": 1e6, "second": 1e6, "seconds": 1e6,
    "min": 60e6, "minute": 60e6, "minutes": 60e6,
    "h": 3600e6, "hour": 3600e6, "hours": 3600e6,
    "d": 86_400e6, "day": 86_400e6, "days": 86_400e6, "week": 604_800e6, "weeks": 604_800e6,
  ]

  /// Units that are often written, and what is meant.
  private static let meant = [
    "m": "min", "mins": "min", "mn": "min", "hr": "h", "hrs": "h", "secs": "s", "min.": "min", "sec.": "s", "std": "h",
    "h.": "h", "s.": "s", "min": "min", "h": "h", "s": "s", "d": "d", "wk": "weeks",
  ]

  static func read(_ node: ScenarioNode, _ findings: inout Findings) -> TimeSpan? {
    if SeparatedNumber.isRefused(node, unit: "min", &findings) { return nil }
    guard let text = node.text?.trimmed, let number = NumberText(text) else {
      findings.error("expected a duration, found \(node.found)", fix: "write for example '12 min'", at: node.place)
      return nil
    }
    guard !number.unit.isEmpty else {
      findings.error(
        "a duration needs one of the units \(units); found \(text.quoted)",
        fix: "write '\(number.digits) min' if minutes are meant", at: node.place)
      return nil
    }
    guard let factor = microseconds[number.unit] else {
      let unit = meant[number.unit.lowercased()] ?? listedUnit(nearestTo: number.unit)
      let all = unitList.map { "\(number.digits) \($0)" }.joined(separator: ", ")
      findings.error(
        "unknown unit \(number.unit.quoted); a duration has one of the units \(units)",
        fix: unit.map { "write '\(number.digits) \($0)'" } ?? "write one of: \(all)",
        at: node.place)
      return nil
    }
    let rounded = (number.value * factor).rounded()
    guard rounded >= 0, rounded <= Double(most.microseconds) else {
      findings.error(
        "a duration is from 0 s to 3650 d, found \(text.quoted)", fix: "write for example '12 min'", at: node.place)
      return nil
    }
    return TimeSpan(microseconds: Int64(rounded))
  }

  /// The unit of the list that a misspelt one means: `min` for `minuts`.
  private static func listedUnit(nearestTo word: String) -> String? {
    guard let nearest = Suggestion.nearest(to: word, among: Array(microseconds.keys)) else { return nil }
    return unitList.first { microseconds[$0] == microseconds[nearest] } ?? nearest
  }
}

extension ValueType where Value == TimeSpan {
  /// A duration from 0 s to 3,650 d.
  static var duration: ValueType {
    ValueType(
      "a duration such as '12 min'; units \(DurationText.units)", .quantity, units: DurationText.unitList,
      mayHaveSource: true, read: DurationText.read)
  }

  /// A duration above zero, to 3,650 d.
  static var durationAboveZero: ValueType {
    ValueType(
      "a duration above zero such as '12 min'; units \(DurationText.units)", .quantity, units: DurationText.unitList,
      mayHaveSource: true
    ) {
      node, findings in
      guard let span = DurationText.read(node, &findings) else { return nil }
      guard span > .zero else {
        findings.error(
          "\(node.word)must be above zero, found \(node.found)", fix: "write for example '12 min'", at: node.place)
        return nil
      }
      return span
    }
  }
}
