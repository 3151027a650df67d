// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Pools over time

/// Unit-microseconds of one pool within the window, and what they grow by.
struct ResourceAreas: Equatable {
  var onDuty: Int64 = 0
  var busy: Int64 = 0
  var kept: Int64 = 0
  var freeForWantOfPartner: Int64 = 0
  var overtime: Int64 = 0
  /// Units free at present while a request lacks only another pool.
  var wanted: Int64 = 0
}

extension ReferenceSimulator {
  /// All pools stayed as they are from the latest instant until this time.
  mutating func extendAreas(to time: Int64) {
    let span = min(time, windowEnd) - max(now, windowStart)
    guard span > 0 else { return }
    let keepers = post.controls.contains { $0.keeps } ? vehicles.filter { !$0.kept.isEmpty } : []
    for pool in pools.indices where post.pools[pool].capacity != .unlimited {
      let held = pools[pool].onDuty - pools[pool].free
      let isSpace = post.pools[pool].kind == .places
      let kept = isSpace ? 0 : keepers.filter { $0.kept.contains(pool) }.count
      areas[pool].onDuty += span * Int64(pools[pool].onDuty)
      areas[pool].busy += span * Int64(held - kept)
      areas[pool].kept += span * Int64(kept)
      areas[pool].overtime += span * Int64(pools[pool].leaving.count)
      areas[pool].freeForWantOfPartner += span * areas[pool].wanted
    }
  }

  /// The free ones among the officers and equipment that a waiting request needs.
  mutating func noteWantOfPartner(_ needs: [Int]) {
    for pool in needs where pools[pool].free > 0 && post.pools[pool].kind != .places {
      areas[pool].wanted = Int64(pools[pool].free)
    }
  }
}

// MARK: - Probes

extension ReferenceSimulator {
  /// What one probe has seen.
  struct Look: Equatable {
    var count: Int64 = 0
    var sum: Int64 = 0
    var above: Int64 = 0
    var unanswered: Int64 = 0
  }

  mutating func scheduleLooks() {
    looks = layout.probes.map { _ in Look() }
    for (index, probe) in layout.probes.enumerated() {
      if let after = probe.after {
        events.append(Event(time: windowStart + after.microseconds, kind: .probe, source: index, subject: index))
        continue
      }
      for day in 0..<post.calendar.days {
        let time = windowStart + Int64(day * 1440 + probe.clockMinute) * 60_000_000
        events.append(Event(time: time, kind: .probe, source: index, subject: index))
      }
    }
  }

  mutating func look(_ probe: Int) {
    switch layout.probes[probe].quantity {
    case .numberPresent(let limit):
      let present = vehicles.filter { $0.departure < 0 }.count
      looks[probe].count += 1
      looks[probe].sum += Int64(present)
      if let limit, present > limit { looks[probe].above += 1 }
    case .numberWaiting(let control, let limit):
      let waiting = requests.filter { $0.vehicle >= 0 && $0.line.place == post.controls[control].name }.count
      looks[probe].count += 1
      looks[probe].sum += Int64(waiting)
      if let limit, waiting > limit { looks[probe].above += 1 }
    case .virtualWait(let control):
      // The most urgent of the lines at the control.
      let visitors = post.traffic.filter { traffic in
        traffic.procedure.contains { if case .control(control, _) = $0 { true } else { false } }
      }
      requestsSoFar += 1
      requests.append(
        Request(
          vehicle: -1 - probe,
          line: LineKey(place: post.controls[control].name, priority: visitors.map { $0.priority }.min() ?? 0),
          pools: post.controls[control].needs, turnsAway: false, number: requestsSoFar, since: now))
      looks[probe].unanswered += 1
    }
  }

  /// A virtual wait has its turn, and takes nothing.
  mutating func answer(_ request: Request) {
    let probe = -1 - request.vehicle
    looks[probe].unanswered -= 1
    looks[probe].count += 1
    looks[probe].sum += now - request.since
  }
}
