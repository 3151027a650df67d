// SPDX-License-Identifier: GPL-3.0-or-later

/// A value set from the command line: `traffic/transit truck/arrivals/rate=900 per day`.
///
/// The path is that of a file whose `based on` and `like` are carried out: the words from the top, joined by `/`,
/// entries of lists by their number. The last word may be one that the file does not have but may have.
struct Setting {
  /// As diagnostics call it.
  let name: String
  private let text: String
  private let path: [String]
  private let value: ScenarioNode
  private let place: Place

  /// - Returns: `nil` after an error in `findings`.
  init?(_ text: String, _ findings: inout Findings) {
    self.text = text
    name = "--set \(text.quoted)"
    place = Place(line: 0, column: 0, path: [], file: name)
    guard let equals = text.firstIndex(of: "=") else {
      findings.error(
        "expected PATH=VALUE, found no '='", fix: "write for example --set 'calendar/days=14'", at: place)
      return nil
    }
    path = text[..<equals].split(separator: "/", omittingEmptySubsequences: false).map { String($0).trimmed }
    guard !path.contains("") else {
      findings.error("a word of the path is empty", fix: "write for example --set 'calendar/days=14'", at: place)
      return nil
    }
    guard let value = Self.value(String(text[text.index(after: equals)...]), place, &findings) else { return nil }
    self.value = value.moved(to: path)
  }

  /// The value as the same YAML that stands in files, all of it at the place of the setting.
  private static func value(_ text: String, _ place: Place, _ findings: inout Findings) -> ScenarioNode? {
    let missing = ScenarioNode(place: place, content: .text("", quoted: false))
    guard !text.trimmed.isEmpty else { return missing }
    var own = Findings(file: place.file ?? "")
    let source = SourceText(bytes: Array(text.utf8), findings: &own)
    let tree = source.flatMap { Composer.tree(of: $0, findings: &own) }
    for diagnostic in own.diagnostics { findings.error(diagnostic.message, fix: diagnostic.fix, at: place) }
    guard own.errorCount == 0, let tree else { return nil }
    return placed(tree, place)
  }

  private static func placed(_ node: ScenarioNode, _ place: Place) -> ScenarioNode {
    switch node.content {
    case .text: return ScenarioNode(place: place, content: node.content)
    case .list(let items):
      return ScenarioNode(place: place, content: .list(items.map { placed($0, place) }))
    case .map(let entries):
      let placed = entries.map {
        ScenarioNode.Entry(word: $0.word, place: place, value: Self.placed($0.value, place))
      }
      return ScenarioNode(place: place, content: .map(placed))
    }
  }

  /// The tree with the value set; the same tree after an error.
  func applied(to tree: ScenarioNode, _ findings: inout Findings) -> ScenarioNode {
    changed(tree, .scenario, depth: 0, &findings) ?? tree
  }

  private func changed(
    _ node: ScenarioNode, _ meaning: Meaning, depth: Int, _ findings: inout Findings
  ) -> ScenarioNode? {
    guard depth < path.count else { return value }
    switch node.content {
    case .list(let items): return changedList(items, of: node, meaning, depth: depth, &findings)
    case .map(let entries):
      if let bare = sourcedValue(of: node, entries, depth) {
        return changed(bare, meaning, depth: depth, &findings)
      }
      return changedMap(entries, of: node, meaning, depth: depth, &findings)
    case .text:
      // A word that says nothing yet becomes a map.
      if node.isMissing { return changedMap([], of: node, meaning, depth: depth, &findings) }
      findings.error(
        "\(spoken(depth).quoted) is \(node.found); nothing stands below it",
        fix: "set \(spoken(depth).quoted) as a whole",
        at: place)
      return nil
    }
  }

  /// Below a number with its source stands what its value has, and the words of the source itself.
  private func sourcedValue(of node: ScenarioNode, _ entries: [ScenarioNode.Entry], _ depth: Int) -> ScenarioNode? {
    guard !entries.contains(where: { $0.word == path[depth] || $0.word == LawWords.law.name }),
      !Sourced.vocabulary.words.contains(where: { $0.name == path[depth] })
    else { return nil }
    return entries.first { $0.word == Sourced.value.name }?.value
  }

