// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: hours, holidays and teams by the day")
struct DutyDayTests {
  @Test("Forty posts, 75 % present, 70 % at counters: 21 officers, three teams of 7; 26 make 9, 9 and 8")
  func rounding() {
    let teams = Teams(establishment: 40, present: 0.75, atCounters: 0.7, teams: 3, pattern: [24, 48])
    #expect(teams.officers == 21 && teams.sizes == [7, 7, 7])
    #expect(Teams(establishment: 50, present: 0.75, atCounters: 0.7, teams: 3, pattern: [24, 48]).sizes == [9, 9, 8])
  }

  @Test("Teams of 9, 9 and 8 that work 24 h and rest 48 h relieve each other at 08:00, from the first observed day")
  func teamsRelieve() {
    let pool = Pool(
      name: "immigration.A", kind: .officers,
      capacity: .teams(Teams(establishment: 26, teams: 3, pattern: [24, 48], changeMinute: 480)))
    let days = 20_000..<20_006
    for minute in stride(from: 0, to: 6 * 1440, by: 60) {
      let onDuty = pool.duty(on: days, anchor: 20_001).filter { $0.from <= minute && minute < $0.to }.map(\.units)
      // Before 08:00 of the second day, the anchor, team 3 has been on since 08:00 of the first.
      let team = ((minute - 480 - 1440) + 3 * 4320) / 1440 % 3
      #expect(onDuty == [[9, 9, 8][team]], "minute \(minute)")
    }
  }

  @Test("A holiday of B closes B all day on its own clock and leaves A open, with the cause 'closed'")
  func holidayOfOneState() throws {
    let hours = OpeningHours(
      weekdays: Array(repeating: [.init(from: 360, to: 1320)], count: 7), holidays: [])
    let pools = [State.a, .b].map {
      Pool(name: "customs.\($0.rawValue)", kind: .officers, state: $0, capacity: .constant(2), hours: [hours])
    }
    let post = BorderPost(
      name: "holiday",
      calendar: Calendar(
        starts: CivilDate(year: 2025, month: 3, day: 3), days: 4, clockOffsetMinutes: [.a: 60, .b: 180]),
      pools: pools,
      controls: [0, 1].map {
        Control(name: "control \($0)", needs: [$0], time: .same(.constant(TimeSpan(microseconds: 60_000_000))))
      },
      traffic: [0, 1].map {
        TrafficClass(
          name: "class \($0)", arrivals: Arrivals(rates: [10]), procedure: [.control($0, if: .always), .leave])
      }, holidays: [.b: [CivilDate(year: 2025, month: 3, day: 5)]])
    let (layout, result) = try observations(of: post)
    #expect(layout.possibleCauses.contains(.closed))
    var startedOnHoliday = [0, 0]
    for row in result.entities.list where row[0] == 0 ? row[7] >= 0 : row[10] >= 0 {
      let isB = row[0] == 1
      let started = isB ? row[10] : row[7]
      // B is two hours ahead of A.
      let minute = Int(started / 60_000_000) + (isB ? 120 : 0)
      let ofDay = minute % 1440
      #expect(ofDay >= 360 && ofDay < 1320, "started at minute \(ofDay)")
      if minute / 1440 == 2 { startedOnHoliday[isB ? 1 : 0] += 1 }
      let column = EntityRows.fixedColumns + layout.stamps.count
      let waits = CauseKind.allCases.map { row[column + $0.rawValue] }
      let joined = isB ? row[9] : row[6]
      #expect(waits[CauseKind.closed.rawValue] + waits[CauseKind.busy.rawValue] == started - joined)
    }
    #expect(startedOnHoliday[0] > 100 && startedOnHoliday[1] == 0, "\(startedOnHoliday)")
  }
}
