// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Property: results folders of the program")
struct FolderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(_ options: [String]) throws -> Outcome {
    try Program.run(["run", Program.tutorial, "--replications", "3", "--quiet"] + options)
  }

  @Test("The manifest says how the results came about")
  func manifest() throws {
    #expect(try run(["--out", scratch.path("r"), "--days", "14"]).exitCode == 0)
    let manifest = try scratch.manifest("r")
    #expect(manifest["program"] as? String == "osbp")
    #expect((manifest["command"] as? [String])?.first == "run")
    #expect(manifest["days"] as? Int == 14 && manifest["seed"] as? Int == 1)
    #expect(manifest["replications_finished"] as? Int == 3 && manifest["interrupted"] as? Bool == false)
    let input = (manifest["inputs"] as? [[String: String]])?.first
    let sum = try Program.shell("sha256sum \"$tutorial\" 2>/dev/null || shasum -a 256 \"$tutorial\"")
    #expect(input?["sha256"].map { sum.output.hasPrefix($0) } == true)
  }

  @Test("A comment changes the input's digest, not the model's; a shorter window changes the model's")
  func modelDigest() throws {
    let text = try String(contentsOfFile: Program.tutorial, encoding: .utf8)
    try (text + "# one more remark\n").write(toFile: scratch.path("b.yaml"), atomically: false, encoding: .utf8)
    #expect(try run(["--out", scratch.path("a")]).exitCode == 0)
    #expect(try run(["--out", scratch.path("c"), "--days", "3"]).exitCode == 0)
    let other = try Program.run(
      ["run", scratch.path("b.yaml"), "--replications", "3", "--quiet", "--out", scratch.path("b")])
    #expect(other.exitCode == 0)
    let models = try ["a", "b", "c"].map { try scratch.manifest($0)["model_sha256"] as? String }
    #expect(models[0] != nil && models[0] == models[1] && models[0] != models[2])
    #expect(try scratch.text("a/indicators.csv") == scratch.text("b/indicators.csv"))
  }

  @Test("An existing folder is refused with 73 before anything is run, and replaced with --force")
  func existing() throws {
    #expect(try run(["--out", scratch.path("r")]).exitCode == 0)
    let before = try scratch.text("r/manifest.json")
    let refused = try run(["--out", scratch.path("r")])
    #expect(refused.exitCode == 73 && refused.output.isEmpty && refused.errors.contains("--force"))
    #expect(try scratch.text("r/manifest.json") == before)
    #expect(try run(["--out", scratch.path("r"), "--force", "--seed", "5"]).exitCode == 0)
    #expect(try scratch.manifest("r")["seed"] as? Int == 5)
    #expect(try scratch.names() == ["r"])
  }

  @Test("A folder that cannot be made ends with 73")
  func unwritable() throws {
    try "".write(toFile: scratch.path("file"), atomically: false, encoding: .utf8)
    for path in [scratch.path("file/r"), "/proc/osbp-results"] {
      let outcome = try run(["--out", path])
      #expect(outcome.exitCode == 73 && outcome.output.isEmpty && outcome.errors.hasPrefix("osbp: error: cannot"))
    }
  }

  @Test("A disk that fills up ends with 74, nothing half-written is left, and the answer is not lost")
  func fullDisk() throws {
    // A limit on the size of files stands in for a full disk: the table of hours is larger, the answer smaller.
    let outcome = try Program.shell(
      "ulimit -f 8; exec \"$osbp\" run \"$tutorial\" --replications 3 --quiet --out \"\(scratch.path("r"))\"")
    #expect(outcome.exitCode == 74 && !outcome.wasKilled)
    #expect(outcome.errors.hasPrefix("osbp: error: cannot write '") && outcome.errors.contains("hourly.csv"))
    #expect(outcome.output.contains("CROSSING TIME"))
    #expect(try scratch.names().isEmpty)
  }

  @Test("Rows of entities that do not fit on the disk end the run at once with 74")
  func fullDiskDuringRun() throws {
    let errors = scratch.path("errors")
    let outcome = try Program.shell(
      """
      sh -c 'ulimit -f 100; exec "$osbp" run "$tutorial" --replications 2000 --quiet --entities --out "$0"' \
      "\(scratch.path("r"))" 2>"\(errors)"
      """)
    #expect(outcome.exitCode == 74 && outcome.output.isEmpty && !outcome.wasKilled)
    #expect(try scratch.text("errors").contains("entities.csv"))
    #expect(try scratch.names() == ["errors"])
  }
}
