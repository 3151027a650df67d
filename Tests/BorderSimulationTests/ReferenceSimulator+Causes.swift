// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Causes

/// The causes that hold for a line, in the order in which the first counts, each with the pool that it names.
typealias CausesThatHold = [ReferenceCause]

struct ReferenceCause: Hashable {
  var kind: CauseKind
  /// Pool of the post.
  var pool: Int
}

struct CauseKey: Hashable {
  var classRank: Int
  var place: String
  var cause: ReferenceCause
}

/// Waiting while a cause was the first that held, the only one, one of several.
struct CauseTime: Equatable {
  var microseconds: Int64 = 0
  var sole: Int64 = 0
  var present: Int64 = 0
}

extension ReferenceSimulator {
  /// What held since the latest instant has held until now.
  mutating func extendPieces(by time: Int64) {
    guard time > 0 else { return }
    for index in requests.indices { requests[index].pieces.append((causes[requests[index].line] ?? [], time)) }
  }

  /// The wait is over: books it by cause.
  mutating func attribute(_ request: Request) {
    let vehicle = vehicles[request.vehicle]
    guard vehicle.arrival >= windowStart, vehicle.arrival < windowEnd else { return }
    for (causes, time) in request.pieces {
      guard let first = causes.first else { continue }
      vehicles[request.vehicle].causes[first.kind.rawValue] += time
      for cause in causes {
        let key = CauseKey(classRank: vehicle.classRank, place: request.line.place, cause: cause)
        causeTimes[key, default: CauseTime()].present += time
        if cause == first { causeTimes[key, default: CauseTime()].microseconds += time }
        if causes.count == 1 { causeTimes[key, default: CauseTime()].sole += time }
      }
    }
  }

  /// A line waits for the causes of its oldest request; one that only an older request holds back, for that one's.
  mutating func noteCauses() {
    causes = [:]
    for pool in areas.indices { areas[pool].wanted = 0 }
    var wantedBy: [Int: LineKey] = [:]
    for request in requests.sorted(by: isAhead) where request.vehicle >= 0 {
      let needs = request.pools.sorted { poolRank[$0] < poolRank[$1] }
      if causes[request.line] == nil {
        let own = ownCauses(needs)
        if !own.isEmpty { noteWantOfPartner(needs) }
        let holder = needs.compactMap { wantedBy[$0] }.first
        causes[request.line] = own.isEmpty ? holder.flatMap { causes[$0] } ?? [] : own
      }
      for pool in needs where wantedBy[pool] == nil { wantedBy[pool] = request.line }
    }
  }

  private func ownCauses(_ needs: [Int]) -> CausesThatHold {
    let lacking = needs.filter { pools[$0].free == 0 }
    let places = lacking.filter { post.pools[$0].kind == .places }
    let staff = lacking.filter { post.pools[$0].kind != .places }
    let offDuty = staff.filter { pools[$0].onDuty == 0 }
    let busy = staff.filter { pools[$0].onDuty > 0 }
    let isPartnerFree = needs.contains { post.pools[$0].kind == .officers && pools[$0].free > 0 }
    let officers = busy.filter { post.pools[$0].kind == .officers }
    let equipment = busy.filter { post.pools[$0].kind != .officers }
    var result: CausesThatHold = []
    if let pool = offDuty.first { result.append(ReferenceCause(kind: .offDuty, pool: pool)) }
    if let pool = places.first { result.append(ReferenceCause(kind: .noPlace, pool: pool)) }
    if isPartnerFree {
      if let pool = officers.first { result.append(ReferenceCause(kind: .partner, pool: pool)) }
      if let pool = equipment.first { result.append(ReferenceCause(kind: .busy, pool: pool)) }
    } else if let pool = busy.first {
      result.append(ReferenceCause(kind: .busy, pool: pool))
    }
    return result
  }

  /// The causes in the order of the layout, as the program gives them.
  var causesInLayout: [CauseTime] {
    layout.causes.map { description in
      guard let name = description.pool.map({ layout.pools[$0].name }),
        let pool = post.pools.firstIndex(where: { $0.name == name })
      else { return CauseTime() }
      let key = CauseKey(
        classRank: description.trafficClass, place: layout.stations[description.station].name,
        cause: ReferenceCause(kind: description.kind, pool: pool))
      return causeTimes[key] ?? CauseTime()
    }
  }
}
