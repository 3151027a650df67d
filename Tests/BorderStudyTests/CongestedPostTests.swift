// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy
import Testing

/// Needs a post that has every indicator and leaves nobody inside.
@Suite("Property: rows of a congested post")
struct CongestedPostTests {
  private func result(replications: Int, threads: Int = 2) throws -> StudyResult {
    try Study(CongestedPost.post, options: .init(replications: replications, seed: 7, threads: threads))
      .run(isInterrupted: { false }) { _, _ in }
  }

  @Test("Every indicator of the catalogue has a row, and every indicator of a row is in the catalogue")
  func names() throws {
    let result = try result(replications: 3)
    #expect(Set(result.indicators.map(\.indicator)) == Set(Indicator.catalogue.map(\.name)))
    #expect(Set(result.hourly.map(\.indicator)).isSubset(of: Set(Indicator.catalogue.map(\.name))))
  }

  @Test("Units are those of the catalogue; shares have none, second moments have squares")
  func units() throws {
    let result = try result(replications: 3)
    for row in result.indicators {
      let unit = try #require(Indicator.named(row.indicator)).unit
      if row.statistic.hasPrefix("share ") {
        #expect(row.unit == "1")
      } else if row.statistic == "second moment" {
        #expect(row.unit == unit + "2")
      } else {
        #expect(row.unit == unit)
      }
    }
    for row in result.hourly { #expect(row.unit == Indicator.named(row.indicator)?.unit) }
  }

  @Test("No row, hour or cause comes twice, also when two probes look at one time")
  func keys() throws {
    let result = try result(replications: 3)
    let keys = result.indicators.map { [$0.indicator, $0.trafficClass, $0.station, $0.statistic] }
    #expect(Set(keys).count == keys.count)
    let hours = result.hourly.map { [$0.indicator, $0.trafficClass, $0.station, "\($0.weekday)", "\($0.hour)"] }
    #expect(Set(hours).count == hours.count)
    let causes = result.causes.map { [$0.trafficClass, $0.station, $0.cause, $0.root] }
    #expect(Set(causes).count == causes.count)
    for statistic in ["at 12:00", "share above 10 at 12:00", "share above 20 at 12:00", "at 18:30"] {
      #expect(try result.indicators.only("number_present", statistic).value != nil)
    }
  }

  @Test("A row of a class names its direction, any other has none")
  func directions() throws {
    for row in try result(replications: 3).indicators {
      #expect(row.direction == ["car": "A to B", "truck": "B to A"][row.trafficClass] ?? "")
    }
  }

  @Test("Waits at the stations, by their visits, make the mean wait of the class; so do the causes", arguments: 1...5)
  func sums(seed: UInt64) throws {
    let network = try FlowNetwork(compiling: CongestedPost.post)
    let layout = network.layout
    let runner = ReplicationRunner(network)
    var fold = ObservationFold(layout, replications: 20)
    var visits = [Double](repeating: 0, count: layout.tallies.count)
    for number in 1...20 {
      let observations = try #require(runner.observations(replication: number, seed: seed, shouldStop: { false }))
      try #require(observations.unfinished.allSatisfy { $0 == 0 })
      for index in visits.indices { visits[index] += Double(observations.tallies[index].count) }
      fold.add(observations)
    }
    let rows = try fold.indicators()
    let causes = try fold.causeRows()
    for (index, name) in layout.classes.enumerated() {
      let wait = try #require(try rows.only("waiting_time_min", of: name).value)
      let caused = causes.filter { $0.trafficClass == name }.reduce(0) { $0 + ($1.minutes.value ?? .nan) }
      #expect(isClose(caused, wait))
      var minutes = 0.0
      for (tally, description) in layout.tallies.enumerated() where description.trafficClass == index {
        guard case .waitingAtStation(let station) = description.quantity, visits[tally] > 0 else { continue }
        let isShared = layout.tallies.contains {
          $0.quantity == description.quantity && $0.trafficClass != index
        }
        let mean = try rows.only(
          "waiting_time_min", of: isShared ? name : "", at: layout.stations[station].name)
        minutes += try #require(mean.value) * visits[tally]
      }
      let all = layout.tallies.firstIndex { $0.quantity == .waitingTime && $0.trafficClass == index }
      #expect(isClose(minutes / visits[try #require(all)], wait))
    }
  }

  @Test("An interrupted study is that of the replications it finished, but for the sections of percentiles")
  func interruption() throws {
    let flag = Flag()
    let options = Study.Options(replications: 4_000, seed: 7, threads: 3)
    let cut = try Study(CongestedPost.post, options: options).run(isInterrupted: { flag.isRaised }) { number, _ in
      if number == 25 { flag.raise() }
    }
    try #require(cut.isInterrupted)
    try #require(cut.replications < 4_000)
    var (some, all) = (cut, try result(replications: cut.replications))
    some.indicators.removeAll { ["p50", "p90", "p95"].contains($0.statistic) }
    all.indicators.removeAll { ["p50", "p90", "p95"].contains($0.statistic) }
    #expect(spelled(some) == spelled(all))
  }

  @Test("Rows of entities are those of the replication made by itself", arguments: [1, 5])
  func entities(threads: Int) throws {
    var values: [[Int64]] = []
    let options = Study.Options(replications: 30, seed: 7, threads: threads, recordsEntities: true)
    _ = try Study(CongestedPost.post, options: options).run(isInterrupted: { false }) { values.append($1.values) }
    let runner = ReplicationRunner(
      try FlowNetwork(compiling: CongestedPost.post), options: .init(recordsEntities: true))
    try #require(values.count == 30)
    for number in 1...30 {
      let alone = try #require(runner.observations(replication: number, seed: 7, shouldStop: { false }))
      #expect(alone.entities.values == values[number - 1])
    }
  }
}
