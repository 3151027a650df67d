// SPDX-License-Identifier: GPL-3.0-or-later

/// Lays what one map states over what another does: `based on:` a file, `like:` a class.
///
/// Maps of words and of names are laid over each other word by word. A value (a law, a number with its source, a list,
/// shares of channels) is replaced as a whole, so that nothing of the old one is left over; so is a map that takes
/// another form (arrivals by timetable in the place of arrivals by rate). `remove` deletes.
struct Differences {
  var findings: Findings

  /// - Parameter meaning: Of both pieces.
  func isWhole(_ own: ScenarioNode, _ base: ScenarioNode, _ meaning: Meaning) -> Bool {
    if case .value = meaning { return true }
    if case .entries = meaning { return true }
    return own.entries == nil || base.entries == nil
  }

  /// What holds if `own` is stated over `base`.
  mutating func laid(_ own: ScenarioNode, over base: ScenarioNode, _ meaning: Meaning) -> ScenarioNode {
    guard !isWhole(own, base, meaning), let ownEntries = own.entries, let baseEntries = base.entries else {
      return own
    }
    if let form = meaning.form(of: ownEntries), let other = meaning.form(of: baseEntries), form != other { return own }
    var entries = baseEntries
    var positions: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { positions[entry.word] = index }
    var removed: Set<Int> = []
    for entry in ownEntries {
      guard let position = positions[entry.word] else {
        if entry.value.isRemoval {
          refuseRemoval(of: entry, among: baseEntries)
        } else {
          entries.append(entry)
        }
        continue
      }
      if entry.value.isRemoval {
        removed.insert(position)
      } else {
        let inner = Self.meaning(of: entry.word, in: meaning, own: ownEntries)
        entries[position].place = entry.place
        entries[position].value = laid(entry.value, over: baseEntries[position].value, inner)
      }
    }
    let kept = entries.indices.filter { !removed.contains($0) }.map { entries[$0] }
    return ScenarioNode(place: own.place, content: .map(kept))
  }

  private static func meaning(of word: String, in meaning: Meaning, own: [ScenarioNode.Entry]) -> Meaning {
    switch meaning {
    case .words: meaning.word(word, among: own).map(Meaning.init(behind:)) ?? .value
    case .names(let inner): inner
    case .entries, .value: .value
    }
  }

  private mutating func refuseRemoval(of entry: ScenarioNode.Entry, among entries: [ScenarioNode.Entry]) {
    let nearest = findings.isFull ? nil : Suggestion.nearest(to: entry.word, among: entries.map(\.word))
    findings.error(
      "nothing to remove: no \(entry.word.quoted) stands there"
        + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
      fix: nearest.map { "write '\($0): remove'" } ?? "delete the word", at: entry.place)
  }
}
