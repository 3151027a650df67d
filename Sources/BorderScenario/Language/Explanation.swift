// SPDX-License-Identifier: GPL-3.0-or-later

/// What the language says about a term, as rows with a heading each.
package struct Explanation: Hashable, Sendable {
  /// `'officers', a word of a shift`
  package var title: String
  package var rows: [Row]

  package struct Row: Hashable, Sendable {
    package var heading: String
    package var text: String
  }

  /// Everything that a term means: a word at each of its homes, a value to choose, a kind of law, a unit.
  package static func all(of term: String) -> [Explanation] {
    let term = term.pieces.joined(separator: " ")
    let words = ScenarioLanguage.vocabularies.flatMap { vocabulary in
      vocabulary.words.filter { $0.name == term }.map { explanation(of: $0, vocabulary) }
    }
    let sections = ScenarioLanguage.vocabularies.filter { subject($0) == term }.map(explanation(of:))
    return words + sections + laws(term) + choices(term) + units(term)
  }

  /// Every term that is explained, without repetition.
  package static var terms: [String] {
    let vocabularies = ScenarioLanguage.vocabularies
    let words = vocabularies.flatMap(\.words)
    let terms = words.map(\.name) + vocabularies.map(subject) + LawName.allCases.map(\.rawValue)
    return Array(Set(terms + words.flatMap(\.form.choices) + words.flatMap(\.form.units)))
  }

  /// The words of each kind of map, in the order of the language: `a shift`, where it stands, its words.
  package static var contents: [(subject: String, places: [String], words: [String])] {
    ScenarioLanguage.vocabularies.map { (ScenarioLanguage.title(of: $0), places($0), $0.words.map(\.name)) }
  }

  /// `shift` for `a shift`.
  private static func subject(_ vocabulary: Vocabulary) -> String {
    for article in ["a ", "an "] where vocabulary.subject.hasPrefix(article) {
      return String(vocabulary.subject.dropFirst(article.count))
    }
    return vocabulary.subject
  }

  private static func places(_ vocabulary: Vocabulary) -> [String] {
    if vocabulary.subject == ScenarioLanguage.top.subject { return ["the top of the file"] }
    if vocabulary.subject == ScenarioLanguage.source.subject {
      return ["the place of any number that can have a source"]
    }
    return LanguagePage.places(of: vocabulary)
  }

  private static func explanation(of word: Word, _ vocabulary: Vocabulary) -> Explanation {
    var rows = [
      Row(heading: "stands at", text: places(vocabulary).joined(separator: "; ")),
      Row(heading: "meaning", text: word.meaning),
      Row(heading: "value", text: word.form.words + (word.form.mayHaveSource ? "; may have a source" : "")),
    ]
    if word.form.shape != .choice, !word.form.choices.isEmpty {
      rows.append(Row(heading: "also", text: word.form.choices.joined(separator: ", ")))
    }
    let missing = word.isRequired ? "it is required" : word.standard.isEmpty ? "nothing holds" : word.standard
    rows.append(Row(heading: "if not written", text: missing))
    rows.append(Row(heading: "sample", text: "\(word.name): \(word.sample)"))
    for inner in word.inside {
      rows.append(Row(heading: "words inside", text: inner.words.map(\.name).joined(separator: ", ")))
    }
    return Explanation(title: "\(word.name.quoted), a word of \(ScenarioLanguage.title(of: vocabulary))", rows: rows)
  }

  private static func explanation(of vocabulary: Vocabulary) -> Explanation {
    Explanation(
      title: ScenarioLanguage.title(of: vocabulary),
      rows: [
        Row(heading: "stands at", text: places(vocabulary).joined(separator: "; ")),
        Row(heading: "words", text: vocabulary.words.map(\.name).joined(separator: ", ")),
      ])
  }

  private static func laws(_ term: String) -> [Explanation] {
    guard let law = LawName(rawValue: term) else { return [] }
    let parameters = law.parameters.map { name in
      let word = LawWords.vocabulary.words.first { $0.name == name }
      return Row(heading: name, text: word.map { "\($0.meaning); \($0.form.words)" } ?? "")
    }
    return [
      Explanation(
        title: "\(term.quoted), a kind of law",
        rows: [Row(heading: "given by", text: law.forms.map { $0.joined(separator: ", ") }.joined(separator: "; or "))]
          + parameters + [Row(heading: "sample", text: law.sample)])
    ]
  }

  /// The words that have the term as one of their values.
  private static func choices(_ term: String) -> [Explanation] {
    ScenarioLanguage.vocabularies.flatMap { vocabulary in
      let isOfLaws = vocabulary.isSame(as: LawWords.vocabulary)
      return vocabulary.words.filter { $0.form.choices.contains(term) && !(isOfLaws && $0.name == LawWords.law.name) }
        .map { word in
          Explanation(
            title: "\(term.quoted), a value of \(word.name.quoted) of \(ScenarioLanguage.title(of: vocabulary))",
            rows: [
              Row(heading: "stands at", text: places(vocabulary).joined(separator: "; ")),
              Row(heading: "meaning", text: word.meaning),
              Row(heading: "choices", text: word.form.choices.joined(separator: ", ")),
              Row(heading: "sample", text: "\(word.name): \(term)"),
            ])
        }
    }
  }

  private static func units(_ term: String) -> [Explanation] {
    let words = ScenarioLanguage.vocabularies.flatMap(\.words).filter { $0.form.units.contains(term) }
    guard let first = words.first else { return [] }
    let names = Array(Set(words.map(\.name))).sorted().joined(separator: ", ")
    return [
      Explanation(
        title: "\(term.quoted), a unit",
        rows: [
          Row(heading: "of", text: names), Row(heading: "beside", text: first.form.units.joined(separator: ", ")),
          Row(heading: "sample", text: "\(first.name): \(first.sample)"),
        ])
    ]
  }

  /// The nearest of some terms to one that is not known.
  package static func nearest(to term: String, among terms: [String]) -> String? {
    Suggestion.nearest(to: term, among: terms)
  }
}
