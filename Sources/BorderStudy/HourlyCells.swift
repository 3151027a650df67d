// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// The cells of the hourly table: 168 for each hourly tally, then 168 for each queue and each class.
struct HourlyCells {
  private let layout: ObservationLayout
  private let tallies: [Int]
  /// Levels, each with the first cell of its clock's exposure.
  private let levels: [(level: Int, clock: Int)]

  init(_ layout: ObservationLayout) {
    self.layout = layout
    tallies = layout.tallies.indices.filter { layout.tallies[$0].isHourly }
    levels = layout.levels.enumerated().compactMap { index, level in
      switch level.quantity {
      case .queue(let station): (level: index, clock: layout.stations[station].state == .b ? 168 : 0)
      case .present: (level: index, clock: 0)
      case .held, .atControl, .inside, .down: nil
      }
    }
  }

  var count: Int { (tallies.count + levels.count) * 168 }

  /// Writes numerators and denominators of all cells for one replication, `count` of each.
  func fill(_ numerators: inout [Double], _ denominators: inout [Double], _ observations: Observations) {
    let exposure = observations.hourlyExposure.map(Double.init)
    numerators.withUnsafeMutableBufferPointer { numerators in
      denominators.withUnsafeMutableBufferPointer { denominators in
        for cell in 0..<(tallies.count * 168) {
          let count = observations.hourlyCounts[cell]
          denominators[cell] = Double(count)
          // Most cells of a single day are empty, and a division takes long.
          numerators[cell] = count == 0 ? 0 : Double(observations.hourlySums[cell]) / 60_000_000
        }
        var cell = tallies.count * 168
        for (level, clock) in levels {
          for hour in 0..<168 {
            numerators[cell + hour] = Double(observations.hourlyAreas[level * 168 + hour])
            denominators[cell + hour] = exposure[clock + hour]
          }
          cell += 168
        }
      }
    }
  }

  /// The rows of the table; cells that no data fell into are left out.
  ///
  /// - Parameter unfinished: By class: members of the cohort that were never seen to leave, which makes its means over
  ///   entities `censored`.
  func rows(
    _ ratios: RatioAccumulators, unfinished: [Int64], confidence: Double
  ) throws(EstimationError) -> [HourlyRow] {
    var rows: [HourlyRow] = []
    for (position, tally) in tallies.enumerated() {
      let description = layout.tallies[tally]
      var indicator = "crossing_time_min"
      var station = ""
      if case .waitingAtStation(let index) = description.quantity {
        indicator = "waiting_time_min"
        station = layout.stations[index].name
      }
      let first = rows.count
      try append(
        &rows, ratios, block: position, indicator, trafficClass: description.trafficClass, station, .ratio, confidence)
      guard unfinished[description.trafficClass] > 0 else { continue }
      for index in first..<rows.count { rows[index].estimate.status = .censored }
    }
    for (position, (level, _)) in levels.enumerated() {
      let block = tallies.count + position
      switch layout.levels[level].quantity {
      case .queue(let station):
        try append(
          &rows, ratios, block: block, "queue_length", trafficClass: nil, layout.stations[station].name, .timeAverage,
          confidence)
      case .present(let trafficClass):
        try append(
          &rows, ratios, block: block, "number_present", trafficClass: trafficClass, "", .timeAverage, confidence)
      case .held, .atControl, .inside, .down: break
      }
    }
    return rows
  }

  private func append(
    _ rows: inout [HourlyRow], _ ratios: RatioAccumulators, block: Int, _ indicator: String, trafficClass: Int?,
    _ station: String, _ estimator: Estimate.Estimator, _ confidence: Double
  ) throws(EstimationError) {
    for hour in 0..<168 {
      let estimate = try ratios[block * 168 + hour].estimate(confidence: confidence, estimator: estimator)
      guard estimate.value != nil else { continue }
      rows.append(
        HourlyRow(
          indicator: indicator, trafficClass: trafficClass.map { layout.classes[$0] } ?? "",
          direction: trafficClass.map { layout.directions[$0].rawValue } ?? "", station: station, statistic: "mean",
          unit: Indicator.named(indicator)?.unit ?? "", weekday: hour / 24, hour: hour % 24,
          estimate: estimate.limited(to: 0...(.infinity))))
    }
  }
}
