// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import Foundation

// From the parameters of a map to a checked law.
extension LawMap {
  func law(_ findings: inout Findings) -> Law? {
    guard let law = unjudged(&findings) else { return nil }
    guard law.meanMicroseconds <= Double(DurationText.most.microseconds) else {
      findings.error("the mean of this law is above 3650 d", fix: "write smaller parameters", at: place)
      return nil
    }
    LawDoubts.warnOfHeavyTail(law, isPart: map.has(LawWords.share), place, &findings)
    return law
  }

  private func unjudged(_ findings: inout Findings) -> Law? {
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
      let (shape, mean) = (map.value(LawWords.erlangShape, &findings), map.value(LawWords.mean, &findings))
      guard let shape, let mean else { return nil }
      return .erlang(shape: shape, mean: mean)
    case .gamma: return gamma(&findings)
    case .lognormal:
      if has("median") { return lognormalThroughQuantiles(&findings) }
      return meanAndSpread(&findings).map { .lognormal(mean: $0.mean, coefficientOfVariation: $0.cv) }
    case .weibull: return weibull(&findings)
    case .pearsonV: return pearsonV(&findings)
    case .logLogistic: return logLogistic(&findings)
    case .truncatedNormal: return truncatedNormal(&findings)
    case .discrete: return discrete(&findings)
    case .empirical: return empirical(&findings)
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

  /// Mean and coefficient of variation, from `mean` and `cv` or `sd`.
  private func meanAndSpread(_ findings: inout Findings) -> (mean: TimeSpan, cv: Double)? {
    let mean = map.value(LawWords.mean, &findings)
    if has("cv") {
      guard let cv = map.value(LawWords.cv, &findings), let mean else { return nil }
      return (mean, cv)
    }
    guard let sd = map.value(LawWords.sd, &findings), let mean else { return nil }
    let cv = Double(sd.microseconds) / Double(mean.microseconds)
    guard cv <= 20 else {
      findings.error("'sd' is more than 20 times the mean", fix: "write a smaller 'sd'", at: map.place(of: LawWords.sd))
      return nil
    }
    return (mean, cv)
  }

  /// Two lengths of time in ascending order, as their ratio.
  private func medianAndRatio(_ findings: inout Findings) -> (median: TimeSpan, ratio: Double)? {
    let (median, p90) = (map.value(LawWords.median, &findings), map.value(LawWords.p90, &findings))
    guard let median, let p90 else { return nil }
    guard median < p90 else {
      findings.error("'median' must be below 'p90'", fix: "exchange the values", at: place)
      return nil
    }
    return (median, Double(p90.microseconds) / Double(median.microseconds))
  }

  /// The lognormal law through a median and a 90th percentile.
  ///
  /// - Source: ln X is normal with mean ln(median) and sd sigma = ln(p90/median) / z(0.9); E X = median exp(sigma²/2),
  ///   cv² = exp(sigma²) - 1.
  private func lognormalThroughQuantiles(_ findings: inout Findings) -> Law? {
    guard let (median, ratio) = medianAndRatio(&findings) else { return nil }
    let sigma = log(ratio) / 1.281_551_565_544_600_4
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
    return .lognormal(mean: TimeSpan(microseconds: max(1, Int64(mean.rounded()))), coefficientOfVariation: cv)
  }
}

// MARK: - Laws with a shape

extension LawMap {
  private func span(_ microseconds: Double) -> TimeSpan {
    TimeSpan(microseconds: Int64(min(max(1, microseconds.rounded()), 0x1p62)))
  }

  private func shape(from least: Double, _ reason: String, _ findings: inout Findings) -> Double? {
    guard let shape = map.value(LawWords.shape, &findings) else { return nil }
    guard shape >= least else {
      refuse(shape, "\(NumberText.shown(least)) or more", reason, "write a greater shape", &findings)
      return nil
    }
    return shape
  }

  private func shapeWithMean(_ findings: inout Findings) -> Double? {
    guard let shape = map.value(LawWords.shape, &findings) else { return nil }
    guard shape > 1 else {
      let cure = "write a shape above 1; above 2 for a finite variance"
      refuse(shape, "above 1", "else the mean is infinite", cure, &findings)
      return nil
    }
    return shape
  }

  private func refuse(
    _ shape: Double, _ range: String, _ reason: String, _ cure: String, _ findings: inout Findings
  ) {
    findings.error(
      "'shape' must be \(range), \(reason); found \(NumberText.shown(shape))", fix: cure,
      at: map.place(of: LawWords.shape))
  }

