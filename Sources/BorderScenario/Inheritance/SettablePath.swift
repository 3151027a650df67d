// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of a scenario that can be set: its path and what it is.
public struct SettablePath: Hashable, Sendable {
  /// Words from the top, joined by `/`: `traffic/transit truck/arrivals/rate`.
  public var path: String
  /// As written; empty if the file does not have the word.
  public var value: String
  /// What holds if the word is not written; empty if nothing does.
  public var standard: String
  /// Units and choices, or else what is expected.
  public var form: String

  /// All of a tree, in the order of the language and, below it, of the file.
  ///
  /// - Parameter isEvery: Whether words that may be written and are not are listed too.
  static func all(of tree: ScenarioNode, isEvery: Bool) -> [SettablePath] {
    var list = PathList(isEvery: isEvery)
    list.walk(tree, .scenario, [])
    return list.paths
  }
}

private struct PathList {
  let isEvery: Bool
  var paths: [SettablePath] = []

  mutating func walk(_ node: ScenarioNode, _ meaning: Meaning, _ path: [String]) {
    switch meaning {
    case .words:
      guard let entries = node.entries, let vocabulary = meaning.vocabulary(for: entries) else { return }
      for word in vocabulary.words where word.name != Likeness.word && word.name != PostWords.basedOn.name {
        let entry = entries.first { $0.word == word.name }
        if let entry {
          walk(entry.value, word, path + [word.name])
        } else if isEvery, case .value = Meaning(behind: word) {
          add(path + [word.name], "", word)
        }
      }
    case .names(let inner):
      for entry in node.entries ?? [] { walk(entry.value, inner, path + [entry.word]) }
    case .entries(let inner):
      guard case .list(let items) = node.content else { return }
      for (index, item) in items.enumerated() {
        let path = path + ["\(index + 1)"]
        if item.entries == nil { add(path, item.flow, nil) } else { walk(item, inner, path) }
      }
    case .value: break
    }
  }

  private mutating func walk(_ node: ScenarioNode, _ word: Word, _ path: [String]) {
    let meaning = Meaning(behind: word)
    switch meaning {
    case .value: add(node, word, path)
    case .names(.value): for entry in node.entries ?? [] { add(entry.value, word, path + [entry.word]) }
    default: walk(node, meaning, path)
    }
  }

  /// A value, and its parts where it has any.
  private mutating func add(_ node: ScenarioNode, _ word: Word?, _ path: [String]) {
    let bare = node.entries?.first { $0.word == Sourced.value.name && !LawText.isLawMap(node) }?.value ?? node
    switch bare.content {
    case .map(let entries):
      for entry in entries {
        let inner = (word?.inside ?? []).lazy.flatMap(\.words).first { $0.name == entry.word }
        if let inner {
          add(entry.value, inner, path + [entry.word])
        } else {
          // The parts of a map without words of its own have no form that the tables know.
          add(entry.value, word?.form.shape == .law ? word : nil, path + [entry.word])
        }
      }
    default: add(path, bare.flow, word)
    }
  }

  private mutating func add(_ path: [String], _ value: String, _ word: Word?) {
    paths.append(
      SettablePath(
        path: path.joined(separator: "/"), value: value, standard: word?.standard ?? "", form: word?.form.brief ?? ""))
  }
}

extension ValueForm {
  /// Units or choices, or what is expected, in few words.
  var brief: String {
    if !units.isEmpty { return units.joined(separator: ", ") }
    if !choices.isEmpty, shape == .choice { return choices.joined(separator: " | ") }
    return words
  }
}
