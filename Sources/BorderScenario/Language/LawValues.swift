// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What stands behind `values`.
enum LawValues: Sendable {
  case list([TimeSpan])
  /// Name of a file.
  case file(String)

  static let mostInList = 10_000
}

extension ValueType where Value == LawValues {
  /// A list of durations, or the name of a file.
  static var lawValues: ValueType {
    ValueType("a list of durations, or the name of a file", .list, units: DurationText.unitList) { node, findings in
      guard case .list(let items) = node.content else {
        guard let name = node.text?.trimmed, !name.isEmpty, NumberText(name) == nil || name.contains(".csv") else {
          findings.error(
            "expected a list of durations, or the name of a file, found \(node.found)",
            fix: "write for example '[1 min, 2 min]'", at: node.place)
          return nil
        }
        return .file(name)
      }
      guard (1...LawValues.mostInList).contains(items.count) else {
        findings.error(
          "a list has 1 to \(LawValues.mostInList) values, found \(items.count)",
          fix: items.isEmpty ? "write for example '[1 min, 2 min]'" : "write them into a file", at: node.place)
        return nil
      }
      let values = items.compactMap { ValueType<TimeSpan>.duration.value(of: $0, &findings) }
      return values.count == items.count ? .list(values) : nil
    }
  }
}

extension ValueType where Value == [Double] {
  /// Shares that sum to 1, within 1e-9.
  static var shares: ValueType {
    ValueType("a list of shares that sum to 100 %", .list, units: ["%"]) { node, findings in
      guard case .list(let items) = node.content, (1...LawValues.mostInList).contains(items.count) else {
        findings.error("expected a list of shares, found \(node.found)", fix: "write '[50 %, 50 %]'", at: node.place)
        return nil
      }
      let shares = items.compactMap { ValueType<Double>.share.value(of: $0, &findings) }
      guard shares.count == items.count else { return nil }
      return sumToOne(shares, at: node.place, &findings) ? shares : nil
    }
  }

  static func sumToOne(_ shares: [Double], at place: Place, _ findings: inout Findings) -> Bool {
    let sum = shares.reduce(0, +)
    if (sum - 1).magnitude <= 1e-9 { return true }
    let shown = NumberText.shown((sum * 1e8).rounded() / 1e6)
    findings.error("the shares sum to \(shown) %, expected 100 %", fix: "change one of them", at: place)
    return false
  }
}

extension ValueType where Value == [LawShare] {
  /// A list of laws with shares.
  static var lawParts: ValueType {
    ValueType("a list of laws with shares", .list) { node, findings in
      let sample = LawWords.mixture.word.sample
      guard case .list(let items) = node.content, (1...100).contains(items.count) else {
        findings.error(
          "expected a list of 1 to 100 laws with shares, found \(node.found)", fix: "write for example '\(sample)'",
          at: node.place)
        return nil
      }
      let errors = findings.errorCount
      var parts: [LawShare] = []
      for item in items {
        if item.entries?.contains(where: { $0.word == LawWords.mixture.name }) == true {
          findings.error("a mixture inside a mixture", fix: "write all laws into one list", at: item.place)
          continue
        }
        guard let map = LawMap(item, LawWords.partVocabulary, &findings) else { continue }
        let share = map.share(&findings)
        guard let law = map.law(&findings), let share else { continue }
        parts.append(LawShare(share: share, law: law))
      }
      guard findings.errorCount == errors,
        ValueType<[Double]>.sumToOne(parts.map(\.share), at: node.place, &findings)
      else { return nil }
      return parts.filter { $0.share > 0 }
    }
  }
}
