// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

@Suite("Property: the tables of the language")
struct LanguageTests {
  @Test("Every sample of a word reads without a fault, and every word has a meaning of one line")
  func samples() {
    #expect(ScenarioLanguage.vocabularies.count >= 15)
    for vocabulary in ScenarioLanguage.vocabularies {
      for word in vocabulary.words {
        #expect(
          ScenarioLanguage.faults(of: word.sample, for: word).printed == "", "\(vocabulary.subject): \(word.name)")
        #expect(!word.meaning.isEmpty && !word.meaning.contains("\n") && !word.meaning.hasSuffix("."))
        #expect(!word.form.words.isEmpty)
      }
      #expect(Set(vocabulary.words.map(\.name)).count == vocabulary.words.count)
    }
  }

  @Test("A standard value that could be written reads without a fault")
  func standards() {
    let words = ScenarioLanguage.vocabularies.flatMap(\.words)
    for word in words where word.form.shape == .choice && word.form.choices.contains(word.standard) {
      #expect(ScenarioLanguage.faults(of: word.standard, for: word).printed == "")
    }
  }

  @Test("Every scenario in the documentation reads without a fault")
  func documentation() throws {
    let root = URL(fileURLWithPath: ScenarioFiles.folder).deletingLastPathComponent()
    for folder in ["", "Sources", "Tests", "scenarios", "Benchmarks", "results"] {
      let files = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
      for case let name as String in files ?? FileManager.DirectoryEnumerator() {
        guard name.hasSuffix(".md"), !name.contains(".build"), !name.contains("/.") else { continue }
        let path = root.appendingPathComponent(folder).appendingPathComponent(name).path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for block in text.components(separatedBy: "```yaml\n").dropFirst() {
          // A piece of a scenario could not be read by itself, so every sample is a whole one.
          let scenario = block.components(separatedBy: "\n```")[0]
          #expect(ScenarioReader.read(text: scenario, file: path).diagnostics.printed == "")
        }
      }
    }
  }

  private func law(_ text: String) throws -> Law {
    let scenario = try #require(GoodScenario.exchanging("{law: uniform, low: 5 s, high: 10 s}", text))
    let post = try #require(ScenarioReader.read(text: scenario, file: "law.yaml").post, "\(text)")
    guard case .same(let law) = post.controls[5].time else { throw CancellationError() }
    return law
  }

  @Test(
    "Units of durations",
    arguments: [
      ("90 s", 1.5), ("90 sec", 1.5), ("90s", 1.5), ("2 min", 2.0), ("1.5 h", 90.0), ("0.5 d", 720.0),
      ("3 hours", 180.0),
      ("1 minute", 1.0), ("500 ms", 0.5 / 60), ("0 s", 0.0), ("+2 min", 2.0), ("1e1 min", 10.0),
    ])
  func durations(text: String, minutes: Double) throws {
    #expect(try law(text) == .constant(try #require(TimeSpan.minutes(minutes))))
  }

  @Test(
    "Texts that are no durations",
    arguments: [
      "5", "min", "5 mi", "-1 min", "0x10 min", "inf h", "nan", "1e999 s", "1,5 h", "1_000 s", "٥ min", "5 min 3",
      "'' ",
      "4000 d", "yes", "~", "null", "1:30",
    ])
  func noDurations(text: String) throws {
    let scenario = try #require(GoodScenario.exchanging("time: {law: uniform, low: 5 s, high: 10 s}", "time: \(text)"))
    let reading = ScenarioReader.read(text: scenario, file: "law.yaml")
    #expect(reading.post == nil)
    #expect(reading.diagnostics.count >= 1)
  }

  @Test(
    "A name that looks like a truth value, a number or a time stays a name",
    arguments: [
      "no", "yes", "on", "1:30", "1e3", "null", "~", "0x1F", "2025-03-03", "true", "12_000", "0o7", ".5",
    ])
  func namesStayNames(name: String) throws {
    let text = GoodScenario.text.replacingOccurrences(of: "stamp", with: name)
    let post = try #require(ScenarioReader.read(text: text, file: "names.yaml").post)
    #expect(post.controls[4].name == name)
  }

  @Test(
    "The lognormal law through a median and a 90th percentile has these two",
    arguments: [
      (5.0, 12.0), (30.0, 31.0), (1.0, 15.0), (200.0, 260.0),
    ])
  func quantiles(median: Double, p90: Double) throws {
    guard case .lognormal(let mean, let cv) = try law("{median: \(median) min, p90: \(p90) min}") else {
      Issue.record("not lognormal")
      return
    }
    let variance = log(1 + cv * cv)
    let found = mean.inMinutes * exp(-variance / 2)
    #expect(abs(found - median) < 1e-6 * median)
    #expect(abs(found * exp(1.281_551_565_544_600_4 * variance.squareRoot()) - p90) < 1e-6 * p90)
  }

  @Test(
    "Clock times need no quotation marks",
    arguments: [("\"06:00\"", "06:00"), ("\"06:00\"", "6:00"), ("\"14:00\"", "14:00"), ("\"12:00\"", "12:00")])
  func unquotedClockTimes(quoted: String, bare: String) throws {
    let good = ScenarioReader.read(text: GoodScenario.text, file: "clock.yaml").post
    let text = try #require(GoodScenario.exchanging(quoted, bare))
    #expect(ScenarioReader.read(text: text, file: "clock.yaml").post == good)
  }

  @Test(
    "Separators in numbers and foreign units are cured by what is meant",
    arguments: [
      ("rate: 20 per hour", "rate: \"1,000 per day\"", "write '1000 per day'"),
      ("rate: 20 per hour", "rate: 1 000 per day", "write '1000 per day'"),
      ("value: 90 s", "value: \"1,5 min\"", "write '1.5 min'"), ("value: 90 s", "value: 4,6 min", "write '4.6 min'"),
      ("rate: 20 per hour", "rate: 1,000 per day", "write '1000 per day'"),
      ("rate: 20 per hour", "rate: 1.234,5 per day", "write '1234.5 per day'"),
      ("rate: 20 per hour", "rate: 1,2,3 per day", "such as '1000' or '1.5'"),
      ("rate: 20 per hour", "rate: 12,5", "write '12.5 per day'"), ("sun: 0.6", "sun: 0,6", "write '0.6'"),
      ("sun: 0.6", "sun: 60 %", "write '0.6'"), ("days: 28", "days: 28 d", "write '28'"),
      ("days: 28", "days: 4 weeks", "write '28'"), ("days: 28", "days: 36 h", "write for example '1'"),
      ("officers: 20", "officers: 20 officers", "write '20'"),
      ("value: 90 s", "value: 2 hrs", "write '2 h'"), ("value: 90 s", "value: 2 m", "write '2 min'"),
      ("value: 90 s", "value: 2 MIN", "write '2 min'"), ("value: 90 s", "value: 2 fortnights", "2 s, 2 min, 2 h, 2 d"),
      ("officers: 20", "officers: 1_000", "write '1000'"),
    ])
  func cures(old: String, new: String, cure: String) throws {
    let text = try #require(GoodScenario.exchanging(old, new))
    let reading = ScenarioReader.read(text: text, file: "cure.yaml")
    #expect(reading.diagnostics.count == 1)
    #expect(reading.diagnostics.first?.fix.contains(cure) == true, "\(reading.diagnostics.printed)")
  }

  @Test("JSON is read by the same rules")
  func json() throws {
    let text = """
      {"osbp": 1, "name": "J", "calendar": {"starts": "2025-03-03", "days": 1},
      \t"controls": {"booth": {"time": "2 min"}},
      "traffic": {"car": {"direction": "A to B", "arrivals": {"rate": "20 per hour"}}},
      "procedures": {"car": ["booth", "leave"]}}
      """
    let reading = ScenarioReader.read(text: text, file: "post.json")
    #expect(reading.diagnostics.printed == "")
    #expect(reading.post?.traffic.count == 1)
  }
}
