// SPDX-License-Identifier: GPL-3.0-or-later

/// A text that begins with a number as other languages write it: `4,6 min`, `1,000 per day`, `1 000`, `1.234,5`.
struct SeparatedNumber {
  /// The digits between separators; two or more.
  private let groups: [String]
  /// One fewer than groups.
  private let separators: [Unicode.Scalar]
  private let sign: String
  /// What follows the number, without blanks around it.
  private let unit: String

  /// - Returns: `nil` unless there is a separator that the scenario language does not have.
  init?(_ text: String) {
    let scalars = Array(text.trimmed.unicodeScalars.prefix(400))
    var position = 0
    var groups = [""]
    var separators: [Unicode.Scalar] = []
    if let first = scalars.first, first == "-" || first == "+" { position = 1 }
    sign = scalars.first == "-" ? "-" : ""
    while position < scalars.count {
      let scalar = scalars[position]
      if Self.isDigit(scalar) {
        groups[groups.count - 1].unicodeScalars.append(scalar)
      } else if Self.isSeparator(scalar), position > 0, Self.isDigit(scalars[position - 1]),
        position + 1 < scalars.count, Self.isDigit(scalars[position + 1])
      {
        separators.append(scalar)
        groups.append("")
      } else {
        break
      }
      position += 1
    }
    guard !separators.isEmpty, separators != ["."] else { return nil }
    self.groups = groups
    self.separators = separators
    unit = String(String.UnicodeScalarView(scalars[position...])).trimmed
  }

  /// Reports a number with separators, and what to write instead.
  ///
  /// - Parameter unit: To propose where none is written.
  /// - Returns: Whether there was one.
  static func isRefused(_ node: ScenarioNode, unit: String = "", _ findings: inout Findings) -> Bool {
    guard let text = node.text else { return false }
    guard let number = SeparatedNumber(text) else {
      return PointedThousands(text)?.isRefused(node, isRate: unit.hasPrefix("per"), &findings) ?? false
    }
    var cure = "write the number without separators and with a decimal point, such as '1000' or '1.5'"
    if let digits = number.digits {
      let unit = number.unit.isEmpty ? unit : number.unit
      cure = "write '\(digits)\(unit.isEmpty ? "" : " ")\(unit)'"
    }
    findings.error(
      "a number has no separators but a decimal point, found \(text.trimmed.quoted)", fix: cure, at: node.place)
    return true
  }

  /// The number as the scenario language writes it; `nil` if it could mean several things.
  private var digits: String? {
    guard let last = separators.last else { return nil }
    let isOfThousands = Set(separators).count == 1 && Self.areThousands(groups)
    if isOfThousands { return sign + groups.joined() }
    // What is left is a decimal comma or point, after separated thousands at most.
    guard last == "," || last == ".", !separators.dropLast().contains(last) else { return nil }
    let whole = Array(groups.dropLast())
    guard Set(separators.dropLast()).count <= 1, whole.count == 1 || Self.areThousands(whole) else { return nil }
    return sign + whole.joined() + "." + (groups.last ?? "")
  }

  private static func areThousands(_ groups: [String]) -> Bool {
    guard let first = groups.first, (1...3).contains(first.count), first != "0" else { return false }
    return groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ".", "_", "'", " ", "\u{2019}", "\u{A0}", "\u{2009}", "\u{202F}": true
    default: false
    }
  }
}

/// A number such as `1.000`, which is one here and a thousand in many countries.
private struct PointedThousands {
  private let whole: String
  private let decimals: String
  private let unit: String

  /// - Returns: `nil` unless one to three digits, not beginning with 0, are followed by a point and three digits.
  init?(_ text: String) {
    guard let number = NumberText(text.trimmed) else { return nil }
    let parts = number.digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...3).contains(parts[0].utf8.count), parts[1].utf8.count == 3,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), !parts[0].hasPrefix("0")
    else { return nil }
    whole = String(parts[0])
    decimals = String(parts[1])
    unit = number.unit.isEmpty ? "" : " " + number.unit
  }

  /// Reports what is hardly meant as a decimal: three zeros as an error, three other digits of a rate as a doubt.
  func isRefused(_ node: ScenarioNode, isRate: Bool, _ findings: inout Findings) -> Bool {
    let text = node.text?.trimmed.quoted ?? ""
    if decimals == "000" {
      findings.error(
        "a point separates decimals, so \(text) is \(whole) and not \(whole)000; which is meant is not certain",
        fix: "write '\(whole)000\(unit)', or '\(whole)\(unit)' if that is meant", at: node.place)
      return true
    }
    if isRate {
      findings.warning(
        "a point separates decimals: \(text) is read as \(whole) and a fraction, not as \(whole)\(decimals)",
        fix: "write '\(whole)\(decimals)\(unit)' if thousands are meant, else '\(whole).\(decimals)0\(unit)'",
        at: node.place)
    }
    return false
  }
}
