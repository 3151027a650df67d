// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// What must be true of the observations of any replication of any post, checked against the rows of its entities.
struct ObservationChecks {
  let post: BorderPost
  let layout: ObservationLayout
  let observations: Observations
  let rows: [[Int64]]
  let windowStart: Int64
  let window: Int64
  private let findings = Findings()

  /// Claims that do not hold; a class, so that checks which only read can add to it.
  private final class Findings {
    var texts: [String] = []
  }

  /// The claims that do not hold, in words; empty if all is well.
  static func violations(of post: BorderPost, seed: UInt64) throws -> [String] {
    let (layout, result) = try BorderSimulationTests.observations(of: post, seed: seed)
    let checks = ObservationChecks(post: post, layout: layout, observations: result)
    if let fault = result.fault { return ["the run ended with \(fault)"] }
    checks.checkConservation()
    checks.checkLevels()
    checks.checkTallies()
    checks.checkHours()
    checks.checkWaits()
    checks.checkCauses()
    checks.checkRoots()
    checks.checkPools()
    checks.checkUnits()
    checks.checkProbes()
    return checks.findings.texts
  }

  private init(post: BorderPost, layout: ObservationLayout, observations: Observations) {
    self.post = post
    self.layout = layout
    self.observations = observations
    rows = observations.entities.list
    windowStart = TimeSpan.day.microseconds * Int64(post.calendar.warmUpDays)
    window = post.calendar.window.microseconds
  }

  func claim<Value: Equatable>(_ value: Value, _ expected: Value, _ what: @autoclosure () -> String) {
    if value != expected { findings.texts.append("\(what()): \(value), not \(expected)") }
  }

  func claim(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { findings.texts.append(what()) }
  }

  var windowEnd: Int64 { windowStart + window }

  /// The post starts empty at the start of the window: all who were ever inside by its end are in the rows.
  var rowsAreComplete: Bool { windowStart == 0 && post.content.isEmpty }

  func rows(of trafficClass: Int) -> [[Int64]] { rows.filter { $0[0] == Int64(trafficClass) } }

  func departed(_ trafficClass: Int, _ outcome: Int) -> Int64 {
    observations.departed[trafficClass * layout.outcomes.count + outcome]
  }

  func level(_ quantity: ObservationLayout.LevelDescription.Quantity) -> Observations.Level {
    observations.levels[layout.levels.firstIndex { $0.quantity == quantity } ?? 0]
  }

  func tally(
    _ quantity: ObservationLayout.TallyDescription.Quantity, _ trafficClass: Int
  ) -> Observations.Tally? {
    layout.tallies.firstIndex { $0.quantity == quantity && $0.trafficClass == trafficClass }
      .map { observations.tallies[$0] }
  }

  func postClass(_ trafficClass: Int) -> TrafficClass {
    post.traffic[post.traffic.firstIndex { $0.name == layout.classes[trafficClass] } ?? 0]
  }

  func postPool(_ pool: Int) -> Pool { post.pools[post.pools.firstIndex { $0.name == layout.pools[pool].name } ?? 0] }

  /// Pools that one visit at a station needs.
  func needs(_ station: Int) -> [Pool] {
    let name = layout.stations[station].name
    if let control = post.controls.first(where: { $0.name == name }) { return control.needs.map { post.pools[$0] } }
    return post.pools.filter { $0.name == name }
  }

  /// Whether the end of a shift may take work off those served at a station.
  func isInterruptible(_ station: Int) -> Bool {
    isBroken(station)
      || needs(station).contains { endsWorkWithDuty($0) }
  }

  /// First columns of the visits to a place; `joined`, then `started` and `finished`.
  func columns(of place: String) -> [Int] {
    layout.stamps.indices.filter { layout.stamps[$0].place == place && layout.stamps[$0].event == .joined }
      .map { $0 + EntityRows.fixedColumns }
  }
}

// MARK: - Books

extension ObservationChecks {
  func checkConservation() {
    for trafficClass in layout.classes.indices {
      let name = layout.classes[trafficClass]
      let rows = rows(of: trafficClass)
      let left = layout.outcomes.indices.reduce(0) { $0 + departed(trafficClass, $1) }
      claim(left + observations.unfinished[trafficClass], observations.arrived[trafficClass], "arrivals of \(name)")
      claim(Int64(rows.count), observations.arrived[trafficClass], "rows of \(name)")
      for outcome in layout.outcomes.indices {
        let count = rows.filter { $0[4] == Int64(outcome) }.count
        claim(departed(trafficClass, outcome), Int64(count), "\(name) \(layout.outcomes[outcome])")
      }
      let reached = observations.reachedMicroseconds + windowStart
      let inside = rows.filter { $0[3] < 0 }.reduce(0) { $0 + reached - $1[2] }
      claim(observations.unfinishedMicroseconds[trafficClass], inside, "time of the unfinished of \(name)")
      claim(rows.allSatisfy { $0[2] >= windowStart && $0[2] < windowEnd }, "\(name) has rows outside the window")
      if rowsAreComplete {
        let present = rows.filter { $0[3] < 0 || $0[3] > windowEnd }.count
        claim(observations.presentAtClosing[trafficClass], Int64(present), "present at closing of \(name)")
        claim(observations.presentAtOpening[trafficClass], 0, "present at opening of \(name)")
      }
    }
  }

