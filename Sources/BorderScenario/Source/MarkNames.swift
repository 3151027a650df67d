// SPDX-License-Identifier: GPL-3.0-or-later

/// A `*name` that repeats nothing, beside the marks `&name` of the file.
struct MarkNames {
  private let name: String
  private let before: [String]
  private let after: [String]

  /// - Returns: `nil` if no `*name` stands at the place.
  init?(_ text: SourceText, line: Int, column: Int) {
    guard let start = text.index(line: line, column: column), text.scalars[start] == "*" else { return nil }
    name = Self.name(in: text.scalars, after: start)
    guard !name.isEmpty else { return nil }
    var marks: (before: Set<String>, after: Set<String>) = ([], [])
    for (index, scalar) in text.scalars.enumerated() where scalar == "&" {
      // More marks than anybody uses are no help, and a hostile file has millions.
      guard marks.before.count + marks.after.count < 500 else { break }
      let mark = Self.name(in: text.scalars, after: index)
      if mark.isEmpty { continue }
      if index < start { marks.before.insert(mark) } else { marks.after.insert(mark) }
    }
    (before, after) = (marks.before.sorted(), marks.after.sorted())
  }

  var message: String {
    let place = after.contains(name) ? " above this line" : ""
    return "no mark \("&\(name)".quoted)\(place)" + (nearest.map { "; did you mean \("*\($0)".quoted)?" } ?? "")
  }

  var cure: String {
    if let nearest { return "write '*\(nearest)'" }
    if after.contains(name) { return "move the mark '&\(name)' to the value that comes first" }
    return "mark the value to repeat with '&\(name)', or put a text that begins with '*' into quotation marks"
  }

  private var nearest: String? { after.contains(name) ? nil : Suggestion.nearest(to: name, among: before) }

  private static func name(in scalars: [Unicode.Scalar], after index: Int) -> String {
    let name = scalars[(index + 1)...].prefix(60).prefix {
      $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    return String(String.UnicodeScalarView(name))
  }
}
