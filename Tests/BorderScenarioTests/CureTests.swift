// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import Foundation
import Testing

@Suite("Golden: cures say what was meant")
struct CureTests {
  /// What is said of the good scenario with one piece of text exchanged: severity and message, and the cure.
  private func told(_ old: String, _ new: String) throws -> [String] {
    let text = try #require(GoodScenario.exchanging(old, new))
    return told(of: text)
  }

  private func told(of text: String) -> [String] {
    ScenarioReader.read(text: text, file: "cure.yaml").diagnostics.map {
      "\($0.severity.rawValue): \($0.message) -> \($0.fix)"
    }
  }

  private static let outside = "correct one of the two; 'range' is the central 90 % of what the value may be"

  @Test(
    "A range must ascend and be in a unit of the value",
    arguments: [
      ("[6, 2]", "the range begins with its highest value, found '[6, 2]' -> write '[2, 6]'"),
      ("[6 min, 2]", "the range begins with its highest value, found '[6 min, 2]' -> write '[2, 6 min]'"),
      ("[2 min, 60 s]", "the range begins with its highest value, found '[2 min, 60 s]' -> write '[60 s, 2 min]'"),
      (
        "[1 per day, 2 per day]",
        "'range' has another kind of unit than 'value', found '[1 per day, 2 per day]' -> "
          + "write two numbers without a unit: they have that of the value"
      ),
    ])
  func reversedRange(range: String, message: String) throws {
    for value in ["4 min", "{law: gamma, mean: 4 min, cv: 0.8}"] {
      let found = try told("source: guess, grade: D}", "source: guess, grade: D, range: \(range)}")
      #expect(found == ["error: " + message])
      let other = try told(
        "{value: {law: gamma, mean: 2 min, cv: 0.8}, source: guess", "{range: \(range), value: \(value), source: guess")
      #expect(other == ["error: " + message])
    }
  }

