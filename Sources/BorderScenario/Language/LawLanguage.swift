// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension ValueType where Value == Law {
  /// A law as a map, or a duration for a constant.
  static var law: ValueType {
    ValueType("a law such as '{law: lognormal, mean: 3 h, cv: 1.1}', or a duration", .law, mayHaveSource: true) {
      node, findings in
      if LawText.isCut(node) { return LawText.refuse(node, &findings) }
      guard let entries = node.entries else { return DurationText.read(node, &findings).map(Law.constant) }
      if entries.contains(where: { $0.word == LawWords.mixture.name }) { return LawMap.mixture(node, &findings) }
      return LawMap(node, LawWords.vocabulary, &findings)?.law(&findings)
    }
  }
}

/// A law written as in a textbook, `lognormal(mean 3 h, cv 1)`: YAML cuts it at the comma, so maps are used.
enum LawText {
  /// Whether this is the text of a law with brackets.
  static func isCut(_ node: ScenarioNode) -> Bool {
    guard let text = node.text?.trimmed, let bracket = text.firstIndex(of: "(") else { return false }
    return LawName(rawValue: String(text[..<bracket]).trimmed) != nil
  }

  static func isLawMap(_ node: ScenarioNode) -> Bool {
    node.entries?.contains { $0.word == LawWords.law.name } ?? false
  }

  static func refuse(_ node: ScenarioNode, _ findings: inout Findings) -> Law? {
    let text = node.text?.trimmed ?? ""
    let name = text.split(separator: "(").first.map { String($0).trimmed } ?? ""
    let sample = LawName(rawValue: name)?.sample ?? LawName.lognormal.sample
    findings.error(
      "a law is written as a map, found \(text.quoted) (YAML cuts a text at a comma)",
      fix: "write for example '\(sample)'",
      at: node.place)
    return nil
  }
}

/// A law as a map, its words known to be right.
struct LawMap {
  let map: MapReader
  let place: Place
  let name: LawName
  /// The parameters that are written.
  private let written: Set<String>

  init?(_ node: ScenarioNode, _ vocabulary: Vocabulary, _ findings: inout Findings) {
    let errorsBefore = findings.errorCount
    guard let map = MapReader(node, vocabulary, &findings), findings.errorCount == errorsBefore else {
      return nil
    }
    self.map = map
    place = node.place
    let words = (node.entries ?? []).map(\.word)
    let written = words.filter { $0 != LawWords.law.name && $0 != LawWords.share.name }
    self.written = Set(written)
    if map.has(LawWords.law) {
      guard let name = map.value(LawWords.law, &findings) else { return nil }
      self.name = name
      guard Self.agree(written, name, of: name.rawValue.quoted, name.sample, place, &findings) else { return nil }
      return
    }
    guard let name = Self.nameless(map) else {
      findings.error(
        "a law needs the word 'law', or 'median' and 'p90', or 'mode', 'low' and 'high', or 'values', or 'mixture'",
        fix: "write for example '\(LawName.lognormal.sample)'", at: place)
      return nil
    }
    self.name = name
    let form = name == .lognormal ? ["median", "p90"] : name == .triangular ? ["mode", "low", "high"] : name.forms[0]
    let sample = "{\(LawName.written(form))}"
    // Without its name, a lognormal law has this one form.
    let excess = name == .lognormal ? written.filter { !form.contains($0) } : []
    guard excess.isEmpty || Self.refuse([], excess, of: "this form", sample, place, &findings) else { return nil }
    guard Self.agree(written, name, form: form, of: "this form", sample, place, &findings) else { return nil }
  }

  /// The law of a map without its name.
  private static func nameless(_ map: MapReader) -> LawName? {
    if map.has(LawWords.median) || map.has(LawWords.p90) { return .lognormal }
    if map.has(LawWords.mode) { return .triangular }
    guard let values = map.entry(LawWords.values)?.value else { return nil }
    return values.text == nil ? .discrete : .empirical
  }

  /// Reports parameters that are missing or too many, compared with the form that is nearest.
  private static func agree(
    _ written: [String], _ name: LawName, form: [String]? = nil, of law: String, _ sample: String, _ place: Place,
    _ findings: inout Findings
  ) -> Bool {
    let needed = written.filter { !name.options.contains($0) }
    var nearest = form ?? name.forms[0]
    var most = -1
    for candidate in form.map({ [$0] }) ?? name.forms {
      let common = needed.count { candidate.contains($0) }
      if common > most { (nearest, most) = (candidate, common) }
    }
    let missing = nearest.filter { !needed.contains($0) }
    let excess = needed.filter { !nearest.contains($0) }
    let isKnown = nearest == name.forms[0] || form != nil
    let cure = isKnown ? sample : "{law: \(name.rawValue), \(LawName.written(nearest))}"
    return (missing.isEmpty && excess.isEmpty) || refuse(missing, excess, of: law, cure, place, &findings)
  }

  /// - Returns: False.
  private static func refuse(
    _ missing: [String], _ excess: [String], of law: String, _ sample: String, _ place: Place,
    _ findings: inout Findings
  ) -> Bool {
    var faults: [String] = []
    if !missing.isEmpty { faults.append("lacks " + missing.map(\.quoted).joined(separator: ", ")) }
    if !excess.isEmpty { faults.append("has no " + excess.map(\.quoted).joined(separator: ", ")) }
    findings.error("\(law) \(faults.joined(separator: " and "))", fix: "write for example '\(sample)'", at: place)
    return false
  }

  /// Whether all these parameters are written.
  func has(_ words: String...) -> Bool { words.allSatisfy(written.contains) }

  /// The share of a part of a mixture.
  func share(_ findings: inout Findings) -> Double? { map.value(LawWords.share, &findings) }

  /// `{mixture: [...]}`, with nothing beside it.
  static func mixture(_ node: ScenarioNode, _ findings: inout Findings) -> Law? {
    let errors = findings.errorCount
    guard let map = MapReader(node, LawWords.vocabulary, &findings) else { return nil }
    let others = (node.entries ?? []).map(\.word).filter { $0 != LawWords.mixture.name }
    guard findings.errorCount == errors, others.isEmpty else {
      if findings.errorCount == errors {
        _ = refuse([], others, of: "a mixture", "{mixture: \(LawWords.mixture.word.sample)}", node.place, &findings)
      }
      return nil
    }
    guard let parts = map.value(LawWords.mixture, &findings) else { return nil }
    let law = parts.count == 1 ? parts[0].law : Law.mixture(parts)
    LawDoubts.warnOfHeavyTail(law, isPart: false, node.place, &findings)
    return law
  }
}

/// What can be simulated and is probably not meant.
enum LawDoubts {
  /// - Parameter isPart: Parts of a mixture are judged together.
  static func warnOfHeavyTail(_ law: Law, isPart: Bool, _ place: Place, _ findings: inout Findings) {
    let cv = law.coefficientOfVariation
    guard !isPart, cv > 3 else { return }
    let shown = NumberText.shown((cv * 100).rounded() / 100)
    let size = cv.isFinite ? "the standard deviation is \(shown) times the mean" : "the variance is infinite"
    findings.warning(
      "a heavy tail: \(size); a few cases decide the mean wait",
      fix: "check that working time and not elapsed time was measured, and whether outliers are separate cases",
      at: place)
  }
}
