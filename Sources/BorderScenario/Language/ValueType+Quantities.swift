// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension ValueType where Value == Double {
  /// A number without a unit.
  static func number(above low: Double, upTo high: Double) -> ValueType {
    let range = "above \(NumberText.shown(low)), at most \(NumberText.shown(high))"
    return number(low, high, range: range) { $0 > low && $0 <= high }
  }

  /// A number without a unit.
  static func number(from low: Double, upTo high: Double) -> ValueType {
    let range = "from \(NumberText.shown(low)) to \(NumberText.shown(high))"
    return number(low, high, range: range) { $0 >= low && $0 <= high }
  }

  private static func number(
    _ low: Double, _ high: Double, range: String, isAllowed: @escaping @Sendable (Double) -> Bool
  ) -> ValueType {
    let sample = NumberText.shown(min(high, low + 1))
    return ValueType("a number \(range)", .number, lowest: low, highest: high, mayHaveSource: true) { node, findings in
      if SeparatedNumber.isRefused(node, &findings) { return nil }
      guard let text = node.text?.trimmed, let number = NumberText(text), number.unit.isEmpty else {
        var cure = "write for example '\(sample)'"
        if let number = NumberText(node.text?.trimmed ?? ""), number.unit == "%", isAllowed(number.value / 100) {
          cure = "write '\(NumberText.shown(number.value / 100))'"
        }
        findings.error("expected a number, found \(node.found)", fix: cure, at: node.place)
        return nil
      }
      guard isAllowed(number.value) else {
        findings.error(
          "expected a number \(range), found \(text.quoted)", fix: "write for example '\(sample)'", at: node.place)
        return nil
      }
      return number.value
    }
  }

  /// A share: `15 %`, as 0.15.
  static var share: ValueType {
    ValueType("a share such as '15 %', from 0 % to 100 %", .quantity, units: ["%"], mayHaveSource: true) {
      node, findings in
      if SeparatedNumber.isRefused(node, unit: "%", &findings) { return nil }
      let text = node.text?.trimmed ?? ""
      guard let number = NumberText(text) else {
        findings.error("expected a share, found \(node.found)", fix: "write for example '15 %'", at: node.place)
        return nil
      }
      guard number.unit == "%" else {
        let cure = number.unit.isEmpty && number.value <= 1 ? NumberText.shown(number.value * 100) : number.digits
        findings.error(
          "a share needs the unit %, found \(text.quoted)", fix: "write '\(cure) %'", at: node.place)
        return nil
      }
      guard number.value >= 0, number.value <= 100 else {
        findings.error(
          "a share is from 0 % to 100 %, found \(text.quoted)", fix: "write for example '15 %'", at: node.place)
        return nil
      }
      return number.value / 100
    }
  }

  /// A rate, as a number per hour: `40 per hour`, `900 per day`, `5000 per week`.
  static var rate: ValueType {
    ValueType(
      "a rate such as '40 per hour', '900 per day' or '5000 per week'", .quantity,
      units: ["per hour", "per day", "per week"], mayHaveSource: true
    ) { node, findings in
      if SeparatedNumber.isRefused(node, unit: "per day", &findings) { return nil }
      let text = node.text?.trimmed ?? ""
      guard let number = NumberText(text) else {
        findings.error("expected a rate, found \(node.found)", fix: "write for example '900 per day'", at: node.place)
        return nil
      }
      let hours: [String: Double] = ["per hour": 1, "per day": 24, "per week": 168]
      guard let period = hours[number.unit.pieces.joined(separator: " ")] else {
        let unit = number.unit.contains("h") ? "per hour" : number.unit.contains("w") ? "per week" : "per day"
        findings.error(
          "a rate needs one of the units per hour, per day, per week; found \(text.quoted)",
          fix: "write '\(number.digits) \(unit)'", at: node.place)
        return nil
      }
      let perHour = number.value / period
      guard perHour >= 0, perHour <= 1_000_000 else {
        findings.error(
          "a rate is from 0 to 1000000 per hour, found \(text.quoted)", fix: "write for example '900 per day'",
          at: node.place)
        return nil
      }
      return perHour
    }
  }
}

