// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension TrafficClass {
  /// Points every reference to a control or pool to another place of the file.
  mutating func rename(controls: (Int) -> Int, pools: (Int) -> Int) {
    procedure = procedure.renamed(controls, pools)
    for index in papers.indices {
      papers[index].control = controls(papers[index].control)
      papers[index].needs = papers[index].needs.map(pools)
    }
  }
}

extension [ProcedureStep] {
  fileprivate func renamed(_ controls: (Int) -> Int, _ pools: (Int) -> Int) -> [ProcedureStep] {
    map { step in
      switch step {
      case .control(let control, let condition):
        .control(controls(control), if: condition.renamed(controls, pools))
      case .controlKeeping(let control, let kept): .controlKeeping(controls(control), pools: kept.map(pools))
      case .giveBack(let kept): .giveBack(kept.map(pools))
      case .awaitPapers(let control): .awaitPapers(control: controls(control))
      case .enter(let space, let whenFull): .enter(pools(space), whenFull: whenFull)
      case .leaveSpace(let space): .leaveSpace(pools(space))
      case .convoy(let convoy): .convoy(pools(convoy))
      case .choose(let condition, let steps, let otherwise):
        .choose(
          condition.renamed(controls, pools), steps: steps.renamed(controls, pools),
          otherwise: otherwise.renamed(controls, pools))
      case .back(let label, let condition, let atMost):
        .back(to: label, if: condition.renamed(controls, pools), atMost: atMost)
      case .together(let branches):
        .together(branches.map { Branch(body: $0.body, steps: $0.steps.renamed(controls, pools)) })
      case .eachPerson(let body, let steps): .eachPerson(body: body, steps: steps.renamed(controls, pools))
      case .controlInLine(let control, let impatience, let givingUp, let balking):
        .controlInLine(
          controls(control), impatience, givingUp: givingUp.renamed(controls, pools),
          balking: balking.renamed(controls, pools))
      case .gather(let gathering, let steps): .gather(gathering, steps: steps.renamed(controls, pools))
      case .travel, .leave, .leaveAs, .label, .stay: step
      }
    }
  }
}

extension Condition {
  fileprivate func renamed(_ controls: (Int) -> Int, _ pools: (Int) -> Int) -> Condition {
    var condition = self
    condition.tests = tests.map { test in
      switch test {
      case .waiting(let control, let bound): .waiting(control: controls(control), bound)
      case .freePlaces(let space, let bound): .freePlaces(space: pools(space), bound)
      case .attribute, .timeOfDay: test
      }
    }
    return condition
  }
}
