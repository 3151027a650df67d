// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

/// Limits on what one reader has to take in at once.
enum SizeRule {
  static let fileLines = 400
  static let functionLines = 60
  static let lineCharacters = 120

  static func longFiles(in files: [SourceFile]) -> [String] {
    files.compactMap { file in
      let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
      return count > fileLines ? "\(file.path): \(count) lines" : nil
    }
  }

  static func longLines(in files: [SourceFile]) -> [String] {
    files.flatMap { file in
      file.lines.enumerated().filter { $0.element.count > lineCharacters }
        .map { "\(file.path):\($0.offset + 1): \($0.element.count) characters" }
    }
  }

  static func longFunctions(in files: [SourceFile]) -> [String] {
    files.filter { $0.suffix == "swift" }.flatMap { file in
      functions(in: file.code).filter { $0.lines > functionLines }
        .map { "\(file.path):\($0.line): a function of \($0.lines) lines" }
    }
  }

  /// Functions, initialisers and subscripts: the line of the keyword, and the number of lines to the closing brace.
  static func functions(in code: String) -> [(line: Int, lines: Int)] {
    let keyword = #/(?:^|[^.\w`])(func\s|init[?!]?\s*[(<]|deinit\s*\{|subscript\s*[(<])/#
    return code.matches(of: keyword).compactMap { match in
      let start = match.output.1.startIndex
      let first = line(of: start, in: code)
      guard let end = endOfBody(from: start, in: code) else { return nil }
      return (first, line(of: end, in: code) - first + 1)
    }
  }

  private static func line(of index: String.Index, in code: String) -> Int {
    code.utf8[..<index].count { $0 == UInt8(ascii: "\n") } + 1
  }

  /// The closing brace of the first body after a declaration; a protocol's requirement has none, which this simple
  /// counter takes for the next declaration's body or none.
  private static func endOfBody(from start: String.Index, in code: String) -> String.Index? {
    var parentheses = 0
    var braces = 0
    for index in code.utf8[start...].indices {
      switch code.utf8[index] {
      case UInt8(ascii: "("): parentheses += 1
      case UInt8(ascii: ")"): parentheses -= 1
      case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
      case UInt8(ascii: "}") where parentheses == 0 || braces > 0:
        braces -= 1
        if braces < 0 { return nil }
        if braces == 0 { return index }
      default: break
      }
    }
    return nil
  }
}

@Suite("Architecture: size")
struct SizeTests {
  @Test("No file is longer than 400 lines")
  func files() throws { try expectNone(SizeRule.longFiles(in: SourceTree.code())) }

  @Test("No line is longer than 120 characters")
  func lines() throws { try expectNone(SizeRule.longLines(in: SourceTree.code())) }

  @Test("No function is longer than 60 lines")
  func functions() throws { try expectNone(SizeRule.longFunctions(in: SourceTree.code())) }

  @Test("A planted long file, line and function are found")
  func plantedLengthsAreFound() {
    let body = String(repeating: "    call(\"}\")  // }\n", count: 59)
    let long = SourceFile(path: "Long.swift", text: "struct Long {\n  func long(a: Int = { 1 }()) {\n\(body)  }\n}\n")
    let short = SourceFile(
      path: "Short.swift", text: long.text.replacing("    call(\"}\")  // }\n", with: "", maxReplacements: 1))
    #expect(SizeRule.longFunctions(in: [long, short]) == ["Long.swift:2: a function of 61 lines"])
    let wide = SourceFile(path: "Wide.swift", text: "// \(String(repeating: "é", count: 118))\n// short\n")
    #expect(SizeRule.longLines(in: [wide, short]) == ["Wide.swift:1: 121 characters"])
    let tall = SourceFile(path: "Tall.swift", text: String(repeating: "\n", count: 401))
    #expect(SizeRule.longFiles(in: [tall, short]) == ["Tall.swift: 401 lines"])
  }
}
