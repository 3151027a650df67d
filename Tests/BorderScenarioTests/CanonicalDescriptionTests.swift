// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

@Suite("Property: the resolved model as a text")
struct CanonicalDescriptionTests {
  private func description(_ text: String) throws -> String {
    canonicalDescription(of: try #require(ScenarioReader.read(text: text, file: "c.yaml").post))
  }

  @Test("The order of sections and of entries does not matter")
  func orderDoesNotMatter() throws {
    let sections = GoodScenario.text.split(separator: "\n").reduce(into: [[String]]()) { sections, line in
      if line.hasPrefix(" ") {
        sections[sections.count - 1].append(String(line))
      } else {
        sections.append([String(line)])
      }
    }
    let expected = try description(GoodScenario.text)
    #expect(try description(sections.reversed().map { $0.joined(separator: "\n") }.joined(separator: "\n")) == expected)
    // Entries of two spaces with what is indented below them.
    let reversed = sections.map { section -> String in
      let entries = section.dropFirst().reduce(into: [[String]]()) { entries, line in
        if line.hasPrefix("   ") { entries[entries.count - 1].append(line) } else { entries.append([line]) }
      }
      return ([section[0]] + entries.reversed().flatMap { $0 }).joined(separator: "\n")
    }
    #expect(try description(reversed.joined(separator: "\n")) == expected)
    let post = ScenarioReader.read(text: reversed.joined(separator: "\n"), file: "c.yaml").post
    #expect(post?.provenance == ScenarioReader.read(text: GoodScenario.text, file: "c.yaml").post?.provenance)
  }

  @Test("Question, comments, sources and ways of writing a value do not matter")
  func writingDoesNotMatter() throws {
    let expected = try description(GoodScenario.text)
    for (old, new) in [
      ("question: What does one stop save?", "question: What else?"), ("value: 90 s", "value: 1.5 min"),
      ("name: Malaba\n", "name: \"Malaba\"   # a comment\n"), ("source: guess, grade: D", "grade: C"),
      ("{value: 425 per day, source: \"KRA 2018\", date: 2018, grade: C, range: [400, 450]}", "425 per day"),
      ("[mon, tue, wed, thu, fri]", "[fri, mon, tue, wed, thu]"), ("state: B\n    time: {green", "time: {green"),
    ] {
      #expect(try description(try #require(GoodScenario.exchanging(old, new))) == expected, "\(new)")
    }
  }

  @Test("Whatever changes a result changes the text")
  func changesAreSeen() throws {
    var seen = [try description(GoodScenario.text)]
    for (old, new) in [
      ("name: Malaba", "name: Busia"), ("overtaking: strict", "overtaking: relaxed"), ("days: 28", "days: 27"),
      ("warm-up: 2 d", "warm-up: 1 d"), ("B: \"+03:00\"", "B: \"+02:00\""), ("{officers: 20}", "{officers: 21}"),
      ("officers: 18", "officers: 19"), ("hand over", "interrupt"), ("units: 2", "units: 3"),
      ("places: 250", "places: 251"), ("shape: 2", "shape: 3"), ("cv: 0.8", "cv: 0.81"), ("keeps: yes", "keeps: no"),
      ("priority: 1", "priority: 2"), ("425 per day", "426 per day"), ("sun: 0.6", "sun: 0.7"),
      ("green: 60 %, yellow: 30 %", "green: 59 %, yellow: 31 %"), ("or: 5 %", "or: 6 %"), ("wait}", "turn away}"),
      ("share: 20 %", "share: 21 %"), ("mean: 4 min", "mean: 5 min"), ("direction: B to A", "direction: A to B"),
      ("90 % within 4 h", "90 % within 5 h"), ("more than: 20", "more than: 21"), ("at: \"12:00\"", "at: \"12:01\""),
      ("car: [wave through, stamp,", "car: [stamp, wave through,"), ("private: yes", "private: no"),
      ("layout: juxtaposed", "layout: two-stop"), ("kind: customs,", "kind: revenue,"),
      ("with: scale, time", "time"), ("waiting within: 10 min", "waiting within: 11 min"),
    ] {
      let text = try description(try #require(GoodScenario.exchanging(old, new), "\(old)"))
      #expect(!seen.contains(text), "\(new)")
      seen.append(text)
    }
  }

  @Test("A name cannot imitate the text around it")
  func names() {
    func post(_ name: String) -> BorderPost {
      BorderPost(
        name: name, calendar: Calendar(starts: CivilDate(year: 2025, month: 1, day: 1), days: 1), pools: [],
        controls: [], traffic: [])
    }
    let texts = ["a", "a\"\nlayout", "a\\", "a\\n", "a\n", "\"", "\\\""].map { canonicalDescription(of: post($0)) }
    #expect(Set(texts).count == texts.count)
  }
}
