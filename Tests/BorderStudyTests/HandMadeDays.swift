// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy
import OutputAnalysis
import Testing

/// Days written down by hand: one booth with one officer, passed by cars that are served for ten minutes each.
struct HandMadeDays {
  static let post = BorderPost(
    name: "Booth", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 1),
    pools: [Pool(name: "officer", kind: .officers, capacity: .constant(1))],
    controls: [Control(name: "booth", needs: [0], time: .same(.constant(minutes(10))))],
    traffic: [
      TrafficClass(
        name: "car", arrivals: Arrivals(rates: [1]), procedure: [.control(0, if: .always), .leave])
    ],
    targets: [
      Target(trafficClass: 0, quantity: .crossingTime, within: minutes(25)),
      Target(trafficClass: 0, quantity: .waitingTime(control: 0), within: minutes(4)),
    ],
    probes: [
      Probe(name: "noon", clockMinute: 720, quantity: .numberPresent(moreThan: 20)),
      Probe(name: "queue at noon", clockMinute: 720, quantity: .virtualWait(control: 0)),
    ])

  let layout: ObservationLayout
  /// A real replication, whose numbers are written over.
  private let form: Observations

  init() throws {
    let network = try FlowNetwork(compiling: HandMadeDays.post)
    layout = network.layout
    let runner = ReplicationRunner(network)
    form = try #require(runner.observations(replication: 1, seed: 1, shouldStop: { false }))
    try #require(!form.buckets.isEmpty)
  }

  static func minutes(_ value: Int64) -> TimeSpan { TimeSpan(microseconds: value * 60_000_000) }

  /// A day on which cars waited so long, in minutes, and all left.
  ///
  /// - Parameters:
  ///   - hours: Hour of the day in which each came.
  ///   - inside: Cars still inside at the end of the run, and the minutes that they have spent so far.
  func day(
    _ replication: Int, waits: [Double], hours: [Int] = [], inside: [Double] = []
  ) -> Observations {
    var day = form
    day.replication = replication
    day.digest = UInt64(replication)
    day.buckets = []
    for index in layout.tallies.indices {
      day.tallies[index].count = 0
      day.tallies[index].sum = 0
      day.tallies[index].maximum = 0
      day.tallies[index].positive = 0
      day.tallies[index].squares = 0
      let values: [Double] =
        switch layout.tallies[index].quantity {
        case .waitingAtStation, .waitingTime, .waitingOfStay: waits
        case .timeAtPost: waits.map { $0 + 10 }
        case .serviceTime: waits.map { _ in 10 }
        case .downTime: []
        }
      fill(&day, tally: index, values)
    }
    day.hourlyCounts = day.hourlyCounts.map { _ in 0 }
    day.hourlySums = day.hourlySums.map { _ in 0 }
    for (wait, hour) in zip(waits, hours) {
      for (position, tally) in layout.tallies.filter(\.isHourly).enumerated() {
        let value = if case .timeAtPost = tally.quantity { wait + 10 } else { wait }
        day.hourlyCounts[position * 168 + hour] += 1
        day.hourlySums[position * 168 + hour] += microseconds(value)
      }
    }
    day.arrived = [Int64(waits.count + inside.count)]
    day.departed = day.departed.map { _ in 0 }
    day.departed[0] = Int64(waits.count)
    day.unfinished = [Int64(inside.count)]
    day.unfinishedMicroseconds = [microseconds(inside.reduce(0, +))]
    fillAreas(&day, waited: microseconds(waits.reduce(0, +)), worked: microseconds(10 * Double(waits.count)))
    return day
  }

  /// Numbers at noon: cars present, and the wait of one who would join.
  func probed(_ day: Observations, present: Int64, wait: Double) -> Observations {
    var day = day
    for (index, probe) in layout.probes.enumerated() {
      day.probes[index].count = 1
      if case .virtualWait = probe.quantity {
        day.probes[index].sum = microseconds(wait)
      } else {
        day.probes[index].sum = present
        day.probes[index].above = present > 20 ? 1 : 0
      }
    }
    return day
  }

  private func microseconds(_ minutes: Double) -> Int64 { Int64((minutes * 60_000_000).rounded()) }

  private func fill(_ day: inout Observations, tally index: Int, _ values: [Double]) {
    let tally = layout.tallies[index]
    for value in values {
      let number = microseconds(value)
      day.tallies[index].count += 1
      day.tallies[index].sum += number
      day.tallies[index].maximum = max(day.tallies[index].maximum, number)
      day.tallies[index].positive += number > 0 ? 1 : 0
      day.tallies[index].squares += value * value
    }
    for (position, threshold) in tally.thresholds.enumerated() {
      day.above[tally.firstThreshold + position] = Int64(values.count { microseconds($0) > threshold.microseconds })
    }
    guard tally.hasHistogram else { return }
    for value in values.sorted() {
      var bucket = form.buckets[0]
      bucket.tally = UInt32(index)
      bucket.bucket = UInt32(BucketGeometry.index(of: microseconds(value)))
      bucket.count = 1
      day.buckets.append(bucket)
    }
  }

  private func fillAreas(_ day: inout Observations, waited: Int64, worked: Int64) {
    for (index, level) in layout.levels.enumerated() {
      switch level.quantity {
      case .queue: day.levels[index].area = waited
      case .held, .atControl, .inside: day.levels[index].area = worked
      case .present: day.levels[index].area = waited + worked
      case .down: break
      }
    }
    day.resources[0].onDuty = 1_440 * 60_000_000
    day.resources[0].busy = worked
    day.resources[0].kept = 0
    day.resources[0].freeForWantOfPartner = 0
    day.resources[0].overtime = 0
    for (index, cause) in layout.causes.enumerated() {
      let isBusy = cause.kind == .busy
      day.causes[index].microseconds = isBusy ? waited : 0
      day.causes[index].sole = isBusy ? waited : 0
      day.causes[index].present = isBusy ? waited : 0
    }
  }
}

extension [IndicatorRow] {
  /// The only row of this name, scope and statistic.
  func only(
    _ indicator: String, _ statistic: String = "mean", of trafficClass: String = "", at station: String = ""
  ) throws -> Estimate {
    let found = filter {
      $0.indicator == indicator && $0.statistic == statistic && $0.trafficClass == trafficClass
        && $0.station == station
    }
    try #require(found.count == 1, "\(indicator), \(statistic), '\(trafficClass)', '\(station)'")
    return found[0].estimate
  }
}

/// Equal to nine digits.
func isClose(_ value: Double?, _ expected: Double, within tolerance: Double = 1e-9) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= tolerance * max(1, abs(expected))
}