  @Test("A value outside its own range is a doubt, in whatever unit; a law is judged by its mean")
  func outsideRange() throws {
    let rate = "range: [400, 450]"
    #expect(
      try told(rate, "range: [500, 600]")
        == ["warning: the value '425 per day' is outside its own range '[500, 600]' -> " + Self.outside])
    #expect(try told(rate, "range: [17 per hour, 3500 per week]") == [])
    #expect(try told(rate, "range: [425, 425]") == [])
    #expect(
      try told(rate, "range: [18 per hour, 20 per hour]").first?.contains("[18 per hour, 20 per hour]") == true)
    let gamma = "source: guess, grade: D}"
    #expect(try told(gamma, "grade: D, range: [1, 3]}") == [])
    #expect(try told(gamma, "grade: D, range: [100 s, 130 s]}") == [])
    #expect(
      try told(gamma, "grade: D, range: [5, 6]}")
        == ["warning: the mean, 2 min, is outside its own range '[5, 6]' -> " + Self.outside])
    let quantiles = "{value: {median: 5 min, p90: 12 min}, grade: D, range: [4, 5]}}"
    #expect(
      try told("{median: 5 min, p90: 12 min}}", quantiles)
        == ["warning: the mean, 6.314 min, is outside its own range '[4, 5]' -> " + Self.outside])
    #expect(
      try told("officers: 4,", "officers: {value: 4, range: [5, 6]},")
        == ["warning: the value '4' is outside its own range '[5, 6]' -> " + Self.outside])
  }

  @Test("A mistyped mark is told with the marks there are")
  func marks() throws {
    let cars = "{places: 250, state: B}\n  road: {places: unlimited}"
    #expect(
      try told(cars, "{places: &crew 250}\n  road: {places: *crw}")
        == ["error: no mark '&crw'; did you mean '*crew'? -> write '*crew'"])
    #expect(
      try told(cars, "{places: *crew}\n  road: {places: &crew 250}")
        == [
          "error: no mark '&crew' above this line -> move the mark '&crew' to the value that comes first"
        ])
  }

  @Test("A letter that is no state is told with the states there are")
  func states() throws {
    let meant = "the states are A and B; did you mean 'customs.B'? -> write 'customs.B'"
    #expect(
      try told("by: [customs.B]", "by: [customs.C]")
        == ["error: no group of officers is called 'customs.C': " + meant])
    #expect(try told("by: [customs.B]", "by: customs.b").count == 1)
    #expect(
      try told("agency: customs.B", "agency: customs.C") == ["error: 'customs.C' ends in no state: " + meant])
    #expect(
      try told(
        "gate keeper: {officers: 4, state: B}", "gate keeper: {officers: 4, state: B}\n  customs.C: {officers: 1}")
        == ["error: 'customs.C' ends in no state: " + meant])
  }

  @Test("A mistyped required word is one fault, and its cure is whole")
  func requiredWord() throws {
    #expect(
      try told("procedures:", "proceedures:")
        == ["error: unknown word 'proceedures'; did you mean 'procedures'? -> write 'procedures'"])
    #expect(
      try told("arrivals: {rate: 20 per hour}", "arivals: {rate: 20 per hour}")
        == [
          "error: unknown word 'arivals'; did you mean 'arrivals'? -> write 'arrivals: {rate: 20 per hour}'"
        ])
  }

  @Test(
    "A mistyped section is one fault: what it names is found",
    arguments: ["agencies", "staff", "equipment", "spaces", "controls", "traffic", "procedures", "targets", "probes"])
  func section(name: String) throws {
    let mistyped = String(name.dropLast()) + "x"
    #expect(
      try told("\n\(name):", "\n\(mistyped):")
        == ["error: unknown word '\(mistyped)'; did you mean '\(name)'? -> write '\(name)'"])
  }

  @Test("A misspelt unit is cured with one of the units listed", arguments: [("minuts", "min"), ("secnds", "s")])
  func misspeltUnit(written: String, meant: String) throws {
    let text = try #require(
      GoodScenario.exchanging("  gate in: {by", "  extra: {by: customs.B, time: 2 \(written)}\n  gate in: {by"))
    let fault = "error: unknown unit '\(written)'; a duration has one of the units s, min, h, d"
    #expect(told(of: text) == ["\(fault) -> write '2 \(meant)'"])
  }

  @Test("A fault behind a mark is told once, however often it is used")
  func usedOften() throws {
    let controls = (1...5).map { "  extra \($0): {by: customs.B, time: *slow}\n" }.joined()
    let text = try #require(
      GoodScenario.exchanging(
        "  gate in: {by", "  extra: {by: customs.B, time: &slow 2 hrs}\n\(controls)  gate in: {by"))
    #expect(
      told(of: text)
        == ["error: unknown unit 'hrs'; a duration has one of the units s, min, h, d (used 6 times) -> write '2 h'"])
  }

  @Test("The words of a map are listed once")
  func listedOnce() {
    let text = GoodScenario.text + (1...18).map { "zzzzzzzz\($0): 1\n" }.joined()
    let found = told(of: text)
    #expect(found.count == 18)
    #expect(found.count { $0.contains("the words of a scenario are: osbp, name,") } == 1)
    #expect(found.last?.hasSuffix("-> write one of the words listed for line 71") == true, "\(found)")
  }

  @Test("Of several overloaded pools only the worst has a queue that is sure to grow")
  func overload() throws {
    let gate = "overload of 'gate keeper': 1402.5 h of work arrive in a week if nobody is held back before, "
    let slow = try #require(GoodScenario.exchanging("shape: 2, mean: 2 min", "shape: 2, mean: 30 min"))
    let both = slow.replacingOccurrences(of: "customs.B: {officers: 20}", with: "customs.B: {officers: 4}")
    let found = told(of: both).map { $0.components(separatedBy: " -> ")[0] }
    let staffed = "672 h are staffed; "
    #expect(
      found == [
        "warning: overload of 'customs.B': 766.5 h of work arrive in a week if nobody is held back before, " + staffed
          + "how much of it arrives depends on 'gate keeper', which is overloaded more",
        "warning: " + gate + staffed + "the queue grows without end",
      ])
    let only = both.replacingOccurrences(
      of: "car: [wave through, stamp", with: "car: [gate in, {enter: road}, stamp, {leave: road}")
    let behind = told(of: only).filter { $0.contains("customs.B") }
    #expect(behind.first?.contains("it will not be the bottleneck while 'gate keeper' is") == true, "\(told(of: only))")
  }
}
