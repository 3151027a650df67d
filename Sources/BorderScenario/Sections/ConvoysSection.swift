// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a convoy.
enum ConvoyWords {
  static let places = Field(
    "places", .capacity, required: true, meaning: "Vehicles that leave together at most", sample: "20")
  static let every = Field(
    "every", .law, meaning: "Time from one departure to the next; the first is one such time after the beginning",
    sample: "20 min", inside: [LawWords.vocabulary])
  static let at = Field(
    "at", .departureTimes, meaning: "Clock times of the departures, every day", sample: "[\"08:00\", \"14:00\"]")
  static let state = Field(
    "state", .choice(of: State.self), standard: "A",
    meaning: "On whose clock the times are, and in whose local time it is reported", sample: "A")
  static let vocabulary = Vocabulary("a convoy", places.word, every.word, at.word, state.word)
}

extension ValueType where Value == [Int] {
  /// One clock time or a list of different ones, as minutes after midnight, ascending.
  static var departureTimes: ValueType {
    ValueType("a clock time such as \"08:00\", or a list of them", .list) { node, findings in
      let items: [ScenarioNode] = if case .list(let items) = node.content { items } else { [node] }
      var minutes: [Int] = []
      for item in items {
        guard let minute = ValueType<Int>.clock(allows24: false).read(item, &findings) else { return nil }
        guard !minutes.contains(minute) else {
          findings.error("this time stands twice in the list", fix: "keep one of them", at: item.place)
          return nil
        }
        minutes.append(minute)
      }
      guard !minutes.isEmpty else {
        findings.error("the list is empty", fix: "write a time such as \"08:00\"", at: node.place)
        return nil
      }
      return minutes.sorted()
    }
  }
}

extension PostBuilder {
  mutating func readConvoys(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.convoys) {
      var pool = Pool(
        name: entry.word, kind: .places, capacity: .constant(1), timetable: .headway(.constant(.hour)))
      if let words = MapReader(entry.value, ConvoyWords.vocabulary, &findings) {
        pool.capacity = words.value(ConvoyWords.places, &findings) ?? .constant(1)
        pool.state = words.value(ConvoyWords.state, &findings) ?? .a
        let headway = words.value(ConvoyWords.every, &findings)
        let times = words.value(ConvoyWords.at, &findings)
        if words.has(ConvoyWords.every) == words.has(ConvoyWords.at) {
          findings.error(
            words.has(ConvoyWords.at)
              ? "'every' and 'at' exclude each other" : "a convoy needs the word 'every' or 'at'",
            fix: "write 'every: 20 min', or 'at: [\"08:00\", \"14:00\"]'", at: words.place)
        }
        if let headway {
          if headway.mean == .zero {
            findings.error(
              "the time between departures is above zero", fix: "write for example 'every: 20 min'",
              at: words.place(of: ConvoyWords.every))
          }
          pool.timetable = .headway(headway)
        }
        if let times { pool.timetable = .clockMinutes(times) }
      }
      add(pool, entry.place)
    }
  }

  /// The step that waits for a convoy.
  mutating func convoyStep(_ words: MapReader) -> DraftStep? {
    guard let name = words.value(ProcedureWords.convoy, &findings) else { return nil }
    let place = words.place(of: ProcedureWords.convoy)
    let convoys = poolIndex.filter { pools[$0.value].value.timetable != nil }
    return index(of: name, in: convoys, kind: "convoy", section: "convoys", at: place).map {
      DraftStep(step: .convoy($0), place: words.place, name: name)
    }
  }
}
