// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Exact path: breaks")
struct BreakPathTests {
  struct Setting: Sendable {
    var officers: Int
    var keepAtLeast: Int
    var perHour: Double
  }

  static let settings = [
    Setting(officers: 4, keepAtLeast: 2, perHour: 33), Setting(officers: 1, keepAtLeast: 0, perHour: 6),
    Setting(officers: 3, keepAtLeast: 0, perHour: 20), Setting(officers: 5, keepAtLeast: 4, perHour: 45),
  ]

  /// 06:00 to 14:00, breaks of 30 min from 08:00 to 10:30.
  private func post(_ setting: Setting) -> BorderPost {
    let breaks = ShiftBreak(minutes: 30, from: 120, until: 270, keepAtLeast: setting.keepAtLeast)
    let shift = Shift(from: 360, to: 840, officers: setting.officers, breaks: breaks)
    let hours = (0..<168).map { (5..<13).contains($0 % 24) ? setting.perHour : 0 }
    return BorderPost(
      name: "breaks", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 6),
      pools: [Pool(name: "lanes", kind: .officers, capacity: .shifts([shift]))],
      controls: [
        Control(name: "booth", needs: [0], time: .same(.exponential(mean: TimeSpan(microseconds: 360_000_000))))
      ],
      traffic: [
        TrafficClass(name: "car", arrivals: Arrivals(rates: hours), procedure: [.control(0, if: .always), .leave])
      ])
  }

  @Test("Officers followed one by one give every start, and every wait on account of breaks", arguments: settings)
  func everyStart(_ setting: Setting) throws {
    for seed: UInt64 in 1...5 {
      let post = post(setting)
      let (layout, result) = try observations(of: post, seed: seed)
      let rows = result.entities.list.filter { $0[8] >= 0 }
      var path = BreakPath(setting.officers, setting.keepAtLeast, rows.map { ($0[6], $0[8] - $0[7]) })
      path.run()
      #expect(rows.map { $0[7] } == path.started, "starts with seed \(seed)")
      let column = EntityRows.fixedColumns + layout.stamps.count + CauseKind.onBreak.rawValue
      #expect(rows.map { $0[column] } == path.onBreak, "waits on account of breaks with seed \(seed)")
      let taken = layout.counters.firstIndex { $0.name == "breaks of lanes" }
      #expect(result.counters[try #require(taken)] == Int64(path.breaks), "breaks with seed \(seed)")
      #expect(path.breaks > setting.officers, "breaks happen")
    }
  }
}

/// First come, first served, by officers who are persons: each knows whether he has had his break.
private struct BreakPath {
  struct Officer {
    var freeFrom: Int64
    var hasHadBreak = false
    var isOnBreak = false
    var goesHome = false
  }

  let requests: [(joined: Int64, work: Int64)]
  let number: Int
  let cover: Int
  private(set) var started: [Int64]
  private(set) var onBreak: [Int64]
  private(set) var breaks = 0
  private var staff: [Officer] = []
  private let minute: Int64 = 60_000_000

  init(_ number: Int, _ cover: Int, _ requests: [(joined: Int64, work: Int64)]) {
    self.requests = requests
    self.number = number
    self.cover = cover
    started = Array(repeating: -1, count: requests.count)
    onBreak = Array(repeating: 0, count: requests.count)
  }

  mutating func run() {
    var next = 0
    var now: Int64 = 0
    while next < requests.count {
      let day = now / (1440 * minute)
      let instants = [0, 360, 480, 630, 840, 1440].map { day * 1440 * minute + $0 * minute }
      let coming = requests[next...].first { $0.joined > now }?.joined
      let due = (instants + staff.map(\.freeFrom) + [coming ?? .max]).filter { $0 > now }.min() ?? now
      // Between the instants the cause is the same: all who are present have a break.
      if !staff.isEmpty, staff.allSatisfy(\.isOnBreak) {
        for index in next..<requests.count where requests[index].joined <= now { onBreak[index] += due - now }
      }
      now = due
      turn(now, minuteOfDay: now % (1440 * minute))
      while next < requests.count, requests[next].joined <= now, let officer = free(at: now) {
        started[next] = now
        staff[officer].freeFrom = now + requests[next].work
        next += 1
        // Work that takes no time is over at once.
        if staff[officer].freeFrom == now { turn(now, minuteOfDay: -1) }
      }
    }
  }

  /// Who comes, goes, and leaves for a break at an instant.
  private mutating func turn(_ now: Int64, minuteOfDay: Int64) {
    for index in staff.indices where staff[index].isOnBreak && staff[index].freeFrom <= now {
      staff[index].isOnBreak = false
    }
    staff.removeAll { $0.goesHome && $0.freeFrom <= now }
    if minuteOfDay == 360 * minute { staff += Array(repeating: Officer(freeFrom: now), count: number) }
    if minuteOfDay == 840 * minute {
      staff.removeAll { $0.freeFrom <= now }
      for index in staff.indices { staff[index].goesHome = true }
    }
    let ofDay = now % (1440 * minute)
    guard (480 * minute..<630 * minute).contains(ofDay) else { return }
    for index in staff.indices where staff[index].freeFrom <= now && !staff[index].hasHadBreak {
      let present = staff.filter { !$0.isOnBreak && !$0.goesHome }.count
      guard present > cover else { return }
      staff[index].hasHadBreak = true
      staff[index].isOnBreak = true
      staff[index].freeFrom = now + 30 * minute
      breaks += 1
    }
  }

  /// Somebody who is free, one who has had his break before all others.
  private func free(at now: Int64) -> Int? {
    let free = staff.indices.filter { staff[$0].freeFrom <= now && !staff[$0].goesHome && !staff[$0].isOnBreak }
    return free.first { staff[$0].hasHadBreak } ?? free.first
  }
}
