// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import Foundation

/// The laws by name.
enum LawName: String, CaseIterable, Sendable {
  case constant, uniform, triangular, exponential, erlang, gamma, lognormal

  /// The parameters a law needs, no more and no fewer.
  var parameters: [String] {
    switch self {
    case .constant: ["value"]
    case .uniform: ["low", "high"]
    case .triangular: ["low", "mode", "high"]
    case .exponential: ["mean"]
    case .erlang: ["shape", "mean"]
    case .gamma, .lognormal: ["mean", "cv"]
    }
  }

  /// The law written out with sample parameters.
  var sample: String {
    let samples = [
      "value": "5 min", "low": "2 min", "mode": "4 min", "high": "9 min", "mean": "5 min", "shape": "3", "cv": "1",
    ]
    let parts = parameters.map { "\($0): \(samples[$0] ?? "")" }
    return "{law: \(rawValue), " + parts.joined(separator: ", ") + "}"
  }
}

/// The words of a law.
enum LawWords {
  static let law = Field("law", .choice(of: LawName.self), meaning: "The kind of law", sample: "lognormal")
  static let value = Field("value", .duration, meaning: "The value of a constant", sample: "5 min")
  static let low = Field("low", .duration, meaning: "Lowest value", sample: "2 min")
  static let mode = Field("mode", .duration, meaning: "Most frequent value", sample: "4 min")
  static let high = Field("high", .duration, meaning: "Highest value", sample: "9 min")
  static let mean = Field("mean", .durationAboveZero, meaning: "Mean", sample: "5 min")
  static let cv = Field(
    "cv", .number(above: 0, upTo: 20), meaning: "Coefficient of variation: standard deviation / mean", sample: "1.1")
  static let shape = Field(
    "shape", .wholeNumber(1...1000), meaning: "Number of exponential phases of an Erlang law", sample: "3")
  static let median = Field(
    "median", .durationAboveZero, meaning: "Half of all values are below; with p90, a lognormal law", sample: "5 min")
  static let p90 = Field(
    "p90", .durationAboveZero, meaning: "Nine of ten values are below; with median", sample: "12 min")
  static let vocabulary = Vocabulary(
    "a law", law.word, value.word, low.word, mode.word, high.word, mean.word, cv.word, shape.word, median.word,
    p90.word)
  static let names = Set(vocabulary.words.map(\.name))
}

