// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis

/// How an estimate is spelled for people: a value with its unit, and its interval in the same style.
struct SpelledEstimate: Equatable {
  /// `5 h 12 min`; `>= 5 h 12 min` if it is a lower bound; `n/a` if missing.
  var value: String
  /// `[4 h 50-5 h 33]` with an en dash; empty without an interval.
  var interval: String

  var lines: [String] { interval.isEmpty ? [value] : [value, interval] }
  var inOneLine: String { interval.isEmpty ? value : value + " " + interval }

  /// - Parameters:
  ///   - spell: The number without its unit.
  ///   - unit: Follows the value, not the ends of the interval.
  private init(_ estimate: Estimate, unit: String, spell: (Double) -> String) {
    guard let number = estimate.value else {
      value = "n/a"
      interval = ""
      return
    }
    let bound = estimate.status == .censored ? "≥ " : ""
    let warning = estimate.status == .overloaded ? " !" : ""
    value = bound + spell(number) + unit + warning
    interval = ""
    if let low = estimate.low, let high = estimate.high { interval = "[\(spell(low))–\(spell(high))]" }
  }

  /// A length of time given in minutes.
  static func minutes(_ estimate: Estimate) -> SpelledEstimate {
    let style = DurationStyle(minutes: estimate.value ?? 0)
    return SpelledEstimate(estimate, unit: style.unit) { style.text($0) }
  }

  /// A share, 0...1, in per cent.
  static func share(_ estimate: Estimate) -> SpelledEstimate {
    SpelledEstimate(estimate, unit: " %") { Number.fixed($0 * 100, decimals: 1) }
  }

  /// A number per day or the like.
  static func count(_ estimate: Estimate, unit: String = "") -> SpelledEstimate {
    let decimals = CountText.decimals(estimate.value ?? 0)
    return SpelledEstimate(estimate, unit: unit) { CountText.grouped(Number.fixed($0, decimals: decimals)) }
  }
}

/// In which units a length of time is easiest to read.
enum DurationStyle: Equatable {
  /// Below 10 min: `3.42 min`.
  case hundredths
  /// Below 100 min: `48.3 min`.
  case tenths
  /// Below 2 h: `112 min`.
  case whole
  /// Below 100 h: `5 h 12 min`.
  case hoursAndMinutes
  /// `104 h`
  case hours

  init(minutes: Double) {
    self =
      switch minutes.magnitude {
      case ..<9.995: .hundredths
      case ..<99.95: .tenths
      case ..<119.5: .whole
      case ..<5_999.5: .hoursAndMinutes
      default: .hours
      }
  }

  /// What follows the number, for a value that stands alone.
  var unit: String { self == .hours ? " h" : " min" }

  /// The number without the last unit: `5 h 12` of `5 h 12 min`.
  func text(_ minutes: Double) -> String {
    switch self {
    case .hundredths: return Number.fixed(minutes, decimals: 2)
    case .tenths: return Number.fixed(minutes, decimals: 1)
    case .whole: return Number.fixed(minutes, decimals: 0)
    case .hours: return CountText.grouped(Number.fixed(minutes / 60, decimals: 0))
    case .hoursAndMinutes:
      guard minutes.magnitude < 1e9 else { return Number.significant(minutes / 60, digits: 3) + " h 0" }
      let whole = Int(minutes.rounded())
      let sign = whole < 0 ? "-" : ""
      return "\(sign)\(whole.magnitude / 60) h \(whole.magnitude % 60)"
    }
  }

  /// A length of time on its own: `5 h 12 min`.
  static func text(minutes: Double) -> String {
    let style = DurationStyle(minutes: minutes)
    return style.text(minutes) + style.unit
  }
}

enum CountText {
  /// Decimals that leave about three significant digits.
  static func decimals(_ value: Double) -> Int {
    switch value.magnitude {
    case ..<9.995: 2
    case ..<99.95: 1
    default: 0
    }
  }

  static func text(_ value: Double) -> String { grouped(Number.fixed(value, decimals: decimals(value))) }

  /// Thousands set apart by commas: `12,345.6`.
  static func grouped(_ number: String) -> String {
    let sign = number.hasPrefix("-") ? "-" : ""
    let parts = number.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.count > 3, whole.allSatisfy({ $0.isNumber }) else { return number }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.count - index) % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    return sign + grouped + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// `1 day`, `28 days`
  static func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    grouped(String(count)) + " " + (count == 1 ? singular : plural ?? singular + "s")
  }
}
