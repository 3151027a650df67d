// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// A measure with the way in which replications are put together.
package struct AskedMeasure: Hashable {
  package var measure: Measure
  package var estimator: Expectation.Estimator

  package init(_ measure: Measure, _ estimator: Expectation.Estimator = .ratio) {
    self.measure = measure
    self.estimator = estimator
  }
}

/// Estimates measures of one scenario from replications added one by one, none of which is kept.
///
/// Means, shares and averages over time are quotients of sums over replications; standard deviations, variances and
/// quotients of quotients are smooth functions of such sums; percentiles come by sectioning. The replication is the
/// unit of all of them. Divisors of other scenarios are left to the caller.
package struct MeasureAccumulator {
  /// Groups of replications behind the interval of a percentile: every twentieth belongs to the same.
  static let sections = 20

  /// Replications added so far.
  package private(set) var count = 0
  private let readings: [MeasureReading]
  /// Hours instead of minutes.
  private let isInHours: [Bool]
  private var facts: Facts
  private var cells: [Cell] = []

  private enum Cell {
    case ratio(RatioAccumulator)
    case vector(MeanVectorAccumulator)
    /// Deviations from the first replication, and their squares.
    case spread(MeanVectorAccumulator, centre: Double)
    case moments(MomentAccumulator)
    case sections([LogHistogram])
  }

  /// - Parameter layout: Of the observations to come.
  /// - Throws: `MeasureFault` if the scenario has not what a measure asks for.
  package init(_ asked: [AskedMeasure], post: BorderPost, layout: ObservationLayout) throws(MeasureFault) {
    let facts = Facts(layout)
    let resolver = MeasureResolver(post: post, layout: layout, facts: facts)
    var readings: [MeasureReading] = []
    for item in asked { readings.append(try resolver.reading(of: item)) }
    self.facts = facts
    self.readings = readings
    isInHours = asked.map(\.measure.isInHours)
    for reading in readings {
      switch reading {
      case .quotient(let amounts, _):
        cells.append(amounts.count > 2 ? .vector(MeanVectorAccumulator(dimension: 4)) : .ratio(RatioAccumulator()))
      case .meanOfQuotients: cells.append(.vector(MeanVectorAccumulator(dimension: 1)))
      case .secondMoment, .standardDeviation: cells.append(.moments(MomentAccumulator()))
      case .percentile: cells.append(.sections(Array(repeating: LogHistogram(), count: MeasureAccumulator.sections)))
      case .varianceOverTime: cells.append(.vector(MeanVectorAccumulator(dimension: 3)))
      case .varianceOfReplications: cells.append(.spread(MeanVectorAccumulator(dimension: 2), centre: 0))
      }
    }
  }

  /// Adds the next replication, which must be without fault.
  package mutating func add(_ observations: Observations) {
    precondition(observations.fault == nil, "A replication at fault has no numbers.")
    facts.take(observations)
    for index in readings.indices { add(observations, to: index) }
    count += 1
  }

  private mutating func add(_ observations: Observations, to index: Int) {
    func value(_ amount: Amount) -> Double { amount.value(facts.values, observations) }
    switch (readings[index], cells[index]) {
    case (.quotient(let amounts, _), .ratio(var ratio)):
      ratio.add(numerator: value(amounts[0]), denominator: value(amounts[1]))
      cells[index] = .ratio(ratio)
    case (.quotient(let amounts, _), .vector(var vector)):
      vector.add(amounts.map(value))
      cells[index] = .vector(vector)
    case (.meanOfQuotients(let amounts), .vector(var vector)):
      let values = amounts.map(value)
      var quotient = values[0] / values[1]
      if values.count > 2 { quotient /= values[2] / values[3] }
      if quotient.isFinite { vector.add([quotient]) }
      cells[index] = .vector(vector)
    case (.varianceOverTime(let area, let squares, let time), .vector(var vector)):
      vector.add([value(area), value(squares), value(time)])
      cells[index] = .vector(vector)
    case (.varianceOfReplications(let amount), .spread(var vector, var centre)):
      if vector.count == 0 { centre = value(amount) }
      let deviation = value(amount) - centre
      vector.add([deviation, deviation * deviation])
      cells[index] = .spread(vector, centre: centre)
    case (.secondMoment(let tallies), .moments(var moments)), (.standardDeviation(let tallies), .moments(var moments)):
      moments.add(
        number: tallies.reduce(0) { $0 + facts.count(tally: $1).value(facts.values) },
        sum: tallies.reduce(0) { $0 + facts.sum(tally: $1).value(facts.values) },
        squares: tallies.reduce(0) { $0 + facts.squares(tally: $1).value(facts.values) })
      cells[index] = .moments(moments)
    case (.percentile(let tallies, _), .sections(var sections)):
      // Taken out while it changes, so that nothing is copied.
      cells[index] = .sections([])
      sections[count % sections.count].add(observations, tallies: tallies)
      cells[index] = .sections(sections)
    default: preconditionFailure("Each reading has the cell made for it.")
    }
  }
}

