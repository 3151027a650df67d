// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The laws by name.
enum LawName: String, CaseIterable, Sendable {
  case constant, uniform, triangular, exponential, erlang, gamma, lognormal, weibull
  case pearsonV = "pearson V"
  case logLogistic = "log-logistic"
  case truncatedNormal = "truncated normal"
  case discrete, empirical

  /// The sets of parameters a law can be given by; of each, all are needed.
  var forms: [[String]] {
    switch self {
    case .constant: [["value"]]
    case .uniform: [["low", "high"]]
    case .triangular: [["low", "mode", "high"]]
    case .exponential: [["mean"]]
    case .erlang: [["shape", "mean"]]
    case .gamma: [["mean", "cv"], ["mean", "sd"], ["shape", "scale"], ["shape", "mean"]]
    case .lognormal: [["mean", "cv"], ["mean", "sd"], ["median", "p90"]]
    case .weibull: [["shape", "scale"], ["mean", "cv"], ["mean", "sd"], ["shape", "mean"], ["median", "p90"]]
    case .pearsonV: [["shape", "scale"], ["mean", "cv"], ["mean", "sd"], ["shape", "mean"]]
    case .logLogistic: [["median", "p90"], ["shape", "median"]]
    case .truncatedNormal: [["mean", "sd"]]
    case .discrete, .empirical: [["values"]]
    }
  }

  /// Parameters that may be written as well.
  var options: [String] {
    switch self {
    case .truncatedNormal: ["low", "high"]
    case .discrete: ["shares", "column", "unit"]
    case .empirical: ["tail", "tail above", "column", "unit"]
    default: []
    }
  }

  /// All words that a law of this kind may have.
  var parameters: [String] {
    (forms.flatMap { $0 } + options).reduce(into: []) { known, word in
      if !known.contains(word) { known.append(word) }
    }
  }

  /// The law written out with sample parameters.
  var sample: String { "{law: \(rawValue), \(LawName.written(forms[0]))}" }

  static func written(_ parameters: [String]) -> String {
    let samples = [
      "value": "5 min", "low": "2 min", "mode": "4 min", "high": "9 min", "mean": "5 min", "shape": "3", "cv": "1",
      "sd": "2 min", "scale": "5 min", "median": "5 min", "p90": "12 min", "values": "[1 min, 2 min, 4 min]",
    ]
    return parameters.map { "\($0): \(samples[$0] ?? "")" }.joined(separator: ", ")
  }

  /// Names that other tools use.
  static let meant: [String: String] = [
    "normal": "truncated normal", "gaussian": "truncated normal", "inverse gamma": "pearson V",
    "pearson 5": "pearson V", "pearson5": "pearson V", "loglogistic": "log-logistic", "fisk": "log-logistic",
    "log-normal": "lognormal", "deterministic": "constant", "fixed": "constant", "triangle": "triangular",
  ]
}

/// The kinds of tail of measured values.
enum TailKind: String, CaseIterable, Sendable {
  case exponential
}

/// The units of numbers in a data file.
enum TimeUnit: String, CaseIterable, Sendable {
  case s, min, h, d
}