  private func changedList(
    _ items: [ScenarioNode], of node: ScenarioNode, _ meaning: Meaning, depth: Int, _ findings: inout Findings
  ) -> ScenarioNode? {
    guard let number = Int(path[depth]), items.indices.contains(number - 1) else {
      var cure = path
      cure[depth] = "1"
      let range = items.isEmpty ? "it is empty" : "its entries are 1 to \(items.count)"
      findings.error(
        "\(spoken(depth).quoted) is a list; \(range); found \(path[depth].quoted)",
        fix: items.isEmpty ? "set \(spoken(depth).quoted) as a whole" : "write \(spoken(cure))", at: place)
      return nil
    }
    let inner: Meaning = if case .entries(let inner) = meaning { inner } else { .value }
    var items = items
    if depth == path.count - 1, value.isRemoval {
      items.remove(at: number - 1)
    } else {
      guard let item = changed(items[number - 1], inner, depth: depth + 1, &findings) else { return nil }
      items[number - 1] = item
    }
    return ScenarioNode(place: changedPlace(of: node, meaning), content: .list(items))
  }

  /// A value of several parts is at the place of the setting if one part is.
  private func changedPlace(of node: ScenarioNode, _ meaning: Meaning) -> Place {
    guard case .value = meaning else { return node.place }
    var place = place
    place.path = node.place.path
    return place
  }

  private func changedMap(
    _ entries: [ScenarioNode.Entry], of node: ScenarioNode, _ meaning: Meaning, depth: Int,
    _ findings: inout Findings
  ) -> ScenarioNode? {
    let word = path[depth]
    guard let inner = inner(word, entries, meaning, depth: depth, &findings) else { return nil }
    var entries = entries
    let position = entries.firstIndex { $0.word == word }
    if depth == path.count - 1, value.isRemoval {
      guard let position else {
        findings.error("nothing to remove at \(spoken(depth + 1).quoted)", fix: "leave the setting out", at: place)
        return nil
      }
      entries.remove(at: position)
    } else if let position {
      guard let changed = changed(entries[position].value, inner, depth: depth + 1, &findings) else { return nil }
      entries[position].value = changed
    } else {
      var here = place
      here.path = Array(path[...depth])
      let missing = ScenarioNode(place: here, content: .text("", quoted: false))
      guard let changed = changed(missing, inner, depth: depth + 1, &findings) else { return nil }
      entries.append(ScenarioNode.Entry(word: word, place: here, value: changed))
    }
    return ScenarioNode(place: changedPlace(of: node, meaning), content: .map(entries))
  }

  /// What stands behind a word of the path; `nil` after an error if it may not stand there.
  private func inner(
    _ word: String, _ entries: [ScenarioNode.Entry], _ meaning: Meaning, depth: Int, _ findings: inout Findings
  ) -> Meaning? {
    let isWritten = entries.contains { $0.word == word }
    switch meaning {
    case .words:
      let isFollowed = word == Likeness.word || (depth == 0 && word == PostWords.basedOn.name)
      if isFollowed {
        findings.error(
          "\(word.quoted) is followed before anything is set", fix: "set the words that should differ", at: place)
        return nil
      }
      if let known = meaning.word(word, among: entries) { return Meaning(behind: known) }
      if isWritten { return .value }
      let known = meaning.vocabulary(for: entries)?.words.map(\.name) ?? []
      refuse(word, among: known.filter { $0 != Likeness.word }, depth, isName: false, &findings)
      return nil
    case .names(let inner):
      if isWritten { return inner }
      refuse(word, among: entries.map(\.word), depth, isName: true, &findings)
      return nil
    case .entries, .value:
      // The value as a whole is judged by the word that reads it.
      return .value
    }
  }

  private func refuse(
    _ word: String, among known: [String], _ depth: Int, isName: Bool, _ findings: inout Findings
  ) {
    let nearest = Suggestion.nearest(to: word, among: known)
    let above = depth == 0 ? "at the top" : "in \(spoken(depth).quoted)"
    let kind = isName ? "nothing \(above) is called \(word.quoted)" : "unknown word \(word.quoted) \(above)"
    let list = known.prefix(30).joined(separator: ", ") + (known.count > 30 ? ", ..." : "")
    var cure = path
    if let nearest { cure[depth] = nearest }
    findings.error(
      kind + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
      fix: nearest == nil
        ? (known.isEmpty ? "nothing stands there" : "there stand: \(list)")
        : "write \(spoken(cure))", at: place)
  }

  /// The setting with another path.
  private func spoken(_ path: [String]) -> String {
    let value = text.firstIndex(of: "=").map { String(text[$0...]) } ?? "="
    return "--set " + (path.joined(separator: "/") + value).quoted
  }

  private func spoken(_ depth: Int) -> String { path[..<depth].joined(separator: "/") }
}
