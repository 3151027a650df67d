// SPDX-License-Identifier: GPL-3.0-or-later

/// The language as a whole, for explanations, the schema and the tests.
package enum ScenarioLanguage {
  /// The words at the top; the others stand inside them.
  package static let top = PostWords.vocabulary

  /// Words that may stand in the place of any number that can have a source.
  package static let source = Sourced.vocabulary

  /// Every kind of map once, from the top.
  package static var vocabularies: [Vocabulary] {
    var found: [Vocabulary] = []
    var waiting = [top, source]
    while !waiting.isEmpty {
      let next = waiting.removeFirst()
      guard !found.contains(where: { $0.isSame(as: next) }) else { continue }
      found.append(next)
      for word in next.words { waiting += word.inside }
    }
    return found
  }

  /// What a kind of map is called where several forms of one subject stand side by side: `arrivals with 'every'`.
  package static func title(of vocabulary: Vocabulary) -> String {
    let forms = vocabularies.filter { $0.subject == vocabulary.subject }
    guard forms.count > 1, let word = vocabulary.words.first(where: \.isRequired) ?? vocabulary.words.first else {
      return vocabulary.subject
    }
    return "\(vocabulary.subject) with \(word.name.quoted)"
  }

  /// The faults of a text as the value of a word.
  package static func faults(of sample: String, for word: Word) -> [Diagnostic] {
    var findings = Findings(file: word.name)
    guard let text = SourceText(bytes: Array(sample.utf8), findings: &findings),
      let node = Composer.tree(of: text, findings: &findings)
    else { return findings.sortedDiagnostics }
    return word.faults(node)
  }
}
