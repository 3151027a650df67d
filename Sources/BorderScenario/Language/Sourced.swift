// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A number with its source: `{value: 850 per day, source: "...", date: 2023-05, grade: B, range: [700, 1000]}`.
enum Sourced {
  static let value = Field<ScenarioNode>(
    "value", ValueType("a value", .text) { node, _ in node }, required: true,
    meaning: "The number itself, with its unit",
    sample: "850 per day")
  static let source = Field(
    "source", .text, meaning: "Where the number comes from: author, title, year, page", sample: "KRA 2018, table 3")
  static let date = Field(
    "date", .text, meaning: "When it was measured: a year, a month or a day", sample: "2023-05")
  static let grade = Field(
    "grade", .choice(of: Provenance.Grade.self),
    meaning: "How far to trust it: A measured here, B published, C reported, D assumed", sample: "B")
  static let range = Field(
    "range", ValueType<[String]>("a list of the lowest and the highest value", .list, read: ends),
    meaning:
      "The central 90 %: lowest and highest, in the unit of the value; of a law, the range of its mean",
    sample: "[700, 1000]")
  static let vocabulary = Vocabulary(
    "a number with its source", value.word, source.word, date.word, grade.word, range.word)

  /// - Returns: `nil` if the node is no number with its source; a missing node after an error.
  static func bareValue(of node: ScenarioNode, _ findings: inout Findings) -> ScenarioNode? {
    guard let entries = node.entries, entries.contains(where: { $0.word == value.name }) else { return nil }
    // `{law: constant, value: 5 min}` is a law, not a number with its source.
    guard !entries.contains(where: { $0.word == LawWords.law.name }) else { return nil }
    let missing = ScenarioNode(place: node.place, content: .text("", quoted: false))
    guard let map = MapReader(node, vocabulary, &findings) else { return missing }
    let source = map.value(self.source, &findings) ?? ""
    let date = map.value(self.date, &findings) ?? ""
    let grade = map.value(self.grade, &findings)
    let range = map.value(self.range, &findings) ?? []
    guard var bare = map.value(value, &findings) else { return missing }
    if bare.entries?.contains(where: { $0.word == value.name }) == true, !LawText.isLawMap(bare) {
      findings.error("a number with its source inside another", fix: "write one 'value'", at: bare.place)
      return missing
    }
    bare.place.path = node.place.path
    findings.record(
      Provenance(
        path: node.place.path.joined(separator: " / "), value: bare.flow, source: source, date: date, grade: grade,
        range: range))
    return bare
  }

  private static func ends(_ node: ScenarioNode, _ findings: inout Findings) -> [String]? {
    guard case .list(let items) = node.content, items.count == 2, items.allSatisfy({ $0.text != nil }) else {
      findings.error(
        "expected a list of the lowest and the highest value, found \(node.flow.quoted)", fix: "write '[700, 1000]'",
        at: node.place)
      return nil
    }
    let ends = items.map(\.flow)
    let numbers = ends.compactMap { NumberText($0)?.value }
    guard numbers.count == 2 else {
      findings.error("a range needs two numbers, found \(node.flow.quoted)", fix: "write '[700, 1000]'", at: node.place)
      return nil
    }
    return ends
  }
}
