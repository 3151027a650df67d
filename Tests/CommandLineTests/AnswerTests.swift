// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Property: answers")
struct AnswerTests {
  private let short = ["run", Program.tutorial, "--days", "7", "--replications", "4"]

  @Test("The table stands on standard output, progress on standard error")
  func text() throws {
    let outcome = try Program.run(short)
    #expect(outcome.exitCode == 0 && outcome.output.contains("CROSSING TIME"))
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(outcome.errors.contains("4 of 4 replications"))
    #expect(try Program.run(short + ["--quiet"]).errors.isEmpty)
  }

  @Test("Where lines cannot be rewritten, progress is a line each tenth")
  func progress() throws {
    let outcome = try Program.run(["run", Program.tutorial, "--days", "1", "--replications", "50"])
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 10 && lines.allSatisfy { $0.contains(" of 50 replications") && !$0.contains("\r") })
  }

  @Test("--format csv prints the indicators")
  func commaSeparatedValues() throws {
    let outcome = try Program.run(short + ["--format", "csv", "--quiet"])
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.first == """
        scenario,indicator,traffic_class,direction,station,statistic,unit,estimate,ci_low,ci_high,confidence,\
        replications,status,estimator
        """)
    #expect(lines.dropFirst().contains { $0.hasPrefix("One booth,crossing_time_min,car,A to B,,mean,min,") })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("One booth,") })
  }

  @Test("--format json prints all tables")
  func json() throws {
    let outcome = try Program.run(short + ["--format", "json", "--quiet"])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    for table in ["indicators", "hourly", "resources", "causes", "provenance"] { #expect(object?[table] is [Any]) }
    #expect(object?["seed"] as? Int == 1 && object?["replications_finished"] as? Int == 4)
  }

  @Test("The same digests on 1, 2 and 7 threads; others with another seed")
  func threads() throws {
    let scratch = try Scratch()
    var digests: [[String: String]] = []
    for (name, options) in [
      ("1", ["--threads", "1"]), ("2", ["--threads", "2"]), ("7", ["--threads", "7"]),
      ("s", ["--seed", "2"]),
    ] {
      let run = ["run", Program.tutorial, "--replications", "9", "--entities", "--quiet"]
      let outcome = try Program.run(run + ["--out", scratch.path(name)] + options)
      #expect(outcome.exitCode == 0)
      digests.append(try #require(try scratch.manifest(name)["digests"] as? [String: String]))
    }
    #expect(Set(digests[0].keys) == ["observations", "tables", "entities"])
    #expect(digests[1] == digests[0] && digests[2] == digests[0])
    for key in digests[0].keys { #expect(digests[3][key] != digests[0][key]) }
    #expect(try scratch.text("1/entities.csv") == scratch.text("7/entities.csv"))
  }

  @Test("A reader that has gone is no reason to complain")
  func readerHasGone() throws {
    let outcome = try Program.shell(
      "{ \"$osbp\" run \"$tutorial\" --replications 2 --format json --quiet; echo \"ended with $?\" >&2; } | true")
    #expect(outcome.errors == "ended with 0\n")
  }

  @Test("Standard output on a full disk ends with 74")
  func fullOutput() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try Program.shell("\"$osbp\" run \"$tutorial\" --replications 2 --quiet >/dev/full")
    #expect(outcome.exitCode == 74)
    #expect(outcome.errors.hasPrefix("osbp: error: cannot write to standard output: "))
  }
}
