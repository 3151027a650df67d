// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

@Suite("Property: values set from the command line")
struct SettingTests {
  private func reading(_ settings: String...) -> ScenarioReading {
    ScenarioReader.read(text: GoodScenario.text, file: "post.yaml", settings: settings)
  }

  @Test(
    "A setting is the same as the change in the file",
    arguments: [
      ("traffic/car/arrivals/rate=30 per hour", "rate: 20 per hour", "rate: 30 per hour"),
      (
        "traffic/transit truck/arrivals/rate = 900 per day",
        "rate: {value: 425 per day, source: \"KRA 2018\", date: 2018, grade: C, range: [400, 450]}", "rate: 900 per day"
      ),
      ("traffic/transit truck/arrivals/rate/value=430 per day", "value: 425 per day", "value: 430 per day"),
      ("traffic/transit truck/arrivals/days/sun=0.7", "days: {sun: 0.6}", "days: {sun: 0.7}"),
      ("traffic/transit truck/arrivals/profile/3=9", "[1, 1, 1, 1", "[1, 1, 9, 1"),
      ("traffic/car/arrivals/days/sat=2", "{rate: 20 per hour}", "{rate: 20 per hour, days: {sat: 2}}"),
      ("traffic/car/priority=3", "direction: B to A", "direction: B to A\n    priority: 3"),
      ("staff/examination customs.B/shifts/1/officers=2", "officers: 18", "officers: 2"),
      ("staff/examination customs.B/shifts/2/days=[sat, sun]", "[mon, tue, wed, thu, fri]", "[sat, sun]"),
      ("controls/scan/time=3 min", "time: {median: 5 min, p90: 12 min}", "time: 3 min"),
      ("controls/scan/time/p90=14 min", "p90: 12 min", "p90: 14 min"),
      ("controls/scan/keeps=yes", "with: scanner,", "with: scanner, keeps: yes,"),
      ("controls/entry customs/time/yellow/high=70 min", "high: 60 min", "high: 70 min"),
      ("controls/weigh/time/value=80 s", "value: 90 s", "value: 80 s"),
      ("procedures/car/1=stamp", "car: [wave through,", "car: [stamp,"),
      ("procedures/car/1=remove", "car: [wave through,", "car: ["),
      ("procedures/transit truck/3/or=6 % at random", "or: 5 %", "or: 6 %"),
      ("spaces/yard B/places=unlimited", "places: 250", "places: unlimited"),
      ("targets/car/2/within=2 h", "{within: 1 h}", "{within: 2 h}"),
      (
        "targets=remove",
        "targets:\n  transit truck: 90 % within 4 h\n  car:\n"
          + "    - {at: stamp, waiting within: 10 min, share: 90 %}\n    - {within: 1 h}\n", ""
      ),
      ("calendar/at the start=empty", "warm-up: 2 d", "warm-up: 2 d, at the start: empty"),
    ])
  func sameAsInFile(setting: String, old: String, new: String) throws {
    let text = try #require(GoodScenario.exchanging(old, new))
    let expected = ScenarioReader.read(text: text, file: "post.yaml")
    let found = reading(setting)
    #expect(found.post == expected.post)
    #expect(found.diagnostics.map(\.message) == expected.diagnostics.map(\.message))
    if expected.post != nil {
      #expect(found.post != ScenarioReader.read(text: GoodScenario.text, file: "post.yaml").post)
    }
  }

