// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A word of the scenario language with everything a planner needs to know about it.
package struct Word: Sendable {
  /// As written in a file: `at end of shift`.
  package var name: String
  /// What may follow.
  package var form: ValueForm
  package var isRequired: Bool
  /// What holds if the word is not written, as it would be written; empty if nothing does.
  package var standard: String
  /// One line.
  package var meaning: String
  /// A value as it could stand in a file.
  package var sample: String
  /// The words that stand in the map behind this word, or in the maps behind the names there; several where the
  /// map has several forms.
  package var inside: [Vocabulary]
  /// The faults found in a value; for the tests of `sample` and for `explain`.
  package var faults: @Sendable (ScenarioNode) -> [Diagnostic]
}

/// The words that may stand in one kind of map.
package struct Vocabulary: Sendable {
  /// What the map describes: `control`, `shift`.
  package var subject: String
  package var words: [Word]

  /// Whether this is the same kind of map, and not another form of the same subject.
  func isSame(as other: Vocabulary) -> Bool {
    subject == other.subject && words.map(\.name) == other.words.map(\.name)
  }

  init(_ subject: String, _ words: Word...) {
    self.subject = subject
    self.words = words
  }
}

/// A word together with the type of its value.
struct Field<Value: Sendable>: Sendable {
  let word: Word
  let type: ValueType<Value>

  var name: String { word.name }

  init(
    _ name: String, _ type: ValueType<Value>, required: Bool = false, standard: String = "", meaning: String,
    sample: String, inside: [Vocabulary] = []
  ) {
    self.type = type
    word = Word(
      name: name, form: type.form, isRequired: required, standard: standard, meaning: meaning, sample: sample,
      inside: inside,
      faults: { node in
        var findings = Findings(file: "sample")
        _ = type.value(of: node, &findings)
        return findings.diagnostics
      })
  }
}

/// How the text, list or map behind a word becomes a value.
struct ValueType<Value: Sendable>: Sendable {
  let form: ValueForm
  /// - Returns: `nil` after an error in the findings.
  let read: @Sendable (ScenarioNode, inout Findings) -> Value?

  init(
    _ words: String, _ shape: ValueForm.Shape, units: [String] = [], choices: [String] = [], lowest: Double? = nil,
    highest: Double? = nil, mayHaveSource: Bool = false,
    read: @escaping @Sendable (ScenarioNode, inout Findings) -> Value?
  ) {
    form = ValueForm(
      words: words, shape: shape, units: units, choices: choices, lowest: lowest, highest: highest,
      mayHaveSource: mayHaveSource)
    self.read = read
  }

  func value(of node: ScenarioNode, _ findings: inout Findings) -> Value? {
    if node.isMissing {
      findings.error("expected \(form.words), found nothing", fix: "write a value, or delete the word", at: node.place)
      return nil
    }
    if form.mayHaveSource, let bare = Sourced.bareValue(of: node, &findings) {
      guard !bare.isMissing else { return nil }
      let value = read(bare, &findings)
      SourcedRange(of: node, value: bare)?.check(law: value.flatMap(Self.law), &findings)
      return value
    }
    return read(node, &findings)
  }

  /// The one law that the value is, if it is one.
  private static func law(_ value: Value) -> Law? {
    if let time = value as? ControlTime, case .same(let law) = time { return law }
    return value as? Law
  }
}

/// A map being read by the words of a vocabulary.
struct MapReader {
  let place: Place
  private var entries: [String: ScenarioNode.Entry] = [:]
  /// Words that are probably meant by mistyped ones, which have been told.
  private var meant: Set<String> = []

  /// Reports words that the vocabulary does not know and required ones that are missing.
  ///
  /// - Returns: `nil` after an error if the node is no map.
  init?(_ node: ScenarioNode, _ vocabulary: Vocabulary, _ findings: inout Findings) {
    place = node.place
    let known = vocabulary.words.map(\.name)
    guard let found = node.entries else {
      let sample = vocabulary.words.filter(\.isRequired).first ?? vocabulary.words.first
      let example = sample.map { "{\($0.name): \($0.sample)}" } ?? "{}"
      findings.error(
        "expected a map of the words of \(vocabulary.subject), found \(node.found)",
        fix: "write for example '\(example)'", at: node.place)
      return nil
    }
    let isCutLaw = found.contains { LawText.isCut($0.value) }
    for entry in found {
      if known.contains(entry.word) {
        entries[entry.word] = entry
      } else if !(isCutLaw && entry.value.isMissing && entry.word.hasSuffix(")")) {
        let nearest = Self.reportUnknown(entry, known: known, subject: vocabulary.subject, &findings)
        guard let nearest else { continue }
        meant.insert(nearest)
        // A mistyped section is read as the one that is meant: what it names is found, and its own faults are told.
        let isSection = vocabulary.words.contains { $0.name == nearest && !$0.inside.isEmpty }
        if isSection, entry.value.text == nil, !found.contains(where: { $0.word == nearest }) {
          entries[nearest] = entry
        }
      }
    }
    // Something that is like an unknown thing may have every word from there.
    if entries[Likeness.word] != nil { return }
    // A required word that is only mistyped has been told.
    for word in vocabulary.words where word.isRequired && entries[word.name] == nil && !meant.contains(word.name) {
      findings.error(
        "\(vocabulary.subject) needs the word \(word.name.quoted)", fix: "write '\(word.name): \(word.sample)'",
        at: node.place)
    }
  }

  /// - Returns: The known word that is probably meant.
  @discardableResult
  static func reportUnknown(
    _ entry: ScenarioNode.Entry, known: [String], subject: String, _ findings: inout Findings
  ) -> String? {
    let nearest = findings.isFull ? nil : Suggestion.nearest(to: entry.word, among: known)
    var place = entry.place
    place.path.removeLast()
    let fix =
      nearest.map { nearest in
        // A long value is not repeated: cut, it would be no cure.
        let value = entry.value.isMissing ? "..." : entry.value.flow
        return value.unicodeScalars.count <= 40 ? "write '\(nearest): \(value)'" : "write '\(nearest)'"
      }
      ?? (known.isEmpty ? "delete it" : "\(Findings.wordsOf)\(subject) are: \(known.joined(separator: ", "))")
    findings.error(
      "unknown word \(entry.word.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""), fix: fix, at: place)
    return nearest
  }

  /// The words that are written.
  var names: Set<String> { Set(entries.keys) }

  func has<Value>(_ field: Field<Value>) -> Bool { entries[field.name] != nil }

  /// Whether one of the words is written, or probably meant by a mistyped one.
  func mentions(_ words: [Word]) -> Bool {
    words.contains { entries[$0.name] != nil || meant.contains($0.name) }
  }

  func entry<Value>(_ field: Field<Value>) -> ScenarioNode.Entry? { entries[field.name] }

  /// The value of a word, or `nil` if it is not written or faulty.
  func value<Value>(_ field: Field<Value>, _ findings: inout Findings) -> Value? {
    guard let entry = entries[field.name] else { return nil }
    return field.type.value(of: entry.value, &findings)
  }

  /// The place of a word's value, or of the map if it is not written.
  func place<Value>(of field: Field<Value>) -> Place { entries[field.name]?.value.place ?? place }
}
