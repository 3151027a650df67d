// SPDX-License-Identifier: GPL-3.0-or-later

/// Swift source with the inside of comments and strings replaced by spaces, line breaks kept, so that words, braces and
/// keywords found in it are code.
///
/// A small lexer, not a parser: it knows nested comments, multi-line and raw strings, and blanks interpolations whole.
/// It does not know regular expressions: a quotation mark in one is written `\x22`.
struct CodeText {
  let blanked: String

  init(_ text: String) {
    var lexer = Lexer(source: Array(text.utf8))
    lexer.run()
    blanked = String(decoding: lexer.result, as: UTF8.self)
  }

  private struct Lexer {
    let source: [UInt8]
    var result: [UInt8] = []
    var position = 0

    mutating func run() {
      while position < source.count {
        if at("//") {
          while position < source.count, source[position] != UInt8(ascii: "\n") { blank() }
        } else if at("/*") {
          comment()
        } else if let hashes = stringStart() {
          string(hashes: hashes)
        } else {
          result.append(source[position])
          position += 1
        }
      }
    }

    func at(_ token: String) -> Bool { source[position...].starts(with: token.utf8) }

    mutating func blank(_ count: Int = 1) {
      for _ in 0..<count where position < source.count {
        result.append(source[position] == UInt8(ascii: "\n") ? source[position] : UInt8(ascii: " "))
        position += 1
      }
    }

    mutating func comment() {
      var depth = 0
      repeat {
        if at("/*") {
          depth += 1
          blank(2)
        } else if at("*/") {
          depth -= 1
          blank(2)
        } else {
          blank()
        }
      } while depth > 0 && position < source.count
    }

    /// The number of `#` before a string that starts here.
    func stringStart() -> Int? {
      var end = position
      while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
      return end < source.count && source[end] == UInt8(ascii: "\"") ? end - position : nil
    }

    mutating func string(hashes: Int) {
      let fence = String(repeating: "#", count: hashes)
      blank(hashes)
      let quotes = at("\"\"\"") ? "\"\"\"" : "\""
      blank(quotes.utf8.count)
      while position < source.count {
        if at(quotes + fence) {
          blank(quotes.utf8.count + hashes)
          return
        } else if at("\\" + fence + "(") {
          blank(2 + hashes)
          interpolation()
        } else if at("\\" + fence) {
          blank(2 + hashes)
        } else {
          blank()
        }
      }
    }

    mutating func interpolation() {
      var depth = 1
      while depth > 0, position < source.count {
        if let hashes = stringStart() {
          string(hashes: hashes)
          continue
        }
        if at("(") { depth += 1 }
        if at(")") { depth -= 1 }
        blank()
      }
    }
  }
}
