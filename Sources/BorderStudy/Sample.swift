// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// The values of one or several tallies together: moments, maximum and percentiles.
struct Sample {
  var indicator: String
  var trafficClass: Int?
  /// Index of the station; `nil` for the whole post.
  var station: Int?
  /// Tallies whose values make the sample.
  var tallies: [Int]
  /// Percentiles wanted, as probabilities.
  var percentiles: [Double]
  /// Whether second moment and maximum are wanted beside the standard deviation.
  var isFull: Bool
  var moments = MomentAccumulator()
  /// Microseconds; `nil` before the first value.
  var maximum: Int64?

  /// All samples of a layout.
  static func list(_ layout: ObservationLayout) -> [Sample] {
    var samples: [Sample] = []
    for (index, tally) in layout.tallies.enumerated() {
      switch tally.quantity {
      case .timeAtPost(outcome: 0): samples.append(.full("crossing_time_min", tally.trafficClass, nil, [index]))
      case .waitingTime: samples.append(.full("waiting_time_min", tally.trafficClass, nil, [index]))
      default: break
      }
    }
    for station in layout.stations.indices {
      let waits = layout.tallies.indices.filter { layout.tallies[$0].quantity == .waitingAtStation(station) }
      samples.append(.full("waiting_time_min", nil, station, waits))
      // A station that one class passes has nothing to tell classes apart.
      guard waits.count > 1 else { continue }
      for tally in waits {
        samples.append(
          Sample(
            indicator: "waiting_time_min", trafficClass: layout.tallies[tally].trafficClass, station: station,
            tallies: [tally], percentiles: [0.95], isFull: false))
      }
    }
    return samples
  }

  private static func full(_ indicator: String, _ trafficClass: Int?, _ station: Int?, _ tallies: [Int]) -> Sample {
    Sample(
      indicator: indicator, trafficClass: trafficClass, station: station, tallies: tallies,
      percentiles: [0.5, 0.9, 0.95], isFull: true)
  }

  /// Adds the next replication.
  mutating func add(_ observations: Observations) {
    var number: Int64 = 0
    var sum: Int64 = 0
    var squares = 0.0
    for index in tallies {
      let tally = observations.tallies[index]
      number += tally.count
      sum += tally.sum
      squares += tally.squares
      if tally.count > 0 { maximum = max(maximum ?? 0, tally.maximum) }
    }
    moments.add(number: Double(number), sum: Double(sum) / 60_000_000, squares: squares)
  }
}
