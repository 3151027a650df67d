// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON Schema of the scenario language, from the tables that read it, for editors and other tools.
///
/// It knows words, kinds of values, units, choices and ranges of plain numbers. It does not know what only the whole
/// of a file tells: which names exist, what excludes each other, what sums to 100 %. It takes a file to be YAML 1.2.
///
/// - Source: JSON Schema, draft 2020-12.
package enum LanguageSchema {
  /// A piece of JSON; members of maps in order.
  package indirect enum Piece: Sendable {
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([Piece])
    case map([(String, Piece)])
  }

  package static var root: Piece {
    var definitions: [(String, Piece)] = []
    for vocabulary in ScenarioLanguage.vocabularies where vocabulary.subject != ScenarioLanguage.source.subject {
      definitions.append((ScenarioLanguage.title(of: vocabulary), whole(vocabulary)))
      definitions.append((differences(vocabulary), map(vocabulary, isDifference: true)))
    }
    return .map([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("A scenario of osbp, version 1 of the language")),
      ("$ref", .text(reference(ScenarioLanguage.top.subject))),
      ("$defs", .map(definitions)),
    ])
  }

  /// Words that make a map one of differences.
  private static let inheriting: Set = [Likeness.word, PostWords.basedOn.name]

  private static func differences(_ vocabulary: Vocabulary) -> String {
    "differences of \(ScenarioLanguage.title(of: vocabulary))"
  }

  private static func reference(_ name: String) -> String {
    "#/$defs/"
      + name.replacing("~", with: "~0").replacing("/", with: "~1").replacing(" ", with: "%20").replacing(
        "'", with: "%27")
  }

  private static func reference(to vocabulary: Vocabulary, isDifference: Bool) -> Piece {
    let name = isDifference ? differences(vocabulary) : ScenarioLanguage.title(of: vocabulary)
    return .map([("$ref", .text(reference(name)))])
  }

  /// A map that states everything, or one that states differences if it says from what.
  private static func whole(_ vocabulary: Vocabulary) -> Piece {
    guard let word = vocabulary.words.first(where: { inheriting.contains($0.name) }) else {
      return map(vocabulary, isDifference: false)
    }
    return .map([
      ("if", .map([("type", .text("object")), ("required", .list([.text(word.name)]))])),
      ("then", reference(to: vocabulary, isDifference: true)),
      ("else", map(vocabulary, isDifference: false)),
    ])
  }

  private static func map(_ vocabulary: Vocabulary, isDifference: Bool) -> Piece {
    var members: [(String, Piece)] = [("type", .text("object"))]
    members.append(("properties", .map(vocabulary.words.map { ($0.name, property($0, isDifference)) })))
    let required = vocabulary.words.filter(\.isRequired).map { Piece.text($0.name) }
    if !isDifference, !required.isEmpty { members.append(("required", .list(required))) }
    members.append(("additionalProperties", .truth(false)))
    return .map(members)
  }

  private static func property(_ word: Word, _ isDifference: Bool) -> Piece {
    var members: [(String, Piece)] = [
      ("description", .text(word.meaning)), ("examples", .list([.text(word.sample)])),
    ]
    var forms = value(of: word, isDifference)
    if word.form.mayHaveSource { forms.append(sourced(forms)) }
    if isDifference { forms.append(removal) }
    if forms.count == 1, case .map(let only) = forms[0] {
      members += only
    } else {
      members.append(("anyOf", .list(forms)))
    }
    return .map(members)
  }

  private static let removal = Piece.map([("const", .text(ScenarioNode.removal))])

  private static func sourced(_ forms: [Piece]) -> Piece {
    let words = ScenarioLanguage.source.words.map { word -> (String, Piece) in
      if word.name == Sourced.value.name { return (word.name, .map([("anyOf", .list(forms))])) }
      return (word.name, property(word, false))
    }
    return .map([
      ("type", .text("object")), ("properties", .map(words)), ("required", .list([.text(Sourced.value.name)])),
      ("additionalProperties", .truth(false)),
    ])
  }

  // MARK: - Values

  /// The forms that a value may have.
  private static func value(of word: Word, _ isDifference: Bool) -> [Piece] {
    let form = word.form
    switch form.shape {
    case .text: return [scalar]
    case .number: return [number("number", form), numberInQuotes] + chosen(form)
    case .wholeNumber: return [number("integer", form), numberInQuotes] + chosen(form)
    case .quantity where form.units.isEmpty: return [scalar, anyMap]
    case .quantity: return [quantity(form.units)] + chosen(form)
    case .choice: return [.map([("enum", .list(form.choices.map(Piece.text)))])]
    case .law where !form.words.contains("duration"):
      return [number("number", form), numberInQuotes] + (word.inside.isEmpty ? [anyMap] : laws(word))
    case .law: return [quantity(DurationText.unitList)] + laws(word)
    case .list, .map: return word.inside.isEmpty ? collection(form) : nested(word, isDifference)
    }
  }

  /// Any text: to other readers of YAML it may look like a number, a truth value or nothing.
  private static let scalar = Piece.map([
    ("type", .list(["string", "number", "boolean", "null"].map(Piece.text)))
  ])

  private static let anyMap = Piece.map([("type", .text("object"))])

  private static func number(_ type: String, _ form: ValueForm) -> Piece {
    var members: [(String, Piece)] = [("type", .text(type))]
    if let lowest = form.lowest { members.append(("minimum", .number(lowest))) }
    if let highest = form.highest { members.append(("maximum", .number(highest))) }
    return .map(members)
  }

  private static let digits = #"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"#

  private static let numberInQuotes = Piece.map([
    ("type", .text("string")), ("pattern", .text("^\\s*\(digits)\\s*$")),
  ])

  private static func chosen(_ form: ValueForm) -> [Piece] {
    form.choices.isEmpty ? [] : [.map([("enum", .list(form.choices.map(Piece.text)))])]
  }

  /// A number with one of the units, or with another spelling of a duration.
  private static func quantity(_ units: [String]) -> Piece {
    let spellings = units.contains("min") ? Set(units).union(DurationText.microseconds.keys) : Set(units)
    let choices = spellings.sorted().map { $0.pieces.joined(separator: "\\s+") }.joined(separator: "|")
    return .map([("type", .text("string")), ("pattern", .text("^\\s*\(digits)\\s*(\(choices))\\s*$"))])
  }

  /// The map of a law, or of names of channels to laws.
  private static func laws(_ word: Word) -> [Piece] {
    guard !word.inside.isEmpty else { return [anyMap] }
    let maps = word.inside.map { reference(to: $0, isDifference: false) }
    guard word.form.words.contains("map of") else { return maps }
    let lawWords = word.inside.flatMap(\.words).map { Piece.text($0.name) } + [.text(Sourced.value.name)]
    let forms = [quantity(DurationText.unitList)] + maps
    let byName = Piece.map([
      ("type", .text("object")),
      ("propertyNames", .map([("not", .map([("enum", .list(lawWords))]))])),
      ("additionalProperties", .map([("anyOf", .list(forms + [sourced(forms)]))])),
    ])
    return maps + [byName]
  }

  /// A list or map without words of its own.
  private static func collection(_ form: ValueForm) -> [Piece] {
    let one: Piece = form.choices.isEmpty ? scalar : .map([("enum", .list(form.choices.map(Piece.text)))])
    if form.shape == .list {
      let orMap: [Piece] = form.words.contains("or a map") ? [.map([("type", .text("object"))])] : []
      return orMap + [.map([("type", .text("array"))] + (form.choices.isEmpty ? [] : [("items", one)])), one]
    }
    return [.map([("type", .text("object"))] + (form.choices.isEmpty ? [] : [("propertyNames", one)]))]
  }

  private static func nested(_ word: Word, _ isDifference: Bool) -> [Piece] {
    func object(_ inner: Piece) -> Piece {
      let inner = isDifference ? Piece.map([("anyOf", .list([inner, removal]))]) : inner
      return .map([("type", .text("object")), ("additionalProperties", inner)])
    }
    func array(_ inner: Piece) -> Piece { .map([("type", .text("array")), ("items", inner)]) }
    func any(_ forms: [Piece]) -> Piece { forms.count == 1 ? forms[0] : .map([("anyOf", .list(forms))]) }
    let maps = word.inside.map { reference(to: $0, isDifference: false) }
    switch word.form.nesting {
    case .direct: return word.inside.map { reference(to: $0, isDifference: isDifference) }
    case .names: return [object(any(word.inside.map { reference(to: $0, isDifference: isDifference) }))]
    case .classes: return [object(any(maps + [scalar, array(any(maps + [scalar]))]))]
    case .entries:
      let orLists: [Piece] = word.form.words.contains("or lists") ? [.map([("type", .text("array"))])] : []
      return [array(any(maps + orLists))]
    case .steps: return [object(array(any(maps + [scalar])))]
    }
  }
}
