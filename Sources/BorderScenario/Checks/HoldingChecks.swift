// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Places and units that are held over several steps

extension PostBuilder {
  /// A place is taken once and given back, by each body that takes one.
  mutating func checkSpaces(of index: Int) {
    let steps = traffic[index].value.procedure
    let placed = Array(zip(steps.withInner, stepPlaces[index]))
    if steps.allSatisfy({ $0.inner.isEmpty && !$0.isDetour }) {
      checkSpacesInOrder(placed)
    } else {
      checkSpacesInAnyOrder(placed)
    }
    checkKeptPools(placed)
  }

  private mutating func checkSpacesInOrder(_ steps: [(ProcedureStep, Place)]) {
    var inside: [Int: Place] = [:]
    for (step, place) in steps {
      switch step {
      case .enter(let space, _):
        if let earlier = inside[space] {
          let name = pools[space].value.name
          findings.error(
            "\(name.quoted) is entered again without having been left (entered on line \(earlier.line))",
            fix: "add '- {leave: \(name)}' before", at: place)
        }
        inside[space] = place
      case .leaveSpace(let space):
        if inside.removeValue(forKey: space) == nil {
          findings.error(
            "\(pools[space].value.name.quoted) is left without having been entered",
            fix: "add '{enter: \(pools[space].value.name)}' before, or delete this step", at: place)
        }
      default: break
      }
    }
    for (space, place) in inside.sorted(by: { $0.value.line < $1.value.line }) { reportNeverLeft(space, place) }
  }

  /// Where blocks, loops and branches decide, a place may be held or not; that it can be given back is what is checked.
  private mutating func checkSpacesInAnyOrder(_ steps: [(ProcedureStep, Place)]) {
    var entered: [Int: Place] = [:]
    var left: Set<Int> = []
    for (step, place) in steps {
      if case .enter(let space, _) = step, entered[space] == nil { entered[space] = place }
      if case .leaveSpace(let space) = step {
        left.insert(space)
        if entered[space] == nil {
          findings.error(
            "\(pools[space].value.name.quoted) is left without having been entered",
            fix: "add '{enter: \(pools[space].value.name)}' before, or delete this step", at: place)
        }
      }
    }
    for (space, place) in entered.sorted(by: { $0.value.line < $1.value.line }) where !left.contains(space) {
      reportNeverLeft(space, place)
    }
  }

  private mutating func reportNeverLeft(_ space: Int, _ place: Place) {
    let name = pools[space].value.name
    findings.error(
      "\(name.quoted) is entered and never left", fix: "add '- {leave: \(name)}' before 'leave'", at: place)
  }

  /// Who keeps a unit and needs another of the same pool before may wait for ever.
  private mutating func checkKeptPools(_ steps: [(ProcedureStep, Place)]) {
    var kept: [Int: String] = [:]
    for (step, place) in steps {
      if let control = [step].controls.first?.control, step.inner.isEmpty {
        for pool in controls[control].value.needs {
          guard let keeper = kept[pool] else { continue }
          findings.error(
            "\(controls[control].value.name.quoted) needs \(pools[pool].value.name.quoted) while the vehicle keeps "
              + "one from \(keeper.quoted)",
            fix: "give it back before, or write another pool", at: place)
        }
      }
      switch step {
      case .controlKeeping(let control, let pools):
        for pool in pools { kept[pool] = controls[control].value.name }
      case .giveBack(let pools): for pool in pools { kept[pool] = nil }
      default: break
      }
    }
  }
}

extension ProcedureStep {
  /// Whether what follows depends on more than what stands before.
  fileprivate var isDetour: Bool {
    switch self {
    case .back, .leaveAs, .controlKeeping: true
    default: false
    }
  }
}
