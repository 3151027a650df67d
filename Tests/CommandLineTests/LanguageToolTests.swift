// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Property: tools of the language")
struct LanguageToolTests {
  @Test("Words are explained with and without quotation marks; indicators and causes too")
  func explain() throws {
    let bare = try Program.run(["explain", "at", "end", "of", "shift"])
    #expect(bare.exitCode == 0 && bare.output.hasPrefix("'at end of shift', a word of staff\n"))
    #expect(try Program.run(["explain", "at end of shift"]).output == bare.output)
    #expect(try Program.run(["explain", "crossing_time_min"]).output.contains("  unit        min\n"))
    #expect(try Program.run(["explain", "all busy"]).output.contains("a cause of waiting"))
    let unknown = try Program.run(["explain", "crossing_tme_min"])
    #expect(unknown.exitCode == 64 && unknown.output.isEmpty)
    #expect(unknown.errors.contains("did you mean 'crossing_time_min'?"))
    let all = try Program.run(["explain"])
    for word in ["at end of shift", "utilisation", "censored"] { #expect(all.output.contains(word)) }
    for line in (bare.output + all.output).split(separator: "\n") { #expect(line.count <= 100) }
  }

  @Test("Paths are listed with their values, of a faulty file too")
  func paths() throws {
    let listed = try Program.run(["explain", "--paths", Program.tutorial])
    #expect(listed.exitCode == 0 && listed.output.contains("calendar/days "))
    let wrong = try Program.run(["explain", "--paths", Program.tutorial, "--set", "calendar/days=x"])
    #expect(wrong.exitCode == 65 && wrong.output.contains("calendar/days ") && wrong.errors.contains("--set '"))
    #expect(try Program.run(["explain", "--all"]).exitCode == 64)
    #expect(try Program.run(["explain", "name", "--paths", Program.tutorial]).exitCode == 64)
  }

  @Test("A new scenario is checked and run as it is, and never overwritten")
  func starter() throws {
    let scratch = try Scratch()
    let path = scratch.path("new.yaml")
    let first = try Program.run(["init", path])
    #expect(first.exitCode == 0 && first.output.contains("osbp run \(path) "))
    let text = try scratch.text("new.yaml")
    let second = try Program.run(["init", path])
    #expect(second.exitCode == 73 && second.output.isEmpty && second.errors.contains("nothing was overwritten"))
    #expect(try scratch.text("new.yaml") == text)
    #expect(try Program.run(["check", path]).errors == "no faults, no warnings\n")
    let run = try Program.run(["run", path, "--replications", "5", "--quiet"])
    #expect(run.exitCode == 0 && run.errors.isEmpty && run.output.contains("CROSSING TIME"))
  }

  @Test("A setting is in the manifest: its command, and the hash of the model that the change in the file has")
  func manifest() throws {
    let scratch = try Scratch()
    let text = try String(contentsOfFile: Program.tutorial, encoding: .utf8)
    try "based on: \(Program.tutorial)\n".write(toFile: scratch.path("same.yaml"), atomically: true, encoding: .utf8)
    try text.replacingOccurrences(of: "days: 7", with: "days: 3")
      .write(toFile: scratch.path("changed.yaml"), atomically: true, encoding: .utf8)
    func manifest(_ name: String, _ arguments: [String]) throws -> [String: Any] {
      let run = try Program.run(["run"] + arguments + ["--replications", "2", "--quiet", "--out", scratch.path(name)])
      #expect(run.exitCode == 0, "\(run.errors)")
      return try scratch.manifest(name)
    }
    let plain = try manifest("a", [Program.tutorial])
    let set = try manifest("b", [scratch.path("same.yaml"), "--set", "calendar/days=3"])
    let changed = try manifest("c", [scratch.path("changed.yaml")])
    let hash = "model_sha256"
    #expect(text.contains("days: 7"))
    #expect(plain[hash] as? String != set[hash] as? String)
    #expect(set[hash] as? String == changed[hash] as? String)
    #expect((set["command"] as? [String])?.contains("calendar/days=3") == true)
    let inputs = try #require(set["inputs"] as? [[String: String]])
    #expect(inputs.map { $0["file"] } == [scratch.path("same.yaml"), Program.tutorial])
    #expect(inputs.last?["sha256"] == (plain["inputs"] as? [[String: String]])?.first?["sha256"])
  }
}
