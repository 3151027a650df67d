// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

/// Cases that meet nobody, with constant times: every stamp follows from the arrival with a pencil.
@Suite("Hand-worked: cases with bodies, loops and refusals, minute by minute from their arrival")
struct HandWorkedBodyTests {
  @Test("Papers of an hour, a drive of half an hour: the truck waits 30 min for them and leaves after 70")
  func latePapers() throws {
    let traffic = truck(
      [.travel(name: "drive", time: minutes(30)), .awaitPapers(control: 0), .control(0, if: .always), .leave]
    ) { $0.papers = [Papers(control: 0, lodgedShare: 0, time: minutes(60), needs: [])] }
    let day = try Day(traffic, controls: [("customs", 10, false)])
    for row in day.rows("truck") {
      #expect(day.stay(row) == 70)
      #expect(day.minutes(row, .papers) == 30 && day.waiting(row) == 30)
      #expect(day.from(arrival: row, "customs", .started) == 60)
    }
    for row in day.rows("papers for customs of truck") { #expect(day.stay(row) == 60 && day.outcome(row) == "merged") }
  }

  @Test("Papers of 20 min are ready before the truck is there: nobody waits")
  func earlyPapers() throws {
    let traffic = truck(
      [.travel(name: "drive", time: minutes(30)), .awaitPapers(control: 0), .control(0, if: .always), .leave]
    ) { $0.papers = [Papers(control: 0, lodgedShare: 0, time: minutes(20), needs: [])] }
    let day = try Day(traffic, controls: [("customs", 10, false)])
    for row in day.rows("truck") { #expect(day.stay(row) == 40 && day.waiting(row) == 0) }
  }

  @Test("A bus of four before one officer: 2, 4, 6 and 8 min, and the bus waits for the last")
  func busOfFour() throws {
    let traffic = truck([.eachPerson(body: "person", steps: [.control(0, if: .always)]), .leave]) {
      $0.people = [People(name: "crew", law: .constant(4))]
    }
    let day = try Day(traffic, controls: [("passports", 2, true)], officers: 1)
    for row in day.rows("truck") { #expect(day.stay(row) == 8 && day.minutes(row, .group) == 8) }
    let persons = day.rows("person of truck")
    #expect(persons.count == 4 * day.rows("truck").count)
    for (number, row) in persons.enumerated() {
      #expect(day.stay(row) == Int64(number % 4 + 1) * 2)
      #expect(day.minutes(row, .busy) == Int64(number % 4) * 2 && day.waiting(row) == Int64(number % 4) * 2)
    }
  }

  @Test("One officer for a vehicle of four, per person: 8 min of work at one go")
  func vehicleOfFour() throws {
    let traffic = truck([.control(0, if: .always), .leave]) { $0.people = [People(name: "crew", law: .constant(4))] }
    let day = try Day(traffic, controls: [("passports", 2, true)], isPerPerson: true)
    for row in day.rows("truck") { #expect(day.stay(row) == 8 && day.waiting(row) == 0) }
  }

  @Test("A refused truck drives back for 15 min and leaves as refused, its place given back")
  func refusedTruck() throws {
    let refusal: [ProcedureStep] = [.travel(name: "back", time: minutes(15)), .leaveAs("refused")]
    let traffic = truck([
      .enter(1, whenFull: .wait), .control(0, if: .always),
      .choose(Condition(channels: ["red"], share: 0), steps: refusal, otherwise: []), .leaveSpace(1), .leave,
    ]) { $0.channels = [Channel(name: "red", share: 0.5), Channel(name: "green", share: 0.5)] }
    let day = try Day(
      traffic, controls: [("documents", 5, true)],
      spaces: [Pool(name: "yard", kind: .places, capacity: .constant(10))])
    var refused = 0
    for row in day.rows("truck") {
      let isRefused = day.outcome(row) == "refused"
      #expect(day.stay(row) == (isRefused ? 20 : 5) && day.waiting(row) == 0)
      refused += isRefused ? 1 : 0
    }
    #expect(refused > 5 && refused < day.rows("truck").count)
  }

  @Test("Sent back twice: three visits of 5 min, and the fourth never comes")
  func rework() throws {
    let traffic = truck([
      .label("again"), .control(0, if: .always), .back(to: "again", if: .always, atMost: 2), .leave,
    ])
    let day = try Day(traffic, controls: [("documents", 5, true)])
    for row in day.rows("truck") {
      #expect(day.stay(row) == 15 && day.waiting(row) == 0)
      #expect(day.from(arrival: row, "documents", .started) == 10)
    }
  }

  @Test("A scan of 7 min and papers of 12 at the same time: 5 min of waiting for the rest of the case")
  func twoBranches() throws {
    let traffic = truck([
      .together([
        Branch(steps: [.control(0, if: .always)]), Branch(body: "papers", steps: [.control(1, if: .always)]),
      ]), .stay(name: "driver rests", time: minutes(30)), .leave,
    ])
    let day = try Day(traffic, controls: [("scan", 7, true), ("office", 12, true)])
    for row in day.rows("truck") {
      #expect(day.stay(row) == 42)
      #expect(day.minutes(row, .group) == 5 && day.minutes(row, .stay) == 30 && day.waiting(row) == 35)
    }
  }

  private func minutes(_ value: Int64) -> Law { .constant(TimeSpan(microseconds: value * 60_000_000)) }

  /// Two a week, so that hardly any meets another.
  private func truck(
    _ procedure: [ProcedureStep], _ change: (inout TrafficClass) -> Void = { _ in }
  ) -> TrafficClass {
    var traffic = TrafficClass(name: "truck", arrivals: Arrivals(rates: [2.0 / 168]), procedure: procedure)
    change(&traffic)
    return traffic
  }
}

/// A year of such cases.
private struct Day {
  let layout: ObservationLayout
  let observed: Observations

  /// - Parameters:
  ///   - controls: Name, minutes, and whether it needs an officer of its own.
  ///   - officers: Enough for two who come at once, where that must not matter.
  init(
    _ traffic: TrafficClass, controls: [(name: String, minutes: Int64, isStaffed: Bool)], isPerPerson: Bool = false,
    spaces: [Pool] = [], officers: Int = 10
  ) throws {
    var pools: [Pool] = []
    var made: [Control] = []
    for control in controls {
      let law = Law.constant(TimeSpan(microseconds: control.minutes * 60_000_000))
      var made1 = Control(name: control.name, needs: [], time: .same(law))
      made1.isPerPerson = isPerPerson
      if control.isStaffed {
        made1.needs = [pools.count]
        pools.append(Pool(name: "officer of \(control.name)", kind: .officers, capacity: .constant(officers)))
      }
      made.append(made1)
    }
    let post = BorderPost(
      name: "hand-worked", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 365),
      pools: pools + spaces, controls: made, traffic: [traffic])
    (layout, observed) = try observations(of: post)
  }

  func rows(_ name: String) -> [[Int64]] {
    let index = layout.classes.firstIndex(of: name).map { Int64($0) }
    return observed.entities.list.filter { $0[0] == index }
  }

  func stay(_ row: [Int64]) -> Int64 { (row[3] - row[2]) / 60_000_000 }

  func outcome(_ row: [Int64]) -> String { row[4] < 0 ? "inside" : layout.outcomes[Int(row[4])] }

  func minutes(_ row: [Int64], _ kind: CauseKind) -> Int64 {
    row.suffix(CauseKind.allCases.count).dropFirst(kind.rawValue).first.map { $0 / 60_000_000 } ?? -1
  }

  func waiting(_ row: [Int64]) -> Int64 { row.suffix(CauseKind.allCases.count).reduce(0, +) / 60_000_000 }

  func from(
    arrival row: [Int64], _ place: String, _ event: ObservationLayout.StampDescription.Event
  ) -> Int64 {
    let column = layout.stamps.firstIndex { $0.place == place && $0.event == event } ?? 0
    return (row[EntityRows.fixedColumns + column] - row[2]) / 60_000_000
  }
}
