// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

/// Scenario files in a folder of their own, gone afterwards.
final class ScratchFiles {
  let folder: String

  init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("osbp-\(UUID().uuidString)").path
    for (name, text) in files {
      let path = folder + "/" + name
      let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func read(_ name: String, settings: [String] = []) -> ScenarioReading {
    ScenarioReader.read(path: folder + "/" + name, settings: settings)
  }

  /// What is printed, without the folder.
  func printed(_ name: String) -> String {
    read(name).diagnostics.printed.replacingOccurrences(of: folder + "/", with: "")
  }
}

@Suite("Property: files that state only differences")
struct InheritanceTests {
  @Test("The tutorial's third file is the second one with the differences written out")
  func tutorial() throws {
    let folder = ScenarioFiles.folder + "/tutorial/"
    let reading = ScenarioReader.read(path: folder + "03-only-what-differs.yaml")
    #expect(reading.bases.map(\.file) == [folder + "02-yard-and-shifts.yaml"])
    var text = try String(contentsOfFile: folder + "02-yard-and-shifts.yaml", encoding: .utf8)
    for (old, new) in [
      ("name: Yard and shifts", "name: Yard and shifts, more at night"), ("officers: 1}    #", "officers: 3}    #"),
      ("gate keeper: {officers: 1}", "gate keeper: {officers: 1}\n  second keeper: {officers: 1}"),
      ("controls:\n", "controls:\n  fast lane: {by: second keeper, time: 2 min, keeps: no}\n"),
      (
        "traffic:\n",
        """
        traffic:
          empty truck: {direction: A to B, arrivals: {rate: 60 per day, days: {sun: 0.5}}}
          tanker:
            direction: A to B
            arrivals: {rate: 10 per day, days: {sun: 0.5}}
            channels: {green: 85 %, red: 15 %}

        """
      ),
      (
        "procedures:\n",
        "procedures:\n  empty truck: [fast lane, leave]\n"
          + "  tanker: [gate, {enter: yard}, documents, {leave: yard}, leave]\n"
      ), ("targets: {truck: 90 % within 2 h}", ""),
    ] {
      let range = try #require(text.range(of: old), "\(old)")
      text.replaceSubrange(range, with: new)
    }
    let written = try #require(ScenarioReader.read(text: text, file: "written.yaml").post)
    #expect(canonicalDescription(of: try #require(reading.post)) == canonicalDescription(of: written))
  }

  @Test("A file that states no difference is its base, through two folders and two files")
  func nothing() throws {
    let files = try ScratchFiles([
      "a/base.yaml": GoodScenario.text, "b/middle.yaml": "based on: ../a/base.yaml\n",
      "top.yaml": "based on: b/middle.yaml\n",
    ])
    let reading = files.read("top.yaml")
    #expect(reading.diagnostics.printed == "")
    #expect(reading.post == ScenarioReader.read(text: GoodScenario.text, file: "good.yaml").post)
    #expect(reading.bases.map(\.file) == ["b/middle.yaml", "b/../a/base.yaml"].map { files.folder + "/" + $0 })
    #expect(reading.bases.last?.bytes == Array(GoodScenario.text.utf8))
  }

  @Test("A value is replaced as a whole: no parameter and no source of the old one is left over")
  func wholeValues() throws {
    let files = try ScratchFiles([
      "base.yaml": GoodScenario.text,
      "top.yaml": """
      based on: base.yaml
      controls:
        stamp: {time: {law: exponential, mean: 3 min}}
        entry customs: {time: {green: 1 min, yellow: 2 min, red: 3 min}}
      traffic: {transit truck: {arrivals: {rate: 500 per day}}}
      """,
    ])
    let post = try #require(files.read("top.yaml").post)
    #expect(post.controls[4].time == .same(.exponential(mean: try #require(TimeSpan.minutes(3)))))
    #expect(post.provenance.isEmpty)
    #expect(post.traffic[0].arrivals.rates.count == 168)
  }

