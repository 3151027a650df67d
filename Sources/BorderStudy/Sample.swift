// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// The values of one or several tallies together: moments, maximum and percentiles.
struct Sample {
  var indicator: String
  var trafficClass: Int?
  var station: String
  /// Tallies whose values make the sample.
  var tallies: [Int]
  /// Percentiles wanted, as probabilities.
  var percentiles: [Double]
  /// Moments wanted: standard deviation and second moment.
  var hasMoments: Bool
  var moments = MomentAccumulator()
  var maximum: Int64 = 0
  var histogram: SectionedHistogram

  var hasHistogram: Bool { !percentiles.isEmpty }

  /// All samples of a layout, in the order of the table.
  static func list(_ layout: ObservationLayout, replications: Int) -> [Sample] {
    var samples: [Sample] = []
    func add(
      _ indicator: String, _ trafficClass: Int?, _ station: String, _ tallies: [Int], _ percentiles: [Double],
      moments: Bool
    ) {
      samples.append(
        Sample(
          indicator: indicator, trafficClass: trafficClass, station: station, tallies: tallies,
          percentiles: percentiles, hasMoments: moments, histogram: SectionedHistogram(replications: replications)))
    }
    for (index, tally) in layout.tallies.enumerated() {
      switch tally.quantity {
      case .timeAtPost(outcome: 0):
        add("crossing_time_min", tally.trafficClass, "", [index], [0.5, 0.9, 0.95], moments: true)
      case .waitingTime:
        add("waiting_time_min", tally.trafficClass, "", [index], [0.5, 0.9, 0.95], moments: true)
      default: break
      }
    }
    for (station, description) in layout.stations.enumerated() {
      let waits = layout.tallies.indices.filter { layout.tallies[$0].quantity == .waitingAtStation(station) }
      add("waiting_time_min", nil, description.name, waits, [0.5, 0.9, 0.95], moments: true)
    }
    return samples
  }

  mutating func add(_ observations: Observations, facts: [Double], order: Int) {
    if hasMoments {
      var number = 0.0
      var sum = 0.0
      var squares = 0.0
      for tally in tallies {
        number += facts[tally * 4]
        sum += facts[tally * 4 + 1]
        squares += facts[tally * 4 + 3]
      }
      moments.add(number: number, sum: sum, squares: squares)
    }
    for tally in tallies { maximum = max(maximum, observations.tallies[tally].maximum) }
  }

  mutating func addBuckets(_ observations: Observations, starts: [Int], ends: [Int], order: Int) {
    let tallies = tallies
    histogram.withSection(ofReplication: order) { section in
      for tally in tallies where starts[tally] >= 0 {
        for index in starts[tally]..<ends[tally] {
          let bucket = observations.buckets[index]
          section.add(count: Int64(bucket.count), toBucket: Int(bucket.bucket))
        }
        let known = observations.tallies[tally]
        section.note(values: known.count, zeros: known.count - known.positive, maximum: known.maximum)
      }
    }
  }

  /// A percentile over those who finished, in minutes; sections that hold nobody are left out.
  func percentile(_ probability: Double, confidence: Double, replications: Int) throws(EstimationError) -> Estimate {
    let sections = histogram.sections.filter { $0.maximum != nil }
    return try quantileInterval(
      probability: probability, total: histogram.total, sections: sections, replications: replications,
      confidence: confidence
    ).scaled(by: 1 / 60_000_000)
  }
}
