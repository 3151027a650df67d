// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - What the planner need not write

extension PostBuilder {
  /// Adds waiting for papers, spaces tied to steps, the return of what is kept, and labels to go back to.
  mutating func completed(_ drafts: [DraftStep], of index: Int) -> [DraftStep] {
    var drafts = givingBack(waitingForPapers(drafts, of: index))
    for space in pools.indices {
      guard let names = spaceSteps[space] else { continue }
      drafts = Self.entering(space, for: Set(names), drafts)
    }
    namesMet.formUnion(drafts.withInner.compactMap(\.name))
    return labelled(drafts)
  }

  /// Names behind `for` that no procedure has.
  mutating func checkSpaceSteps() {
    for space in spaceSteps.keys.sorted() {
      for name in spaceSteps[space] ?? [] where !namesMet.contains(name) {
        let nearest = Suggestion.nearest(to: name, among: namesMet.sorted())
        findings.error(
          "no procedure has the step \(name.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
          fix: nearest.map { "write '\($0)'" } ?? "name a control, a travel, a stay or 'waiting for papers'",
          at: pools[space].place)
      }
    }
  }

  private mutating func waitingForPapers(_ drafts: [DraftStep], of index: Int) -> [DraftStep] {
    let papers = traffic[index].value.papers
    guard !papers.isEmpty else { return drafts }
    for paper in papers where !drafts.own.contains(where: { $0.control == paper.control }) {
      findings.error(
        "the class \(traffic[index].value.name.quoted) has papers for \(controls[paper.control].value.name.quoted) "
          + "and never passes it itself", fix: "name a control of its procedure", at: traffic[index].place)
    }
    let needed = Set(papers.map(\.control))
    return drafts.changed { list in
      list.flatMap { draft -> [DraftStep] in
        guard let control = draft.control, needed.contains(control) else { return [draft] }
        let wait = DraftStep(
          step: .awaitPapers(control: control), place: draft.place, name: SpaceWords.waitingForPapers, isAttached: true)
        guard case .control(_, let condition) = draft.step, condition != .always else { return [wait, draft] }
        var always = draft
        always.step = .control(control, if: .always)
        return [
          DraftStep(
            step: .choose(condition, steps: [], otherwise: []), place: draft.place, inner: [[wait, always], []])
        ]
      }
    }
  }

  /// What is kept is given back after the last step of the body that has the name.
  private mutating func givingBack(_ drafts: [DraftStep]) -> [DraftStep] {
    var result = drafts
    for (position, draft) in result.enumerated() {
      for list in draft.inner.indices where draft.isOfBody(list) {
        result[position].inner[list] = givingBack(draft.inner[list])
      }
    }
    for draft in drafts.own {
      guard let keeps = draft.keeps else { continue }
      let kept = result.lastIndex { [$0].own.contains { $0.place == draft.place } } ?? 0
      let until = result.lastIndex { [$0].own.contains { $0.name == keeps.until } } ?? -1
      guard until > kept else {
        findings.error(
          "what is kept until \(keeps.until.quoted) would never be given back: no later step is called so",
          fix: "name a later control of the procedure", at: draft.place)
        continue
      }
      result.insert(DraftStep(step: .giveBack(keeps.pools), place: result[until].place), at: until + 1)
    }
    return result
  }

  /// Enters a space before the first and leaves it after the last of consecutive steps that happen in it.
  private static func entering(_ space: Int, for names: Set<String>, _ list: [DraftStep]) -> [DraftStep] {
    var result: [DraftStep] = []
    var isInside = false
    for var draft in list {
      let happensInside = draft.happens(in: names)
      if happensInside != isInside {
        let step: ProcedureStep = isInside ? .leaveSpace(space) : .enter(space, whenFull: .wait)
        result.append(DraftStep(step: step, place: draft.place, isAttached: !isInside))
        isInside.toggle()
      }
      if !happensInside { draft.inner = draft.inner.map { entering(space, for: names, $0) } }
      result.append(draft)
    }
    if isInside, let last = list.last { result.append(DraftStep(step: .leaveSpace(space), place: last.place)) }
    return result
  }
}

// MARK: - Places to go back to

extension PostBuilder {
  /// Puts a label before each step that is gone back to: the name of the step, with a number for the second and later
  /// steps of a name.
  private mutating func labelled(_ drafts: [DraftStep]) -> [DraftStep] {
    guard drafts.withInner.contains(where: \.isBack) else { return drafts }
    var counts: [String: Int] = [:]
    let numbered = Self.numbered(drafts, &counts)
    var wanted: Set<String> = []
    let pointed = pointing(numbered, before: [], &wanted)
    return Self.labelling(pointed, wanted)
  }

  private static func numbered(_ drafts: [DraftStep], _ counts: inout [String: Int]) -> [DraftStep] {
    var result = drafts
    for position in result.indices {
      if let name = result[position].name {
        counts[name, default: 0] += 1
        let count = counts[name] ?? 1
        result[position].label = count == 1 ? name : "\(name) (\(count))"
      }
      for list in result[position].inner.indices {
        result[position].inner[list] = numbered(result[position].inner[list], &counts)
      }
    }
    return result
  }

  /// Replaces the name behind each `back to` by the label of the latest step of that name on the way.
  private mutating func pointing(
    _ drafts: [DraftStep], before: [DraftStep], _ wanted: inout Set<String>
  ) -> [DraftStep] {
    var result = drafts
    for position in result.indices {
      let earlier = before + drafts.prefix(position)
      if case .back(let name, let condition, let atMost) = result[position].step {
        if let label = earlier.last(where: { $0.name == name })?.label {
          wanted.insert(label)
          result[position].step = .back(to: label, if: condition, atMost: atMost)
        } else {
          let nearest = Suggestion.nearest(to: name, among: earlier.compactMap(\.name))
          findings.error(
            "no step before is called \(name.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
            fix: nearest.map { "write '\($0)'" }
              ?? "name a step that stands before it, not inside another block or branch", at: result[position].place)
        }
      }
      for list in result[position].inner.indices {
        // Nobody goes back out of a branch: the others would begin again.
        let isOwnBlock = !result[position].isOfBody(list) && !result[position].isTogether
        result[position].inner[list] = pointing(
          result[position].inner[list], before: isOwnBlock ? earlier : [], &wanted)
      }
    }
    return result
  }

  private static func labelling(_ drafts: [DraftStep], _ wanted: Set<String>) -> [DraftStep] {
    var result: [DraftStep] = []
    for var draft in drafts {
      draft.inner = draft.inner.map { labelling($0, wanted) }
      if let label = draft.label, wanted.contains(label) {
        let first = result.lastIndex { !$0.isAttached }.map { $0 + 1 } ?? 0
        result.insert(DraftStep(step: .label(label), place: draft.place, isAttached: true), at: first)
      }
      if !draft.isLabel { result.append(draft) }
    }
    return result
  }
}

extension DraftStep {
  fileprivate var control: Int? {
    switch step {
    case .control(let control, _), .controlKeeping(let control, _): control
    default: nil
    }
  }

  fileprivate var isTogether: Bool { if case .together = step { true } else { false } }

  fileprivate var isLabel: Bool { if case .label = step { true } else { false } }

  fileprivate var isBack: Bool { if case .back = step { true } else { false } }

  /// Whether it happens in a space for these steps: it is one of them, or all that is inside it is.
  fileprivate func happens(in names: Set<String>) -> Bool {
    if let name { return names.contains(name) }
    let named = inner.flatMap { $0.withInner }.filter { $0.name != nil }
    return !named.isEmpty && named.allSatisfy { names.contains($0.name ?? "") }
  }
}
