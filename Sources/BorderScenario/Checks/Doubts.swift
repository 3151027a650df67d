// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension PostBuilder {
  /// Warns of what can be run and is probably not meant.
  mutating func warnOfDoubts(_ post: BorderPost) {
    warnOfOverload(post)
    warnOfIdleInterruptions(post)
    var used: Set<Int> = []
    for traffic in post.traffic {
      for papers in traffic.papers { used.formUnion(papers.needs) }
      for step in traffic.procedure.withInner {
        if let control = step.passedControl?.control { used.formUnion(post.controls[control].needs) }
        switch step {
        case .enter(let space, _), .convoy(let space): used.insert(space)
        default: break
        }
      }
    }
    used.formUnion(post.pools.compactMap { $0.units?.breakdown?.repairedBy })
    for index in pools.indices where !used.contains(index) {
      findings.warning(
        "nobody uses \(pools[index].value.name.quoted)", fix: "delete it, or name it in a control or procedure",
        at: pools[index].place)
    }
    for (index, traffic) in post.traffic.enumerated() {
      let waitsForConvoy = traffic.procedure.withInner.contains { if case .convoy = $0 { true } else { false } }
      let passesControl = !traffic.procedure.controls.isEmpty || waitsForConvoy
      guard !passesControl else { continue }
      findings.warning(
        "the class \(traffic.name.quoted) passes no control", fix: "add controls to its procedure",
        at: self.traffic[index].place)
    }
  }

  /// Of several overloaded pools only the one with the highest load has a queue that is sure to grow without end:
  /// what it holds back does not reach those behind it.
  /// A run that nobody enters behind its window has no such queue, and is what a growing one is studied with.
  private mutating func warnOfOverload(_ post: BorderPost) {
    guard post.calendar.ends == .goOn else { return }
    let overloaded = post.workloads.filter(\.isOverloaded)
    guard let worst = overloaded.max(by: { ($0.load, $1.pool) < ($1.load, $0.pool) }) else { return }
    for workload in overloaded {
      guard let pool = poolIndex[workload.pool], let staffed = workload.staffedHours else { continue }
      let end: String =
        if workload.pool == worst.pool {
          "; the queue grows without end"
        } else if let worstPool = poolIndex[worst.pool], post.isWhollyBehind(pool, worstPool) {
          "; it will not be the bottleneck while \(worst.pool.quoted) is"
        } else {
          "; how much of it arrives depends on \(worst.pool.quoted), which is overloaded more"
        }
      findings.warning(
        "overload of \(workload.pool.quoted): \(hours(workload.unavoidableHours)) h of work arrive in a week if nobody "
          + "is held back before, \(hours(staffed)) h are staffed" + end,
        fix: "add officers or units, shorten the work, or mean a growing queue", at: pools[pool].place)
    }
  }

  private func hours(_ value: Double) -> String { NumberText.shown((value * 10).rounded() / 10) }
}

extension Workload {
  /// Work over time on duty; above everything where nobody is on duty.
  fileprivate var load: Double {
    guard let staffedHours, staffedHours > 0 else { return .infinity }
    return unavoidableHours / staffedHours
  }
}

extension BorderPost {
  /// Whether everybody who needs the first pool has passed the second before, or needs both at once.
  fileprivate func isWhollyBehind(_ pool: Int, _ other: Int) -> Bool {
    traffic.allSatisfy { traffic in
      for step in traffic.procedure {
        guard case .control(let control, let condition) = step else { continue }
        let needs = controls[control].needs
        if needs.contains(other), condition == .always { return true }
        if needs.contains(pool), !needs.contains(other) { return false }
      }
      return true
    }
  }
}
