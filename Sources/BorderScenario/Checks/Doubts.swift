// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension PostBuilder {
  /// Warns of what can be run and is probably not meant.
  mutating func warnOfDoubts(_ post: BorderPost) {
    for workload in post.workloads where workload.isOverloaded {
      guard let pool = poolIndex[workload.pool], let staffed = workload.staffedHours else { continue }
      findings.warning(
        "overload: \(hours(workload.unavoidableHours)) h of work arrive in a week, \(hours(staffed)) h are staffed; "
          + "the queue grows without end",
        fix: "add officers or units, shorten the work, or mean a growing queue", at: pools[pool].place)
    }
    var used: Set<Int> = []
    for traffic in post.traffic {
      for step in traffic.procedure {
        switch step {
        case .control(let control, _): used.formUnion(post.controls[control].needs)
        case .enter(let space, _): used.insert(space)
        default: break
        }
      }
    }
    for index in pools.indices where !used.contains(index) {
      findings.warning(
        "nobody uses \(pools[index].value.name.quoted)", fix: "delete it, or name it in a control or procedure",
        at: pools[index].place)
    }
    for (index, traffic) in post.traffic.enumerated() {
      let passesControl = traffic.procedure.contains { if case .control = $0 { true } else { false } }
      guard !passesControl else { continue }
      findings.warning(
        "the class \(traffic.name.quoted) passes no control", fix: "add controls to its procedure",
        at: self.traffic[index].place)
    }
  }

  private func hours(_ value: Double) -> String { NumberText.shown((value * 10).rounded() / 10) }
}
