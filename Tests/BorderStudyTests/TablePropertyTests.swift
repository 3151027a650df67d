// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import OutputAnalysis
import Testing

/// What holds in the tables of any study, here of a post with little traffic and of one with far too much.
@Suite("Property: tables agree with each other")
struct TablePropertyTests {
  /// How much traffic comes; 1 is what the officers can do.
  private static let loads = [0.5, 1, 4]

  private func result(_ load: Double) throws -> StudyResult {
    try SmallPost.study(SmallPost.post(load: load), replications: 60, threads: 2, seed: UInt64(load * 10)).run(
      isInterrupted: { false }, finished: { _, _ in })
  }

  @Test("Minutes by cause sum to the mean wait of the class", arguments: loads)
  func causes(load: Double) throws {
    let result = try result(load)
    #expect(!result.causes.isEmpty)
    for name in result.layout.classes {
      let sum = result.causes.filter { $0.trafficClass == name }.reduce(0) { $0 + ($1.minutes.value ?? 0) }
      let wait = try result.indicators.only("waiting_time_min", of: name)
      #expect(isClose(wait.value, sum), "\(name): \(wait.value ?? .nan) and \(sum)")
    }
    for row in result.causes {
      let minutes = row.minutes.value ?? -1
      #expect(row.minutesSole.value ?? -1 <= minutes + 1e-9)
      #expect(minutes <= (row.minutesPresent.value ?? -1) + 1e-9)
    }
  }

  @Test("Shares of a pool lie between 0 and 1 and sum to 1", arguments: loads)
  func resources(load: Double) throws {
    for row in try result(load).resources {
      let shares = [row.busy, row.kept, row.free, row.freeForWantOfPartner, row.onBreak, row.down, row.offDuty]
      let values = shares.map { $0.value ?? -1 }
      #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(row.pool): \(values)")
      #expect(isClose(values.reduce(0, +), 1), "\(row.pool): \(values)")
    }
  }

  @Test("Outcomes of a class sum to 1", arguments: loads)
  func outcomes(load: Double) throws {
    let result = try result(load)
    for name in result.layout.classes {
      let rows = result.indicators.filter { $0.indicator == "outcome_share" && $0.trafficClass == name }
      #expect(isClose(rows.reduce(0) { $0 + ($1.estimate.value ?? 0) }, 1))
    }
  }

  @Test("Only a post with too much traffic is censored, and only its means over entities", arguments: loads)
  func censored(load: Double) throws {
    let result = try result(load)
    let truck = try result.indicators.only("crossing_time_min", of: "truck")
    #expect(truck.status == (load == 4 ? .censored : .ok))
    #expect(result.indicators.filter { $0.indicator == "queue_length" }.allSatisfy { $0.estimate.status == .ok })
  }

  @Test("Percentiles rise, and the largest value is above them", arguments: loads)
  func percentiles(load: Double) throws {
    let rows = try result(load).indicators
    for row in rows where row.statistic == "p50" {
      let values = try ["p50", "p90", "p95", "maximum"].compactMap {
        try rows.only(row.indicator, $0, of: row.trafficClass, at: row.station).value
      }
      #expect(values == values.sorted(), "\(row.indicator) \(row.trafficClass) \(row.station)")
    }
  }

  @Test(
    "The waits at a station lie between those of its classes", arguments: loads)
  func classesAtStation(load: Double) throws {
    let rows = try result(load).indicators
    let ofClasses = rows.filter {
      $0.indicator == "waiting_time_min" && $0.station == "entry customs" && !$0.trafficClass.isEmpty
    }
    for statistic in ["mean", "share waiting", "p95"] {
      let values = ofClasses.filter { $0.statistic == statistic }.compactMap(\.estimate.value)
      let all = try #require(try rows.only("waiting_time_min", statistic, at: "entry customs").value)
      try #require(values.count == 2)
      if statistic == "mean" { #expect(values[0] != values[1]) }
      #expect(values.min() ?? 0 <= all && all <= values.max() ?? 0, "\(statistic): \(values), \(all)")
    }
    #expect(ofClasses.contains { $0.statistic == "standard deviation" })
  }

  @Test("A gate that waits for room in the yard is kept, and only then", arguments: loads)
  func kept(load: Double) throws {
    let pools = try result(load).resources
    let gate = try #require(pools.first { $0.pool == "gate" })
    #expect((gate.kept.value ?? 0) > 0)
    let places = try #require(pools.first { $0.pool == "customs.A" })
    #expect(places.kept.value == 0)
  }

  @Test("No row twice, no name without its entry in the catalogue, no value without a unit", arguments: loads)
  func names(load: Double) throws {
    let result = try result(load)
    let keys = result.indicators.map { "\($0.indicator),\($0.trafficClass),\($0.station),\($0.statistic)" }
    #expect(Set(keys).count == keys.count)
    for row in result.indicators {
      #expect(Indicator.named(row.indicator) != nil, "\(row.indicator)")
      #expect(!row.unit.isEmpty)
    }
    #expect(result.hourly.allSatisfy { Indicator.named($0.indicator) != nil && $0.estimate.value != nil })
  }

  @Test("Every number stands inside its interval, and every interval is finite", arguments: loads)
  func intervals(load: Double) throws {
    let result = try result(load)
    for estimate in result.indicators.map(\.estimate) + result.hourly.map(\.estimate) {
      guard let value = estimate.value, let low = estimate.low, let high = estimate.high else { continue }
      #expect(low <= value && value <= high)
      #expect(low.isFinite && high.isFinite)
    }
  }
}

@Suite("Property: the catalogue of indicators")
struct CatalogueTests {
  @Test("Names are unique, and each has definition, unit and source")
  func complete() {
    #expect(Set(Indicator.catalogue.map(\.name)).count == Indicator.catalogue.count)
    for indicator in Indicator.catalogue {
      #expect(indicator.definition.hasSuffix("."), "\(indicator.name)")
      #expect(!indicator.unit.isEmpty)
      #expect(!indicator.source.isEmpty)
      #expect(indicator.name.hasSuffix("_min") == (indicator.unit == "min") || indicator.name.hasPrefix("queueing_"))
    }
  }
}