extension ValueType where Value == Int {
  /// A whole number.
  static func wholeNumber(_ range: ClosedRange<Int>) -> ValueType {
    let words = "from \(range.lowerBound) to \(range.upperBound)"
    return ValueType(
      "a whole number \(words)", .wholeNumber, lowest: Double(range.lowerBound), highest: Double(range.upperBound),
      mayHaveSource: true
    ) { node, findings in
      if SeparatedNumber.isRefused(node, &findings) { return nil }
      let text = node.text?.trimmed ?? ""
      guard let number = NumberText(text), number.unit.isEmpty, number.value == number.value.rounded() else {
        let meant = NumberText(text)?.withoutUnit(of: node).flatMap { range.contains($0) ? $0 : nil }
        findings.error(
          "expected a whole number \(words), found \(node.found)",
          fix: meant.map { "write '\($0)'" } ?? "write for example '\(range.lowerBound)'", at: node.place)
        return nil
      }
      guard number.value >= Double(range.lowerBound), number.value <= Double(range.upperBound) else {
        findings.error(
          "\(node.word)must be \(words), found \(text.quoted)", fix: "write a number in that range", at: node.place)
        return nil
      }
      return Int(number.value)
    }
  }

  /// A clock time as minutes after midnight, 0..<1440; 1440 for `24:00` where that is allowed.
  static func clock(allows24: Bool) -> ValueType {
    ValueType("a clock time such as \"06:00\"", .text) { node, findings in
      let fix = "write for example \"06:00\""
      let text = node.text?.trimmed ?? ""
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let isDigits = parts.allSatisfy { $0.unicodeScalars.allSatisfy { ("0"..."9").contains($0) } }
      guard parts.count == 2, isDigits, (1...2).contains(parts[0].count), parts[1].count == 2,
        let hour = Int(parts[0]), let minute = Int(parts[1])
      else {
        findings.error("expected a clock time, found \(node.found)", fix: fix, at: node.place)
        return nil
      }
      let latest = allows24 ? 1440 : 1439
      guard minute < 60, hour * 60 + minute <= latest else {
        findings.error(
          "a clock time here is from 00:00 to \(allows24 ? "24:00" : "23:59"), found \(text.quoted)", fix: fix,
          at: node.place)
        return nil
      }
      return hour * 60 + minute
    }
  }

  /// A distance from UTC, as minutes, -720...840.
  static var clockOffset: ValueType {
    ValueType("a distance from UTC such as \"+03:00\"", .text) { node, findings in
      let text = node.text?.trimmed ?? ""
      let scalars = Array(text.unicodeScalars)
      var minutes: Int?
      if scalars.count == 6, scalars[0] == "+" || scalars[0] == "-", scalars[3] == ":" {
        let digits = [1, 2, 4, 5].map { Int(scalars[$0].value) - 48 }
        if digits.allSatisfy((0...9).contains), digits[2] < 6 {
          let size = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
          minutes = scalars[0] == "-" ? -size : size
        }
      }
      guard let minutes, (-720...840).contains(minutes) else {
        findings.error(
          "expected a distance from UTC between -12:00 and +14:00, found \(node.found)",
          fix: "write for example \"+03:00\"",
          at: node.place)
        return nil
      }
      return minutes
    }
  }
}

extension ValueType where Value == CivilDate {
  /// A day: `2025-03-03`, in the years 1900...2200.
  static var day: ValueType {
    ValueType("a day such as 2025-03-03", .text) { node, findings in
      let text = node.text?.trimmed ?? ""
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().utf8.allSatisfy({ (48...57).contains($0) }) else {
        findings.error("expected a day, found \(node.found)", fix: "write for example '2025-03-03'", at: node.place)
        return nil
      }
      let numbers = parts.compactMap { Int($0) }
      let (year, month, day) = (numbers[0], numbers[1], numbers[2])
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      guard (1900...2200).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
        findings.error(
          "\(text.quoted) is no day of the years 1900 to 2200", fix: "write for example '2025-03-03'", at: node.place)
        return nil
      }
      return CivilDate(year: year, month: month, day: day)
    }
  }
}
