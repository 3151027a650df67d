// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport
import Testing

/// Reads what RFC 4180 allows, character by character; written without a look at the writer.
func cells(ofLine line: String) -> [String] {
  var cells: [String] = [""]
  var isQuoted = false
  var previousWasQuote = false
  for scalar in line.unicodeScalars {
    if scalar == "\"" {
      if isQuoted {
        (isQuoted, previousWasQuote) = (false, true)
        continue
      }
      if previousWasQuote { cells[cells.count - 1].unicodeScalars.append(scalar) }
      isQuoted = true
      previousWasQuote = false
      continue
    }
    previousWasQuote = false
    if scalar == "," && !isQuoted { cells.append("") } else { cells[cells.count - 1].unicodeScalars.append(scalar) }
  }
  return cells
}

@Suite("Property: comma-separated values")
struct CommaSeparatedValuesTests {
  private func line(_ cells: [Cell]) -> String {
    let buffer = ByteBuffer()
    CommaSeparatedValues.append(row: cells, to: buffer)
    return buffer.text
  }

  @Test("Any text is read back as it was")
  func readsBack() {
    var generator = TestNumbers(seed: 3)
    let letters: [Character] = ["a", "b", ",", "\"", "\n", "\r", " ", "é", "'", ";", "車"]
    for _ in 0..<5_000 {
      let texts = (0..<3).map { _ in
        let length = Int.random(in: 0...6, using: &generator)
        return "x" + String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
      }
      let written = line(texts.map { .text($0) })
      #expect(written.hasSuffix("\n"))
      #expect(cells(ofLine: String(written.unicodeScalars.dropLast())) == texts)
    }
  }

  @Test(
    "A text that a spreadsheet would take for a formula begins with an apostrophe",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
  func formulas(text: String) {
    #expect(cells(ofLine: CommaSeparatedValues.quoted(text)) == ["'" + text])
  }

  @Test("Numbers stay numbers, missing cells stay empty")
  func otherCells() {
    #expect(line([.number(-1.5), .integer(-7), .missing, .text("")]) == "-1.5,-7,,\n")
  }

  @Test("Only cells that need quotes get them")
  func quotes() {
    let texts = ["entry customs", "a,b", "say \"no\""]
    #expect(line(texts.map { .text($0) }) == "entry customs,\"a,b\",\"say \"\"no\"\"\"\n")
  }
}
