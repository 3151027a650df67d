// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words that say how a control is waited for.
enum LineWords {
  /// Behind `time`.
  static let byClass = "by class"
  static let needs = Field(
    "needs", .name, standard: "nothing special", meaning: "What its officers must be able to do", sample: "documents")
  static let lanes = Field(
    "lanes", .section("a number of lanes, or a map"), standard: "one line for all",
    meaning: "Lanes with a line each; one vehicle at a time is served in a lane",
    sample: "{count: 3, join: shortest}", inside: [LaneWords.vocabulary])
  static let order = Field(
    "order", .choice(of: LineOrder.self), standard: "first come",
    meaning: "Who is served first; 'earliest due' goes by arrival plus the 'due' of the class", sample: "earliest due")
}

/// The words of lanes.
enum LaneWords {
  static let count = Field(
    "count", .wholeNumber(2...Lanes.most), required: true,
    meaning: "How many; open are as many as have officers on duty", sample: "3")
  static let join = Field(
    "join", .choice(of: LaneChoice.self), standard: "shortest",
    meaning: "Which open lane an arrival joins; shortest counts those in service, of equals one at random",
    sample: "in turn")
  static let of = Field(
    "of", .name, standard: "whoever is free serves any lane",
    meaning: "Officers or equipment of the control whose unit of the same number serves each lane", sample: "scanner")
  static let change = Field(
    "change when shorter by", .wholeNumber(2...1_000), standard: "nobody changes",
    meaning: "The last in the longest lane changes to the end of the shortest when that has so many fewer", sample: "2")
  static let vocabulary = Vocabulary("lanes", count.word, join.word, of.word, change.word)
}

extension ValueType where Value == ControlTime {
  /// A map of classes to times.
  static func byClass(_ node: ScenarioNode, _ findings: inout Findings) -> ControlTime? {
    guard let entries = node.entries, !entries.isEmpty else {
      findings.error(
        "expected a map of classes to times, found \(node.found)",
        fix: "write '{by class: {truck: 5 min, car: 1 min}}'",
        at: node.place)
      return nil
    }
    var times: [String: ControlTime] = [:]
    for entry in entries where ValueType<String>.checkedName(entry.word, at: entry.place, &findings) {
      times[entry.word] = sameOrByChannel(entry.value, &findings) ?? .same(.constant(.zero))
    }
    return .byClass(times)
  }
}

extension PostBuilder {
  /// Reads skill, lanes and order of a control whose pools are known.
  mutating func readLine(of control: inout Control, _ words: MapReader) {
    control.order = words.value(LineWords.order, &findings) ?? .firstCome
    if let skill = words.value(LineWords.needs, &findings) {
      control.skill = skill
      let known = Set(control.needs.flatMap { pools[$0].value.units?.skills.flatMap { $0 } ?? [] })
      if !known.contains(skill) {
        let nearest = Suggestion.nearest(to: skill, among: known.sorted())
        findings.error(
          "none of its officers can do \(skill.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
          fix: nearest.map { "write '\($0)'" } ?? "add \(skill.quoted) to the 'skills' of its officers",
          at: words.place(of: LineWords.needs))
      }
    }
    guard let node = words.value(LineWords.lanes, &findings) else { return }
    control.lanes = readLanes(node, of: control)
    let hidden = Lanes.poolName(of: control.name)
    if control.lanes?.pool == nil, poolIndex[hidden] != nil {
      findings.error(
        "the lanes of \(control.name.quoted) are reported as \(hidden.quoted), which is the name of something else",
        fix: "rename that", at: node.place)
    }
  }

  private mutating func readLanes(_ node: ScenarioNode, of control: Control) -> Lanes? {
    if node.text != nil {
      return ValueType<Int>.wholeNumber(2...Lanes.most).value(of: node, &findings).map { Lanes(count: $0) }
    }
    guard let words = MapReader(node, LaneWords.vocabulary, &findings) else { return nil }
    let count = words.value(LaneWords.count, &findings)
    var lanes = Lanes(count: count ?? 2)
    lanes.join = words.value(LaneWords.join, &findings) ?? .shortest
    lanes.changeWhenShorterBy = words.value(LaneWords.change, &findings)
    guard let name = words.value(LaneWords.of, &findings) else { return count == nil ? nil : lanes }
    let place = words.place(of: LaneWords.of)
    guard let pool = control.needs.first(where: { pools[$0].value.name == name }) else {
      let needs = control.needs.map { pools[$0].value.name }
      findings.error(
        "\(control.name.quoted) does not need \(name.quoted)",
        fix: needs.isEmpty ? "delete 'of'" : "write one of \(needs.joined(separator: ", "))", at: place)
      return nil
    }
    if let most = pools[pool].value.capacity.mostUnits, let count, most == count {
      lanes.pool = pool
    } else if let count {
      let found = pools[pool].value.capacity.mostUnits.map { "at most \($0)" } ?? "any number"
      findings.error(
        "each of \(count) lanes has its own unit of \(name.quoted), of which there are \(found)",
        fix: "make the two numbers equal, or delete 'of'", at: place)
    }
    return lanes
  }

  /// Checks of what lines need of the classes that stand in them.
  mutating func checkLines() {
    for (index, control) in controls.enumerated() {
      let passing = traffic.filter { $0.value.passes(index) }
      if control.value.order == .earliestDue {
        for entry in passing where entry.value.due == nil {
          findings.error(
            "\(control.value.name.quoted) serves by the earliest due, and \(entry.value.name.quoted) has no 'due'",
            fix: "add for example 'due: 30 min' to the class", at: entry.place)
        }
      }
      let isFirstCome = control.value.order == .firstCome && control.value.lanes == nil && control.value.skill == nil
      for probe in probes where !isFirstCome && probe.value.quantity == .virtualWait(control: index) {
        findings.error(
          "the virtual wait is that of one first-come line, and \(control.value.name.quoted) has lanes, skills or "
            + "another order",
          fix: "delete the probe", at: probe.place)
      }
    }
    for entry in traffic where entry.value.due != nil {
      let isUsed = controls.indices.contains {
        controls[$0].value.order == .earliestDue && entry.value.passes($0)
      }
      if !isUsed {
        findings.error(
          "no control that \(entry.value.name.quoted) passes serves by the earliest due",
          fix: "write 'order: earliest due' at one of them, or delete 'due'", at: entry.place)
      }
    }
  }
}