  private func gamma(_ findings: inout Findings) -> Law? {
    guard has("shape") else {
      return meanAndSpread(&findings).map { .gamma(mean: $0.mean, coefficientOfVariation: $0.cv) }
    }
    guard let shape = shape(from: 0.0025, "else the standard deviation is over 20 means", &findings) else { return nil }
    let cv = (1 / shape).squareRoot()
    if has("mean") {
      return map.value(LawWords.mean, &findings).map { .gamma(mean: $0, coefficientOfVariation: cv) }
    }
    return map.value(LawWords.scale, &findings).map {
      .gamma(mean: span(shape * Double($0.microseconds)), coefficientOfVariation: cv)
    }
  }

  /// - Source: P(X > x) = exp(-(x / scale)^shape); mean = scale Γ(1 + 1 / shape),
  ///   mean square = scale² Γ(1 + 2 / shape).
  private func weibull(_ findings: inout Findings) -> Law? {
    if has("median") {
      guard let (median, ratio) = medianAndRatio(&findings) else { return nil }
      let logarithmOfTwo = naturalLogarithm(2)
      let shape = naturalLogarithm(naturalLogarithm(10) / logarithmOfTwo) / naturalLogarithm(ratio)
      guard shape >= 0.2, shape <= 1_000 else {
        let cure = shape < 0.2 ? "smaller" : "greater"
        findings.error(
          "no Weibull law of shape 0.2 to 1000 has these quantiles", fix: "write a \(cure) 'p90'", at: place)
        return nil
      }
      let rise = exponentialFunction(-naturalLogarithm(logarithmOfTwo) / shape)
      return .weibull(shape: shape, scale: span(Double(median.microseconds) * rise))
    }
    var shape = 1.0
    var mean: TimeSpan?
    if has("shape") {
      guard let written = self.shape(from: 0.2, "else the tail is too heavy to simulate", &findings) else {
        return nil
      }
      if has("scale") {
        return map.value(LawWords.scale, &findings).map { .weibull(shape: written, scale: $0) }
      }
      (shape, mean) = (written, map.value(LawWords.mean, &findings))
    } else {
      guard let (written, cv) = meanAndSpread(&findings), let found = weibullShape(cv, &findings) else { return nil }
      (shape, mean) = (found, written)
    }
    return mean.map {
      .weibull(shape: shape, scale: span(Double($0.microseconds) / gammaFunction(1 + 1 / shape)))
    }
  }

  /// The shape with this coefficient of variation, which falls as the shape rises.
  private func weibullShape(_ cv: Double, _ findings: inout Findings) -> Double? {
    let spread = { (shape: Double) -> Double in
      exponentialFunction(logarithmOfGamma(1 + 2 / shape) - 2 * logarithmOfGamma(1 + 1 / shape)) - 1
    }
    var (low, high) = (0.2, 1_000.0)
    guard cv * cv <= spread(low), cv * cv >= spread(high) else {
      findings.error(
        "a Weibull law has a coefficient of variation from 0.0013 to 15, found \(NumberText.shown(cv))",
        fix: "write a value in that range, or another law", at: place)
      return nil
    }
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if spread(middle) > cv * cv { low = middle } else { high = middle }
    }
    return (low * high).squareRoot()
  }

  /// - Source: mean = scale / (shape - 1), cv² = 1 / (shape - 2).
  private func pearsonV(_ findings: inout Findings) -> Law? {
    guard has("shape") else {
      guard let (mean, cv) = meanAndSpread(&findings) else { return nil }
      let shape = 2 + 1 / (cv * cv)
      guard shape <= 1_000_000 else {
        findings.error("a Pearson V law has a coefficient of variation above 0.001", fix: "write more", at: place)
        return nil
      }
      return .pearsonV(shape: shape, scale: span(Double(mean.microseconds) * (shape - 1)))
    }
    guard let shape = shapeWithMean(&findings) else { return nil }
    if has("scale") { return map.value(LawWords.scale, &findings).map { .pearsonV(shape: shape, scale: $0) } }
    return map.value(LawWords.mean, &findings).map {
      .pearsonV(shape: shape, scale: span(Double($0.microseconds) * (shape - 1)))
    }
  }

