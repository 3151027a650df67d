// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension ValueType where Value == Measure.Statistic {
  /// `mean`, `p95`, `share above 10 min`, `share at least 5` and the like.
  static var statistic: ValueType {
    let words =
      "one of: mean, standard deviation, variance, second moment, total, count, per hour, per day; a percentile such "
      + "as 'p95'; 'share above 10 min' for times; 'share at 4', 'share at least 5' or 'share above 20' for numbers"
    return ValueType(words, .text) { node, findings in
      let text = (node.text ?? "").pieces.joined(separator: " ")
      if let statistic = simpleStatistics[text] ?? percentile(text) { return statistic }
      for (start, kind) in shares where text.hasPrefix(start) {
        let rest = ScenarioNode(place: node.place, content: .text(String(text.dropFirst(start.count)), quoted: true))
        return share(kind, rest, &findings)
      }
      let nearest = Suggestion.nearest(to: text, among: simpleStatistics.keys.sorted())
      findings.error(
        "expected a statistic, found \(node.found)",
        fix: nearest.map { "write '\($0)'" } ?? "write for example 'mean', 'p95', 'share above 10 min' or 'share at 0'",
        at: node.place)
      return nil
    }
  }

  private static var simpleStatistics: [String: Measure.Statistic] {
    [
      "mean": .mean, "standard deviation": .standardDeviation, "variance": .variance, "second moment": .secondMoment,
      "total": .total, "count": .count, "per hour": .perHour, "per day": .perDay,
    ]
  }

  private enum ShareKind { case at, atLeast, above }
  private static var shares: [(start: String, kind: ShareKind)] {
    [("share at least ", .atLeast), ("share at ", .at), ("share above ", .above)]
  }

  /// `p95`, `p99.9`
  private static func percentile(_ text: String) -> Measure.Statistic? {
    guard text.hasPrefix("p"), let number = NumberText(String(text.dropFirst())), number.unit.isEmpty,
      number.value > 0, number.value < 100
    else { return nil }
    return .percentile(number.value / 100)
  }

  private static func share(_ kind: ShareKind, _ rest: ScenarioNode, _ findings: inout Findings) -> Measure.Statistic? {
    let number = NumberText(rest.text ?? "")
    if kind == .above, number?.unit.isEmpty != true {
      return DurationText.read(rest, &findings).map(Measure.Statistic.shareLonger)
    }
    guard let level = ValueType<Int>.wholeNumber(0...1_000_000).read(rest, &findings) else { return nil }
    switch kind {
    case .at: return .shareAt(level)
    case .atLeast: return .shareAtLeast(level)
    case .above: return .shareAtLeast(level + 1)
    }
  }
}
