// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Waiting and its causes

extension ObservationChecks {
  /// Counts and sums by hour of the week: by the hour of joining a line on the clock of its station, else of arrival.
  func checkHours() {
    var cells = 0..<168
    for description in layout.tallies where description.isHourly {
      defer { cells = (cells.lowerBound + 168)..<(cells.upperBound + 168) }
      var counts = Array(repeating: Int64(0), count: 168)
      var sums = counts
      let rows = rows(of: description.trafficClass)
      switch description.quantity {
      case .waitingAtStation(let station):
        if isInterruptible(station) { continue }
        let isB = layout.stations[station].state == .b
        let offset = isB ? Int64(clockDifference(of: post)) * 60_000_000 : 0
        for visit in visits(rows, station) {
          counts[hourOfWeek(visit.joined, offset)] += 1
          sums[hourOfWeek(visit.joined, offset)] += visit.started - visit.joined
        }
      default:
        for row in rows where row[4] == 0 {
          counts[hourOfWeek(row[2], 0)] += 1
          sums[hourOfWeek(row[2], 0)] += row[3] - row[2]
        }
      }
      let what = "\(description.quantity) of \(layout.classes[description.trafficClass])"
      claim(Array(observations.hourlyCounts[cells]), counts, "numbers by hour of \(what)")
      claim(Array(observations.hourlySums[cells]), sums, "sums by hour of \(what)")
    }
  }

  /// With an empty start and nobody left waiting, the area under the queue is the sum of the waits.
  func checkWaits() {
    guard rowsAreComplete else { return }
    for station in layout.stations.indices where !isInterruptible(station) {
      var area: Int64 = 0
      for column in columns(of: layout.stations[station].name) {
        for row in rows where row[column] >= 0 {
          // Those turned away joined and never started; those still waiting wait until the end.
          let isWaiting = row[column + 1] < 0 && row[3] < 0
          let until = isWaiting ? windowEnd : row[column + 1] < 0 ? row[column] : row[column + 1]
          area += max(0, min(until, windowEnd) - min(row[column], windowEnd))
        }
      }
      claim(level(.queue(station: station)).area, area, "queue at \(layout.stations[station].name)")
    }
  }

  func checkCauses() {
    for (trafficClass, name) in layout.classes.enumerated() {
      let rows = rows(of: trafficClass)
      for kind in CauseKind.allCases {
        let causes = causes { $0.trafficClass == trafficClass && $0.kind == kind }
        let sum = rows.reduce(0) { $0 + $1[$1.count - CauseKind.allCases.count + kind.rawValue] }
        claim(causes.reduce(0) { $0 + $1.microseconds }, sum, "waiting of \(name) for \(kind)")
      }
      if observations.unfinished[trafficClass] == 0 {
        let sum = causes { $0.trafficClass == trafficClass }.reduce(0) { $0 + $1.microseconds }
        claim(tally(.waitingTime, trafficClass)?.sum ?? -1, sum, "causes of all waiting of \(name)")
        checkStationCauses(of: trafficClass)
      }
      for row in rows where row[3] >= 0 { checkCauses(of: row) }
    }
    for (index, cause) in observations.causes.enumerated() {
      claim(
        0 <= cause.sole && cause.sole <= cause.microseconds && cause.microseconds <= cause.present,
        "order of sole, first and present of \(layout.causes[index])")
    }
  }

  /// The roots of blocking make up the waiting for a place, where places are taken by entering only.
  func checkRoots() {
    if post.controls.contains(where: { $0.needs.contains { post.pools[$0].kind == .places } }) { return }
    for (index, cause) in layout.causes.enumerated() where cause.kind == .noPlace {
      let roots = layout.roots.indices.filter {
        layout.roots[$0].trafficClass == cause.trafficClass && layout.roots[$0].station == cause.station
          && layout.roots[$0].space == cause.pool
      }
      let sum = roots.reduce(0) { $0 + observations.roots[$1] }
      claim(sum, observations.causes[index].microseconds, "roots of \(cause)")
    }
  }

