// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a step.
enum ProcedureWords {
  /// The step that ends every procedure.
  static let leave = "leave"

  static let control = Field("control", .name, required: true, meaning: "Passes this control", sample: "scan")
  static let condition = Field(
    "if", .names, standard: "everybody", meaning: "Channels that pass it", sample: "red")
  static let atRandom = Field(
    "or", .shareAtRandom, standard: "0 % at random", meaning: "Share of the other channels that pass it too",
    sample: "5 % at random")
  static let share = Field(
    "share", .share, standard: "100 %", meaning: "Share that passes it, drawn at random", sample: "20 %")
  static let controlStep = Vocabulary("a control step", control.word, condition.word, atRandom.word, share.word)

  static let enter = Field("enter", .name, required: true, meaning: "Takes a place of this space", sample: "yard B")
  static let whenFull = Field(
    "when full", .choice(of: WhenFull.self), standard: "wait",
    meaning: "wait: stays where it is until there is a place; turn away: leaves the post", sample: "wait")
  static let enterStep = Vocabulary("an enter step", enter.word, whenFull.word)

  static let leaveSpace = Field(
    "leave", .name, required: true, meaning: "Gives the place of this space back", sample: "yard B")
  static let leaveStep = Vocabulary("a leave step", leaveSpace.word)

  static let travel = Field(
    "travel", .name, required: true, meaning: "Moves; the text says where to", sample: "to the gate")
  static let time = Field(
    "time", .law, required: true, meaning: "How long the move takes", sample: "4 min",
    inside: [LawWords.vocabulary])
  static let travelStep = Vocabulary("a travel step", travel.word, time.word)

  static let steps = [controlStep, enterStep, leaveStep, travelStep]
  static let kinds = ["control", "enter", "leave", "travel"]
}

extension ValueType where Value == Double {
  /// `5 % at random`, as 0.05.
  static var shareAtRandom: ValueType {
    ValueType("a share such as '5 % at random'", .quantity, units: ["% at random"], mayHaveSource: true) {
      node, findings in
      let pieces = node.text?.pieces ?? []
      guard pieces.suffix(2) == ["at", "random"] else {
        let cure = node.text.flatMap { NumberText($0.trimmed) }?.digits ?? "5"
        findings.error(
          "expected a share such as '5 % at random', found \(node.found)", fix: "write '\(cure) % at random'",
          at: node.place)
        return nil
      }
      let share = pieces.dropLast(2).joined(separator: " ")
      return ValueType.share.read(
        ScenarioNode(place: node.place, content: .text(share, quoted: true)), &findings)
    }
  }
}

