// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Lengths of time from one column of a file of comma-separated values.
struct MeasuredTimes {
  /// Values of all laws of a scenario together.
  static let most = 1_000_000
  /// A file with more faults than this is a wrong file.
  private static let mostFaults = 20

  let file: DataFile
  /// Name or number of the column, where it is written.
  let column: String?
  /// Unit of numbers without one, where it is written.
  let unit: String?
  /// Of the law in the scenario.
  let place: Place

  /// A place in the file.
  private func place(_ line: Int, _ column: Int) -> Place {
    var place = place
    (place.file, place.line, place.column) = (file.path, line, column)
    return place
  }

  /// - Returns: In the order of the file; `nil` after an error.
  func read(_ findings: inout Findings) -> [TimeSpan]? {
    var text = CommaSeparatedText(file.bytes)
    var cells: [CommaSeparatedCell] = []
    var values: [TimeSpan] = []
    do {
      guard try readFilledRow(&text, into: &cells) else {
        findings.error("\(file.name.quoted) is empty", fix: "name a file with numbers", at: place)
        return nil
      }
      guard let heading = heading(cells, text, &findings) else { return nil }
      if heading.unit == nil, heading.isHeader, try !readFilledRow(&text, into: &cells) { cells = [] }
      if heading.unit == nil, heading.lacksUnit(cells, text) {
        let cure = "write 'unit: min' in the law, or a header such as 'service (min)'"
        findings.error("the numbers in \(file.name.quoted) have no unit", fix: cure, at: place)
        return nil
      }
      var faults = 0
      var isRow = heading.isHeader && heading.unit != nil ? try readFilledRow(&text, into: &cells) : !cells.isEmpty
      while isRow {
        if let span = value(heading.index, cells, text, heading.unit, &findings) {
          values.append(span)
        } else {
          faults += 1
          if faults == Self.mostFaults { return nil }
        }
        if values.count > Self.most {
          findings.error(
            "more than \(Self.most) values in \(file.name.quoted)", fix: "draw a sample of them", at: place)
          return nil
        }
        isRow = try readFilledRow(&text, into: &cells)
      }
      guard faults == 0 else { return nil }
    } catch {
      findings.error(error.message, fix: error.fix, at: place(error.line, error.column))
      return nil
    }
    if values.isEmpty {
      findings.error("\(file.name.quoted) has a header and no number", fix: "name a file with numbers", at: place)
      return nil
    }
    return values
  }

  /// Passes over blank lines.
  private func readFilledRow(
    _ text: inout CommaSeparatedText, into cells: inout [CommaSeparatedCell]
  ) throws(CommaSeparatedFault) -> Bool {
    while try text.readRow(into: &cells) {
      if cells.count > 1 || !cells[0].bytes.isEmpty { return true }
    }
    return false
  }
}

// MARK: - The first row

extension MeasuredTimes {
  private struct Heading {
    var index: Int
    var isHeader: Bool
    /// Microseconds of 1; `nil` if every cell must have its own unit.
    var unit: Double?

    /// Whether the first number has none.
    func lacksUnit(_ cells: [CommaSeparatedCell], _ text: CommaSeparatedText) -> Bool {
      guard index < cells.count else { return false }
      return NumberText(text.text(of: cells[index]).trimmed)?.unit.isEmpty ?? false
    }
  }

  private func heading(
    _ cells: [CommaSeparatedCell], _ text: CommaSeparatedText, _ findings: inout Findings
  ) -> Heading? {
    let titles = cells.map { text.text(of: $0).trimmed }
    guard let index = columnIndex(titles, &findings) else { return nil }
    guard index < titles.count else {
      findings.error(
        "\(file.name.quoted) has \(titles.count) columns, and none with the number \(index + 1)",
        fix: "write a number from 1 to \(titles.count), or a name", at: place)
      return nil
    }
    let title = titles[index]
    let isHeader = NumberText(title) == nil && !title.isEmpty
    let written = unit.flatMap { DurationText.microseconds[$0] }
    let titled = isHeader ? Self.unit(inTitle: title) : nil
    if let written, let titled, written != titled {
      findings.error(
        "the header \(title.quoted) has another unit than 'unit: \(unit ?? "")'", fix: "correct one of them",
        at: place(cells[index].line, cells[index].column))
      return nil
    }
    return Heading(index: index, isHeader: isHeader, unit: written ?? titled)
  }

