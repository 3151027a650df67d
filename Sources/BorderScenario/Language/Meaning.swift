// SPDX-License-Identifier: GPL-3.0-or-later

/// What the tables of the language say about a piece of a scenario.
indirect enum Meaning: Sendable {
  /// A map of the words of one of these vocabularies.
  case words([Vocabulary])
  /// A map of names to pieces of one meaning.
  case names(Meaning)
  /// A list of pieces of one meaning.
  case entries(Meaning)
  /// A value, which may be written as a text, a list or a map; it is one thing.
  case value

  /// The whole of a scenario.
  static let scenario = Meaning.words([ScenarioLanguage.top])

  /// The meaning of what stands behind a word.
  init(behind word: Word) {
    guard !word.inside.isEmpty else {
      self = .value
      return
    }
    switch word.form.nesting {
    case .direct: self = word.form.shape == .map ? .words(word.inside) : .value
    case .names: self = .names(.words(word.inside))
    case .classes: self = .names(.value)
    case .entries: self = .entries(.words(word.inside))
    case .steps: self = .names(.entries(.words(word.inside)))
    }
  }

  /// The word of this name, if this is a map of words; of several vocabularies that which fits the entries best.
  func word(_ name: String, among entries: [ScenarioNode.Entry]) -> Word? {
    vocabulary(for: entries)?.words.first { $0.name == name }
      ?? vocabularies.lazy.flatMap(\.words).first { $0.name == name }
  }

  /// The vocabulary whose required words are written, else the first.
  func vocabulary(for entries: [ScenarioNode.Entry]) -> Vocabulary? {
    let written = Set(entries.map(\.word))
    return vocabularies.first { vocabulary in
      vocabulary.words.contains { $0.isRequired && written.contains($0.name) }
    } ?? vocabularies.first
  }

  /// Which of several vocabularies it is by whose required words are written; `nil` if by none.
  func form(of entries: [ScenarioNode.Entry]) -> Int? {
    let written = Set(entries.map(\.word))
    return vocabularies.firstIndex { $0.words.contains { $0.isRequired && written.contains($0.name) } }
  }

  private var vocabularies: [Vocabulary] {
    if case .words(let vocabularies) = self { vocabularies } else { [] }
  }
}