/// The words of a law.
enum LawWords {
  static let law = Field("law", .lawName, meaning: "The kind of law", sample: "lognormal")
  static let value = Field("value", .duration, meaning: "The value of a constant", sample: "5 min")
  static let low = Field(
    "low", .duration, meaning: "Lowest value; of a truncated normal law where it is cut, 0 if not written",
    sample: "2 min")
  static let mode = Field("mode", .duration, meaning: "Most frequent value", sample: "4 min")
  static let high = Field(
    "high", .duration, meaning: "Highest value; of a truncated normal law where it is cut, nowhere if not written",
    sample: "9 min")
  static let mean = Field(
    "mean", .durationAboveZero, meaning: "Mean; of a truncated normal law that of the normal law before the cut",
    sample: "5 min")
  static let sd = Field(
    "sd", .durationAboveZero,
    meaning: "Standard deviation; of a truncated normal law that of the normal law before the cut", sample: "2 min")
  static let cv = Field(
    "cv", .number(above: 0, upTo: 20), meaning: "Coefficient of variation: standard deviation / mean", sample: "1.1")
  static let shape = Field(
    "shape", .number(above: 0, upTo: 1_000),
    meaning: "Shape; of an Erlang law the number of its exponential phases, a whole number", sample: "3")
  static let erlangShape = Field("shape", .wholeNumber(1...1_000), meaning: "Number of phases", sample: "3")
  static let scale = Field(
    "scale", .durationAboveZero,
    meaning: "Scale: of gamma mean / shape; of weibull 63 % of all values are below; of pearson V mean x (shape - 1)",
    sample: "5 min")
  static let median = Field(
    "median", .durationAboveZero,
    meaning: "Half of all values are below; with p90 and no 'law', a lognormal law", sample: "5 min")
  static let p90 = Field(
    "p90", .durationAboveZero, meaning: "Nine of ten values are below; with median", sample: "12 min")
  static let values = Field(
    "values", .lawValues,
    meaning: "A list of values, of which each draw takes one; or a file of measured values beside the scenario, one in "
      + "each row (CSV), between which draws lie evenly; 'law: discrete' or 'law: empirical' says which for either",
    sample: "[1 min, 2 min, 4 min]")
  static let shares = Field(
    "shares", .shares, standard: "all equal", meaning: "How often each of the values comes; together 100 %",
    sample: "[50 %, 30 %, 20 %]")
  static let column = Field(
    "column", .title, standard: "the only one", meaning: "Name or number of the column of the file", sample: "service")
  static let unit = Field(
    "unit", .choice(of: TimeUnit.self), standard: "that in the header, such as 'service (min)'",
    meaning: "Unit of the numbers in the file", sample: "min")
  static let tail = Field(
    "tail", .choice(of: TailKind.self), standard: "none: no draw is above the highest value",
    meaning: "Law of the excess over the value at 'tail above', with the mean that the values there have",
    sample: "exponential")
  static let tailAbove = Field(
    "tail above", .share, standard: "90 %", meaning: "Share of the values below the tail", sample: "90 %")
  static let share = Field(
    "share", .share, required: true, meaning: "How often this law holds; together 100 %", sample: "80 %")
  static let mixture = Field(
    "mixture", .lawParts, meaning: "A list of laws with the share of each, of which each draw takes one",
    sample: "[{share: 80 %, law: exponential, mean: 1.5 min}, {share: 20 %, law: exponential, mean: 9 min}]",
    inside: [partVocabulary])

  /// The words of a law that is part of a mixture.
  static let partVocabulary = Vocabulary(
    "a part of a mixture", share.word, law.word, value.word, low.word, mode.word, high.word, mean.word, sd.word,
    cv.word, shape.word, scale.word, median.word, p90.word, values.word, shares.word, column.word, unit.word,
    tail.word, tailAbove.word)
  static let vocabulary = Vocabulary(
    "a law", law.word, value.word, low.word, mode.word, high.word, mean.word, sd.word, cv.word, shape.word,
    scale.word, median.word, p90.word, values.word, shares.word, column.word, unit.word, tail.word, tailAbove.word,
    mixture.word)
  static let names = Set(vocabulary.words.map(\.name))
}

extension ValueType where Value == LawName {
  /// The name of a law; names of other tools have their cure.
  static var lawName: ValueType {
    let plain = ValueType<LawName>.choice(of: LawName.self)
    return ValueType(plain.form.words, .choice, choices: plain.form.choices) { node, findings in
      guard let text = node.text?.trimmed.lowercased(), let meant = LawName.meant[text] else {
        return plain.read(node, &findings)
      }
      findings.error(
        "no law is called \(text.quoted); \(meant.quoted) is meant", fix: "write 'law: \(meant)'", at: node.place)
      return nil
    }
  }
}
