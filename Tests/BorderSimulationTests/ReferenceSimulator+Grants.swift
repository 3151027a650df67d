// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Requests and grants

extension ReferenceSimulator {
  /// Requests that wait in one line: of one priority at one station.
  struct LineKey: Hashable {
    var place: String
    var priority: Int
  }

  mutating func request(_ needs: [Int], _ vehicle: Int, place: String, turnsAway: Bool) {
    requestsSoFar += 1
    vehicles[vehicle].requestNumber = requestsSoFar
    stamp(.joined, vehicle)
    requests.append(
      Request(
        vehicle: vehicle, line: LineKey(place: place, priority: traffic(vehicle).priority), pools: needs,
        turnsAway: turnsAway, number: requestsSoFar, since: now))
  }

  /// Those ahead first: by priority, then by joining.
  func isAhead(_ a: Request, _ b: Request) -> Bool {
    (a.line.priority, a.number) < (b.line.priority, b.number)
  }

  mutating func grant() {
    var wanted: Set<Int> = []
    var waiting: [Request] = []
    for request in requests.sorted(by: isAhead) {
      let isFree = request.pools.allSatisfy { pools[$0].free > 0 }
      let isHeldBack = post.overtaking == .strict && request.pools.contains { wanted.contains($0) }
      if request.vehicle < 0 {
        if isFree, !isHeldBack { answer(request) } else { waiting.append(request) }
      } else if isFree, !isHeldBack {
        start(request)
      } else if request.turnsAway {
        vehicles[request.vehicle].phase = .refused
        continuing.append(request.vehicle)
      } else {
        wanted.formUnion(request.pools)
        waiting.append(request)
      }
    }
    requests = waiting
  }

  private mutating func start(_ request: Request) {
    let vehicle = request.vehicle
    for pool in request.pools { pools[pool].free -= 1 }
    vehicles[vehicle].waited += now - request.since
    attribute(request)
    if vehicles[vehicle].remaining == nil { stamp(.started, vehicle) }
    if case .control(let control, _) = traffic(vehicle).procedure[vehicles[vehicle].step] {
      vehicles[vehicle].working = request.pools
      beginWork(control, vehicle)
    } else {
      vehicles[vehicle].phase = .granted
      continuing.append(vehicle)
    }
  }

  /// The rows of the cohort as the program writes them.
  var rows: [[Int64]] {
    vehicles.filter { $0.arrival >= windowStart && $0.arrival < windowEnd }
      .sorted { ($0.classRank, $0.ordinal) < ($1.classRank, $1.ordinal) }
      .map { vehicle in
        [
          Int64(vehicle.classRank), Int64(vehicle.ordinal), vehicle.arrival, vehicle.departure,
          Int64(vehicle.outcome), Int64(vehicle.channel),
        ] + vehicle.stamps + vehicle.causes
      }
  }
}
