// SPDX-License-Identifier: GPL-3.0-or-later

/// A file of comma-separated values that a scenario names, with names of columns in its first row.
struct RecordFile {
  /// Most rows, and most errors told of one file.
  static let mostRows = 1_000_000
  static let mostErrors = 20

  let path: String
  /// Behind the first row.
  private let rows: CommaSeparatedText
  /// Names of the columns, blanks around them removed.
  private(set) var columns: [String] = []

  /// - Parameter name: As written in the scenario; relative to the folder of the file in which it stands.
  /// - Returns: `nil` after an error.
  init?(_ name: String, at place: Place, _ findings: inout Findings) {
    guard let file = findings.dataFile(name, at: place) else { return nil }
    path = file.path
    var text = CommaSeparatedText(file.bytes)
    var cells: [CommaSeparatedCell] = []
    do throws(CommaSeparatedFault) {
      _ = try text.readRow(into: &cells)
    } catch {
      findings.error(error.message, fix: error.fix, at: Self.place(error.line, error.column, in: path))
      return nil
    }
    rows = text
    columns = cells.map { text.text(of: $0).trimmed }
    guard columns.contains(where: { !$0.isEmpty }) else {
      findings.error("\(path.quoted) is empty", fix: "begin with a row of column names, such as 'time'", at: place)
      return nil
    }
    if columns.count == 1, columns[0].contains(";") {
      findings.error(
        "\(path.quoted) has semicolons between its cells", fix: "save it with commas, and points in numbers", at: place)
      return nil
    }
  }

  /// A cell with its place.
  struct Cell {
    var text: String
    var line: Int
    var column: Int
  }

  static func place(_ line: Int, _ column: Int, in path: String) -> Place {
    Place(line: line, column: column, path: [], file: path)
  }

  /// The index of the first of these columns that the file has.
  func column(_ names: String...) -> Int? { names.compactMap { columns.firstIndex(of: $0) }.first }

  /// Goes through all rows but the first and empty ones.
  ///
  /// - Parameters:
  ///   - wanted: Indices of the columns needed; a missing cell is an empty text.
  ///   - take: Gets the wanted cells; returns false to stop.
  /// - Returns: False if there are more than `mostRows`.
  func forEachRow(_ wanted: [Int], _ take: ([Cell]) -> Bool) throws(CommaSeparatedFault) -> Bool {
    var rows = rows
    var cells: [CommaSeparatedCell] = []
    var count = 0
    while try rows.readRow(into: &cells) {
      let texts = wanted.map { index in
        guard cells.indices.contains(index) else { return Cell(text: "", line: cells[0].line, column: 1) }
        // Cells of more than 200 bytes are no instants and no names.
        var cell = cells[index]
        cell.bytes = cell.bytes.lowerBound..<min(cell.bytes.upperBound, cell.bytes.lowerBound + 200)
        return Cell(text: rows.text(of: cell).trimmed, line: cell.line, column: cell.column)
      }
      if texts.allSatisfy({ $0.text.isEmpty }) { continue }
      count += 1
      if count > Self.mostRows { return false }
      if !take(texts) { return true }
    }
    return true
  }
}
