// SPDX-License-Identifier: GPL-3.0-or-later

/// Where something stands in a scenario file, and under which words.
package struct Place: Hashable, Sendable {
  /// From 1; 0 if the file as a whole is meant.
  package var line: Int
  /// In Unicode scalars, from 1.
  package var column: Int
  /// Words of the scenario from the top.
  package var path: [String]

  package static let wholeFile = Place(line: 0, column: 0, path: [])
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