extension ValueType where Value == Law {
  /// A law as a map, or a duration for a constant.
  static var law: ValueType {
    ValueType("a law such as '{law: lognormal, mean: 3 h, cv: 1.1}', or a duration", .law, mayHaveSource: true) {
      node, findings in
      if LawText.isCut(node) { return LawText.refuse(node, &findings) }
      guard node.entries != nil else { return DurationText.read(node, &findings).map(Law.constant) }
      return LawMap(node, &findings)?.law(&findings)
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
private struct LawMap {
  private let map: MapReader
  private let place: Place
  private let name: LawName
  private let isQuantileForm: Bool

  init?(_ node: ScenarioNode, _ findings: inout Findings) {
    let errorsBefore = findings.errorCount
    guard let map = MapReader(node, LawWords.vocabulary, &findings), findings.errorCount == errorsBefore else {
      return nil
    }
    self.map = map
    place = node.place
    let written = (node.entries ?? []).map(\.word).filter { $0 != LawWords.law.name }
    if map.has(LawWords.law) {
      guard let name = map.value(LawWords.law, &findings) else { return nil }
      (self.name, isQuantileForm) = (name, false)
      guard Self.agree(written, name.parameters, of: name.rawValue, name.sample, place, &findings) else { return nil }
    } else if map.has(LawWords.median) || map.has(LawWords.p90) {
      (name, isQuantileForm) = (.lognormal, true)
      let sample = "{median: 5 min, p90: 12 min}"
      guard Self.agree(written, ["median", "p90"], of: "this form", sample, place, &findings) else { return nil }
    } else if map.has(LawWords.mode) {
      (name, isQuantileForm) = (.triangular, false)
      let sample = "{mode: 4 min, low: 2 min, high: 9 min}"
      guard Self.agree(written, name.parameters, of: "this form", sample, place, &findings) else { return nil }
    } else {
      findings.error(
        "a law needs the word 'law', or 'median' and 'p90', or 'mode', 'low' and 'high'",
        fix: "write for example '\(LawName.lognormal.sample)'", at: place)
      return nil
    }
  }

  /// Reports parameters that are missing or too many.
  private static func agree(
    _ written: [String], _ needed: [String], of law: String, _ sample: String, _ place: Place,
    _ findings: inout Findings
  ) -> Bool {
    let missing = needed.filter { !written.contains($0) }
    let excess = written.filter { !needed.contains($0) }
    guard missing.isEmpty, excess.isEmpty else {
      var faults: [String] = []
      if !missing.isEmpty { faults.append("lacks " + missing.map(\.quoted).joined(separator: ", ")) }
      if !excess.isEmpty { faults.append("has no " + excess.map(\.quoted).joined(separator: ", ")) }
      findings.error(
        "\(law == "this form" ? law : law.quoted) \(faults.joined(separator: " and "))",
        fix: "write for example '\(sample)'",
        at: place)
      return false
    }
    return true
  }

  func law(_ findings: inout Findings) -> Law? {
    if isQuantileForm { return lognormalThroughQuantiles(&findings) }
    switch name {
    case .constant: return map.value(LawWords.value, &findings).map(Law.constant)
    case .exponential: return map.value(LawWords.mean, &findings).map(Law.exponential)
    case .uniform:
      let (low, high) = (map.value(LawWords.low, &findings), map.value(LawWords.high, &findings))
      guard let low, let high, isAscending([low, high], "'low' must be below 'high'", &findings) else { return nil }
      return .uniform(low: low, high: high)
    case .triangular:
      let (low, mode) = (map.value(LawWords.low, &findings), map.value(LawWords.mode, &findings))
      guard let high = map.value(LawWords.high, &findings), let low, let mode,
        isAscending([low, mode, high], "'low', 'mode' and 'high' must ascend", &findings)
      else { return nil }
      return .triangular(low: low, mode: mode, high: high)
    case .erlang:
      let (shape, mean) = (map.value(LawWords.shape, &findings), map.value(LawWords.mean, &findings))
      guard let shape, let mean else { return nil }
      return .erlang(shape: shape, mean: mean)
    case .gamma, .lognormal:
      let (mean, cv) = (map.value(LawWords.mean, &findings), map.value(LawWords.cv, &findings))
      guard let mean, let cv else { return nil }
      warnOfHeavyTail(cv, &findings)
      return name == .gamma
        ? .gamma(mean: mean, coefficientOfVariation: cv) : .lognormal(mean: mean, coefficientOfVariation: cv)
    }
  }

  private func isAscending(_ values: [TimeSpan], _ message: String, _ findings: inout Findings) -> Bool {
    let isSorted = zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
    guard isSorted, let first = values.first, let last = values.last, first < last else {
      let shown = values.map { "\(NumberText.shown($0.inMinutes)) min" }.joined(separator: ", ")
      findings.error("\(message), found \(shown)", fix: "exchange the values, or write a plain duration", at: place)
      return false
    }
    return true
  }

  /// The lognormal law through a median and a 90th percentile.
  ///
  /// - Source: ln X is normal with mean ln(median) and sd sigma = ln(p90/median) / z(0.9); E X = median exp(sigma²/2),
  ///   cv² = exp(sigma²) - 1.
  private func lognormalThroughQuantiles(_ findings: inout Findings) -> Law? {
    let (median, p90) = (map.value(LawWords.median, &findings), map.value(LawWords.p90, &findings))
    guard let median, let p90 else { return nil }
    guard median < p90 else {
      findings.error("'median' must be below 'p90'", fix: "exchange the values", at: place)
      return nil
    }
    let sigma = log(Double(p90.microseconds) / Double(median.microseconds)) / 1.281_551_565_544_600_4
    let mean = Double(median.microseconds) * exp(sigma * sigma / 2)
    let exact = (exp(sigma * sigma) - 1).squareRoot()
    guard exact <= 20, mean <= Double(DurationText.most.microseconds) else {
      findings.error(
        "'median' and 'p90' are too far apart (a coefficient of variation above 20)", fix: "write a smaller 'p90'",
        at: place)
      return nil
    }
    // Twelve digits are enough, and the same whatever the machine's last bit of `exp`.
    let cv = max((exact * 1e12).rounded() / 1e12, 1e-12)
    warnOfHeavyTail(cv, &findings)
    return .lognormal(mean: TimeSpan(microseconds: max(1, Int64(mean.rounded()))), coefficientOfVariation: cv)
  }

  private func warnOfHeavyTail(_ cv: Double, _ findings: inout Findings) {
    guard cv > 3 else { return }
    let shown = NumberText.shown((cv * 100).rounded() / 100)
    findings.warning(
      "a heavy tail: the standard deviation is \(shown) times the mean; a few cases decide the mean wait",
      fix: "check that working time and not elapsed time was measured, and whether outliers are separate cases",
      at: place)
  }
}