  /// - Source: P(X <= x) = 1 / (1 + (x / median)^-shape): a ninth of the odds lie above p90.
  private func logLogistic(_ findings: inout Findings) -> Law? {
    if has("shape") {
      guard let shape = shapeWithMean(&findings) else { return nil }
      return map.value(LawWords.median, &findings).map { .logLogistic(shape: shape, scale: $0) }
    }
    guard let (median, ratio) = medianAndRatio(&findings) else { return nil }
    let shape = naturalLogarithm(9) / naturalLogarithm(ratio)
    guard shape > 1 else {
      findings.error(
        "'p90' must be below 9 times 'median': else the mean of a log-logistic law is infinite",
        fix: "write a smaller 'p90', or 'law: lognormal'", at: place)
      return nil
    }
    return .logLogistic(shape: min(shape, 1_000_000), scale: median)
  }

  private func truncatedNormal(_ findings: inout Findings) -> Law? {
    let (mean, sd) = (map.value(LawWords.mean, &findings), map.value(LawWords.sd, &findings))
    let low = has("low") ? map.value(LawWords.low, &findings) : .zero
    var high: TimeSpan?
    if has("high") {
      guard let written = map.value(LawWords.high, &findings) else { return nil }
      high = written
    }
    guard let mean, let sd, let low else { return nil }
    if let high, !isAscending([low, high], "'low' must be below 'high'", &findings) { return nil }
    guard NormalCut(mean, sd, low, high).kept >= 0.001 else {
      findings.error(
        "less than 0.1 % of the normal law lies between 'low' and 'high'",
        fix: "move the cut nearer to the mean, which is that before the cut", at: place)
      return nil
    }
    return .truncatedNormal(center: mean, deviation: sd, low: low, high: high)
  }
}

// MARK: - Laws of values

extension LawMap {
  private func values(_ findings: inout Findings) -> [TimeSpan]? {
    guard let values = map.value(LawWords.values, &findings) else { return nil }
    switch values {
    case .list(let list):
      guard !has("column"), !has("unit") else {
        findings.error("'column' and 'unit' belong to a file", fix: "delete them", at: place)
        return nil
      }
      return list
    case .file(let name):
      var column: String?
      if has("column") {
        guard let written = map.value(LawWords.column, &findings) else { return nil }
        column = written
      }
      var unit: TimeUnit?
      if has("unit") {
        guard let written = map.value(LawWords.unit, &findings) else { return nil }
        unit = written
      }
      return findings.measuredTimes(name, column: column, unit: unit?.rawValue, at: map.place(of: LawWords.values))
    }
  }

  private func discrete(_ findings: inout Findings) -> Law? {
    guard let values = values(&findings) else { return nil }
    var shares = [Double](repeating: 1 / Double(values.count), count: values.count)
    if has("shares") {
      guard let written = map.value(LawWords.shares, &findings) else { return nil }
      shares = written
    }
    guard shares.count == values.count else {
      findings.error(
        "\(values.count) values and \(shares.count) shares", fix: "write a share for each value",
        at: map.place(of: LawWords.shares))
      return nil
    }
    // Equal values are one value, in ascending order: the order in the file means nothing.
    var parts: [TimeShare] = []
    for (value, share) in zip(values, shares).filter({ $0.1 > 0 }).sorted(by: { $0.0 < $1.0 }) {
      if parts.last?.value == value {
        parts[parts.count - 1].share += share
      } else {
        parts.append(TimeShare(value: value, share: share))
      }
    }
    return parts.count == 1 ? .constant(parts[0].value) : .discrete(parts)
  }

  private func empirical(_ findings: inout Findings) -> Law? {
    guard let values = values(&findings) else { return nil }
    var tailAbove: Double?
    if has("tail") {
      guard map.value(LawWords.tail, &findings) != nil else { return nil }
      tailAbove = 0.9
    }
    if has("tail above") {
      guard let written = map.value(LawWords.tailAbove, &findings) else { return nil }
      guard has("tail"), written > 0, written < 1 else {
        findings.error(
          has("tail") ? "the tail begins above 0 % and below 100 %" : "'tail above' without 'tail'",
          fix: has("tail") ? "write for example 'tail above: 90 %'" : "write 'tail: exponential'",
          at: map.place(of: LawWords.tailAbove))
        return nil
      }
      tailAbove = written
    }
    if let law = EmpiricalLaw(values, tailAbove: tailAbove) { return .empirical(law) }
    let isAlike = EmpiricalLaw(values) == nil
    findings.error(
      isAlike ? "measured values need two that differ" : "all values above 'tail above' are equal",
      fix: isAlike ? "write more values, or a plain duration" : "write a lower share, or delete 'tail'", at: place)
    return nil
  }
}
