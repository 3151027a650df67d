// SPDX-License-Identifier: GPL-3.0-or-later

/// The work offered to a pool in a week against the time it is on duty.
public struct Workload: Hashable, Sendable {
  /// Name of the pool.
  public var pool: String
  /// Hours of work that arrive in a week, by the rates and the means; those turned away before are counted.
  public var offeredHours: Double
  /// The part of it that comes from classes which no full space has turned away before.
  public var unavoidableHours: Double
  /// Officer-hours or unit-hours on duty in a week; `nil` if unlimited.
  public var staffedHours: Double?

  /// Offered / staffed; infinite if nobody is ever on duty, `nil` if unlimited.
  public var load: Double? { staffedHours.map { $0 > 0 ? offeredHours / $0 : .infinity } }

  /// Whether as much or more work arrives as can be done, so that the queue grows without end. Work of classes that
  /// a full space turns away does not count: their queue is as long as the space.
  public var isOverloaded: Bool {
    guard let staffedHours else { return false }
    return unavoidableHours >= staffedHours
  }
}

/// The arrivals of a class in a week.
public struct WeeklyVolume: Hashable, Sendable {
  public var trafficClass: String
  /// Expected arrivals on each day of the week, from Monday.
  public var perDay: [Double]
  /// Expected arrivals in a week.
  public var perWeek: Double
}

extension BorderPost {
  /// Expected arrivals of the classes whose number is known beforehand (`dailyVolume`); in the order of the names.
  public var weeklyVolumes: [WeeklyVolume] {
    traffic.indices.sorted { traffic[$0].name < traffic[$1].name }.compactMap { index in
      dailyVolume(ofClass: index).map {
        WeeklyVolume(trafficClass: traffic[index].name, perDay: $0, perWeek: $0.reduce(0, +))
      }
    }
  }

  /// Offered and staffed hours of officers and equipment; in the order of the names.
  ///
  /// Spaces are left out: how long a place is taken depends on the waiting. Classes without an expected number of
  /// arrivals (`dailyVolume`) are left out too: how much work they bring depends on how fast they are served.
  public var workloads: [Workload] {
    var offered = [Double](repeating: 0, count: pools.count)
    var unavoidable = offered
    // In the order of the names: a sum of Doubles depends on its order.
    for index in traffic.indices.sorted(by: { traffic[$0].name < traffic[$1].name }) {
      let traffic = traffic[index]
      let perWeek = dailyVolume(ofClass: index)?.reduce(0, +) ?? 0
      for visit in traffic.visits {
        let hours = perWeek * traffic.meanHours(of: visit, controls)
        for pool in visit.papers?.needs ?? controls[visit.control].needs {
          offered[pool] += hours
          if visit.isUnavoidable { unavoidable[pool] += hours }
        }
      }
    }
    return pools.indices.filter { pools[$0].kind != .places }.map {
      Workload(
        pool: pools[$0].name, offeredHours: offered[$0], unavoidableHours: unavoidable[$0],
        staffedHours: staffedHours(of: pools[$0]).map { [pool = pools[$0]] in $0 * pool.workPerHourOnDuty })
    }.sorted { $0.pool < $1.pool }
  }
}

extension TrafficClass {
  /// Mean hours of work at a control per member of the class, members who do not pass it included.
  fileprivate func meanHours(of visit: ExpectedVisit, _ controls: [Control]) -> Double {
    if let papers = visit.papers { return (1 - papers.lodgedShare) * papers.time.mean.inHours }
    let control = controls[visit.control]
    let persons = control.isPerPerson && !visit.isOfPerson ? meanPeople : 1
    guard !channels.isEmpty else {
      guard case .same(let law) = control.time.time(of: name) else { return 0 }
      return visit.share(ofChannel: nil) * persons * law.mean.inHours
    }
    return channels.map { channel in
      let law: Law? =
        switch control.time.time(of: name) {
        case .same(let law): law
        case .byChannel(let laws): laws[channel.name]
        case .byClass, nil: nil
        }
      return channel.share * visit.share(ofChannel: channel.name) * persons * (law?.mean.inHours ?? 0)
    }.reduce(0, +)
  }
}

extension Pool {
  /// Hours of work done in an hour on duty by a unit of mean speed that is down as often as can be expected.
  fileprivate var workPerHourOnDuty: Double {
    guard let units else { return 1 }
    let speed = units.speeds.isEmpty ? 1 : units.speeds.reduce(0, +) / Double(units.speeds.count)
    guard let breakdown = units.breakdown else { return speed }
    return speed / (1 + breakdown.repair.mean.inHours / breakdown.every.mean.inHours)
  }
}

extension BorderPost {
  /// Unit-hours on duty in a week, breaks left out; over the observed days where holidays or teams make weeks differ.
  /// `nil` if unlimited.
  fileprivate func staffedHours(of pool: Pool) -> Double? {
    if pool.capacity == .unlimited { return nil }
    let first = calendar.starts.dayNumber
    let holidays = holidays[pool.state] ?? []
    let dayCount = pool.isWeekly(holidays: holidays) ? 7 : calendar.days
    var minutes = 0
    for period in pool.dutyWithinHours(on: first..<(first + dayCount), anchor: first, holidays: holidays) {
      minutes += max(0, min(period.to, dayCount * 1440) - max(period.from, 0)) * period.units
      if let breaks = period.breaks, (0..<(dayCount * 1440)).contains(breaks.from) {
        minutes -= breaks.minutes * period.units
      }
    }
    return Double(max(0, minutes)) / 60 * 7 / Double(dayCount)
  }
}
