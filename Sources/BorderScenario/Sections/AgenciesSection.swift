// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of an agency.
enum AgencyWords {
  static let states = Field("states", .states, required: true, meaning: "Where it works", sample: "[A, B]")
  static let kind = Field("kind", .text, meaning: "What it does", sample: "customs")
  static let isPrivate = Field(
    "private", .yesOrNo, standard: "no", meaning: "Whether it is a firm and not a service of the state", sample: "no")
  static let vocabulary = Vocabulary("an agency", states.word, kind.word, isPrivate.word)
}

extension ValueType where Value == [State] {
  /// One state, or a list of both.
  static var states: ValueType {
    ValueType("A, B or a list of both", .list, choices: ["A", "B"]) { node, findings in
      let items: [ScenarioNode] = if case .list(let items) = node.content { items } else { [node] }
      var states: Set<State> = []
      for item in items {
        guard let state = ValueType<State>.choice(of: State.self).value(of: item, &findings) else { return nil }
        states.insert(state)
      }
      guard states.count == items.count, !states.isEmpty else {
        findings.error("expected A, B or a list of both", fix: "write '[A, B]'", at: node.place)
        return nil
      }
      return states.sorted()
    }
  }
}

extension PostBuilder {
  mutating func readAgencies(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.agencies) {
      var agency = Agency(name: entry.word, states: State.allCases)
      if let words = MapReader(entry.value, AgencyWords.vocabulary, &findings) {
        agency.states = words.value(AgencyWords.states, &findings) ?? State.allCases
        agency.kind = words.value(AgencyWords.kind, &findings) ?? ""
        agency.isPrivate = words.value(AgencyWords.isPrivate, &findings) ?? false
      }
      agencyIndex[entry.word] = agencies.count
      agencies.append(Placed(value: agency, place: entry.place))
    }
  }
}
