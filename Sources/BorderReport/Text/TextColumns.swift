// SPDX-License-Identifier: GPL-3.0-or-later

/// Sets a table in columns for a screen or a printed page of a fixed pitch.
struct TextColumns {
  /// The widest line that is set.
  static let pageWidth = 100

  struct Column {
    /// One entry a line.
    var heading: [String]
    var isRightAligned = true
    /// Text longer than this goes on in the next line; in less, if the page is too narrow.
    var widest = 28
  }

  /// The least to which a column is narrowed.
  private static let narrowest = 12

  var columns: [Column]
  /// Cells by row and column; a cell has one entry a line.
  private var rows: [[[String]]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func append(_ cells: [[String]]) {
    precondition(cells.count == columns.count, "A row has as many cells as the table has columns.")
    rows.append(cells)
  }

  var isEmpty: Bool { rows.isEmpty }

  /// The table: headings, a rule, rows.
  var lines: [String] {
    let headings = columns.map(\.heading)
    var limits = columns.map(\.widest)
    var body = wrapped(limits)
    var widths = TextColumns.widths([headings] + body)
    // The widest column that may be narrowed gives way until the table fits the page.
    while TextColumns.total(widths) > TextColumns.pageWidth {
      let flexible = columns.indices.filter { widths[$0] > max(TextColumns.narrowest, longestWord(in: $0)) }
      guard let column = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      limits[column] = min(limits[column], widths[column]) - 1
      body = wrapped(limits)
      widths = TextColumns.widths([headings] + body)
    }
    let rule = String(repeating: "-", count: min(TextColumns.pageWidth, TextColumns.total(widths)))
    return set(headings, widths: widths, fromBelow: true) + [rule]
      + body.flatMap { set($0, widths: widths, fromBelow: false) }
  }

  private func wrapped(_ limits: [Int]) -> [[[String]]] {
    rows.map { row in
      zip(row, limits).map { lines, limit in lines.flatMap { TextColumns.wrapped($0, width: limit) } }
    }
  }

  /// The longest piece of a column that stays whole: numbers are not broken, names may be.
  private func longestWord(in column: Int) -> Int {
    let cells = columns[column].isRightAligned ? rows.flatMap { $0[column] } : []
    let words = cells.flatMap { TextColumns.unbreakable($0) } + columns[column].heading
    return words.map(\.count).max() ?? 0
  }

  private static func widths(_ rows: [[[String]]]) -> [Int] {
    guard let first = rows.first else { return [] }
    return first.indices.map { column in rows.flatMap { $0[column] }.map(\.count).max() ?? 0 }
  }

  private static func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }

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
      return TextColumns.withoutTrailingSpaces(text.replacing(TextColumns.unbreakableSpace, with: " "))
    }
  }

  static func withoutTrailingSpaces(_ text: String) -> String {
    guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
    return String(text[...last])
  }

  private static let unbreakableSpace = "\u{A0}"

  /// A text for a cell that stays in one line as long as the page is wide enough for it.
  static func unbroken(_ text: String) -> String { text.replacing(" ", with: unbreakableSpace) }

  /// The words of a text; a number and its unit are one word.
  private static func unbreakable(_ text: String) -> [String] {
    var words: [String] = []
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      let unit = part.prefix { $0.isLetter || $0 == "%" }
      let isInsideBrackets = words.last.map { $0.contains("[") && !$0.contains("]") } ?? false
      let isUnit = ["%", "min", "h", "d"].contains(unit) && words.last?.last?.isNumber == true
      if isInsideBrackets || isUnit, let last = words.last {
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
