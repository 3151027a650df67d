// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Property: arguments and scenarios")
struct ArgumentTests {
  @Test("The version is one line on standard output")
  func version() throws {
    let outcome = try Program.run(["--version"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("osbp ") && outcome.output.split(separator: "\n").count == 1)
  }

  @Test("Help has examples and names only what exists")
  func help() throws {
    let outcome = try Program.run(["--help"])
    #expect(outcome.exitCode == 0 && outcome.output.contains("osbp run scenarios/posts/malaba.yaml"))
    for absent in ["compare", "sweep", "trace", "reproduce", "merge"] {
      #expect(!outcome.output.contains(absent))
      #expect(try Program.run([absent]).exitCode == 64)
    }
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test(
    "Faulty arguments end with 64 and say what is wrong",
    arguments: [
      ["run"], ["run", "a.yaml", "b.yaml"], ["run", "a.yaml", "--replications", "0"],
      ["run", "a.yaml", "--replications", "some"], ["run", "a.yaml", "--days", "36526"],
      ["run", "a.yaml", "--threads", "0"], ["run", "a.yaml", "--seed", "-1"], ["run", "a.yaml", "--format", "xml"],
      ["run", "a.yaml", "--entities"], ["run", "a.yaml", "--force"], ["run", "a.yaml", "--unknown"], ["check"],
      ["walk"],
    ])
  func faulty(arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.exitCode == 64 && outcome.output.isEmpty && outcome.errors.contains("Error: "))
  }

  @Test("A file that is missing, or no file, ends with 65", arguments: ["run", "check"])
  func unreadable(command: String) throws {
    for path in ["/nonexistent/post.yaml", "/", "/dev/null"] {
      let outcome = try Program.run([command, path])
      #expect(outcome.exitCode == 65 && outcome.output.isEmpty && outcome.errors.hasPrefix(path))
      #expect(outcome.errors.hasSuffix("nothing was run.\n"))
    }
  }

  @Test("A file that may not be read ends with 65")
  func forbidden() throws {
    let scratch = try Scratch()
    _ = FileManager.default.createFile(
      atPath: scratch.path("secret.yaml"), contents: Data("osbp: 1\n".utf8), attributes: [.posixPermissions: 0])
    // The superuser reads everything; then the file is merely no scenario.
    let outcome = try Program.run(["run", scratch.path("secret.yaml")])
    #expect(outcome.exitCode == 65)
  }

  @Test("Every fault is told in one pass, and nothing is run")
  func faultyScenario() throws {
    let scratch = try Scratch()
    let text = try String(contentsOfFile: Program.tutorial, encoding: .utf8)
      .replacing("days: 7", with: "days: 0").replacing("booth, leave", with: "boot, leave")
    try text.write(toFile: scratch.path("faulty.yaml"), atomically: false, encoding: .utf8)
    let outcome = try Program.run(["run", scratch.path("faulty.yaml"), "--out", scratch.path("r")])
    #expect(outcome.exitCode == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.components(separatedBy: ": error: ").count == 3)
    #expect(outcome.errors.hasSuffix("2 errors; nothing was run.\n"))
    #expect(try scratch.names() == ["faulty.yaml"])
  }

  @Test("Checking a sound scenario prints its traffic and loads")
  func check() throws {
    let outcome = try Program.run(["check", Program.tutorial, Program.tutorial])
    #expect(outcome.exitCode == 0 && outcome.errors == "no faults, no warnings\n")
    #expect(outcome.output.components(separatedBy: "EXPECTED TRAFFIC").count == 3)
    let mixed = try Program.run(["check", Program.tutorial, "/nonexistent"])
    #expect(mixed.exitCode == 65 && mixed.output.contains("EXPECTED TRAFFIC"))
  }
}
