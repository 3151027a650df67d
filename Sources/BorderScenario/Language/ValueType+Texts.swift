// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension ValueType where Value == String {
  /// Any text.
  static var text: ValueType {
    ValueType("a text", .text) { node, findings in
      guard let text = node.text else {
        findings.error("expected a text, found \(node.found)", fix: "put it into quotation marks", at: node.place)
        return nil
      }
      return text.trimmed
    }
  }

  /// A text of 1 to 200 characters.
  static var title: ValueType {
    ValueType("a text", .text) { node, findings in
      guard let text = ValueType.text.read(node, &findings) else { return nil }
      guard !text.isEmpty, text.unicodeScalars.count <= 200 else {
        findings.error(
          "expected a text of 1 to 200 characters, found \(text.unicodeScalars.count)", fix: "write a short name",
          at: node.place)
        return nil
      }
      return text
    }
  }

  /// A name of something: not empty, at most 100 characters, without `/`.
  static var name: ValueType {
    ValueType("a name", .text) { node, findings in
      guard let text = ValueType.text.read(node, &findings) else { return nil }
      return checkedName(text, at: node.place, &findings) ? text : nil
    }
  }

  static func checkedName(_ name: String, at place: Place, _ findings: inout Findings) -> Bool {
    if name.isEmpty {
      findings.error("a name is empty", fix: "write a name", at: place)
    } else if name.unicodeScalars.count > 100 {
      findings.error("the name \(name.quoted) has more than 100 characters", fix: "shorten it", at: place)
    } else if name.unicodeScalars.contains(where: { $0 == "/" || $0.value < 0x20 }) {
      findings.error(
        "the name \(name.quoted) contains '/', which separates the words of a path", fix: "write ' or ' or '-' instead",
        at: place)
    } else if name != name.trimmed {
      findings.error("the name \(name.quoted) begins or ends with a blank", fix: "delete the blank", at: place)
    } else {
      return true
    }
    return false
  }
}

extension ValueType where Value == [String] {
  /// One name, or a list of different names.
  static var names: ValueType {
    ValueType("a name or a list of names", .list) { node, findings in
      guard case .list(let items) = node.content else {
        return ValueType<String>.name.read(node, &findings).map { [$0] }
      }
      var names: [String] = []
      for item in items {
        guard let name = ValueType<String>.name.value(of: item, &findings) else { return nil }
        guard !names.contains(name) else {
          findings.error("\(name.quoted) stands twice in the list", fix: "keep one of them", at: item.place)
          return nil
        }
        names.append(name)
        guard names.count <= 100 else {
          findings.error("more than 100 names", fix: "write fewer", at: item.place)
          return nil
        }
      }
      guard !names.isEmpty else {
        findings.error("the list is empty", fix: "write a name, or delete the word", at: node.place)
        return nil
      }
      return names
    }
  }
}

extension ValueType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  static func choice(of _: Value.Type) -> ValueType {
    let words = Value.allCases.map(\.rawValue)
    return ValueType("one of: " + words.joined(separator: ", "), .choice, choices: words) { node, findings in
      guard let text = node.text?.trimmed else {
        findings.error(
          "expected one of \(words.joined(separator: ", ")), found \(node.found)", fix: "write one of these words",
          at: node.place)
        return nil
      }
      if let value = Value(rawValue: text) { return value }
      let nearest = Suggestion.nearest(to: text, among: words)
      findings.error(
        "expected one of \(words.joined(separator: ", ")), found \(text.quoted)",
        fix: nearest.map { "write '\($0)'" } ?? "write one of these words",
        at: node.place)
      return nil
    }
  }
}

extension ValueType where Value == Bool {
  /// `yes` or `no`.
  static var yesOrNo: ValueType {
    ValueType("yes or no", .choice, choices: ["yes", "no"]) { node, findings in
      switch node.text?.trimmed {
      case "yes": return true
      case "no": return false
      default:
        let isTrue = ["true", "on", "y", "1"].contains(node.text?.lowercased() ?? "")
        findings.error(
          "expected yes or no, found \(node.found)", fix: "write '\(isTrue ? "yes" : "no")'", at: node.place)
        return nil
      }
    }
  }
}

extension ValueType where Value == [Int] {
  /// Days of the week, 0 Monday ... 6 Sunday, in ascending order.
  static var weekdays: ValueType {
    ValueType("a list of days: mon, tue, wed, thu, fri, sat, sun", .list, choices: Weekday.names) { node, findings in
      let items: [ScenarioNode] = if case .list(let items) = node.content { items } else { [node] }
      var days: Set<Int> = []
      for item in items {
        guard let text = item.text?.trimmed, let day = Weekday.names.firstIndex(of: text) else {
          findings.error(
            "expected a day of the week, found \(item.found)",
            fix: "write one of \(Weekday.names.joined(separator: ", "))",
            at: item.place)
          return nil
        }
        guard days.insert(day).inserted else {
          findings.error("\(text.quoted) stands twice in the list", fix: "keep one of them", at: item.place)
          return nil
        }
      }
      guard !days.isEmpty else {
        findings.error(
          "no day: these officers are never on duty", fix: "write days, or delete the shift", at: node.place)
        return nil
      }
      return days.sorted()
    }
  }
}

enum Weekday {
  /// From Monday.
  static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}
