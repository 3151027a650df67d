// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

@Suite("Property: words about what people do in a line")
struct QueueingWordsTests {
  /// A post of one control, with more words of the control and of its step.
  private func text(control: String = "", step: String = "", priority: Int = 0) -> String {
    """
    osbp: 1
    name: Line
    calendar: {starts: 2025-03-03, days: 1}
    staff: {lane: {officers: 1}, other lane: {officers: 1}}
    controls:
      booth: {by: lane, time: 2 min\(control)}
      office: {by: other lane, time: 2 min}
    traffic:
      truck: {direction: A to B, priority: 1, arrivals: {rate: 5 per hour}}
      ambulance: {direction: A to B, priority: \(priority), arrivals: {rate: 1 per hour}}
    procedures:
      truck: [{control: booth\(step)}, office, leave]
      ambulance: [booth, leave]

    """
  }

  private func step(_ words: String) throws -> ProcedureStep {
    let reading = ScenarioReader.read(text: text(step: words), file: "line.yaml")
    #expect(reading.diagnostics.printed == "")
    return try #require(reading.post?.traffic[0].procedure.first)
  }

  @Test("Who gives up or balks leaves under a name of its own, if nothing else is written")
  func standards() throws {
    let steps = try step(", patience: 5 min, balk: more than 3")
    let impatience = Impatience(
      patience: .constant(TimeSpan(microseconds: 300_000_000)), balking: .moreThan(3))
    #expect(
      steps
        == .controlInLine(
          0, impatience, givingUp: [.leaveAs("abandoned at booth")], balking: [.leaveAs("balked at booth")]))
  }

  @Test("Shares that balk stand up to the next number, in any order")
  func shares() throws {
    let step = try step(", balk: {6: 100 %, 2: 20 %}, after balking: [office]")
    guard case .controlInLine(0, let impatience, [], let balking) = step else {
      Issue.record("\(step)")
      return
    }
    #expect(impatience.balking?.shares == [0, 0, 0.2, 0.2, 0.2, 0.2, 1])
    #expect(balking == [.control(1, if: .always)])
  }

  @Test("A control is interrupted only where its officer works alone, by somebody more urgent")
  func interruptible() {
    let good = ScenarioReader.read(text: text(control: ", interruptible: restart"), file: "line.yaml")
    #expect(good.diagnostics.printed == "")
    #expect(good.post?.controls[0].interruption == .restart)
    let idle = ScenarioReader.read(text: text(control: ", interruptible: resume", priority: 1), file: "line.yaml")
    #expect(
      idle.diagnostics.printed == """
        line.yaml:6:3: warning: nobody interrupts work at 'booth': no class with a more urgent priority needs 'lane'
          in: controls / booth
          fix: write 'priority: 1' for the classes that are interrupted, or delete 'interruptible'
        1 warning.

        """)
  }

  @Test(
    "Faults are told with their cure",
    arguments: [
      (", interruptible: pause", "", "expected"),
      (", interruptible: resume, with: gate", "", "can be interrupted only where one officer or unit does it alone"),
      ("", ", balk: 5", "write 'more than 5', or '{3: 20 %, 6: 100 %}'"),
      ("", ", balk: {3: 0 %}", "all shares are 0: nobody balks"),
      ("", ", balk: {many: 10 %}", "expected a whole number"),
      ("", ", after giving up: [office]", "'after giving up' needs 'patience'"),
      ("", ", after balking: [office]", "'after balking' needs 'balk'"),
      (", keeps: yes", ", patience: 5 min", "keeps its officers and equipment, and nobody can balk or give up there"),
    ])
  func faults(control: String, step: String, message: String) {
    let text = text(control: control, step: step).replacingOccurrences(
      of: "controls:", with: "equipment: {gate: {units: 1}}\ncontrols:")
    let reading = ScenarioReader.read(text: text, file: "line.yaml")
    #expect(reading.post == nil)
    #expect(reading.diagnostics.printed.contains(message), "\(reading.diagnostics.printed)")
  }
}
