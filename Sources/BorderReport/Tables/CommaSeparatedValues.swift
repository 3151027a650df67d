// SPDX-License-Identifier: GPL-3.0-or-later

/// Tables as comma-separated values: UTF-8, LF, a header row, an empty cell for what is missing.
///
/// A text cell that a spreadsheet would take for a formula - one that begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return - is given a leading apostrophe, which spreadsheets show as plain text. Numbers are left alone.
///
/// - Source: RFC 4180 (quoting); OWASP, "CSV Injection" (the characters).
package enum CommaSeparatedValues {
  package static func append(_ table: ResultTable, to buffer: ByteBuffer) {
    appendHeader(table, to: buffer)
    for row in 0..<table.rowCount { append(row: table.row(row), to: buffer) }
  }

  static func appendHeader(_ table: ResultTable, to buffer: ByteBuffer) {
    append(row: table.columns.map { .text($0) }, to: buffer)
  }

  package static func append(row cells: [Cell], to buffer: ByteBuffer) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): buffer.append(quoted(text))
      case .integer(let value): buffer.append(String(value))
      case .number(let value): buffer.append(Number.nineDigits(value))
      case .missing: break
      }
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// A text as a cell, made harmless and quoted where it must be.
  package static func quoted(_ text: String) -> String {
    var cell = text
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { cell = "'" + text }
    let needsQuotes = cell.utf8.contains { ",\"\n\r".utf8.contains($0) }
    guard needsQuotes else { return cell }
    var quoted = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