  private func checkLevels() {
    for (trafficClass, name) in layout.classes.enumerated() {
      let area = level(.present(trafficClass: trafficClass)).area
      claim(area, observations.stayWithinWindow[trafficClass], "area under the number of \(name)")
      if rowsAreComplete {
        let stays = rows(of: trafficClass).reduce(0) { sum, row in
          sum + (row[3] < 0 ? windowEnd : min(row[3], windowEnd)) - row[2]
        }
        claim(area, stays, "stays of \(name) cut to the window")
      }
    }
    for (index, level) in observations.levels.enumerated() {
      let what = "\(layout.levels[index].quantity)"
      let times = observations.levelTimes[level.times]
      claim(times.reduce(0, +), window, "times of \(what)")
      claim(zip(times, 0...).reduce(0) { $0 + $1.0 * Int64($1.1) }, level.area, "area of \(what)")
      claim(times.allSatisfy { $0 >= 0 }, "negative time at a level of \(what)")
      let hours = observations.hourlyAreas[(index * 168)..<(index * 168 + 168)]
      claim(hours.reduce(0, +), level.area, "hourly areas of \(what)")
    }
    for clock in 0..<2 {
      let exposure = observations.hourlyExposure[(clock * 168)..<(clock * 168 + 168)]
      claim(exposure.reduce(0, +), window, "exposure on clock \(clock)")
      let offset = clock == 0 ? 0 : Int64(clockDifference(of: post)) * 60_000_000
      claim(Array(exposure), expectedExposure(offset), "exposure by hour on clock \(clock)")
    }
  }

  private func expectedExposure(_ offset: Int64) -> [Int64] {
    var cells = Array(repeating: Int64(0), count: 168)
    let quarter: Int64 = 60_000_000 * 15
    for time in stride(from: windowStart, to: windowEnd, by: Int64.Stride(quarter)) {
      cells[hourOfWeek(time, offset)] += quarter
    }
    return cells
  }

  /// Hour of the week of an instant on a clock that is ahead of that of A.
  func hourOfWeek(_ time: Int64, _ offset: Int64) -> Int {
    let hour: Int64 = 3_600_000_000
    let weekday = ((post.calendar.starts.dayNumber - post.calendar.warmUpDays + 3) % 7 + 7) % 7
    let sinceMonday = Int64(weekday) * TimeSpan.day.microseconds + time + offset
    return Int(((sinceMonday % (168 * hour)) + 168 * hour) % (168 * hour) / hour)
  }

  private func checkTallies() {
    var counted = Array(repeating: Int64(0), count: layout.tallies.count)
    for bucket in observations.buckets { counted[Int(bucket.tally)] += Int64(bucket.count) }
    for (index, description) in layout.tallies.enumerated() {
      guard description.trafficClass >= 0 else { continue }
      let what = "\(description.quantity) of \(layout.classes[description.trafficClass])"
      let values = values(description)
      guard let values else { continue }
      let tally = observations.tallies[index]
      if description.hasHistogram { claim(counted[index], Int64(values.count), "histogram of \(what)") }
      claim(tally.sum, values.reduce(0, +), "sum of \(what)")
      if description.quantity == .serviceTime { continue }
      claim(tally.count, Int64(values.count), "count of \(what)")
      claim(tally.maximum, values.max() ?? 0, "maximum of \(what)")
      claim(tally.positive, Int64(values.filter { $0 > 0 }.count), "positive values of \(what)")
      let squares = values.reduce(0.0) { $0 + Double($1) / 60_000_000 * Double($1) / 60_000_000 }
      claim(abs(tally.squares - squares) <= 1e-9 * squares, "squares of \(what): \(tally.squares), not \(squares)")
      for (place, limit) in description.thresholds.enumerated() {
        let above = Int64(values.filter { $0 > limit.microseconds }.count)
        claim(observations.above[description.firstThreshold + place], above, "\(what) above \(limit.inMinutes) min")
      }
    }
  }

  /// The values of a sample by the rows; `nil` where the rows do not tell.
  private func values(_ description: ObservationLayout.TallyDescription) -> [Int64]? {
    let rows = rows(of: description.trafficClass)
    switch description.quantity {
    case .timeAtPost(let outcome): return rows.filter { $0[4] == Int64(outcome) }.map { $0[3] - $0[2] }
    case .waitingTime: return rows.filter { $0[3] >= 0 }.map(waiting)
    case .waitingOfStay(let outcome): return rows.filter { $0[4] == Int64(outcome) }.map(waiting)
    case .serviceTime: return rows.filter { $0[3] >= 0 }.map { $0[3] - $0[2] - waiting($0) - travel($0) }
    case .downTime: return nil
    case .waitingAtStation(let station):
      return isInterruptible(station) ? nil : visits(rows, station).map { $0.started - $0.joined }
    }
  }

  /// All waiting in a row, whatever its causes.
  private func waiting(_ row: [Int64]) -> Int64 { row.suffix(CauseKind.allCases.count).reduce(0, +) }

  private func travel(_ row: [Int64]) -> Int64 {
    let places = Set(layout.stamps.map { $0.place })
    let others = post.controls.map { $0.name } + post.pools.map { $0.name }
    var sum: Int64 = 0
    for place in places.subtracting(others) {
      for column in columns(of: place) where row[column + 2] >= 0 { sum += row[column + 2] - row[column + 1] }
    }
    return sum
  }

  /// Visits that began service.
  func visits(_ rows: [[Int64]], _ station: Int) -> [(joined: Int64, started: Int64)] {
    columns(of: layout.stations[station].name).flatMap { column in
      rows.filter { $0[column + 1] >= 0 }.map { ($0[column], $0[column + 1]) }
    }
  }
}
