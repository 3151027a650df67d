// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a scenario file, known to be harmless: UTF-8, not too long, not too deep, nearly without aliases.
struct SourceText {
  /// Longest file read, in bytes.
  static let mostBytes = 5_000_000
  /// Deepest nesting of maps and lists.
  static let mostLevels = 40
  /// Most commas and lines, outside comments; a YAML reader takes seconds for a million of them.
  static let mostEntries = 150_000
  /// Most `*name` in a file; few enough that copies of copies stay small.
  static let mostAliases = 16

  /// Without a byte order mark, lines end in LF.
  let scalars: [Unicode.Scalar]
  /// Commas and lines outside comments.
  private(set) var entryCount = 0
  private let file: String?

  /// - Parameter file: Name for places; `nil` for the file that was asked for.
  /// - Returns: `nil` after an error in `findings`.
  init?(bytes: [UInt8], file: String? = nil, findings: inout Findings) {
    self.file = file
    guard bytes.count <= Self.mostBytes else {
      findings.error(
        "the file has more than \(Self.mostBytes) bytes",
        fix: "name a scenario file; long lists of numbers belong into files of their own", at: .whole(file))
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      findings.error("the file is UTF-16; expected UTF-8", fix: "save it as UTF-8", at: .whole(file))
      return nil
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let scalars = Self.decoded(bytes.dropFirst(hasMark ? 3 : 0), file, &findings) else { return nil }
    self.scalars = scalars
    guard isShallow(&findings), hasNoTraps(&findings) else { return nil }
  }

  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Index of the scalar at a place, or `nil` beyond the end.
  func index(line: Int, column: Int) -> Int? {
    var index = 0
    for _ in 1..<max(1, line) {
      guard let end = scalars[index...].firstIndex(where: Self.isLineBreak) else { return nil }
      index = end + 1
    }
    index += column - 1
    return scalars.indices.contains(index) ? index : nil
  }

  /// The line with this number, without its end.
  func line(_ number: Int) -> String {
    guard let start = index(line: number, column: 1) else { return "" }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start...].prefix { !Self.isLineBreak($0) })
    return String(view)
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Decodes UTF-8, turns CR LF and CR into LF, refuses what no text contains.
  private static func decoded(
    _ bytes: ArraySlice<UInt8>, _ file: String?, _ findings: inout Findings
  ) -> [Unicode.Scalar]? {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var (line, column) = (1, 1)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var afterReturn = false
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput:
        return scalars
      case .error:
        let place = Place(line: line, column: column, path: [], file: file)
        findings.error("the file is not UTF-8 from here on", fix: "save it as UTF-8 text", at: place)
        return nil
      case .scalarValue(let scalar):
        let isSecondHalf = afterReturn && scalar == "\n"
        afterReturn = scalar == "\r"
        if isSecondHalf { continue }
        guard isText(scalar) else {
          let code = String(scalar.value, radix: 16, uppercase: true)
          let number = String(repeating: "0", count: max(0, 4 - code.count)) + code
          findings.error(
            "character U+\(number) does not belong into a text; the file may be binary",
            fix: "name a scenario file, or delete the character",
            at: Place(line: line, column: column, path: [], file: file))
          return nil
        }
        scalars.append(scalar == "\r" ? "\n" : scalar)
        if isLineBreak(scalar) { (line, column) = (line + 1, 1) } else { column += 1 }
      }
    }
  }

  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85: true
    case 0xFEFF, 0xFFFE, 0xFFFF: false
    default: scalar.value >= 0xA0
    }
  }

  /// An estimate of the nesting, never much below the true one: the YAML reader calls itself once per level.
  private func isShallow(_ findings: inout Findings) -> Bool {
    var scan = NestingScan()
    for scalar in scalars {
      scan.read(scalar)
      if scan.levels > Self.mostLevels {
        findings.error(
          "more than \(Self.mostLevels) levels of nesting", fix: "close the brackets that are open here",
          at: Place(line: scan.line, column: scan.column, path: [], file: file))
        return false
      }
    }
    return true
  }

  /// Refuses directives, which a scenario never needs, too many entries and many aliases. Counts every `*name` outside
  /// lines of comment; inside a quoted text one may be counted in vain.
  private mutating func hasNoTraps(_ findings: inout Findings) -> Bool {
    var count = 0
    var (line, column) = (1, 0)
    var isComment = false
    var onlyBlanks = true
    for (index, scalar) in scalars.enumerated() {
      column += 1
      let isLineBreak = Self.isLineBreak(scalar)
      if !isComment, scalar == "," || (isLineBreak && !onlyBlanks) { entryCount += 1 }
      if let (trap, cure) = trap(scalar, isFirst: column == 1) {
        findings.error(trap, fix: cure, at: Place(line: line, column: column, path: [], file: file))
        return false
      }
      if isLineBreak {
        (line, column, isComment, onlyBlanks) = (line + 1, 0, false, true)
        continue
      }
      if onlyBlanks, scalar == "#" { isComment = true }
      if scalar != " " { onlyBlanks = false }
      guard scalar == "*", !isComment, startsToken(at: index) else { continue }
      count += 1
      if count > Self.mostAliases {
        findings.error(
          "more than \(Self.mostAliases) aliases ('*name')", fix: "write the values out",
          at: Place(line: line, column: column, path: [], file: file))
        return false
      }
    }
    return true
  }

  private func trap(_ scalar: Unicode.Scalar, isFirst: Bool) -> (String, String)? {
    if entryCount > Self.mostEntries {
      return (
        "more than \(Self.mostEntries) lines and entries", "write fewer, or put long lists into files of their own"
      )
    }
    guard isFirst, scalar == "%" else { return nil }
    return ("a line begins with '%', a directive of YAML", "delete it, or put the text into quotation marks")
  }

  private func startsToken(at index: Int) -> Bool {
    guard index > 0 else { return true }
    return !scalars[index - 1].properties.isAlphabetic && scalars[index - 1].properties.numericType == nil
  }
}

/// Counts brackets and steps of indentation, character by character.
private struct NestingScan {
  private(set) var line = 1
  private(set) var column = 0
  private var brackets = 0
  private var indents: [Int] = []
  private var inIndent = true
  private var afterBlank = true

  var levels: Int { brackets + indents.count }

  mutating func read(_ scalar: Unicode.Scalar) {
    if scalar == "\n" {
      (line, column, inIndent, afterBlank) = (line + 1, 0, true, true)
      return
    }
    column += 1
    let isBlank = scalar == " " || scalar == "\t"
    defer { afterBlank = isBlank }
    switch scalar {
    case "[", "{": brackets += 1
    case "]", "}": brackets = max(0, brackets - 1)
    default: break
    }
    guard inIndent, !isBlank else { return }
    guard afterBlank else {
      inIndent = false
      return
    }
    if brackets == 0, scalar != "#" {
      while let last = indents.last, last >= column { indents.removeLast() }
      indents.append(column)
    }
    // A dash or question mark opens one level, and another may follow on the same line.
    inIndent = scalar == "-" || scalar == "?"
  }
}