  @Test(
    "Faults are told once, in the file where they are",
    arguments: [
      (
        "based on: none.yaml", "",
        "top.yaml:1:11: error: 'none.yaml': no such file"
      ),
      (
        "based on: base.yaml\ntraffic: {bus: {like: carr, direction: A to B}}\nprocedures: {bus: [leave]}", "",
        "top.yaml:2:23: error: nothing here is called 'carr'; did you mean 'car'?"
      ),
      (
        "based on: base.yaml\nstaff: {gate keper: remove}", "",
        "top.yaml:2:9: error: nothing to remove: no 'gate keper' stands there; did you mean 'gate keeper'?"
      ),
      ("based on: base.yaml", "stuff: 1", "base.yaml:71:1: error: unknown word 'stuff'; did you mean 'staff'?"),
      ("based on: base.yaml\ntargets: {car: {within: 1 k}}", "", "top.yaml:2:25: error: unknown unit 'k'"),
      ("based on: base.yaml", "a: [", "base.yaml:72:1: error: this is not YAML"),
      ("based on: top.yaml", "", "top.yaml:1:11: error: a file that is based on itself: top.yaml -> top.yaml"),
      ("based on: [a, b]", "", "top.yaml:1:11: error: expected a text, found a list"),
      ("based on: .", "", "top.yaml:1:11: error: '.': this is a folder"),
      ("based on: /dev/zero", "", "top.yaml:1:11: error: '/dev/zero': this is no ordinary file"),
    ])
  func faults(top: String, base: String, expected: String) throws {
    let files = try ScratchFiles(["base.yaml": GoodScenario.text + base, "top.yaml": top])
    let printed = files.printed("top.yaml")
    #expect(printed.contains(expected), "\(printed)")
    #expect(printed.hasSuffix("\n1 error; nothing was run.\n"), "\(printed)")
  }

  @Test("A ring and an endless chain of files are errors that name the files")
  func chains() throws {
    let ring = try ScratchFiles([
      "a.yaml": "based on: b.yaml", "b.yaml": "based on: c.yaml", "c.yaml": "based on: b.yaml",
    ])
    #expect(ring.printed("a.yaml").contains("c.yaml:1:11: error: a file that is based on itself: b.yaml -> c.yaml"))
    var files = ["0.yaml": GoodScenario.text]
    for number in 1...12 { files["\(number).yaml"] = "based on: \(number - 1).yaml" }
    let chain = try ScratchFiles(files)
    #expect(chain.read("9.yaml").post != nil)
    #expect(chain.printed("12.yaml").contains("error: more than 10 files based on each other: 12.yaml -> "))
  }

  @Test("What is like itself, and long chains of likeness, are errors; the order of entries means nothing")
  func likeness() throws {
    func reading(_ classes: [String]) throws -> ScenarioReading {
      let text = GoodScenario.text + ""
      let all = "traffic:\n" + classes.map { "  \($0)\n" }.joined()
      let range = try #require(text.range(of: "traffic:\n"))
      return ScenarioReader.read(text: text.replacingCharacters(in: range, with: all), file: "like.yaml")
    }
    let ring = try reading(["a: {like: b}", "b: {like: c}", "c: {like: a}"])
    #expect(ring.diagnostics.printed.contains("error: a thing that is like itself: a -> b -> c -> a\n"))
    #expect(ring.diagnostics.printed.hasSuffix("\n1 error; nothing was run.\n"))
    let chain = (1...20).map { "c\($0): {like: \($0 == 1 ? "car" : "c\($0 - 1)")}" }
    let forward = try #require(try reading(chain).post)
    let backward = try #require(try reading(chain.reversed()).post)
    #expect(canonicalDescription(of: forward) == canonicalDescription(of: backward))
    #expect(forward.traffic.allSatisfy { $0.name == "transit truck" || $0.procedure.count == 3 })
    let long = try reading(["c21: {like: c20}"] + chain)
    #expect(long.diagnostics.printed.contains("error: more than 20 that are like each other"))
  }

  @Test("Likeness without end of memory or time")
  func hostileLikeness() {
    let big =
      "  big: {direction: A to B, arrivals: {rate: 1 per day}, channels: {"
      + (0..<50_000).map { "c\($0): 1 %" }.joined(separator: ", ") + "}}\n"
    let copies = (0..<5_000).map { "  d\($0): {like: big}\n" }.joined()
    let ladder = (0..<50_000).map { "  e\($0): {like: e\($0 + 1)}\n" }.joined()
    for body in [big + copies, ladder, big + copies.replacingOccurrences(of: "{like", with: "{priority: 1, like")] {
      let text = "osbp: 1\nname: x\ncalendar: {starts: 2025-03-03, days: 1}\ntraffic:\n" + body
      let clock = ContinuousClock()
      // Two seconds on a quiet machine; other tests run beside this one.
      let time = clock.measure { #expect(ScenarioReader.read(text: text, file: "h.yaml").post == nil) }
      #expect(time < .seconds(10))
    }
  }
}