  private func causes(where fits: (ObservationLayout.CauseDescription) -> Bool) -> [Observations.Cause] {
    layout.causes.indices.filter { fits(layout.causes[$0]) }.map { observations.causes[$0] }
  }

  private func checkStationCauses(of trafficClass: Int) {
    for station in layout.stations.indices {
      guard let tally = tally(.waitingAtStation(station), trafficClass) else { continue }
      let sum = causes { $0.trafficClass == trafficClass && $0.station == station }.reduce(0) { $0 + $1.microseconds }
      claim(tally.sum, sum, "causes of \(layout.classes[trafficClass]) at \(layout.stations[station].name)")
    }
  }

  /// The causes of one entity sum to its waits, where each wait can be seen in its row.
  private func checkCauses(of row: [Int64]) {
    var wait: Int64 = 0
    for station in layout.stations.indices {
      for column in columns(of: layout.stations[station].name) where row[column + 1] >= 0 {
        if isInterruptible(station) { return }
        wait += row[column + 1] - row[column]
        claim(row[column + 1] >= row[column], "entity \(row[0]):\(row[1]) starts before it joins")
      }
    }
    claim(row.suffix(CauseKind.allCases.count).reduce(0, +), wait, "causes of entity \(row[0]):\(row[1])")
  }
}

// MARK: - Pools

extension ObservationChecks {
  func checkPools() {
    for (index, description) in layout.pools.enumerated() {
      if description.isUnlimited {
        claim(observations.resources[index].onDuty, 0, "on duty in \(description.name), which is unlimited")
        continue
      }
      guard let pool = post.pools.first(where: { $0.name == description.name }) else { continue }
      let resource = observations.resources[index]
      let held = resource.busy + resource.kept
      claim(resource.busy >= 0 && resource.kept >= 0 && resource.overtime >= 0, "negative use of \(pool.name)")
      claim(held <= resource.onDuty, "\(pool.name) is held more than it is on duty")
      claim(resource.freeForWantOfPartner <= resource.onDuty - held, "\(pool.name) is free more than it is on duty")
      claim(resource.freeForWantOfPartner >= 0, "\(pool.name) is free for less than no time")
      claim(resource.overtime <= held, "overtime of \(pool.name)")
      let elsewhere = resource.down + resource.onBreak + resource.closedByRule
      claim(resource.onDuty - resource.overtime + elsewhere, rosterArea(pool), "roster of \(pool.name)")
      claim(held + resource.settingUp + resource.away <= resource.onDuty, "\(pool.name) does more than it is on duty")
      claim(level(.held(pool: index)).area, held, "units held of \(pool.name)")
      if case .constant(let units) = pool.capacity {
        let times = observations.levelTimes[level(.held(pool: index)).times]
        claim(times.dropFirst(units + 1).allSatisfy { $0 == 0 }, "\(pool.name) gives more units than it has")
        if layout.stations.indices.contains(where: { needs($0).contains(pool) && isInterruptible($0) }) { continue }
        claim(mostHeld(pool) <= units, "rows hold \(mostHeld(pool)) of \(units) units of \(pool.name)")
      }
    }
  }

  /// Unit-microseconds of the roster within the window.
  private func rosterArea(_ pool: Pool) -> Int64 {
    if case .teams(let teams) = pool.capacity { return areaOfTeams(teams, pool) }
    if !pool.hours.isEmpty { return areaWithinHours(pool) }
    if case .constant(let units) = pool.capacity { return Int64(units) * window }
    return dutyPeriods(of: pool, in: post, until: windowEnd).reduce(0) { sum, period in
      sum + Int64(period.officers) * max(0, min(period.to, windowEnd) - max(period.from, windowStart))
    }
  }

