// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words that say for whom a step is; they may stand in every step.
enum ConditionWords {
  static let condition = Field(
    "if", .condition, standard: "everybody",
    meaning: "For whom: channels, or a map of tests that must all hold: `{cargo: perishable}` (an attribute of the "
      + "class), `{channel: red}`, `{between: [\"22:00\", \"06:00\"]}` (clock of state A), "
      + "`{waiting at documents: more than 10}`, `{free places of yard B: fewer than 5}`",
    sample: "red")
  static let unless = Field(
    "unless", .condition, standard: "nobody", meaning: "For whom it is not: written like `if`",
    sample: "{cargo: perishable}")
  static let atRandom = Field(
    "or", .shareAtRandom, standard: "0 % at random",
    meaning: "Share of the others, drawn at random, for whom it is too", sample: "5 % at random")
  static let share = Field(
    "share", .share, standard: "100 %", meaning: "Share of everybody, drawn at random", sample: "20 %")
  static let draw = Field(
    "draw", .name, standard: "a random number of its own",
    meaning: "Name of the random number behind `share` or `or`; steps of a class that name the same share it",
    sample: "inspected")
  static let otherwise = Field(
    "otherwise", .section("a list of steps"), standard: "nothing", meaning: "What the others pass instead",
    sample: "[documents]")
  static let all = [condition.word, unless.word, atRandom.word, share.word, draw.word, otherwise.word]
}

/// A condition as written: names are looked up when the class is known.
struct ConditionText: Sendable {
  enum Test: Sendable {
    case attribute(String, [String])
    case between(Int, Int)
    case waiting(String, Condition.Bound)
    case freePlaces(String, Condition.Bound)
  }

  var channels: [String] = []
  var tests: [(test: Test, place: Place)] = []
}

extension ValueType where Value == ConditionText {
  /// Channels, or a map of tests.
  static var condition: ValueType {
    ValueType("a channel, a list of channels or a map of tests", .list) { node, findings in
      guard let entries = node.entries else {
        return ValueType<[String]>.names.read(node, &findings).map { ConditionText(channels: $0) }
      }
      guard !entries.isEmpty else {
        findings.error("the condition is empty", fix: "write for example 'if: red', or delete the word", at: node.place)
        return nil
      }
      var condition = ConditionText()
      for entry in entries {
        if entry.word == "channel" {
          guard let names = ValueType<[String]>.names.value(of: entry.value, &findings) else { return nil }
          condition.channels = names
        } else {
          guard let test = test(entry, &findings) else { return nil }
          condition.tests.append((test, entry.value.place))
        }
      }
      return condition
    }
  }

  private static func test(_ entry: ScenarioNode.Entry, _ findings: inout Findings) -> ConditionText.Test? {
    if entry.word == "between" { return between(entry.value, &findings) }
    for (words, isSpace) in [("waiting at ", false), ("free places of ", true)] where entry.word.hasPrefix(words) {
      let name = String(entry.word.dropFirst(words.count)).trimmed
      guard let bound = bound(entry.value, &findings) else { return nil }
      return isSpace ? .freePlaces(name, bound) : .waiting(name, bound)
    }
    return ValueType<[String]>.names.value(of: entry.value, &findings).map { .attribute(entry.word, $0) }
  }

  private static func between(_ node: ScenarioNode, _ findings: inout Findings) -> ConditionText.Test? {
    guard case .list(let items) = node.content, items.count == 2 else {
      findings.error(
        "expected two clock times, found \(node.found)", fix: "write 'between: [\"22:00\", \"06:00\"]'", at: node.place)
      return nil
    }
    let from = ValueType<Int>.clock(allows24: false).value(of: items[0], &findings)
    let to = ValueType<Int>.clock(allows24: true).value(of: items[1], &findings)
    guard let from, let to else { return nil }
    guard from != to else {
      findings.error("both clock times are the same", fix: "write two different times", at: node.place)
      return nil
    }
    return .between(from, to)
  }

  /// `more than 10`, `fewer than 5`
  private static func bound(_ node: ScenarioNode, _ findings: inout Findings) -> Condition.Bound? {
    let pieces = node.text?.pieces ?? []
    guard pieces.count == 3, ["more", "fewer"].contains(pieces[0]), pieces[1] == "than" else {
      findings.error(
        "expected a number such as 'more than 10' or 'fewer than 5', found \(node.found)",
        fix: "write 'more than 10'", at: node.place)
      return nil
    }
    let number = ScenarioNode(place: node.place, content: .text(pieces[2], quoted: true))
    guard let number = ValueType<Int>.wholeNumber(0...1_000_000).read(number, &findings) else { return nil }
    return pieces[0] == "more" ? .moreThan(number) : .fewerThan(number)
  }
}

