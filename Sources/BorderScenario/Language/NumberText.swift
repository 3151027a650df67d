// SPDX-License-Identifier: GPL-3.0-or-later

/// A text that begins with a decimal number: `850 per day`, `15 %`, `12`.
struct NumberText {
  /// Finite.
  let value: Double
  /// The digits as written.
  let digits: String
  /// What follows the number, without blanks around it.
  let unit: String

  /// Number and unit.
  var text: String { unit.isEmpty ? digits : "\(digits) \(unit)" }

  /// - Returns: `nil` unless the text begins with digits, at most one point, and at most an exponent, and the number
  ///   is finite. Words such as `inf` and `nan`, and hexadecimal numbers, are no numbers.
  init?(_ text: String) {
    let scalars = Array(text.unicodeScalars.prefix(400))
    var end = 0
    func skipDigits() -> Bool {
      let start = end
      while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
      return end > start
    }
    if end < scalars.count, scalars[end] == "-" || scalars[end] == "+" { end += 1 }
    guard skipDigits() else { return nil }
    if end + 1 < scalars.count, scalars[end] == ".", ("0"..."9").contains(scalars[end + 1]) {
      end += 1
      _ = skipDigits()
    }
    if end + 1 < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
      let mantissaEnd = end
      end += 1
      if end < scalars.count, scalars[end] == "-" || scalars[end] == "+" { end += 1 }
      if !skipDigits() { end = mantissaEnd }
    }
    digits = String(String.UnicodeScalarView(scalars[..<end]))
    guard let value = Double(digits), value.isFinite else { return nil }
    self.value = value
    unit = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(end))).trimmed
  }

  /// The whole number that is meant if a needless unit is deleted: 28 for `days: 28 d` and for `days: 4 weeks`.
  ///
  /// - Returns: `nil` if that is no whole number, or another one than the unit says.
  func withoutUnit(of node: ScenarioNode) -> Int? {
    var meant = value
    if let microseconds = DurationText.microseconds[unit] {
      guard node.place.path.last == CalendarWords.days.name else { return nil }
      meant = value * microseconds / 86_400e6
    }
    guard unit != "%", meant == meant.rounded(), abs(meant) < 1e9 else { return nil }
    return Int(meant)
  }

  /// A number for a message: without a needless fraction.
  static func shown(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" }
    let start = unicodeScalars.drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...last])
  }

  /// The pieces between blanks.
  var pieces: [String] { split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init) }
}
