// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A step as written, with its place and the steps inside it, while a procedure is being put together.
struct DraftStep {
  /// Without the steps inside it.
  var step: ProcedureStep
  var place: Place
  /// In the order of `ProcedureStep.inner`.
  var inner: [[DraftStep]] = []
  /// What other words may call it: the control, the space, the travel, the stay.
  var name: String?
  /// Its name, with a number if others before have the same.
  var label: String?
  /// Kept pools and the control after which they are given back.
  var keeps: (pools: [Int], until: String)?
  /// Written by the program, not by the planner: belongs to the step behind it.
  var isAttached = false
  /// Ends what a group passes.
  var isSeparate = false

  /// The step with what is inside it.
  var built: ProcedureStep {
    func steps(_ index: Int) -> [ProcedureStep] { index < inner.count ? inner[index].map(\.built) : [] }
    switch step {
    case .choose(let condition, _, _): return .choose(condition, steps: steps(0), otherwise: steps(1))
    case .together(let branches):
      return .together(branches.indices.map { Branch(body: branches[$0].body, steps: steps($0)) })
    case .eachPerson(let body, _): return .eachPerson(body: body, steps: steps(0))
    case .gather(let gathering, _): return .gather(gathering, steps: steps(0))
    default: return step
    }
  }

  /// Its place and those inside it, in the order of `withInner`.
  var places: [Place] { [place] + inner.flatMap { $0.flatMap(\.places) } }

  /// The lists inside it that the same body passes.
  var ownLists: [Int] {
    switch step {
    case .choose: Array(inner.indices)
    case .together(let branches): branches.indices.filter { branches[$0].body == nil }
    default: []
    }
  }

  /// Whether the steps inside it are passed by somebody else.
  func isOfBody(_ list: Int) -> Bool { !ownLists.contains(list) }
}

extension [DraftStep] {
  var withInner: [DraftStep] { flatMap { [$0] + $0.inner.flatMap { $0.withInner } } }

  /// Those that the body itself passes.
  var own: [DraftStep] { flatMap { step in [step] + step.ownLists.flatMap { step.inner[$0].own } } }

  /// Changes this list and those inside it that the same body passes.
  func changed(_ change: ([DraftStep]) -> [DraftStep]) -> [DraftStep] {
    let inside = map { step in
      var step = step
      for index in step.ownLists { step.inner[index] = step.inner[index].changed(change) }
      return step
    }
    return change(inside)
  }
}
