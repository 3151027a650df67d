// SPDX-License-Identifier: GPL-3.0-or-later

/// What may stand behind a word, for explanations, messages and a schema.
package struct ValueForm: Sendable {
  package enum Shape: Hashable, Sendable {
    case text
    /// A number without a unit.
    case number
    case wholeNumber
    /// A number with one of `units`.
    case quantity
    /// One of `choices`.
    case choice
    /// A list of numbers or words.
    case list
    /// A map of words or names.
    case map
    /// A map, or a duration for a constant.
    case law
  }

  /// What is expected, in words: `a duration such as '12 min'; units s, min, h, d`.
  package var words: String
  package var shape: Shape
  package var units: [String] = []
  package var choices: [String] = []
  /// Lowest and highest number, where the number has a range and no unit.
  package var lowest: Double?
  package var highest: Double?
  /// Whether `{value: .., source: ..}` may stand in its place.
  package var mayHaveSource = false

  /// What stands between a word and the maps inside it.
  package enum Nesting: Hashable, Sendable {
    /// The map itself.
    case direct
    /// `NAME: {..}`
    case names
    /// `[{..}, ..]`
    case entries
    /// `CLASS: {..}`, where the map is one value
    case classes
    /// `CLASS: [{..}, ..]`
    case steps
  }

  /// Told by `words`.
  package var nesting: Nesting {
    switch words {
    case "a map of names": .names
    case "a map of classes": .classes
    case "a map of classes to lists": .steps
    case _ where words.hasPrefix("a list of"): .entries
    default: .direct
    }
  }
}
