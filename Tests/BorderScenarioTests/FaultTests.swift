// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import Foundation
import Testing

/// A fault put into the good scenario, with what is printed about it.
struct Fault: Sendable, CustomTestStringConvertible {
  let name: String
  let old: String
  let new: String
  let printed: String

  init(_ name: String, exchanging old: String, with new: String, prints printed: String) {
    self.name = name
    self.old = old
    self.new = new
    self.printed = printed
  }

  var testDescription: String { name }

  static let all = values + words + laws + procedures + warnings
}

@Suite("Golden: wording of diagnostics")
struct FaultTests {
  @Test("Each fault is told once, with place, reason and cure", arguments: Fault.all)
  func isTold(fault: Fault) throws {
    let text = try #require(GoodScenario.exchanging(fault.old, fault.new))
    let reading = ScenarioReader.read(text: text, file: "post.yaml")
    #expect(reading.diagnostics.printed == fault.printed + "\n")
    #expect((reading.post == nil) == reading.diagnostics.contains { $0.severity == .error })
  }

  @Test("The good scenario has no fault and no doubt")
  func goodIsGood() {
    #expect(ScenarioReader.read(text: GoodScenario.text, file: "post.yaml").diagnostics.printed == "")
  }

  @Test("Many faults in one file are all told in one pass, in the order of the file")
  func allInOnePass() {
    let names = [
      "A bare number as a duration", "An unknown unit of a duration", "A word twice", "A name twice in a section",
      "A count out of range", "An undefined agency", "A truth value that is neither yes nor no",
      "A day that does not exist", "An undefined control", "Channels that do not sum to 100 %", "A rate of zero",
      "A target of another form", "A virtual wait where nobody is needed", "If and share together",
      "An unknown word with a near known one", "An unknown word with no near one", "A shift on no day",
      "An undefined group of officers", "A law with a foreign parameter", "A probe with the word of the other",
    ]
    var text = GoodScenario.text
    var expected: [String] = []
    for fault in Fault.all where names.contains(fault.name) {
      guard let range = text.range(of: fault.old) else { continue }
      text.replaceSubrange(range, with: fault.new)
      expected.append(message(of: fault))
    }
    let reading = ScenarioReader.read(text: text, file: "post.yaml")
    #expect(expected.count >= 16)
    let found = reading.diagnostics.map(\.message)
    // Lines move when words are added above, so lines named in messages are left out of the comparison.
    #expect(found.map(withoutDigits).sorted() == expected.map(withoutDigits).sorted())
    #expect(reading.diagnostics.map(\.line) == reading.diagnostics.map(\.line).sorted())
    #expect(reading.diagnostics.printed.hasSuffix("\n\(expected.count) errors; nothing was run.\n"))
    #expect(reading.post == nil)
  }

  private func message(of fault: Fault) -> String {
    let line = fault.printed.split(separator: "\n")[0]
    return String(line[(line.range(of: "error: ")?.upperBound ?? line.startIndex)...])
  }

  private func withoutDigits(_ text: String) -> String { text.filter { !$0.isNumber } }

  @Test("One error is one error, and warnings alone do not say that nothing was run")
  func countsAreWords() {
    var diagnostic = Diagnostic(severity: .error, file: "f.yaml", line: 0, column: 0, message: "no such file")
    #expect([diagnostic].printed == "f.yaml: error: no such file\n1 error; nothing was run.\n")
    diagnostic.severity = .warning
    #expect([diagnostic, diagnostic].printed.hasSuffix("\n2 warnings.\n"))
    #expect([Diagnostic]().printed == "")
  }
}
