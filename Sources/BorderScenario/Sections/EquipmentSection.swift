// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a piece of equipment.
enum EquipmentWords {
  static let kind = Field("kind", .text, meaning: "What it is", sample: "drive-through X-ray")
  static let units = Field(
    "units", .capacity, required: true, meaning: "How many there are; unlimited if nobody ever waits for one",
    sample: "1")
  static let state = Field(
    "state", .choice(of: State.self), standard: "A", meaning: "State in whose local time it is reported", sample: "B")
  static let vocabulary = Vocabulary("equipment", kind.word, units.word, state.word)
}

/// The words of a space.
enum SpaceWords {
  static let places = Field(
    "places", .capacity, required: true, meaning: "How many fit in; unlimited if it is never full", sample: "250")
  static let state = Field(
    "state", .choice(of: State.self), standard: "A", meaning: "State in whose local time it is reported", sample: "B")
  /// What stands behind `for` beside the names of steps.
  static let waitingForPapers = "waiting for papers"
  static let steps = Field(
    "for", .names, standard: "no step: it is entered and left by steps of its own",
    meaning: "Steps that happen in it: it is entered before the first and left after the last of those that follow "
      + "each other; names of controls, travels, stays, or 'waiting for papers'",
    sample: "[entry customs, waiting for papers]")
  static let vocabulary = Vocabulary("a space", places.word, state.word, steps.word, ContentWords.ofSpace.word)
}

extension ValueType where Value == Capacity {
  /// A whole number from 1 to 1,000,000, or `unlimited`.
  static var capacity: ValueType {
    ValueType(
      "a whole number from 1 to 1000000, or 'unlimited'", .wholeNumber, choices: ["unlimited"], lowest: 1,
      highest: 1_000_000, mayHaveSource: true
    ) { node, findings in
      if node.text?.trimmed == "unlimited" { return .unlimited }
      return ValueType<Int>.wholeNumber(1...1_000_000).read(node, &findings).map(Capacity.constant)
    }
  }
}

extension PostBuilder {
  mutating func readEquipment(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.equipment) {
      var pool = Pool(name: entry.word, kind: .equipment, capacity: .constant(1))
      if let words = MapReader(entry.value, EquipmentWords.vocabulary, &findings) {
        _ = words.value(EquipmentWords.kind, &findings)
        pool.capacity = words.value(EquipmentWords.units, &findings) ?? .constant(1)
        pool.state = words.value(EquipmentWords.state, &findings) ?? .a
      }
      add(pool, entry.place)
    }
  }

  mutating func readSpaces(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.spaces) {
      var pool = Pool(name: entry.word, kind: .places, capacity: .constant(1))
      if let words = MapReader(entry.value, SpaceWords.vocabulary, &findings) {
        pool.capacity = words.value(SpaceWords.places, &findings) ?? .constant(1)
        pool.state = words.value(SpaceWords.state, &findings) ?? .a
        if let texts = words.value(ContentWords.ofSpace, &findings) {
          pendingContent.append(PendingContent(space: pools.count, texts: texts))
        }
        if let steps = words.value(SpaceWords.steps, &findings) { spaceSteps[pools.count] = steps }
      }
      add(pool, entry.place)
    }
  }
}