extension PostBuilder {
  /// The condition of a step of a class, `.always` if none is written; `nil` after an error.
  mutating func condition(_ words: MapReader, of trafficClass: Int) -> Condition? {
    let errors = findings.errorCount
    checkConditionWords(words)
    let isNegated = words.has(ConditionWords.unless)
    let text =
      isNegated
      ? words.value(ConditionWords.unless, &findings) : words.value(ConditionWords.condition, &findings)
    let atRandom = words.value(ConditionWords.atRandom, &findings)
    let share = words.value(ConditionWords.share, &findings)
    let draw = words.value(ConditionWords.draw, &findings)
    guard isNegated || words.has(ConditionWords.condition) else {
      return findings.errorCount == errors ? Condition(share: share ?? 1, draw: draw) : nil
    }
    var tests: [Condition.Test] = []
    for (test, place) in text?.tests ?? [] {
      if let test = resolved(test, of: trafficClass, at: place) { tests.append(test) }
    }
    guard findings.errorCount == errors, let text else { return nil }
    return Condition(
      channels: text.channels.sorted(), share: atRandom ?? 0, tests: tests.sorted { "\($0)" < "\($1)" },
      isNegated: isNegated, draw: draw)
  }

  private mutating func checkConditionWords(_ words: MapReader) {
    let hasCondition = words.has(ConditionWords.condition) || words.has(ConditionWords.unless)
    if words.has(ConditionWords.condition), words.has(ConditionWords.unless) {
      findings.error(
        "'if' and 'unless' exclude each other", fix: "put a step with one into the 'steps' of the other",
        at: words.place(of: ConditionWords.unless))
    } else if words.has(ConditionWords.share), hasCondition {
      findings.error(
        "'share' and 'if' exclude each other", fix: "write 'if: red, or: 5 % at random'",
        at: words.place(of: ConditionWords.share))
    } else if words.has(ConditionWords.atRandom), !hasCondition {
      findings.error(
        "'or' needs 'if'", fix: "write 'share: 5 %' for a share of everybody",
        at: words.place(of: ConditionWords.atRandom))
    } else if words.has(ConditionWords.draw), !words.has(ConditionWords.share), !words.has(ConditionWords.atRandom) {
      findings.error(
        "'draw' needs 'share' or 'or'", fix: "add 'share: 10 %', or delete 'draw'",
        at: words.place(of: ConditionWords.draw))
    } else if words.has(ConditionWords.otherwise), !hasCondition, !words.has(ConditionWords.share) {
      findings.error(
        "'otherwise' needs a condition", fix: "add 'if: ...' or 'share: ...'",
        at: words.place(of: ConditionWords.otherwise))
    }
  }

  private mutating func resolved(
    _ test: ConditionText.Test, of trafficClass: Int, at place: Place
  ) -> Condition.Test? {
    switch test {
    case .attribute(let name, let values):
      return isKnown(name, values, of: trafficClass, at: place) ? .attribute(name, values: values.sorted()) : nil
    case .between(let from, let to): return .timeOfDay(from: from, to: to)
    case .waiting(let name, let bound):
      return index(of: name, in: controlIndex, kind: "control", section: "controls", at: place)
        .map { .waiting(control: $0, bound) }
    case .freePlaces(let name, let bound): return space(name, place).map { .freePlaces(space: $0, bound) }
    }
  }

  private mutating func isKnown(
    _ name: String, _ values: [String], of trafficClass: Int, at place: Place
  ) -> Bool {
    let traffic = traffic[trafficClass].value
    guard let attribute = traffic.attributes.first(where: { $0.name == name }) else {
      let known = traffic.attributes.map(\.name)
      let nearest = Suggestion.nearest(to: name, among: known + ["between", "channel"])
      findings.error(
        "the class \(traffic.name.quoted) has no attribute \(name.quoted)"
          + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
        fix: nearest.map { "write '\($0)'" }
          ?? "add 'attributes: {\(name): {\(values.first ?? "yes"): 20 %, other: 80 %}}' to the class", at: place)
      return false
    }
    let known = attribute.values.map(\.name)
    guard let unknown = values.first(where: { !known.contains($0) }) else { return true }
    let nearest = Suggestion.nearest(to: unknown, among: known)
    findings.error(
      "the attribute \(name.quoted) has no value \(unknown.quoted)"
        + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
      fix: "write one of \(known.joined(separator: ", "))", at: place)
    return false
  }
}
