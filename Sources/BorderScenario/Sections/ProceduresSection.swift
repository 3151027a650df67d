// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

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
      var drafts = readSteps(items, of: index)
      checkEnd(of: index, drafts, items.last?.place ?? entry.value.place)
      if !brokenProcedures.contains(index) { drafts = completed(drafts, of: index) }
      let places = drafts.flatMap(\.places)
      if places.count > PostBuilder.mostSteps {
        findings.error(
          "more than \(PostBuilder.mostSteps) steps", fix: "merge some of them", at: places[PostBuilder.mostSteps])
      }
      traffic[index].value.procedure = drafts.map(\.built)
      stepPlaces[index] = places
    }
    guard map.has(PostWords.procedures) else { return }
    for (index, placed) in traffic.enumerated() where procedurePlaces[index] == nil && !openClasses.contains(index) {
      findings.error(
        "the class \(placed.value.name.quoted) has no procedure",
        fix: "add '\(placed.value.name): [..., leave]' under 'procedures'", at: placed.place)
    }
  }

  /// The last step is `leave`, and nothing follows a step that leaves the post.
  private mutating func checkEnd(of index: Int, _ drafts: [DraftStep], _ last: Place) {
    func ends(_ draft: DraftStep) -> Bool {
      switch draft.step {
      case .leave, .leaveAs: true
      default: false
      }
    }
    if !brokenProcedures.contains(index), drafts.last.map(ends) != true {
      findings.error("a procedure ends with the step 'leave'", fix: "add the line '- leave'", at: last)
    }
    var lists = [drafts]
    while let list = lists.popLast() {
      for draft in list.dropLast() where ends(draft) {
        findings.error("steps follow after 'leave'", fix: "delete them, or move 'leave' to the end", at: draft.place)
      }
      for draft in list {
        for (number, inner) in draft.inner.enumerated() {
          lists.append(inner)
          guard draft.isOfBody(number), let end = inner.own.first(where: ends) else { continue }
          findings.error(
            "what is split off goes back to its vehicle and cannot leave on its own",
            fix: "delete this step, or let the vehicle leave after it", at: end.place)
        }
      }
    }
  }

  mutating func readSteps(_ items: [ScenarioNode], of index: Int) -> [DraftStep] {
    var drafts: [DraftStep] = []
    for item in items {
      if let draft = readStep(item, of: index) { drafts.append(draft) } else { brokenProcedures.insert(index) }
    }
    return grouped(drafts, of: index)
  }

  /// A list of steps behind a word.
  mutating func readList(_ node: ScenarioNode?, of index: Int) -> [DraftStep] {
    guard let node else { return [] }
    guard case .list(let items) = node.content, !items.isEmpty else {
      findings.error(
        "expected a list of steps, found \(node.found)", fix: "write '[scan, examination]'", at: node.place)
      brokenProcedures.insert(index)
      return []
    }
    return readSteps(items, of: index)
  }

  private mutating func readStep(_ node: ScenarioNode, of index: Int) -> DraftStep? {
    guard let entries = node.entries else {
      guard let name = ValueType<String>.name.value(of: node, &findings) else { return nil }
      if name == ProcedureWords.leave { return DraftStep(step: .leave, place: node.place) }
      if name == ProcedureWords.separate {
        return DraftStep(step: .label(name), place: node.place, isSeparate: true)
      }
      if pool(name, .places) != nil, controlIndex[name] == nil {
        findings.error(
          "\(name.quoted) is a space, found where a control was expected", fix: "write '{enter: \(name)}'",
          at: node.place)
        return nil
      }
      return control(name, node.place).map {
        DraftStep(step: .control($0, if: .always), place: node.place, name: name)
      }
    }
    let kinds = ProcedureWords.kinds.filter { kind in entries.contains { $0.word == kind } }
    guard kinds.count == 1, let number = ProcedureWords.kinds.firstIndex(of: kinds[0]) else {
      reportKind(of: node, entries, kinds)
      return nil
    }
    guard let words = MapReader(node, ProcedureWords.vocabularies[number], &findings) else { return nil }
    return readStep(kinds[0], words, of: index)
  }

  private mutating func readStep(_ kind: String, _ words: MapReader, of index: Int) -> DraftStep? {
    switch kind {
    case ProcedureWords.control.name: return controlStep(words, of: index)
    case ProcedureWords.gather.name: return gatherStep(words)
    case ProcedureWords.label.name:
      return words.value(ProcedureWords.label, &findings).map {
        DraftStep(step: .label($0), place: words.place, name: $0)
      }
    default: break
    }
    let condition = condition(words, of: index)
    let draft: DraftStep? =
      switch kind {
      case ProcedureWords.enter.name: enterStep(words)
      case ProcedureWords.leaveSpace.name: leaveStep(words)
      case ProcedureWords.leaveAs.name: leaveAsStep(words)
      case ProcedureWords.travel.name: travelStep(words)
      case ProcedureWords.stay.name: stayStep(words)
      case ProcedureWords.convoy.name: convoyStep(words)
      case ProcedureWords.backTo.name: backStep(words, condition)
      case ProcedureWords.together.name: togetherStep(words, of: index)
      case ProcedureWords.eachPerson.name: eachPersonStep(words, of: index)
      default: blockStep(words, of: index)
      }
    guard let draft, let condition else { return nil }
    if case .back = draft.step {
      if words.has(ConditionWords.otherwise) {
        findings.error(
          "'otherwise' is not needed behind 'back to'", fix: "write its steps as the next ones",
          at: words.place(of: ConditionWords.otherwise))
      }
      return draft
    }
    return conditional([draft], condition, words, of: index)
  }

  /// A block, if there is anything to decide.
  private mutating func conditional(
    _ steps: [DraftStep], _ condition: Condition, _ words: MapReader, of index: Int
  ) -> DraftStep? {
    let otherwise =
      words.has(ConditionWords.otherwise)
      ? readList(words.value(ConditionWords.otherwise, &findings), of: index) : []
    if condition == .always, steps.count == 1 { return steps[0] }
    return DraftStep(
      step: .choose(condition, steps: [], otherwise: []), place: words.place, inner: [steps, otherwise])
  }

  private mutating func blockStep(_ words: MapReader, of index: Int) -> DraftStep? {
    let steps = readList(words.value(ProcedureWords.steps, &findings), of: index)
    return DraftStep(step: .choose(.always, steps: [], otherwise: []), place: words.place, inner: [steps, []])
  }

  private mutating func control(_ name: String, _ place: Place) -> Int? {
    index(of: name, in: controlIndex, kind: "control", section: "controls", at: place)
  }

  private mutating func controlStep(_ words: MapReader, of index: Int) -> DraftStep? {
    let condition = condition(words, of: index)
    let keeps = keeping(words)
    guard let name = words.value(ProcedureWords.control, &findings),
      let control = control(name, words.place(of: ProcedureWords.control)), let condition
    else { return nil }
    if let step = controlInLine(control, words, of: index) { return conditional([step], condition, words, of: index) }
    if let keeps {
      var step = DraftStep(
        step: .controlKeeping(control, pools: keeps.pools), place: words.place, name: name, keeps: keeps)
      for pool in keeps.pools where !controls[control].value.needs.contains(pool) {
        findings.error(
          "\(name.quoted) needs no \(pools[pool].value.name.quoted) that could stay with the vehicle",
          fix: "name officers or equipment of this control", at: words.place(of: ProcedureWords.keep))
      }
      if condition == .always { return step }
      step.isAttached = false
      return conditional([step], condition, words, of: index)
    }
    if words.has(ConditionWords.otherwise) {
      let step = DraftStep(step: .control(control, if: .always), place: words.place, name: name)
      return conditional([step], condition, words, of: index)
    }
    return DraftStep(step: .control(control, if: condition), place: words.place, name: name)
  }

  private mutating func keeping(_ words: MapReader) -> (pools: [Int], until: String)? {
    guard words.has(ProcedureWords.keep) || words.has(ProcedureWords.until) else { return nil }
    guard words.has(ProcedureWords.keep), words.has(ProcedureWords.until) else {
      findings.error(
        "'keep' and 'until' belong together", fix: "write 'keep: escort.B, until: gate out'", at: words.place)
      return nil
    }
    let place = words.place(of: ProcedureWords.keep)
    var pools: [Int] = []
    for name in words.value(ProcedureWords.keep, &findings) ?? [] {
      if let pool = pool(name, .officers) ?? pool(name, .equipment) {
        pools.append(pool)
      } else {
        findings.error(
          "no officers or equipment are called \(name.quoted)", fix: "write a name from 'staff' or 'equipment'",
          at: place)
      }
    }
    guard let until = words.value(ProcedureWords.until, &findings) else { return nil }
    return (pools.sorted(), until)
  }

  mutating func space(_ name: String, _ place: Place) -> Int? {
    if let index = pool(name, .places), pools[index].value.timetable == nil { return index }
    if poolIndex[name] != nil {
      findings.error(
        "\(name.quoted) is no space", fix: "write the name of a space, or add it under 'spaces'", at: place)
      return nil
    }
    return index(of: name, in: pools(of: .places), kind: "space", section: "spaces", at: place)
  }

  private mutating func enterStep(_ words: MapReader) -> DraftStep? {
    let whenFull = words.value(ProcedureWords.whenFull, &findings) ?? .wait
    guard let name = words.value(ProcedureWords.enter, &findings),
      let index = space(name, words.place(of: ProcedureWords.enter))
    else { return nil }
    return DraftStep(step: .enter(index, whenFull: whenFull), place: words.place, name: name)
  }

  private mutating func leaveStep(_ words: MapReader) -> DraftStep? {
    guard let name = words.value(ProcedureWords.leaveSpace, &findings),
      let index = space(name, words.place(of: ProcedureWords.leaveSpace))
    else { return nil }
    return DraftStep(step: .leaveSpace(index), place: words.place)
  }
}
