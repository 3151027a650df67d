// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell of a file of comma-separated values, with its place in the file.
package struct CommaSeparatedCell: Sendable {
  /// Bytes of the file, without the quotation marks around them.
  package var bytes: Range<Int>
  /// From 1.
  package var line: Int
  /// In Unicode scalars, from 1.
  package var column: Int
  /// Whether two quotation marks in it stand for one.
  package var hasDoubledMarks: Bool
}

/// Why a file of comma-separated values ends to be one.
package struct CommaSeparatedFault: Error, Sendable {
  package var line: Int
  package var column: Int
  package var message: String
  package var fix: String
}

/// Reads rows of comma-separated values one after the other.
///
/// A row ends with CR LF, LF or CR, or with the file; a cell in quotation marks may contain commas, line ends and
/// doubled quotation marks. A byte order mark is passed over. Each byte is looked at once.
///
/// - Source: RFC 4180.
package struct CommaSeparatedText: Sendable {
  package let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  /// More cells in a row are a fault.
  package static let mostCells = 1_000

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (position, lineStart) = (3, 3) }
  }

  /// The text of a cell; bytes that are no UTF-8 are shown as such.
  package func text(of cell: CommaSeparatedCell) -> String {
    let text = String(decoding: bytes[cell.bytes], as: UTF8.self)
    guard cell.hasDoubledMarks else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  /// Reads the next row into `cells`.
  ///
  /// - Returns: False at the end of the file. A blank line is a row of one empty cell.
  package mutating func readRow(into cells: inout [CommaSeparatedCell]) throws(CommaSeparatedFault) -> Bool {
    cells.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return false }
    while true {
      cells.append(try readCell())
      guard cells.count <= Self.mostCells else {
        throw fault("more than \(Self.mostCells) cells in a row", fix: "keep the columns that are needed")
      }
      guard position < bytes.count else { return true }
      let separator = bytes[position]
      position += 1
      if separator == UInt8(ascii: ",") { continue }
      if separator == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
        position += 1
      }
      line += 1
      lineStart = position
      return true
    }
  }

  private mutating func readCell() throws(CommaSeparatedFault) -> CommaSeparatedCell {
    var cell = CommaSeparatedCell(bytes: position..<position, line: line, column: column, hasDoubledMarks: false)
    let mark = UInt8(ascii: "\"")
    guard position < bytes.count, bytes[position] == mark else {
      let start = position
      while position < bytes.count, !isEnd(bytes[position]) {
        if bytes[position] == mark {
          throw fault("a quotation mark inside a cell without marks around it", fix: "double it and quote the cell")
        }
        position += 1
      }
      cell.bytes = start..<position
      return cell
    }
    position += 1
    let start = position
    while position < bytes.count {
      if bytes[position] == mark {
        guard position + 1 < bytes.count, bytes[position + 1] == mark else { break }
        cell.hasDoubledMarks = true
        position += 1
      } else if bytes[position] == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
    guard position < bytes.count else {
      throw CommaSeparatedFault(
        line: cell.line, column: cell.column, message: "a quotation mark that is never closed", fix: "close it")
    }
    cell.bytes = start..<position
    position += 1
    guard position == bytes.count || isEnd(bytes[position]) else {
      throw fault("text behind a closing quotation mark", fix: "put a comma or a line end there")
    }
    return cell
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Scalars, not bytes: continuation bytes of UTF-8 do not count.
  private var column: Int {
    // Lines of a megabyte would make this slow; their later columns are counted in bytes.
    guard position - lineStart < 10_000 else { return position - lineStart + 1 }
    return bytes[lineStart..<position].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private func fault(_ message: String, fix: String) -> CommaSeparatedFault {
    CommaSeparatedFault(line: line, column: column, message: message, fix: fix)
  }
}
