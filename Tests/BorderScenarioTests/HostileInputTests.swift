// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import Foundation
import Testing

@Suite("Property: no input makes the reader stop")
struct HostileInputTests {
  private func printed(_ bytes: [UInt8]) -> String {
    let reading = ScenarioReader.read(bytes: bytes, file: "h.yaml")
    #expect(reading.post == nil)
    return reading.diagnostics.printed
  }

  private func printed(_ text: String) -> String { printed(Array(text.utf8)) }

  @Test("Empty files, comments only, a lonely text, a list")
  func nothing() {
    let empty = """
      h.yaml: error: the file is empty
        fix: begin with 'osbp: 1', or with a copy of scenarios/tutorial/01-one-booth.yaml
      1 error; nothing was run.

      """
    #expect(printed("") == empty)
    #expect(printed("\n \n# nothing\n") == empty)
    #expect(printed("hello").contains("h.yaml:1:1: error: expected a map of the words of a scenario, found 'hello'"))
    #expect(printed("- a\n- b\n").contains("found a list"))
    #expect(printed("---\n...\n").contains("found nothing"))
  }

  @Test("Bytes that are no text")
  func binary() {
    #expect(printed([0x6F, 0x0A, 0x61, 0xFF, 0x62]).contains("h.yaml:2:2: error: the file is not UTF-8 from here on"))
    #expect(printed([0xC0, 0x80]).contains("not UTF-8"))
    #expect(printed([0xED, 0xA0, 0x80]).contains("not UTF-8"))
    #expect(printed([0x61, 0x3A, 0x00]).contains("h.yaml:1:3: error: character U+0000 does not belong into a text"))
    #expect(printed([0x7F, 0x45, 0x4C, 0x46]).contains("U+007F"))
    #expect(printed([0xFF, 0xFE, 0x61, 0x00]).contains("the file is UTF-16; expected UTF-8"))
    #expect(printed(Array(repeating: 0x80, count: 1000)).contains("h.yaml:1:1: error: the file is not UTF-8"))
  }

