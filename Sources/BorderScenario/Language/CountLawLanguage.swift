// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The laws of whole numbers by name.
enum CountLawName: String, CaseIterable, Sendable {
  case geometric, poisson, discrete
}

/// The words of a law of whole numbers.
enum CountLawWords {
  static let law = Field(
    "law", .choice(of: CountLawName.self), meaning: "The kind of law of a whole number; poisson without 0",
    sample: "geometric")
  static let mean = Field(
    "mean", .number(above: 1, upTo: 500), meaning: "Mean of the numbers, above 1: the least number is 1", sample: "4")
  static let values = Field(
    "values", .wholeNumbers, meaning: "The numbers that come", sample: "[1, 2, 4]")
  static let shares = Field(
    "shares", .shares, standard: "all equal", meaning: "How often each of the numbers comes; together 100 %",
    sample: "[50 %, 30 %, 20 %]")
  static let vocabulary = Vocabulary("a law of a whole number", law.word, mean.word, values.word, shares.word)
}

extension ValueType where Value == [Int] {
  /// Different whole numbers from 0 to 1,000,000.
  static var wholeNumbers: ValueType {
    ValueType("a list of whole numbers from 0 to 1000000", .list) { node, findings in
      guard case .list(let items) = node.content, (1...LawValues.mostInList).contains(items.count) else {
        findings.error("expected a list of whole numbers, found \(node.found)", fix: "write '[1, 2]'", at: node.place)
        return nil
      }
      let number = ValueType<Int>.wholeNumber(0...1_000_000)
      let values = items.compactMap { number.value(of: $0, &findings) }
      guard values.count == items.count else { return nil }
      guard Set(values).count == values.count else {
        findings.error("a number stands twice in the list", fix: "write it once, with its share", at: node.place)
        return nil
      }
      return values
    }
  }
}

extension ValueType where Value == CountLaw {
  /// A law of a whole number as a map; a whole number for a fixed one; a number such as 1.3 for its two neighbours.
  ///
  /// - Parameter least: The least number that may come, 0 or 1.
  static func countLaw(atLeast least: Int) -> ValueType {
    let words = "a number such as 3 or 1.3, or a law such as '{law: geometric, mean: 4}'"
    return ValueType(words, .law, mayHaveSource: true) { node, findings in
      if node.entries != nil {
        guard let law = CountLawMap(node, &findings)?.law(&findings) else { return nil }
        guard case .discrete(let parts) = law, let low = parts.map(\.value).min(), low < least else { return law }
        findings.error(
          "\(node.word)must be \(least) or more, found \(low) among the values", fix: "delete it", at: node.place)
        return nil
      }
      let number = ValueType<Double>.number(from: Double(least), upTo: 1_000_000)
      return number.read(node, &findings).map { CountLaw.nearest(to: $0) }
    }
  }
}

/// A law of whole numbers as a map, its words known to be right.
private struct CountLawMap {
  private let map: MapReader
  private let name: CountLawName

  init?(_ node: ScenarioNode, _ findings: inout Findings) {
    let errors = findings.errorCount
    guard let map = MapReader(node, CountLawWords.vocabulary, &findings), findings.errorCount == errors else {
      return nil
    }
    self.map = map
    if map.has(CountLawWords.law) {
      guard let name = map.value(CountLawWords.law, &findings) else { return nil }
      self.name = name
    } else {
      name = map.has(CountLawWords.values) ? .discrete : .geometric
      guard map.has(CountLawWords.values) else {
        findings.error(
          "a law of a whole number needs the word 'law' or 'values'",
          fix: "write for example '{law: geometric, mean: 4}'", at: node.place)
        return nil
      }
    }
    let hasMean = map.has(CountLawWords.mean)
    let hasValues = map.has(CountLawWords.values)
    let isDiscrete = name == .discrete
    guard hasMean == !isDiscrete, hasValues == isDiscrete, isDiscrete || !map.has(CountLawWords.shares) else {
      let sample = isDiscrete ? "{values: [1, 2, 4], shares: [50 %, 30 %, 20 %]}" : "{law: \(name.rawValue), mean: 4}"
      findings.error(
        "\(name.rawValue.quoted) needs \(isDiscrete ? "'values' and no 'mean'" : "'mean' and no 'values'")",
        fix: "write for example '\(sample)'", at: node.place)
      return nil
    }
  }

  func law(_ findings: inout Findings) -> CountLaw? {
    switch name {
    case .geometric: return map.value(CountLawWords.mean, &findings).map(CountLaw.geometric)
    case .poisson: return map.value(CountLawWords.mean, &findings).map(CountLaw.poissonAboveZero)
    case .discrete:
      guard let values = map.value(CountLawWords.values, &findings) else { return nil }
      var shares = [Double](repeating: 1 / Double(values.count), count: values.count)
      if map.has(CountLawWords.shares) {
        guard let written = map.value(CountLawWords.shares, &findings) else { return nil }
        shares = written
      }
      guard shares.count == values.count else {
        findings.error(
          "\(values.count) values and \(shares.count) shares", fix: "write a share for each value", at: map.place)
        return nil
      }
      let parts = zip(values, shares).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
      guard parts.count > 1 else { return .constant(parts[0].0) }
      return .discrete(parts.map { CountShare(value: $0.0, share: $0.1) })
    }
  }
}

extension ScenarioLanguage {
  /// A law of a whole number, from a text as it could stand in a file; for tests of the form.
  package static func countLaw(of sample: String, atLeast least: Int) -> (law: CountLaw?, faults: [Diagnostic]) {
    var findings = Findings(file: "sample")
    guard let text = SourceText(bytes: Array(sample.utf8), findings: &findings),
      let node = Composer.tree(of: text, findings: &findings)
    else { return (nil, findings.sortedDiagnostics) }
    let law = ValueType<CountLaw>.countLaw(atLeast: least).value(of: node, &findings)
    return (law, findings.sortedDiagnostics)
  }
}
