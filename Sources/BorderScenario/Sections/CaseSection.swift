// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a class about what its members bring: cargo, people, papers.
enum CaseWords {
  static let attributes = Field(
    "attributes", .attributes, meaning: "What is drawn once for each member, with the shares of its values",
    sample: "{cargo: {perishable: 20 %, dry: 80 %}}")
  static let people = Field(
    "people", .people,
    meaning: "Persons in a vehicle, by name: a number (1.3 is one, and in 30 % of the vehicles two), or a law such as "
      + "`{law: poisson, mean: 40}`",
    sample: "{crew: 1.3, passengers: {law: poisson, mean: 40}}")
  static let papers = Field(
    "papers", .section("a map of names"), meaning: "Papers that a control waits for while work on them goes on",
    sample: "{entry customs: {lodged before arrival: 65 %, working time: 3 h, by: agents.B}}",
    inside: [PapersWords.vocabulary])
}

/// The words of papers.
enum PapersWords {
  static let lodged = Field(
    "lodged before arrival", .share, standard: "0 %",
    meaning: "Share whose papers are ready on arrival; work on the others begins then", sample: "65 %")
  static let time = Field(
    "working time", .law, required: true, meaning: "Work on papers that are not ready on arrival",
    sample: "{law: lognormal, mean: 3 h, cv: 1.1}", inside: [LawWords.vocabulary])
  static let by = Field(
    "by", .names, standard: "nobody", meaning: "Officers or agents of whom one each is needed", sample: "agents.B")
  static let vocabulary = Vocabulary("papers", lodged.word, time.word, by.word)
}

extension ValueType where Value == [Attribute] {
  static var attributes: ValueType {
    ValueType("a map of names to shares of values", .map) { node, findings in
      guard let entries = node.entries, !entries.isEmpty else {
        findings.error(
          "expected names with shares of values, found \(node.found)",
          fix: "write '\(CaseWords.attributes.word.sample)'", at: node.place)
        return nil
      }
      var attributes: [Attribute] = []
      for entry in entries where ValueType<String>.checkedName(entry.word, at: entry.place, &findings) {
        if ["between", "channel"].contains(entry.word) || entry.word.hasPrefix("waiting at ")
          || entry.word.hasPrefix("free places of ")
        {
          findings.error(
            "an attribute cannot be called \(entry.word.quoted), which has its own meaning behind 'if'",
            fix: "rename it", at: entry.place)
        }
        guard let values = ValueType<[Channel]>.channels.value(of: entry.value, &findings) else { return nil }
        attributes.append(Attribute(name: entry.word, values: values))
      }
      return attributes
    }
  }
}

extension ValueType where Value == [People] {
  static var people: ValueType {
    ValueType("a map of names to numbers or laws", .map) { node, findings in
      guard let entries = node.entries, !entries.isEmpty else {
        findings.error(
          "expected names with numbers, found \(node.found)", fix: "write '{crew: 1.3}'", at: node.place)
        return nil
      }
      var people: [People] = []
      for entry in entries where ValueType<String>.checkedName(entry.word, at: entry.place, &findings) {
        guard let law = ValueType<CountLaw>.countLaw(atLeast: 0).value(of: entry.value, &findings) else { return nil }
        people.append(People(name: entry.word, law: law))
      }
      guard people.count <= 4 else {
        findings.error("more than 4 kinds of people", fix: "merge some of them", at: node.place)
        return nil
      }
      return people.sorted { $0.name < $1.name }
    }
  }
}

extension PostBuilder {
  mutating func readCase(_ words: MapReader, _ traffic: inout TrafficClass) {
    traffic.attributes = words.value(CaseWords.attributes, &findings) ?? []
    traffic.people = words.value(CaseWords.people, &findings) ?? []
    guard let node = words.value(CaseWords.papers, &findings) else { return }
    guard let entries = node.entries, !entries.isEmpty else {
      findings.error(
        "expected controls with their papers, found \(node.found)", fix: "write '\(CaseWords.papers.word.sample)'",
        at: node.place)
      return
    }
    for entry in entries {
      let control = index(of: entry.word, in: controlIndex, kind: "control", section: "controls", at: entry.place)
      guard let words = MapReader(entry.value, PapersWords.vocabulary, &findings) else { continue }
      let share = words.value(PapersWords.lodged, &findings) ?? 0
      let time = words.value(PapersWords.time, &findings)
      let needs = needs(words, PapersWords.by, .officers, section: "staff")
      guard let control, let time else { continue }
      traffic.papers.append(Papers(control: control, lodgedShare: share, time: time, needs: needs))
    }
    traffic.papers.sort { controls[$0.control].value.name < controls[$1.control].value.name }
  }
}
