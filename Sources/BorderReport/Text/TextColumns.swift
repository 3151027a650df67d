// SPDX-License-Identifier: GPL-3.0-or-later

/// Sets a table in columns for a screen or a printed page of a fixed pitch.
struct TextColumns {
  /// The widest line that is set.
  static let pageWidth = 100

  struct Column {
    /// One entry a line.
    var heading: [String]
    var isRightAligned = true
    /// Text longer than this goes on in the next line.
    var widest = 28
  }

  var columns: [Column]
  /// Cells by row and column; a cell has one entry a line.
  private var rows: [[[String]]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func append(_ cells: [[String]]) {
    precondition(cells.count == columns.count, "A row has as many cells as the table has columns.")
    rows.append(
      zip(cells, columns).map { lines, column in lines.flatMap { TextColumns.wrapped($0, width: column.widest) } })
  }

  var isEmpty: Bool { rows.isEmpty }

  /// The table: headings, a rule, rows.
  var lines: [String] {
    let headings = columns.map(\.heading)
    let widths = columns.indices.map { column in
      ([headings] + rows).flatMap { $0[column] }.map(\.count).max() ?? 0
    }
    let ruleWidth = min(TextColumns.pageWidth, widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    return set(headings, widths: widths, fromBelow: true) + [String(repeating: "-", count: ruleWidth)]
      + rows.flatMap { set($0, widths: widths, fromBelow: false) }
  }

  private func set(_ cells: [[String]], widths: [Int], fromBelow: Bool) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      for (column, cell) in cells.enumerated() {
        let index = fromBelow ? line - (height - cell.count) : line
        let part = cell.indices.contains(index) ? cell[index] : ""
        let padding = String(repeating: " ", count: max(0, widths[column] - part.count))
        text += (column > 0 ? "  " : "") + (columns[column].isRightAligned ? padding + part : part + padding)
      }
      return TextColumns.withoutTrailingSpaces(text)
    }
  }

  static func withoutTrailingSpaces(_ text: String) -> String {
    guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
    return String(text[...last])
  }

  /// The words of a text; a number and its unit are one word.
  private static func unbreakable(_ text: String) -> [String] {
    var words: [String] = []
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      let unit = part.prefix { $0.isLetter || $0 == "%" }
      if ["%", "min", "h", "d"].contains(unit), let last = words.last, last.last?.isNumber == true {
        words[words.count - 1] = last + " " + part
      } else {
        words.append(String(part))
      }
    }
    return words
  }

  /// Breaks a text at spaces, and inside a word only if the word alone is too long.
  ///
  /// - Parameter indent: Put before all lines but the first.
  static func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in unbreakable(text) {
      var word = word
      let isFirst = line.isEmpty || line == indent && !lines.isEmpty
      if !isFirst && line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
      } else if !isFirst {
        line += " "
      }
      while line.count + word.count > width && width > line.count {
        let room = width - line.count
        lines.append(line + word.prefix(room))
        word = String(word.dropFirst(room))
        line = indent
      }
      line += word
    }
    lines.append(line)
    return lines
  }
}