extension PostBuilder {
  mutating func readProcedures(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.procedures) {
      guard
        let index = index(
          of: entry.word, in: classIndex, kind: "traffic class", section: "traffic", at: entry.place)
      else { continue }
      procedurePlaces[index] = entry.place
      guard case .list(let items) = entry.value.content, !items.isEmpty else {
        findings.error(
          "expected a list of steps, found \(entry.value.found)",
          fix: "write '[gate in, leave]', or one step per line after '-'",
          at: entry.value.place)
        continue
      }
      if items.count > PostBuilder.mostSteps {
        findings.error(
          "more than \(PostBuilder.mostSteps) steps", fix: "merge some of them", at: items[PostBuilder.mostSteps].place)
      }
      for item in items {
        guard let step = readStep(item) else {
          brokenProcedures.insert(index)
          continue
        }
        traffic[index].value.procedure.append(step)
        stepPlaces[index].append(item.place)
      }
      checkEnd(of: index, items.last?.place ?? entry.value.place)
    }
    guard map.has(PostWords.procedures) else { return }
    for (index, placed) in traffic.enumerated() where procedurePlaces[index] == nil && !openClasses.contains(index) {
      findings.error(
        "the class \(placed.value.name.quoted) has no procedure",
        fix: "add '\(placed.value.name): [..., leave]' under 'procedures'", at: placed.place)
    }
  }

  /// The last step is `leave`, and no other is.
  private mutating func checkEnd(of index: Int, _ last: Place) {
    let steps = traffic[index].value.procedure
    if !brokenProcedures.contains(index), steps.last != .leave {
      findings.error("a procedure ends with the step 'leave'", fix: "add the line '- leave'", at: last)
    }
    for (step, place) in zip(steps, stepPlaces[index]).dropLast() where step == .leave {
      findings.error("steps follow after 'leave'", fix: "delete them, or move 'leave' to the end", at: place)
    }
  }

  private mutating func readStep(_ node: ScenarioNode) -> ProcedureStep? {
    guard let entries = node.entries else {
      guard let name = ValueType<String>.name.value(of: node, &findings) else { return nil }
      if name == ProcedureWords.leave { return .leave }
      if pool(name, .places) != nil, controlIndex[name] == nil {
        findings.error(
          "\(name.quoted) is a space, found where a control was expected", fix: "write '{enter: \(name)}'",
          at: node.place)
        return nil
      }
      return control(name, node.place).map { .control($0, if: .always) }
    }
    let kinds = ProcedureWords.kinds.filter { kind in entries.contains { $0.word == kind } }
    guard kinds.count == 1 else {
      let words = ProcedureWords.kinds.joined(separator: ", ")
      let problem = kinds.isEmpty ? "none" : kinds.joined(separator: " and ")
      let typed = entries.first { Suggestion.nearest(to: $0.word, among: ProcedureWords.kinds) != nil }
      let nearest = typed.flatMap { Suggestion.nearest(to: $0.word, among: ProcedureWords.kinds) }
      let question = kinds.isEmpty ? nearest.map { "; did you mean \($0.quoted)?" } ?? "" : ""
      let example = nearest.map { "\($0): \(typed?.value.text ?? "...")" } ?? "{control: scan, if: red}"
      findings.error(
        "a step has exactly one of the words \(words), found \(problem)\(question)",
        fix: kinds.isEmpty ? "write for example '\(example)'" : "write two steps", at: node.place)
      return nil
    }
    switch kinds[0] {
    case "control": return controlStep(node)
    case "enter": return enterStep(node)
    case "leave": return leaveStep(node)
    default: return travelStep(node)
    }
  }

  private mutating func control(_ name: String, _ place: Place) -> Int? {
    index(of: name, in: controlIndex, kind: "control", section: "controls", at: place)
  }

  private mutating func controlStep(_ node: ScenarioNode) -> ProcedureStep? {
    guard let words = MapReader(node, ProcedureWords.controlStep, &findings) else { return nil }
    let channels = words.value(ProcedureWords.condition, &findings)
    let atRandom = words.value(ProcedureWords.atRandom, &findings)
    let share = words.value(ProcedureWords.share, &findings)
    if words.has(ProcedureWords.share), words.has(ProcedureWords.condition) {
      findings.error(
        "'share' and 'if' exclude each other", fix: "write 'if: red, or: 5 % at random'",
        at: words.place(of: ProcedureWords.share))
    } else if words.has(ProcedureWords.atRandom), !words.has(ProcedureWords.condition) {
      findings.error(
        "'or' needs 'if'", fix: "write 'share: 5 %' for a share of everybody",
        at: words.place(of: ProcedureWords.atRandom))
    }
    guard let name = words.value(ProcedureWords.control, &findings),
      let index = control(name, words.place(of: ProcedureWords.control))
    else { return nil }
    if words.has(ProcedureWords.condition) {
      return .control(index, if: Condition(channels: (channels ?? []).sorted(), share: atRandom ?? 0))
    }
    return .control(index, if: Condition(share: share ?? 1))
  }

  private mutating func space(_ name: String, _ place: Place) -> Int? {
    if let index = pool(name, .places) { return index }
    if poolIndex[name] != nil {
      findings.error(
        "\(name.quoted) is no space", fix: "write the name of a space, or add it under 'spaces'", at: place)
      return nil
    }
    return index(of: name, in: pools(of: .places), kind: "space", section: "spaces", at: place)
  }

  private mutating func enterStep(_ node: ScenarioNode) -> ProcedureStep? {
    guard let words = MapReader(node, ProcedureWords.enterStep, &findings) else { return nil }
    let whenFull = words.value(ProcedureWords.whenFull, &findings) ?? .wait
    guard let name = words.value(ProcedureWords.enter, &findings),
      let index = space(name, words.place(of: ProcedureWords.enter))
    else { return nil }
    return .enter(index, whenFull: whenFull)
  }

  private mutating func leaveStep(_ node: ScenarioNode) -> ProcedureStep? {
    guard let words = MapReader(node, ProcedureWords.leaveStep, &findings),
      let name = words.value(ProcedureWords.leaveSpace, &findings),
      let index = space(name, words.place(of: ProcedureWords.leaveSpace))
    else { return nil }
    return .leaveSpace(index)
  }

  private mutating func travelStep(_ node: ScenarioNode) -> ProcedureStep? {
    guard let words = MapReader(node, ProcedureWords.travelStep, &findings) else { return nil }
    let name = words.value(ProcedureWords.travel, &findings)
    let time = words.value(ProcedureWords.time, &findings)
    guard let name, let time else { return nil }
    return .travel(name: name, time: time)
  }
}
