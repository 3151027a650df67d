// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Shifts

/// One working period of a pool in simulated time.
struct DutyPeriod {
  var from: Int64
  var to: Int64
  var officers: Int
  var shift: Shift
}

/// All working periods of a pool that touch simulated time, each shift of each day for itself.
func dutyPeriods(of pool: Pool, in post: BorderPost, until end: Int64) -> [DutyPeriod] {
  guard case .shifts(let shifts) = pool.capacity else { return [] }
  let calendar = post.calendar
  let minute: Int64 = 60_000_000
  let ahead = pool.state == .a ? 0 : clockDifference(of: post)
  let firstDay = calendar.starts.dayNumber - calendar.warmUpDays
  var periods: [DutyPeriod] = []
  for day in -4...(Int(end / TimeSpan.day.microseconds) + 4) {
    let weekday = (((firstDay + day + 3) % 7) + 7) % 7
    for shift in shifts where shift.weekdays.contains(weekday) {
      let length = shift.to > shift.from ? shift.to - shift.from : shift.to + 1440 - shift.from
      let from = Int64(day * 1440 + shift.from - ahead) * minute
      let to = from + Int64(length) * minute
      // A shift of a whole day that the same shift of the next day follows: the officers stay.
      if length == 1440, let same = periods.lastIndex(where: { $0.to == from && $0.shift == shift }) {
        periods[same].to = to
      } else {
        periods.append(DutyPeriod(from: from, to: to, officers: shift.officers, shift: shift))
      }
    }
  }
  return periods
}

/// How many minutes the clock of B is ahead of that of A; 0 if the post has no clock of B.
func clockDifference(of post: BorderPost) -> Int {
  guard let b = post.calendar.clockOffsetMinutes[.b] else { return 0 }
  return b - (post.calendar.clockOffsetMinutes[.a] ?? 0)
}

extension ReferenceSimulator {
  /// Units at the start; the changes of a pool with shifts are put into the calendar.
  mutating func openingState(of pool: Int) -> PoolState {
    switch post.pools[pool].capacity {
    case .unlimited: return PoolState(free: Int.max / 4, onDuty: Int.max / 4)
    case .constant(let units): return PoolState(free: units, onDuty: units)
    case .shifts, .teams: break
    }
    let periods = dutyPeriods(of: post.pools[pool], in: post, until: timeLimit)
    for time in Set(periods.flatMap { [$0.from, $0.to] }) where time > 0 && time <= timeLimit {
      let coming = periods.filter { $0.from == time }.reduce(0) { $0 + $1.officers }
      let leaving = periods.filter { $0.to == time }.reduce(0) { $0 + $1.officers }
      events.append(Event(time: time, kind: .shiftStart, source: poolRank[pool], subject: pool, coming: coming))
      events.append(Event(time: time, kind: .shiftEnd, source: poolRank[pool], subject: pool, leaving: leaving))
    }
    let units = periods.filter { $0.from <= 0 && $0.to > 0 }.reduce(0) { $0 + $1.officers }
    return PoolState(free: units, onDuty: units)
  }

  mutating func startShift(_ event: Event) {
    pools[event.subject].free += event.coming
    pools[event.subject].onDuty += event.coming
    pools[event.subject].fresh = event.coming
  }

  /// The idle go home first, then those whose job began first: they end it, hand it over or drop it.
  mutating func endShift(_ event: Event) {
    let pool = event.subject
    let fresh = pools[pool].fresh
    pools[pool].fresh = 0
    let idle = min(event.leaving, pools[pool].free - fresh)
    pools[pool].free -= idle
    pools[pool].onDuty -= idle
    var colleagues = post.pools[pool].atEndOfShift == .handOver ? fresh : 0
    for vehicle in jobs(of: pool).prefix(event.leaving - idle) {
      if colleagues > 0 {
        // The colleague takes over the job; the other goes home.
        colleagues -= 1
        pools[pool].free -= 1
        pools[pool].onDuty -= 1
      } else if post.pools[pool].atEndOfShift == .finish || vehicles[vehicle].working.isEmpty {
        pools[pool].leaving.append(vehicle)
      } else {
        interrupt(vehicle, leaving: pool)
      }
    }
  }

  /// Vehicles that hold a unit of a pool which does not go home already, by when the job began.
  private func jobs(of pool: Int) -> [Int] {
    vehicles.indices.filter {
      (vehicles[$0].working + vehicles[$0].kept).contains(pool) && !pools[pool].leaving.contains($0)
    }.sorted {
      let (a, b) = (vehicles[$0], vehicles[$1])
      return (a.jobBegan, a.classRank, a.ordinal) < (b.jobBegan, b.classRank, b.ordinal)
    }
  }

  /// Back to the head of its line with the rest of the work.
  private mutating func interrupt(_ vehicle: Int, leaving pool: Int) {
    guard let index = events.firstIndex(where: { $0.kind == .delayEnds && $0.subject == vehicle }) else { return }
    let rest = events.remove(at: index).time - now
    vehicles[vehicle].remaining = rest
    vehicles[vehicle].served -= rest
    pools[pool].onDuty -= 1
    let needs = vehicles[vehicle].working
    for other in needs where other != pool {
      if let leaving = pools[other].leaving.firstIndex(of: vehicle) {
        pools[other].leaving.remove(at: leaving)
        pools[other].onDuty -= 1
      } else {
        pools[other].free += 1
      }
    }
    vehicles[vehicle].working = []
    vehicles[vehicle].phase = .begins
    let name = place(of: traffic(vehicle).procedure[vehicles[vehicle].step]) ?? ""
    requests.append(
      Request(
        vehicle: vehicle, line: LineKey(place: name, priority: traffic(vehicle).priority), pools: needs,
        turnsAway: false, number: vehicles[vehicle].requestNumber, since: now))
  }
}
