// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy
import Testing

@Suite("Property: measures")
struct MeasureTests {
  private static let replications = 40

  /// Estimates of measures, with the replications behind them.
  private func measured(
    _ asked: [AskedMeasure], _ post: BorderPost
  ) throws -> (values: [Double], layout: ObservationLayout, seen: [Observations]) {
    let prepared = try post.prepared(for: asked.map(\.measure))
    let network = try FlowNetwork(compiling: prepared)
    let runner = ReplicationRunner(network)
    var accumulator = try MeasureAccumulator(asked, post: prepared, layout: network.layout)
    var seen: [Observations] = []
    for replication in 1...MeasureTests.replications {
      seen.append(try #require(runner.observations(replication: replication, seed: 1) { false }))
      accumulator.add(seen[replication - 1])
    }
    let values = try accumulator.estimates(confidence: 0.95).map { $0.value ?? .nan }
    return (values, network.layout, seen)
  }

  @Test("They come to what the tables say of the same replications")
  func agreeWithTables() throws {
    let post = SmallPost.post()
    let measures = [
      Measure(.waitingTime, at: "car gate"), Measure(.waitingTime, .percentile(0.95), at: "car gate"),
      Measure(.waitingTime, .standardDeviation, at: "entry customs"), Measure(.utilisation, of: "gate"),
      Measure(.queueLength, at: "entry customs"), Measure(.outcomeShare, of: "car", outcome: "turned away at lot"),
      Measure(.throughputPerDay, of: "truck"), Measure(.numberPresent),
      Measure(.numberPresent, moment: .clock(720)), Measure(.numberPresent, .shareAtLeast(6), moment: .clock(720)),
    ]
    let rows: [(indicator: String, trafficClass: String, station: String, statistic: String)] = [
      ("waiting_time_min", "", "car gate", "mean"), ("waiting_time_min", "", "car gate", "p95"),
      ("waiting_time_min", "", "entry customs", "standard deviation"), ("utilisation", "", "gate", "mean"),
      ("queue_length", "", "entry customs", "mean"), ("outcome_share", "car", "", "turned away at lot"),
      ("throughput_per_day", "truck", "", "mean"), ("number_present", "", "", "mean"),
      ("number_present", "", "", "at 12:00"), ("number_present", "", "", "share above 5 at 12:00"),
    ]
    let values = try measured(measures.map { AskedMeasure($0) }, post).values
    let study = try SmallPost.study(post, replications: MeasureTests.replications)
    let table = try study.run(isInterrupted: { false }, finished: { _, _ in }).indicators
    for (row, value) in zip(rows, values) {
      let found = table.first {
        $0.indicator == row.indicator && $0.trafficClass == row.trafficClass && $0.station == row.station
          && $0.statistic == row.statistic
      }
      let expected = try #require(found?.estimate.value, "\(row)")
      #expect(abs(value - expected) <= 1e-9 * abs(expected), "\(row): \(value), \(expected) in the table")
    }
  }

  @Test("Quotients, variances, totals and shares come to what plain sums over the replications give")
  func agreeWithSums() throws {
    let post = SmallPost.post()
    let wait = Measure(.waitingTime, at: "car gate")
    let asked = [
      AskedMeasure(
        Measure(.waitingTime, at: "car gate", divisors: [.init(Measure(.waitingTime, at: "entry customs"))])),
      AskedMeasure(wait, .meanOfReplications), AskedMeasure(Measure(.waitingTime, .total, at: "car gate")),
      AskedMeasure(Measure(.arrivals, .variance, of: "car")), AskedMeasure(Measure(.arrivals, .perHour, of: "car")),
      AskedMeasure(Measure(.queueLength, .variance, at: "car gate")),
      AskedMeasure(Measure(.numberPresent, .shareAt(3))),
      AskedMeasure(Measure(.timeShare, of: "gate", state: "kept")),
    ]
    let (values, layout, seen) = try measured(asked, post)
    let n = Double(seen.count)
    let car = try #require(layout.classes.firstIndex(of: "car"))
    func sums(_ station: String) throws -> [(sum: Double, count: Double)] {
      let index = try #require(layout.stations.firstIndex { $0.name == station })
      let tallies = layout.tallies.indices.filter { layout.tallies[$0].quantity == .waitingAtStation(index) }
      return seen.map { day in
        (
          Double(tallies.reduce(0) { $0 + day.tallies[$1].sum }) / 60_000_000,
          Double(tallies.reduce(0) { $0 + day.tallies[$1].count })
        )
      }
    }
    let gate = try sums("car gate")
    let customs = try sums("entry customs")
    let ratio = { (list: [(sum: Double, count: Double)]) -> Double in
      let sum = list.map(\.sum).reduce(0, +)
      return sum / list.map(\.count).reduce(0, +)
    }
    let arrivals = seen.map { Double($0.arrived[car]) }
    let mean = arrivals.reduce(0, +) / n
    let queue = try #require(
      layout.levels.firstIndex {
        $0.quantity == .queue(station: layout.stations.firstIndex { $0.name == "car gate" } ?? -1)
      })
    let inside = try #require(layout.levels.firstIndex { $0.quantity == .inside })
    let pool = try #require(layout.pools.firstIndex { $0.name == "gate" })
    let moments = moments(ofLevel: queue, seen)
    let atThree = seen.map { day in
      let times = Array(day.levelTimes[day.levels[inside].times])
      return times.count > 3 ? Double(times[3]) : 0
    }
    let window = n * Double(seen[0].windowMicroseconds)
    let spread = arrivals.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let level = moments.1 / moments.0
    let kept = seen.map { Double($0.resources[pool].kept) }.reduce(0, +)
    var expected: [Double] = [ratio(gate) / ratio(customs)]
    expected.append(gate.map { $0.sum / $0.count }.reduce(0, +) / n)
    expected.append(gate.map(\.sum).reduce(0, +) / n)
    expected += [spread / (n - 1), mean / 48, moments.2 / moments.0 - level * level]
    expected += [atThree.reduce(0, +) / window, kept / window]
    for (index, pair) in zip(values, expected).enumerated() {
      #expect(abs(pair.0 - pair.1) <= 1e-9 * abs(pair.1), "\(asked[index].measure): \(pair.0), not \(pair.1)")
    }
  }

  /// Time, time x level and time x level², over all replications.
  private func moments(ofLevel level: Int, _ seen: [Observations]) -> (Double, Double, Double) {
    seen.reduce(into: (0.0, 0.0, 0.0)) { sums, day in
      for (number, time) in day.levelTimes[day.levels[level].times].enumerated() {
        sums.0 += Double(time)
        sums.1 += Double(time) * Double(number)
        sums.2 += Double(time) * Double(number * number)
      }
    }
  }

  @Test(
    "What a post has not is said in a sentence",
    arguments: [
      Measure(.waitingTime, at: "nowhere"), Measure(.utilisation, of: "nobody"), Measure(.arrivals, of: "ghosts"),
      Measure(.outcomeShare, outcome: "lost"), Measure(.count, of: "nothing"),
      Measure(.timeShare, of: "gate", state: "asleep"), Measure(.numberPresent, of: "car", moment: .clock(60)),
      Measure(.waitingTime, .percentile(0.5), at: "car gate", divisors: [.init(Measure(.arrivals))]),
    ])
  func faults(measure: Measure) throws {
    #expect(throws: MeasureFault.self) { try measured([AskedMeasure(measure)], SmallPost.post()) }
  }
}
