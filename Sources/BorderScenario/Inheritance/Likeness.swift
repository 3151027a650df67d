// SPDX-License-Identifier: GPL-3.0-or-later

/// The words `like`: a class of traffic, a group of officers or a control that states only how it differs from another.
struct Likeness {
  static let word = "like"
  /// Most that are like each other in a chain.
  static let mostLinks = 20

  var findings: Findings
  private var nodesLeft = Composer.mostNodes
  /// Of the section that is being completed.
  private var entries: [ScenarioNode.Entry] = []
  private var positions: [String: Int] = [:]
  private var finished: Set<String> = []
  /// Whom each of the section is like.
  private var models: [String: String] = [:]

  init(findings: Findings) { self.findings = findings }

  /// The tree with everything that `like` takes over. Where that failed, the word stays.
  mutating func completed(_ tree: ScenarioNode) -> ScenarioNode {
    guard var sections = tree.entries else { return tree }
    let classes = sections.first { $0.word == PostWords.traffic.name }
    for index in sections.indices {
      guard let word = Meaning.scenario.word(sections[index].word, among: []),
        case .names(let meaning) = Meaning(behind: word), meaning.word(Self.word, among: []) != nil,
        let entries = sections[index].value.entries
      else { continue }
      sections[index].value.content = .map(completed(entries, meaning))
    }
    if let index = sections.firstIndex(where: { $0.word == PostWords.procedures.name }),
      let classes = classes?.value.entries, let procedures = sections[index].value.entries
    {
      sections[index].value.content = .map(completed(procedures: procedures, of: classes, sections[index].place))
    }
    return ScenarioNode(place: tree.place, content: .map(sections))
  }

  private mutating func completed(_ written: [ScenarioNode.Entry], _ meaning: Meaning) -> [ScenarioNode.Entry] {
    entries = written
    positions = [:]
    finished = []
    models = Self.models(written)
    for (index, entry) in written.enumerated() { positions[entry.word] = index }
    for entry in written { complete(entry.word, meaning, behind: []) }
    return entries
  }

  private static func models(_ entries: [ScenarioNode.Entry]) -> [String: String] {
    var models: [String: String] = [:]
    for entry in entries {
      models[entry.word] = entry.value.entries?.first { $0.word == Self.word }?.value.text?.trimmed
    }
    return models
  }

  /// - Parameter chain: Names that wait for this one.
  private mutating func complete(_ name: String, _ meaning: Meaning, behind chain: [String]) {
    guard nodesLeft > 0, let position = positions[name], finished.insert(name).inserted else { return }
    let own = entries[position].value
    guard let (model, place) = model(of: own), !isTooLong(from: name, at: place) else { return }
    let chain = chain + [name]
    guard let other = positions[model] else {
      let nearest = findings.isFull ? nil : Suggestion.nearest(to: model, among: Array(positions.keys))
      findings.error(
        "nothing here is called \(model.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
        fix: nearest.map { "write 'like: \($0)'" } ?? "name another entry of the same section", at: place)
      return
    }
    if let start = chain.firstIndex(of: model) {
      findings.error(
        "a thing that is like itself: \((chain[start...] + [model]).joined(separator: " -> "))",
        fix: "let one of them state everything itself", at: place)
      return
    }
    complete(model, meaning, behind: chain)
    // Where the other could not be completed, neither can this one, and the fault has been told.
    guard !isOpen(entries[other].value) else { return }
    let base = entries[other].value
    guard hasRoom(for: base, at: place) else { return }
    var differences = Differences(findings: findings)
    var rest = own
    rest.content = .map((own.entries ?? []).filter { $0.word != Self.word })
    entries[position].value = differences.laid(rest, over: base.moved(to: own.place.path), meaning)
    findings = differences.findings
  }

  private mutating func hasRoom(for copy: ScenarioNode, at place: Place) -> Bool {
    guard nodesLeft > 0 else { return false }
    nodesLeft -= copy.size
    if nodesLeft <= 0 {
      findings.error("'like' repeats more than \(Composer.mostNodes) values", fix: "repeat fewer", at: place)
    }
    return nodesLeft > 0
  }

  private mutating func isTooLong(from name: String, at place: Place) -> Bool {
    var name = name
    var seen: Set<String> = []
    while seen.count <= Self.mostLinks, let next = models[name], seen.insert(name).inserted { name = next }
    guard seen.count > Self.mostLinks else { return false }
    findings.error(
      "more than \(Self.mostLinks) that are like each other", fix: "let this one be like one that states everything",
      at: place)
    return true
  }

  /// Whether something is still to be taken over, or cannot be.
  private func isOpen(_ node: ScenarioNode) -> Bool {
    node.entries?.contains { $0.word == Self.word } ?? true
  }

  /// The name behind `like`, and its place.
  private mutating func model(of node: ScenarioNode) -> (String, Place)? {
    guard let entry = node.entries?.first(where: { $0.word == Self.word }) else { return nil }
    guard let name = ValueType<String>.name.value(of: entry.value, &findings) else { return nil }
    return (name, entry.value.place)
  }

  /// A class without a procedure takes over that of the class it is like.
  private mutating func completed(
    procedures: [ScenarioNode.Entry], of classes: [ScenarioNode.Entry], _ section: Place
  ) -> [ScenarioNode.Entry] {
    let models = Self.models(classes)
    var found: [String: ScenarioNode.Entry] = [:]
    for entry in procedures { found[entry.word] = entry }
    var completed = procedures
    for entry in classes where found[entry.word] == nil {
      var name = entry.word
      var seen: Set<String> = [name]
      while found[name] == nil, let next = models[name], seen.insert(next).inserted { name = next }
      guard let model = found[name], name != entry.word else { continue }
      guard hasRoom(for: model.value, at: entry.place) else { break }
      var copy = model
      copy.word = entry.word
      copy.place.path = section.path + [entry.word]
      copy.value = model.value.moved(to: copy.place.path)
      completed.append(copy)
    }
    return completed
  }
}
