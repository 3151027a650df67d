// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Estimates measures of one scenario from replications added one by one, none of which is kept.
///
/// Means, shares and averages over time are quotients of sums over replications; standard deviations and second moments
/// are smooth functions of such sums; percentiles come by sectioning. The replication is the unit of all of them.
public struct MeasureAccumulator: Sendable {
  /// Groups of replications behind the interval of a percentile.
  public static let sections = 20

  public let measures: [Measure]
  /// Replications added so far.
  public private(set) var count = 0
  private let readings: [MeasureReading]
  private var facts: Facts
  /// By measure: its place among the accumulators of its kind.
  private var places: [Int] = []
  private var ratios: [RatioAccumulator] = []
  private var moments: [MomentAccumulator] = []
  private var histograms: [SectionedHistogram] = []

  /// - Parameters:
  ///   - layout: Of the observations to come.
  ///   - replications: How many will be added; percentiles are divided into sections by it.
  /// - Throws: `MeasureFault` if the scenario has not what a measure asks for.
  public init(_ measures: [Measure], layout: ObservationLayout, replications: Int) throws(MeasureFault) {
    self.measures = measures
    let facts = Facts(layout)
    var readings: [MeasureReading] = []
    for measure in measures { readings.append(try MeasureReading(measure, in: layout, facts)) }
    self.facts = facts
    self.readings = readings
    for reading in readings {
      switch reading {
      case .quotient, .levelShare:
        places.append(ratios.count)
        ratios.append(RatioAccumulator())
      case .secondMoment, .standardDeviation:
        places.append(moments.count)
        moments.append(MomentAccumulator())
      case .percentile:
        places.append(histograms.count)
        histograms.append(SectionedHistogram(replications: replications, sections: MeasureAccumulator.sections))
      }
    }
  }

  /// Adds the next replication, which must be without fault.
  public mutating func add(_ observations: Observations) {
    precondition(observations.fault == nil, "A replication at fault has no numbers.")
    facts.take(observations)
    for (reading, place) in zip(readings, places) {
      switch reading {
      case .quotient(let numerator, let denominator, _):
        ratios[place].add(numerator: numerator.value(facts.values), denominator: denominator.value(facts.values))
      case .levelShare(let level, let from, let through):
        let time = observations.time(atLevel: level, from: from, through: through)
        ratios[place].add(numerator: Double(time), denominator: Double(observations.windowMicroseconds))
      case .secondMoment(let tallies), .standardDeviation(let tallies):
        moments[place].add(
          number: tallies.reduce(0) { $0 + facts.count(tally: $1).value(facts.values) },
          sum: tallies.reduce(0) { $0 + facts.sum(tally: $1).value(facts.values) },
          squares: tallies.reduce(0) { $0 + facts.squares(tally: $1).value(facts.values) })
      case .percentile(let tallies, _):
        histograms[place].withSection(ofReplication: count) { $0.add(observations, tallies: tallies) }
      }
    }
    count += 1
  }

  /// The estimates, in the order of the measures.
  ///
  /// - Parameter confidence: Two-sided level, above 0 and below 1.
  public func estimates(confidence: Double) throws(EstimationError) -> [Estimate] {
    var result: [Estimate] = []
    for (reading, place) in zip(readings, places) {
      switch reading {
      case .quotient(_, _, let estimator):
        result.append(try ratios[place].estimate(confidence: confidence, estimator: estimator))
      case .levelShare:
        result.append(try ratios[place].estimate(confidence: confidence, estimator: .timeAverage))
      case .secondMoment: result.append(try moments[place].secondMoment(confidence: confidence))
      case .standardDeviation: result.append(try moments[place].standardDeviation(confidence: confidence))
      case .percentile(_, let share):
        let microseconds = try histograms[place].estimate(probability: share, confidence: confidence)
        result.append(microseconds.scaled(by: 1 / 60_000_000))
      }
    }
    return result
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
