// SPDX-License-Identifier: GPL-3.0-or-later

/// Where something stands in a scenario file, and under which words.
package struct Place: Hashable, Sendable {
  /// From 1; 0 if the file as a whole is meant.
  package var line: Int
  /// In Unicode scalars, from 1.
  package var column: Int
  /// Words of the scenario from the top.
  package var path: [String]
  /// The file, if it is not the one that was asked for: one that this is based on, or a setting of the command line.
  package var file: String?

  package static let wholeFile = Place(line: 0, column: 0, path: [])

  static func whole(_ file: String?) -> Place { Place(line: 0, column: 0, path: [], file: file) }

  /// `on line 12`, with the file if it is another one than the one that was asked for.
  var spoken: String { "on line \(line)" + (file.map { " of \($0.quoted)" } ?? "") }
}

/// A piece of a scenario file before its meaning is known: texts, lists and maps with their places.
///
/// A text is kept as written. Whether it is a number, a clock time or a name is decided by the field that reads it,
/// never by how it looks.
package struct ScenarioNode: Sendable {
  package indirect enum Content: Sendable {
    /// `quoted` is false for a text without quotation marks; an empty unquoted text means that nothing was written.
    case text(String, quoted: Bool)
    case list([ScenarioNode])
    /// In the order of the file, each word once.
    case map([Entry])
  }

  /// A word of a map with what it says.
  package struct Entry: Sendable {
    package var word: String
    package var place: Place
    package var value: ScenarioNode
  }

  package var place: Place
  package var content: Content

  /// What a setting or a file based on another writes to delete an entry.
  static let removal = "remove"

  /// Whether this is the word `remove` without quotation marks.
  var isRemoval: Bool {
    if case .text(let text, quoted: false) = content { text.trimmed == Self.removal } else { false }
  }

  /// The same piece under other words; its lines stay what they are.
  func moved(to path: [String]) -> ScenarioNode {
    var moved = self
    moved.place.path = path
    switch content {
    case .text: break
    case .list(let items):
      moved.content = .list(items.enumerated().map { $0.element.moved(to: path + ["\($0.offset + 1)"]) })
    case .map(let entries):
      moved.content = .map(
        entries.map { entry in
          var copy = entry
          copy.place.path = path + [entry.word]
          copy.value = entry.value.moved(to: copy.place.path)
          return copy
        })
    }
    return moved
  }

  /// Number of texts, lists and maps.
  var size: Int {
    switch content {
    case .text: 1
    case .list(let items): items.reduce(1) { $0 + $1.size }
    case .map(let entries): entries.reduce(1) { $0 + $1.value.size }
    }
  }

  /// The text as written, if this is a text.
  var text: String? {
    if case .text(let text, _) = content { text } else { nil }
  }

  /// The entries, if this is a map.
  var entries: [Entry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  /// Whether nothing was written.
  var isMissing: Bool {
    if case .text("", quoted: false) = content { true } else { false }
  }

  /// The word that this says something about, quoted and followed by a blank; empty in a list.
  var word: String {
    guard let last = place.path.last, Int(last) == nil else { return "" }
    return last.quoted + " "
  }

  /// What was found, for a message: the text in quotation marks, or the kind of thing.
  var found: String {
    switch content {
    case .text(_, _) where isMissing: "nothing"
    case .text(let text, _): text.quoted
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// The piece as it could be written on one line; cut after some 2,000 characters.
  var flow: String {
    var line = ""
    writeFlow(to: &line)
    return line
  }

  private func writeFlow(to line: inout String) {
    guard line.utf8.count < 2_000 else {
      if !line.hasSuffix("...") { line += "..." }
      return
    }
    switch content {
    case .text(let text, _):
      line += text.unicodeScalars.count > 2_000 ? String(text.unicodeScalars.prefix(2_000)) : text
    case .list(let items):
      line += "["
      for (index, item) in items.prefix(1_000).enumerated() {
        if index > 0 { line += ", " }
        item.writeFlow(to: &line)
      }
      line += "]"
    case .map(let entries):
      line += "{"
      for (index, entry) in entries.prefix(1_000).enumerated() {
        if index > 0 { line += ", " }
        line += entry.word + ": "
        entry.value.writeFlow(to: &line)
      }
      line += "}"
    }
  }
}

extension String {
  /// The text in single quotation marks, made harmless for a terminal and cut after 60 characters.
  var quoted: String {
    var shown = ""
    for scalar in unicodeScalars.prefix(61) {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      shown.unicodeScalars.append(isControl ? " " : scalar)
    }
    if shown.unicodeScalars.count > 60 { shown = String(shown.unicodeScalars.prefix(57)) + "..." }
    return "'" + shown + "'"
  }
}
