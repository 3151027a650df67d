// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Steps beside controls and spaces

extension PostBuilder {
  mutating func leaveAsStep(_ words: MapReader) -> DraftStep? {
    guard let name = words.value(ProcedureWords.leaveAs, &findings) else { return nil }
    let place = words.place(of: ProcedureWords.leaveAs)
    if ["released", "merged", "no longer awaited"].contains(name) {
      findings.error(
        "the outcome \(name.quoted) is given by the program",
        fix: name == "released" ? "write 'leave'" : "write another name", at: place)
    } else if pool(name, .places) != nil {
      findings.error("\(name.quoted) is a space, not an outcome", fix: "write '{leave: \(name)}'", at: place)
    }
    return DraftStep(step: .leaveAs(name), place: words.place)
  }

  mutating func travelStep(_ words: MapReader) -> DraftStep? {
    let name = words.value(ProcedureWords.travel, &findings)
    let time = words.value(ProcedureWords.travelTime, &findings)
    guard let name, let time else { return nil }
    return DraftStep(step: .travel(name: name, time: time), place: words.place, name: name)
  }

  mutating func stayStep(_ words: MapReader) -> DraftStep? {
    let name = words.value(ProcedureWords.stay, &findings)
    let time = words.value(ProcedureWords.stayTime, &findings)
    guard let name, let time else { return nil }
    return DraftStep(step: .stay(name: name, time: time), place: words.place, name: name)
  }

  mutating func backStep(_ words: MapReader, _ condition: Condition?) -> DraftStep? {
    let atMost = words.value(ProcedureWords.atMost, &findings)
    guard let name = words.value(ProcedureWords.backTo, &findings), let condition else { return nil }
    if condition == .always, atMost == nil {
      findings.error(
        "everybody goes back to \(name.quoted) without end", fix: "add 'share: 10 %', 'if: ...' or 'at most: 1'",
        at: words.place)
    }
    return DraftStep(step: .back(to: name, if: condition, atMost: atMost), place: words.place)
  }

  mutating func togetherStep(_ words: MapReader, of index: Int) -> DraftStep? {
    guard let node = words.value(ProcedureWords.together, &findings) else { return nil }
    guard case .list(let items) = node.content, items.count >= 2 else {
      findings.error(
        "expected a list of two or more branches, found \(node.found)",
        fix: "write '\(ProcedureWords.together.word.sample)'", at: node.place)
      return nil
    }
    var branches: [Branch] = []
    var inner: [[DraftStep]] = []
    for item in items {
      if case .list = item.content {
        if branches.contains(where: { $0.body == nil }) {
          findings.error(
            "only one branch is passed by the vehicle itself", fix: "write '{body: papers, steps: [...]}'",
            at: item.place)
        }
        branches.append(Branch(steps: []))
        inner.append(readList(item, of: index))
        continue
      }
      guard let branch = MapReader(item, ProcedureWords.branch, &findings) else { return nil }
      let steps = readList(branch.value(ProcedureWords.branchSteps, &findings), of: index)
      guard let body = branch.value(ProcedureWords.branchBody, &findings) else { return nil }
      note(body, of: index, at: branch.place(of: ProcedureWords.branchBody))
      branches.append(Branch(body: body, steps: []))
      inner.append(steps)
    }
    return DraftStep(step: .together(branches), place: words.place, inner: inner)
  }

  mutating func eachPersonStep(_ words: MapReader, of index: Int) -> DraftStep? {
    let steps = readList(words.value(ProcedureWords.eachPerson, &findings), of: index)
    let body = words.value(ProcedureWords.person, &findings) ?? ProcedureWords.person.word.standard
    note(body, of: index, at: words.place)
    if traffic[index].value.people.isEmpty {
      findings.error(
        "the class \(traffic[index].value.name.quoted) has no people", fix: "add 'people: {crew: 1.3}' to the class",
        at: words.place)
    }
    return DraftStep(step: .eachPerson(body: body, steps: []), place: words.place, inner: [steps])
  }

  mutating func gatherStep(_ words: MapReader) -> DraftStep? {
    let atMostAfter = words.value(ProcedureWords.atMostAfter, &findings)
    let body = words.value(ProcedureWords.group, &findings) ?? ProcedureWords.group.word.standard
    guard let size = words.value(ProcedureWords.gather, &findings) else { return nil }
    return DraftStep(
      step: .gather(Gathering(body: body, size: size, atMostAfter: atMostAfter), steps: []), place: words.place)
  }

  /// Puts the steps between `gather` and `separate` into the former.
  mutating func grouped(_ drafts: [DraftStep], of index: Int) -> [DraftStep] {
    var result: [DraftStep] = []
    var open: DraftStep?
    var members: [DraftStep] = []
    for draft in drafts {
      if case .gather(let gathering, _) = draft.step, draft.inner.isEmpty {
        if let open {
          findings.error(
            "a group gathers again before it has separated", fix: "add '- separate' before", at: draft.place)
          result.append(open)
        }
        note(gathering.body, of: index, at: draft.place)
        open = draft
        members = []
      } else if draft.isSeparate {
        guard var group = open else {
          findings.error("nothing has been gathered before", fix: "delete 'separate'", at: draft.place)
          continue
        }
        group.inner = [members]
        result.append(group)
        open = nil
      } else if open != nil {
        members.append(draft)
      } else {
        result.append(draft)
      }
    }
    if let open {
      findings.error("a group gathers and never separates", fix: "add '- separate' behind its steps", at: open.place)
      result.append(open)
    }
    return result
  }

  /// The name of a body is used once in a class, and no class of traffic is called like it.
  private mutating func note(_ body: String, of index: Int, at place: Place) {
    let name = traffic[index].value.name
    if !bodyNames.insert("\(body) of \(name)").inserted {
      findings.error(
        "the class \(name.quoted) splits off \(body.quoted) twice", fix: "give each a 'body' of its own", at: place)
    } else if classIndex["\(body) of \(name)"] != nil {
      findings.error("a class of traffic is called '\(body) of \(name)'", fix: "write another 'body'", at: place)
    }
  }

  mutating func reportKind(of node: ScenarioNode, _ entries: [ScenarioNode.Entry], _ kinds: [String]) {
    let words = ProcedureWords.kinds.joined(separator: ", ")
    let problem = kinds.isEmpty ? "none" : kinds.joined(separator: " and ")
    let typed = entries.first { Suggestion.nearest(to: $0.word, among: ProcedureWords.kinds) != nil }
    let nearest = typed.flatMap { Suggestion.nearest(to: $0.word, among: ProcedureWords.kinds) }
    let question = kinds.isEmpty ? nearest.map { "; did you mean \($0.quoted)?" } ?? "" : ""
    let example = nearest.map { "\($0): \(typed?.value.text ?? "...")" } ?? "{control: scan, if: red}"
    findings.error(
      "a step has exactly one of the words \(words), found \(problem)\(question)",
      fix: kinds.isEmpty ? "write for example '\(example)'" : "write two steps", at: node.place)
  }
}

// MARK: - Names that follow from procedures

extension PostBuilder {
  /// Where members of classes wait outside all lines.
  var placesOfWaiting: Set<String> {
    Set(
      traffic.flatMap { placed in
        placed.value.procedure.withInner.compactMap { $0.placeOfWaiting { controls[$0].value.name } }
      })
  }

  /// What the classes of bodies are called.
  var bodyClasses: Set<String> {
    Set(traffic.flatMap { placed in placed.value.bodyClasses { controls[$0].value.name } })
  }
}
