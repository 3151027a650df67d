// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Property: osbp verify")
struct VerifyTests {
  private let folder = Program.root.appendingPathComponent("scenarios/verification")
  private let quick = ["--precision", "5", "--quiet"]

  private func scenario(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// A scenario of the project with a piece of text exchanged.
  private func changed(_ name: String, _ old: String, _ new: String, in scratch: Scratch) throws -> String {
    let text = try String(contentsOfFile: scenario(name), encoding: .utf8)
    #expect(text.contains(old))
    let path = scratch.path(name)
    try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("--format csv has exactly the columns promised, a row per expectation, and ends with 0 if all hold")
  func columns() throws {
    let outcome = try Program.run(["verify", scenario("mm1.yaml"), "--format", "csv"] + quick)
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    #expect(lines.first == "id,measure,expected,estimate,se,df,z,verdict")
    #expect(lines.count == 8 && lines.dropFirst().allSatisfy { $0.hasSuffix(",holds") })
    #expect(lines[1].hasPrefix("mm1-a:mean_wait_min,\"waiting_time_min, mean, at booth\",9.6,"))
  }

  @Test("The table has the sum of z squared below it; the number of threads changes nothing")
  func text() throws {
    let one = try Program.run(["verify", scenario("mmck.yaml"), "--threads", "1"] + quick)
    let three = try Program.run(["verify", scenario("mmck.yaml"), "--threads", "3"] + quick)
    #expect(one.output.contains("4 expectations: 4 hold, 0 differ, 0 inconclusive"))
    #expect(one.output.contains("sum of z squared over 1 independent run: "))
    #expect(one.output == three.output)
    #expect(try Program.run(["verify", scenario("mmck.yaml"), "--seed", "2"] + quick).output != one.output)
  }

  @Test("--format json tells the same")
  func json() throws {
    let outcome = try Program.run(["verify", scenario("mmck.yaml"), "--format", "json"] + quick)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect((object?["expectations"] as? [Any])?.count == 4 && object?["independent_runs"] as? Int == 1)
    #expect((object?["verdicts"] as? [String: Int]) == ["holds": 4, "differs": 0, "inconclusive": 0])
  }

  @Test("A wrong value differs and ends with 65")
  func differs() throws {
    let scratch = try Scratch()
    let path = try changed("mmck.yaml", "value: 0.2740022702519645", "value: 0.3", in: scratch)
    let outcome = try Program.run(["verify", path] + quick)
    #expect(outcome.exitCode == 65 && outcome.output.contains("4 expectations: 3 hold, 1 differ"))
  }

  @Test("A service slower by 2 % than the scenario says it expects ends with 65")
  func slower() throws {
    let scratch = try Scratch()
    let path = try changed("mm1.yaml", "mean: 2.4 min", "mean: 2.448 min", in: scratch)
    #expect(try Program.run(["verify", path, "--precision", "1", "--quiet"]).exitCode == 65)
  }

  @Test("What is not precise within the limit of replications ends with 75")
  func inconclusive() throws {
    let outcome = try Program.run(["verify", scenario("mm1.yaml"), "--at-most", "2", "--quiet"])
    #expect(outcome.exitCode == 75 && outcome.output.contains("inconclusive"))
  }

  @Test("--double-warm-up adds a row for each expectation, expected to be what the first run measured")
  func doubleWarmUp() throws {
    let outcome = try Program.run(["verify", scenario("mmck.yaml"), "--double-warm-up", "--format", "csv"] + quick)
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.exitCode == 0 && lines.count == 9)
    #expect(lines.count { $0.contains(":double-warm-up,") } == 4)
  }

  @Test("A scenario that expects nothing, or what it has not, ends with 65 and a sentence")
  func faults() throws {
    let nothing = try Program.run(["verify", Program.tutorial])
    #expect(nothing.exitCode == 65 && nothing.errors.contains("nothing is expected of this scenario"))
    let scratch = try Scratch()
    let path = try changed("mmck.yaml", "outcome: turned away at system", "outcome: lost", in: scratch)
    let outcome = try Program.run(["verify", path] + quick)
    #expect(outcome.exitCode == 65 && outcome.errors.contains("no outcome 'lost'; there are 'released'"))
  }
}