  /// The largest number of units of a pool held at one time by the entities of the rows.
  private func mostHeld(_ pool: Pool) -> Int {
    var changes: [(time: Int64, change: Int)] = []
    for row in rows {
      for (from, to) in holdings(of: pool, row) where to < 0 || to > from {
        changes.append((from, 1))
        if to >= 0 { changes.append((to, -1)) }
      }
    }
    var held = 0
    var most = 0
    for (_, change) in changes.sorted(by: { ($0.time, $0.change) < ($1.time, $1.change) }) {
      held += change
      most = max(most, held)
    }
    return most
  }

  /// When one entity held a unit of a pool: from the start of work to its end (or, kept, to the next place), or from
  /// entering a space to leaving it; -1 for ever.
  private func holdings(of pool: Pool, _ row: [Int64]) -> [(from: Int64, to: Int64)] {
    var result: [(from: Int64, to: Int64)] = []
    var open: [(pool: Bool, kept: Bool, from: Int64)] = []
    var visits: [String: Int] = [:]
    var now = row[2]
    func columnOfVisit(_ place: String) -> Int {
      visits[place, default: 0] += 1
      return columns(of: place)[visits[place, default: 1] - 1]
    }
    func close(kept: Bool) {
      result += open.filter { $0.kept == kept }.map { ($0.from, now) }
      open.removeAll { $0.kept == kept }
    }
    for step in postClass(Int(row[0])).procedure {
      switch step {
      case .control(let index, _):
        let control = post.controls[index]
        let column = columnOfVisit(control.name)
        if row[column] < 0 { continue }
        let isHeld = control.needs.contains { post.pools[$0].name == pool.name }
        if row[column + 1] < 0 { return result + open.map { ($0.from, row[3]) } }
        if isHeld { open.append((true, true, row[column + 1])) }
        if row[column + 2] < 0 { return result + open.map { ($0.from, -1) } }
        now = row[column + 2]
        if !control.keeps { close(kept: true) }
      case .enter(let index, _):
        let column = columnOfVisit(post.pools[index].name)
        if row[column + 1] < 0 { return result + open.map { ($0.from, row[3]) } }
        now = row[column + 1]
        close(kept: true)
        if post.pools[index].name == pool.name { open.append((true, false, now)) }
      case .convoy(let index):
        let column = columnOfVisit(post.pools[index].name)
        if row[column + 1] < 0 { return result + open.map { ($0.from, row[3]) } }
        now = row[column + 1]
      case .leaveSpace(let index): if post.pools[index].name == pool.name { close(kept: false) }
      case .travel(let name, _):
        let column = columnOfVisit(name)
        if row[column + 2] < 0 { return result + open.map { ($0.from, -1) } }
        now = row[column + 2]
      default: break
      }
    }
    return result
  }

  func checkProbes() {
    for (index, probe) in layout.probes.enumerated() {
      let seen = observations.probes[index]
      let days = probe.after == nil ? post.calendar.days : 1
      claim(seen.count + seen.unanswered, Int64(days), "looks of \(probe.name)")
      if case .numberPresent(let limit) = probe.quantity {
        claim(seen.unanswered, 0, "unanswered looks of \(probe.name)")
        guard rowsAreComplete else { continue }
        let numbers = (0..<days).map { day in
          let time = probe.after?.microseconds ?? Int64(day * 1440 + probe.clockMinute) * 60_000_000
          return Int64(rows.filter { $0[2] <= time && ($0[3] < 0 || $0[3] > time) }.count)
        }
        claim(seen.sum, numbers.reduce(0, +), "numbers seen by \(probe.name)")
        claim(
          seen.above, Int64(numbers.filter { $0 > limit.map { Int64($0) } ?? .max }.count), "above at \(probe.name)")
      } else if observations.unfinished.allSatisfy({ $0 == 0 }) {
        claim(seen.sum >= 0, "negative virtual wait")
      }
    }
  }
}