  private func columnIndex(_ titles: [String], _ findings: inout Findings) -> Int? {
    guard let column else {
      if titles.count == 1 { return 0 }
      let sample = NumberText(titles[0]) == nil ? titles[titles.count - 1] : "\(titles.count)"
      findings.error(
        "\(file.name.quoted) has \(titles.count) columns"
          + (titles.contains { $0.contains(";") } ? "; is it separated by semicolons?" : ""),
        fix: "say which is meant: 'column: \(sample)'", at: place)
      return nil
    }
    if let index = titles.firstIndex(of: column) { return index }
    if let number = Int(column), number >= 1, number <= CommaSeparatedText.mostCells { return number - 1 }
    let nearest = Suggestion.nearest(to: column, among: titles)
    findings.error(
      "no column \(column.quoted) in \(file.name.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
      fix: nearest.map { "write 'column: \($0)'" }
        ?? "the columns are: " + titles.prefix(20).map(\.quoted).joined(separator: ", "),
      at: place)
    return nil
  }

  /// The unit at the end of a title: `service (min)`, `service_min`, `service in minutes`, `min`.
  static func unit(inTitle title: String) -> Double? {
    let separators: Set<Character> = [" ", "_", "(", ")", "[", "]", "/", "-", ","]
    guard let last = title.split(whereSeparator: { separators.contains($0) }).last else { return nil }
    return DurationText.microseconds[String(last)] ?? DurationText.microseconds[last.lowercased()]
  }
}

// MARK: - The other rows

extension MeasuredTimes {
  private func value(
    _ index: Int, _ cells: [CommaSeparatedCell], _ text: CommaSeparatedText, _ unit: Double?,
    _ findings: inout Findings
  ) -> TimeSpan? {
    guard index < cells.count else {
      findings.error(
        "a row of \(cells.count) cells, expected at least \(index + 1)", fix: "complete the row, or delete it",
        at: place(cells[0].line, cells[0].column))
      return nil
    }
    let cell = cells[index]
    var microseconds: Double?
    if let unit, let number = PlainNumber.read(text.bytes, cell.bytes) {
      microseconds = number * unit
    } else {
      let written = text.text(of: cell).trimmed
      guard !written.contains(","), !written.contains(";"), let number = NumberText(written) else {
        findings.error(
          "expected a number, found \(written.isEmpty ? "nothing" : written.quoted)",
          fix: written.contains(",")
            ? "write a point instead of the comma"
            : written.contains(";") ? "separate cells by commas" : "write a number, or delete the row",
          at: place(cell.line, cell.column))
        return nil
      }
      guard let factor = number.unit.isEmpty ? unit : DurationText.microseconds[number.unit] else {
        findings.error(
          number.unit.isEmpty
            ? "a number without a unit, found \(written.quoted)" : "unknown unit \(number.unit.quoted)",
          fix: "write 'unit: min' in the law, or a header such as 'service (min)'",
          at: place(cell.line, cell.column))
        return nil
      }
      microseconds = number.value * factor
    }
    let rounded = (microseconds ?? -1).rounded()
    guard rounded >= 0, rounded <= Double(DurationText.most.microseconds) else {
      findings.error(
        "a length of time is from 0 s to 3650 d, found \(text.text(of: cell).quoted)",
        fix: "correct the number, or delete the row", at: place(cell.line, cell.column))
      return nil
    }
    return TimeSpan(microseconds: Int64(rounded))
  }
}

/// Numbers of up to 15 digits, for a million of which the general reader would be too slow.
enum PlainNumber {
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// - Returns: `nil` unless the bytes are digits with at most one point among them; correctly rounded, since both
  ///   digits and power of ten are exact doubles.
  static func read(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard !range.isEmpty, range.count <= 16 else { return nil }
    var digits: UInt64 = 0
    var count = 0
    var point: Int?
    for index in range {
      let byte = bytes[index]
      if byte >= 48, byte <= 57 {
        digits = digits * 10 + UInt64(byte - 48)
        count += 1
      } else if byte == UInt8(ascii: "."), point == nil, count > 0 {
        point = count
      } else {
        return nil
      }
    }
    guard count <= 15, point != count else { return nil }
    return Double(digits) / powers[count - (point ?? count)]
  }
}