  @Test("Later settings see earlier ones")
  func order() throws {
    let text = try #require(
      GoodScenario.exchanging("{officers: 20}", "{shifts: [{from: 0:00, to: 12:00, officers: 4}]}"))
    let found = reading(
      "staff/customs.B/officers=remove", "staff/customs.B/shifts=[{from: 0:00, to: 12:00, officers: 2}]",
      "staff/customs.B/shifts/1/officers=4")
    #expect(found.post != nil && found.post == ScenarioReader.read(text: text, file: "post.yaml").post)
  }

  @Test(
    "A faulty setting is told with the part that is wrong, what is meant, and itself as the place",
    arguments: [
      (
        "trafic/car/priority=1", "unknown word 'trafic' at the top; did you mean 'traffic'?",
        "write --set 'traffic/car/priority=1'"
      ),
      (
        "traffic/cra/priority=1", "nothing in 'traffic' is called 'cra'; did you mean 'car'?",
        "write --set 'traffic/car/priority=1'"
      ),
      (
        "traffic/car/arivals/rate=1 per day", "unknown word 'arivals' in 'traffic/car'; did you mean 'arrivals'?",
        "write --set 'traffic/car/arrivals/rate=1 per day'"
      ),
      ("traffic/car/arrivals/rate=900", "a rate needs one of the units", "write '900 per day'"),
      ("traffic/car/arrivals/rate=", "expected a rate", "write a value, or delete the word"),
      (
        "traffic/car/arrivals/rate/x=1", "'traffic/car/arrivals/rate' is '20 per hour'; nothing stands below it",
        "set 'traffic/car/arrivals/rate' as a whole"
      ),
      (
        "procedures/car/9=leave", "'procedures/car' is a list; its entries are 1 to 3; found '9'",
        "write --set 'procedures/car/1=leave'"
      ),
      ("calendar/days", "expected PATH=VALUE, found no '='", "write for example --set 'calendar/days=14'"),
      ("calendar//days=1", "a word of the path is empty", "write for example --set 'calendar/days=14'"),
      ("calendar/days=[", "this is not YAML", "check indentation"),
      ("traffic/bus/like=car", "nothing in 'traffic' is called 'bus'", "there stand: transit truck, car"),
      ("traffic/car/like=transit truck", "'like' is followed before anything is set", "set the words"),
      ("based on=x.yaml", "'based on' is followed before anything is set", "set the words"),
      ("controls/scan/time/mean=3 min", "'this form' has no 'mean'", "write for example"),
      ("probes/noon/control=remove", "nothing to remove at 'probes/noon/control'", "leave the setting out"),
    ])
  func faults(setting: String, message: String, cure: String) {
    let found = reading(setting)
    #expect(found.post == nil)
    let diagnostics = found.diagnostics
    #expect(diagnostics.count == 1, "\(diagnostics.printed)")
    let said = diagnostics.first?.message.replacingOccurrences(of: "this form has", with: "'this form' has") ?? ""
    #expect(said.hasPrefix(message), "\(diagnostics.printed)")
    #expect(diagnostics.first?.fix.hasPrefix(cure) == true, "\(diagnostics.printed)")
    #expect(diagnostics.first?.file == "--set '\(setting)'" && diagnostics.first?.line == 0)
  }

  @Test("Every listed path can be set to its own value, which changes nothing", arguments: ScenarioFiles.all)
  func paths(file: String) throws {
    let plain = ScenarioReader.read(path: file)
    #expect(!plain.settablePaths.isEmpty)
    let isLong = plain.settablePaths.count > 60
    for (index, path) in plain.settablePaths.enumerated() where !isLong || index % 9 == 0 {
      let isText = !path.value.hasPrefix("[") && !path.value.hasPrefix("{")
      let value = isText && path.value.contains(#/: |#/#) ? "\"\(path.value)\"" : path.value
      let set = ScenarioReader.read(path: file, settings: ["\(path.path)=\(value)"])
      let post = try #require(set.post, "\(path.path)=\(value): \(set.diagnostics.printed)")
      #expect(canonicalDescription(of: post) == canonicalDescription(of: try #require(plain.post)), "\(path.path)")
    }
  }

  @Test("Words that may be written and are not are listed on demand")
  func everyPath() {
    let plain = reading().settablePaths.map(\.path)
    let every = reading().everySettablePath
    #expect(!plain.contains("traffic/car/priority") && plain.contains("traffic/transit truck/priority"))
    let priority = every.first { $0.path == "traffic/car/priority" }
    #expect(priority?.value == "" && priority?.standard == "0")
    #expect(Set(plain).isSubset(of: every.map(\.path)))
    #expect(!every.contains { $0.path.hasSuffix("/like") || $0.path == "based on" })
  }
}