// MARK: - Estimates

extension MeasureAccumulator {
  /// The estimates, in the order of the measures.
  ///
  /// - Parameter confidence: Two-sided level, above 0 and below 1.
  package func estimates(confidence: Double) throws(EstimationError) -> [Estimate] {
    var result: [Estimate] = []
    for index in readings.indices {
      let estimate = try estimate(index, confidence: confidence)
      result.append(isInHours[index] ? estimate.scaled(by: 1.0 / 60) : estimate)
    }
    return result
  }

  private func estimate(_ index: Int, confidence: Double) throws(EstimationError) -> Estimate {
    switch (readings[index], cells[index]) {
    case (.quotient(_, let estimator), .ratio(let ratio)):
      try ratio.estimate(confidence: confidence, estimator: estimator)
    case (.quotient(_, let estimator), .vector(let vector)):
      try vector.estimate(confidence: confidence, estimator: estimator, of: MeasureAccumulator.quotientOfQuotients)
    case (.meanOfQuotients, .vector(let vector)):
      try vector.estimate(confidence: confidence, estimator: .meanOfReplications) { ($0[0], [1]) }
    case (.varianceOverTime, .vector(let vector)):
      try vector.estimate(confidence: confidence, estimator: .timeAverage, of: MeasureAccumulator.variance)
    case (.varianceOfReplications, .spread(let vector, _)):
      try vector.estimate(confidence: confidence, estimator: .meanOfReplications) { means in
        let correction = Double(vector.count) / Double(max(vector.count - 1, 1))
        return ((means[1] - means[0] * means[0]) * correction, [-2 * means[0], 1])
      }
    case (.secondMoment, .moments(let moments)): try moments.secondMoment(confidence: confidence)
    case (.standardDeviation, .moments(let moments)): try moments.standardDeviation(confidence: confidence)
    case (.percentile(_, let share), .sections(let sections)):
      try percentile(share, of: sections, confidence: confidence)
    default: preconditionFailure("Each reading has the cell made for it.")
    }
  }

  private func percentile(
    _ share: Double, of sections: [LogHistogram], confidence: Double
  ) throws(EstimationError) -> Estimate {
    var total = LogHistogram()
    for section in sections { total.merge(section) }
    return try quantileInterval(
      probability: share, total: total, sections: sections, replications: count, confidence: confidence
    ).scaled(by: 1 / 60_000_000)
  }

  /// (a / b) / (c / d)
  private static func quotientOfQuotients(_ means: [Double]) -> (value: Double, gradient: [Double])? {
    guard means[1] != 0, means[2] != 0, means[3] != 0 else { return nil }
    let value = means[0] / means[1] * means[3] / means[2]
    let perNumerator = means[3] / means[1] / means[2]
    return (value, [perNumerator, -value / means[1], -value / means[2], value / means[3]])
  }

  /// Mean square less squared mean, from area, area of squares and time.
  private static func variance(_ means: [Double]) -> (value: Double, gradient: [Double])? {
    guard means[2] != 0 else { return nil }
    let mean = means[0] / means[2]
    let square = means[1] / means[2]
    return (square - mean * mean, [-2 * mean / means[2], 1 / means[2], (2 * mean * mean - square) / means[2]])
  }
}

extension LogHistogram {
  /// Adds the values of some tallies of a replication.
  fileprivate mutating func add(_ observations: Observations, tallies: [Int]) {
    for bucket in observations.buckets where tallies.contains(Int(bucket.tally)) {
      add(count: Int64(bucket.count), toBucket: Int(bucket.bucket))
    }
    for index in tallies {
      let tally = observations.tallies[index]
      note(values: tally.count, zeros: tally.count - tally.positive, maximum: tally.maximum)
    }
  }
}