  @Test("A file above 5 MB is refused without being parsed")
  func tooLong() {
    #expect(
      printed([UInt8](repeating: 0x20, count: 5_000_001)).contains(
        "h.yaml: error: the file has more than 5000000 bytes"))
  }

  @Test("A byte order mark and lines that end in CR LF or CR change nothing")
  func lineEnds() {
    let good = ScenarioReader.read(text: GoodScenario.text, file: "h.yaml").post
    for end in ["\r\n", "\r"] {
      let text = "\u{FEFF}" + GoodScenario.text.replacingOccurrences(of: "\n", with: end)
      #expect(ScenarioReader.read(text: text, file: "h.yaml").post == good)
      let spoilt = text.replacingOccurrences(of: "vehicle: truck", with: "vehical: truck")
      #expect(ScenarioReader.read(text: spoilt, file: "h.yaml").diagnostics.first?.line == 39)
    }
  }

  @Test("Deep nesting is refused, in every spelling")
  func deep() {
    let closed = String(repeating: "[", count: 39) + String(repeating: "]", count: 39)
    let texts = [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
      String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
      (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      closed + String(repeating: "[\n", count: 900), "a: [" + String(repeating: "a: [", count: 60_000),
      "# [\n" + String(repeating: "- ", count: 100_000), "a: 'x\n" + String(repeating: "[", count: 100_000),
    ]
    for text in texts { #expect(printed(text).contains("error: ")) }
  }

  @Test("The deepest nesting allowed is read, and a hidden deeper one is refused by the YAML reader")
  func depthLimit() {
    let allowed = String(repeating: "[", count: 38) + String(repeating: "]", count: 38)
    #expect(printed("a: \(allowed)").contains("unknown word 'a'"))
    // Closing brackets in a comment make the estimate too small; the reader has a limit of its own.
    let hidden = String(repeating: "[ # ]\n", count: 5_000)
    #expect(printed(hidden).contains("error: "))
  }

  @Test("Copies of copies do not explode")
  func aliases() {
    let bomb = "a0: &a0 [x, x, x]\n" + (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    #expect(printed(bomb).contains("more than 16 aliases"))
    let allowed = "a0: &a0 [x, x]\n" + (1...8).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    #expect(printed(allowed).contains("unknown word 'a0'"))
    let asKeys = "a0: &a0 [x, x]\n" + (1...8).map { "? &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n: x\n" }.joined()
    #expect(printed(asKeys).contains("a word was expected, found a list or a map"))
    #expect(printed("a: &x [*x]").contains("error: "))
    #expect(printed("a: *nobody").contains("h.yaml:1:4: error: no mark '&nobody'"))
  }

  @Test("Long rows of separators, marks and mistyped words take less than two seconds")
  func longRows() {
    let row = (0..<600_000).map(String.init).joined(separator: ",")
    let texts = [
      "{a: \(row)}", "a: \(row)", "{value: 1, range: [\(row)]}",
      String(repeating: "&a ", count: 1_500_000) + "*b", "a: *b\n" + (0..<400_000).map { "&m\($0)\n" }.joined(),
      "procedures: {a: [\(String(repeating: "{contrl: {a: [b, c]}}, ", count: 100_000))]}",
    ]
    for text in texts {
      let clock = ContinuousClock()
      let time = clock.measure { #expect(printed(text).contains("error: ")) }
      // Ten seconds on a machine that is busy with other tests; a quadratic reader needs minutes.
      #expect(time < .seconds(10))
    }
  }

  @Test("Hundreds of thousands of words, and chains of long files, are refused before they cost time")
  func manyWords() throws {
    let words = (0..<140_000).map { "w\($0): 1\n" }.joined()
    var files: [String: String] = ["0.yaml": words]
    for number in 1...9 { files["\(number).yaml"] = "based on: \(number - 1).yaml\n" + words }
    let chain = try ScratchFiles(files)
    let long = (0..<400_000).map { "w\($0): 1\n" }.joined()
    let list = "{" + (0..<400_000).map { "w\($0)" }.joined(separator: ",") + "}"
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(printed(long).contains("more than 150000 lines and entries"))
      #expect(printed(list).contains("more than 150000 lines and entries"))
      #expect(printed(words).contains("only the first 500 of"))
    }
    #expect(time < .seconds(10))
    let longest = clock.measure { _ = chain.read("9.yaml") }
    #expect(chain.printed("9.yaml").contains("more than 150000 lines and entries in all files together"))
    #expect(longest < .seconds(10))
  }

  @Test("Numbers that are none, negative and absurd values are refused with their place")
  func absurdValues() throws {
    for rate in ["nan per day", ".inf per hour", "-1 per day", "1e300 per day", "1e999 per day", "0 per day"] {
      let text = try #require(GoodScenario.exchanging("rate: 20 per hour", "rate: \(rate)"))
      let reading = ScenarioReader.read(text: text, file: "h.yaml")
      #expect(reading.post == nil && reading.diagnostics.count == 1 && reading.diagnostics.first?.line == 49, "\(rate)")
    }
    // Millions a day can be simulated; whether they should be, the loads of 'osbp check' tell.
    let text = try #require(GoodScenario.exchanging("rate: 20 per hour", "rate: 20000000 per day"))
    #expect(ScenarioReader.read(text: text, file: "h.yaml").post != nil)
  }

  @Test("A few aliases are read")
  func aliasesAreRead() throws {
    let text = try #require(
      GoodScenario.exchanging(
        "{places: 250, state: B}\n  road: {places: unlimited}", "&yard {places: 250}\n  road: *yard"))
    let post = try #require(ScenarioReader.read(text: text, file: "h.yaml").post)
    #expect(post.pools[5].capacity == post.pools[6].capacity)
  }

  @Test("Directives, tags, several documents, merge keys and odd keys are refused")
  func yamlFeatures() {
    #expect(printed("%YAML 1.1\n---\na: 1\n").contains("a line begins with '%'"))
    #expect(printed(String(repeating: "%TAG !a! tag:a,2000:\n", count: 1000)).contains("directive"))
    #expect(printed("a: 1\n---\na: 1\n").contains("fix: delete the line '---'"))
    #expect(printed("<<: {a: 1}\n").contains("unknown word '<<'"))
    #expect(printed("? [a, b]\n: c\n").contains("a word was expected, found a list or a map"))
    #expect(printed("? {a: b}\n: c\n").contains("a word was expected, found a list or a map"))
    #expect(printed("a: !!binary AAAA\n").contains("is not part of the language"))
    #expect(printed("\"\": a\n").contains("unknown word ''"))
  }

  @Test("Words written twice are told together with the other faults")
  func duplicates() {
    let text = printed("osbp: 1\n\"name\": a\nname: b\n'name': c\nname: d\nnam: e\nA: 1\nA: 2\n")
    #expect(text.contains("h.yaml:3:1: error: 'name' is written twice, first on line 2"))
    #expect(text.contains("h.yaml:4:1: error: 'name' is written twice, first on line 2"))
    #expect(text.contains("h.yaml:5:1: error: 'name' is written twice, first on line 2"))
    #expect(text.contains("h.yaml:6:1: error: unknown word 'nam'; did you mean 'name'?"))
    #expect(text.contains("h.yaml:8:1: error: 'A' is written twice, first on line 7"))
    #expect(printed("\"\\x41\": 1\nA: 2\n").contains("is written twice"))
    #expect(printed("\"\": 1\n\"\": 2\n").contains("is written twice"))
    #expect(printed("&a b: 1\nb: 2\n").contains("is written twice"))
    #expect(printed("[a]: 1\n[a]: 2\n").contains("is written twice"))
  }

  @Test("Many faults are cut, and the cut is told")
  func manyFaults() {
    let text = printed((0..<5_000).map { "word\($0): 1\n" }.joined())
    #expect(text.contains("only the first 500 of 5005 errors found are shown"))
    #expect(text.utf8.count < 200_000)
  }

  @Test("What a simulation has no room for is refused with its place")
  func limits() throws {
    func fault(_ old: String, _ new: String) throws -> String {
      printed(try #require(GoodScenario.exchanging(old, new)))
    }
    let groups = (0..<500).map { "  group \($0): {officers: 1}\n" }.joined()
    #expect(try fault("staff:\n", "staff:\n" + groups).contains("more than 499 groups of officers"))
    let classes = (0..<500).map { "  class \($0): {direction: A to B, arrivals: {rate: 1 per day}}\n" }.joined()
    #expect(try fault("traffic:\n", "traffic:\n" + classes).contains("error: more than 499 classes"))
    let channels = (0..<100).map { "c\($0): 1 %" }.joined(separator: ", ")
    #expect(
      try fault("direction: B to A", "direction: B to A\n    channels: {\(channels)}").contains("more than 62 channels")
    )
    let steps = String(repeating: "stamp, ", count: 300)
    #expect(try fault("car: [", "car: [" + steps).contains("error: more than 250 steps"))
  }

  @Test("Control characters of a file do not reach the terminal")
  func terminal() {
    let text = printed("\"\\e[31m\\a\": 1\nname: \"a\\0b\\e\"\n\"\\x9b\": 1\n")
    let harmful = text.unicodeScalars.filter { scalar in
      let isControl = scalar.value < 0x20 && scalar != "\n"
      return isControl || (0x7F...0x9F).contains(scalar.value)
    }
    #expect(harmful.isEmpty)
  }

  @Test("A missing file and a folder are told without a line")
  func files() {
    let missing = ScenarioReader.read(path: "/nowhere/post.yaml")
    #expect(missing.diagnostics.printed.hasPrefix("/nowhere/post.yaml: error: no such file\n  fix: "))
    #expect(missing.post == nil)
    let folder = ScenarioReader.read(path: ScenarioFiles.folder)
    #expect(folder.diagnostics.printed.contains(": error: this is a folder; expected a scenario file"))
    #expect(ScenarioReader.read(path: "a\0b").post == nil)
    #expect(ScenarioReader.read(path: "").post == nil)
  }

  @Test("The bytes of the file are given back for hashing")
  func bytes() throws {
    let path = ScenarioFiles.folder + "/tutorial/01-one-booth.yaml"
    #expect(ScenarioReader.read(path: path).bytes == Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }
}
