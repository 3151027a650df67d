// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

@Suite("Property: what is written is what is read")
struct GoodScenarioTests {
  let post: BorderPost

  init() throws { post = try #require(ScenarioReader.read(text: GoodScenario.text, file: "post.yaml").post) }

  private func minutes(_ value: Double) throws -> TimeSpan { try #require(TimeSpan.minutes(value)) }

  @Test("Names, countries, layout and calendar")
  func heading() {
    #expect(post.name == "Malaba")
    #expect(post.question == "What does one stop save?")
    #expect(post.countries == [.a: "Kenya", .b: "Uganda"])
    #expect(post.layout == .juxtaposed)
    #expect(post.overtaking == .strict)
    #expect(
      post.calendar
        == Calendar(
          starts: CivilDate(year: 2025, month: 3, day: 3), days: 28, warmUpDays: 2,
          clockOffsetMinutes: [.a: 180, .b: 180]))
  }

  @Test("Agencies, officers with and without shifts, equipment, spaces")
  func pools() {
    #expect(
      post.agencies == [
        Agency(name: "customs", states: [.a, .b], kind: "customs"),
        Agency(name: "agents", states: [.b], kind: "clearing agent", isPrivate: true),
      ])
    let shifts = [
      Shift(from: 360, to: 840, officers: 18), Shift(from: 1320, to: 360, officers: 13, weekdays: [0, 1, 2, 3, 4]),
    ]
    #expect(
      post.pools == [
        Pool(name: "customs.B", kind: .officers, state: .b, agency: 0, capacity: .constant(20)),
        Pool(
          name: "examination customs.B", kind: .officers, state: .b, agency: 0, capacity: .shifts(shifts),
          atEndOfShift: .handOver),
        Pool(name: "gate keeper", kind: .officers, state: .b, capacity: .constant(4)),
        Pool(name: "scanner", kind: .equipment, state: .b, capacity: .constant(2)),
        Pool(name: "scale", kind: .equipment, capacity: .unlimited),
        Pool(name: "yard B", kind: .places, state: .b, capacity: .constant(250)),
        Pool(name: "road", kind: .places, capacity: .unlimited),
      ])
  }

  @Test("Controls with their laws; state and agency follow from the officers")
  func controls() throws {
    let byName = Dictionary(uniqueKeysWithValues: post.controls.map { ($0.name, $0) })
    #expect(
      byName["gate in"]
        == Control(
          name: "gate in", state: .b, needs: [2], time: .same(.erlang(shape: 2, mean: try minutes(2))), keeps: true))
    let entry = try #require(byName["entry customs"])
    #expect(entry.state == .b)
    #expect(entry.agency == 0)
    #expect(
      entry.time
        == .byChannel([
          "green": .constant(try minutes(2)),
          "yellow": .triangular(low: try minutes(8), mode: try minutes(20), high: try minutes(60)),
          "red": .lognormal(mean: try minutes(40), coefficientOfVariation: 1),
        ]))
    let scan = try #require(byName["scan"])
    #expect(scan.needs == [1, 3])
    #expect(scan.state == .b)
    #expect(!scan.keeps)
    #expect(byName["weigh"]?.time == .same(.constant(try minutes(1.5))))
    #expect(byName["stamp"]?.time == .same(.gamma(mean: try minutes(2), coefficientOfVariation: 0.8)))
    #expect(byName["wave through"]?.needs == [])
    #expect(byName["wave through"]?.state == nil)
  }

  @Test("Traffic with rates by hour of the week, channels and procedure")
  func traffic() throws {
    let truck = post.traffic[0]
    #expect(truck.priority == 1)
    #expect(truck.vehicle == "truck")
    #expect(truck.channels.map(\.name) == ["green", "yellow", "red"])
    #expect(truck.arrivals.rates.count == 168)
    // Six days with factor 1 and a Sunday with 0.6.
    let week: Double = 425 * 6.6
    #expect(abs((post.weeklyVolumes.first { $0.trafficClass == truck.name }?.perWeek ?? 0) - week) < 1e-9)
    // 84 is the sum of the weights; the hour from 08:00 has 6 of them.
    let hour: Double = 425 * 6 / 84
    #expect(abs(truck.arrivals.rates[8] - hour) < 1e-9)
    #expect(abs(truck.arrivals.rates[6 * 24 + 8] - 0.6 * hour) < 1e-9)
    #expect(
      truck.procedure == [
        .control(0, if: .always), .enter(6, whenFull: .wait),
        .control(2, if: Condition(channels: ["red"], share: 0.05)), .enter(5, whenFull: .wait), .leaveSpace(6),
        .control(3, if: Condition(share: 0.2)), .control(1, if: .always),
        .travel(name: "to the gate", time: .exponential(mean: try minutes(4))), .leaveSpace(5), .leave,
      ])
    let car = post.traffic[1]
    #expect(car.direction == .bToA)
    #expect(car.arrivals.rates == [20])
  }

  @Test("Targets, probes and sources")
  func rest() throws {
    #expect(
      post.targets == [
        Target(trafficClass: 0, quantity: .crossingTime, within: try minutes(240), share: 0.9),
        Target(trafficClass: 1, quantity: .waitingTime(control: 4), within: try minutes(10), share: 0.9),
        Target(trafficClass: 1, quantity: .crossingTime, within: try minutes(60)),
      ])
    #expect(
      post.probes == [
        Probe(name: "noon", clockMinute: 720, quantity: .numberPresent(moreThan: 20)),
        Probe(name: "wait at noon", clockMinute: 720, quantity: .virtualWait(control: 4)),
      ])
    #expect(
      post.provenance == [
        Provenance(
          path: "controls / stamp / time", value: "{law: gamma, mean: 2 min, cv: 0.8}", source: "guess",
          grade: .assumed),
        Provenance(
          path: "traffic / transit truck / arrivals / rate", value: "425 per day", source: "KRA 2018", date: "2018",
          grade: .reported, range: ["400", "450"]),
      ])
  }

  @Test("Weekly volumes and workloads follow from rates and means")
  func workloads() throws {
    #expect(post.weeklyVolumes.map(\.trafficClass) == ["car", "transit truck"])
    #expect(post.weeklyVolumes[0].perDay.allSatisfy { abs($0 - 480) < 1e-9 })
    #expect(abs(post.weeklyVolumes[1].perDay[6] - 255) < 1e-9)
    let loads = Dictionary(uniqueKeysWithValues: post.workloads.map { ($0.pool, $0) })
    let gate = try #require(loads["gate keeper"])
    let gateHours: Double = 425 * 6.6 * 2 / 60
    #expect(abs(gate.offeredHours - gateHours) < 1e-6)
    #expect(gate.staffedHours == 672.0)
    // 18 officers for 8 hours on seven days, 13 for 8 hours on five.
    let examination: Double = 18 * 8 * 7 + 13 * 8 * 5
    #expect(loads["examination customs.B"]?.staffedHours == examination)
    #expect(loads["scale"]?.staffedHours == nil)
    #expect(loads["yard B"] == nil)
    // Trucks: 60 % x 2 min + 30 % x mean of 8, 20, 60 min + 10 % x 40 min; cars: 2 min each.
    let yellowMinutes: Double = (8 + 20 + 60) / 3
    let truckMinutes: Double = 0.6 * 2 + 0.3 * yellowMinutes + 0.1 * 40
    let carHours: Double = 3360 * 2 / 60
    let customs = try #require(loads["customs.B"])
    #expect(abs(customs.offeredHours - (425 * 6.6 * truckMinutes / 60 + carHours)) < 1e-6)
  }

  private func dutyErrors(nightShift: String, clockB: String) throws -> [String] {
    let text = try #require(
      GoodScenario.exchanging("  gate keeper: {officers: 4, state: B}", "  gate keeper: {officers: 4, shifts: []}"))
    let shifts = text.replacingOccurrences(
      of: "{officers: 4, shifts: []}", with: "{shifts: [\(nightShift)], state: A}")
    let both = shifts.replacingOccurrences(of: "by: gate keeper", with: "by: [gate keeper, examination customs.B]")
      .replacingOccurrences(of: "B: \"+03:00\"", with: "B: \"\(clockB)\"")
    return ScenarioReader.read(text: both, file: "duty.yaml").diagnostics.filter { $0.severity == .error }
      .map(\.message)
  }

  @Test("Officers who are needed together must be on duty together, each on the clock of their state")
  func commonDuty() throws {
    let gap = "{from: \"14:00\", to: \"22:00\", officers: 9}"
    let message =
      "'examination customs.B', 'gate keeper' are never on duty at the same time, so that nobody passes 'gate in'"
    #expect(try dutyErrors(nightShift: gap, clockB: "+03:00") == [message])
    #expect(try dutyErrors(nightShift: gap, clockB: "+04:00") == [])
    // Saturday night has no examination: that of Friday ends at 06:00 on Saturday.
    let saturday = "{from: \"22:00\", to: \"24:00\", officers: 9, days: [sat]}"
    #expect(try dutyErrors(nightShift: saturday, clockB: "+03:00") == [message])
    let friday = "{from: \"23:00\", to: \"01:00\", officers: 9, days: [fri]}"
    #expect(try dutyErrors(nightShift: friday, clockB: "+03:00") == [])
  }
}
