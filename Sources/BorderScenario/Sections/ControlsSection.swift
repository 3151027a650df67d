// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a control.
enum ControlWords {
  static let like = Field(
    Likeness.word, .name,
    meaning: "Control of which only the differences stand here", sample: "gate in")
  static let by = Field(
    "by", .names, standard: "nobody", meaning: "Officers of whom one each is needed", sample: "customs.B")
  static let with = Field(
    "with", .names, standard: "nothing", meaning: "Equipment of which one unit each is needed", sample: "scanner")
  static let state = Field(
    "state", .choice(of: State.self), standard: "that of its officers, else of its equipment",
    meaning: "State that does it, in whose local time it is reported", sample: "B")
  static let time = Field(
    "time", .controlTime, required: true, meaning: "Working time: a law, a duration, or one of these by channel",
    sample: "{law: lognormal, mean: 20 min, cv: 1}", inside: [LawWords.vocabulary])
  static let keeps = Field(
    "keeps", .yesOrNo, standard: "no",
    meaning: "Whether officers and equipment stay occupied until the place of the next step is free", sample: "no")
  static let per = Field(
    "per", .choice(of: Per.self), standard: "vehicle",
    meaning: "person: the time is that of one person, and a vehicle takes the sum over its people", sample: "person")
  static let vocabulary = Vocabulary(
    "a control", by.word, with.word, state.word, time.word, per.word, keeps.word,
    like.word)

  enum Per: String, CaseIterable, Sendable {
    case vehicle
    case person
  }
}

extension ValueType where Value == ControlTime {
  /// A law, or a map of channels to laws.
  static var controlTime: ValueType {
    ValueType("a law, a duration, or a map of channels to these", .law, mayHaveSource: true) { node, findings in
      guard let entries = node.entries, !entries.contains(where: { LawWords.names.contains($0.word) }) else {
        return ValueType<Law>.law.value(of: node, &findings).map(ControlTime.same)
      }
      let looksLikeLaw = entries.contains { Suggestion.nearest(to: $0.word, among: LawWords.names.sorted()) != nil }
      let hasLaws = entries.contains { $0.value.entries != nil }
      if entries.isEmpty || (looksLikeLaw && !hasLaws) {
        return ValueType<Law>.law.value(of: node, &findings).map(ControlTime.same)
      }
      var laws: [String: Law] = [:]
      for entry in entries where ValueType<String>.checkedName(entry.word, at: entry.place, &findings) {
        laws[entry.word] = ValueType<Law>.law.value(of: entry.value, &findings) ?? .constant(.zero)
      }
      return .byChannel(laws)
    }
  }
}

extension PostBuilder {
  mutating func readControls(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.controls) {
      if entry.word == ProcedureWords.leave {
        findings.error(
          "a control cannot be called 'leave', the last step of every procedure", fix: "rename it", at: entry.place)
      }
      var control = Control(name: entry.word, needs: [], time: .same(.constant(.zero)))
      if let words = MapReader(entry.value, ControlWords.vocabulary, &findings) {
        let officers = needs(words, ControlWords.by, .officers, section: "staff")
        let units = needs(words, ControlWords.with, .equipment, section: "equipment")
        // In the order of the names: the order in the file means nothing.
        let first = officers.first { pools[$0].value.agency != nil } ?? officers.first ?? units.first
        control.needs = (officers + units).sorted { pools[$0].value.name < pools[$1].value.name }
        control.agency = first.flatMap { pools[$0].value.agency }
        control.state = words.value(ControlWords.state, &findings) ?? first.map { pools[$0].value.state }
        control.time = words.value(ControlWords.time, &findings) ?? control.time
        control.keeps = words.value(ControlWords.keeps, &findings) ?? false
        control.isPerPerson = words.value(ControlWords.per, &findings) == .person
      }
      controlIndex[entry.word] = controls.count
      controls.append(Placed(value: control, place: entry.place))
    }
  }

  /// Pools named behind `by` or `with`, in the order of their names.
  mutating func needs(
    _ words: MapReader, _ field: Field<[String]>, _ kind: Pool.Kind, section: String
  ) -> [Int] {
    guard let names = words.value(field, &findings) else { return [] }
    var places: [String: Place] = [:]
    if case .list(let items)? = words.entry(field)?.value.content {
      for item in items { places[item.text?.trimmed ?? ""] = item.place }
    }
    var found: [Int] = []
    for name in names.sorted() {
      let place = places[name] ?? words.place(of: field)
      if let index = pool(name, kind) {
        found.append(index)
        continue
      }
      if let other = poolIndex[name] {
        let cure: String =
          switch pools[other].value.kind {
          case .officers: "write 'by: \(name)'"
          case .equipment: "write 'with: \(name)'"
          case .places: "write the step '{enter: \(name)}' in the procedures"
          }
        let otherSection = pools[other].place.path.first ?? ""
        findings.error(
          "\(name.quoted) stands under \(otherSection.quoted), not under '\(section)'", fix: cure, at: place)
        continue
      }
      if kind == .officers, let meant = meantAgency(name), pool(meant, kind) != nil {
        findings.error(
          "no group of officers is called \(name.quoted): the states are A and B; did you mean \(meant.quoted)?",
          fix: "write '\(meant)'", at: place)
        continue
      }
      let table = pools(of: kind)
      let kindName = kind == .officers ? "group of officers" : "piece of equipment"
      _ = index(of: name, in: table, kind: kindName, section: section, at: place)
    }
    return found
  }
}
