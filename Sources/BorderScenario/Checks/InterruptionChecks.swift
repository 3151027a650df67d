// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Work that more urgent traffic interrupts

extension PostBuilder {
  /// A unit can be taken away where it works alone; and somebody must be more urgent, or the word does nothing.
  mutating func checkInterruptions() {
    for control in controls where control.value.interruption != nil {
      let name = control.value.name.quoted
      guard control.value.needs.count == 1, let pool = control.value.needs.first else {
        findings.error(
          "work at \(name) can be interrupted only where one officer or unit does it alone, found "
            + "\(control.value.needs.count)",
          fix: "delete 'interruptible', or all but one name behind 'by' and 'with'", at: control.place)
        continue
      }
      if pools[pool].value.units != nil || control.value.lanes != nil || control.value.order != .firstCome {
        findings.error(
          "work at \(name) cannot be interrupted: that needs equal units, and one line served by age",
          fix: "delete 'interruptible', or 'lanes', 'order' and what tells units apart", at: control.place)
      }
      if let other = controls.first(where: { $0.value.needs.count > 1 && $0.value.needs.contains(pool) }) {
        findings.error(
          "work at \(name) cannot be interrupted: \(other.value.name.quoted) needs "
            + "\(pools[pool].value.name.quoted) together with others",
          fix: "delete 'interruptible', or write other officers or equipment", at: control.place)
      }
    }
  }

  /// Warns of controls that nobody interrupts.
  mutating func warnOfIdleInterruptions(_ post: BorderPost) {
    for (index, control) in post.controls.enumerated() where control.interruption != nil {
      guard let pool = control.needs.first else { continue }
      let own = post.priorities { $0 == index }
      let all = post.priorities { post.controls[$0].needs.contains(pool) }
      guard let least = own.max(), !all.contains(where: { $0 < least }) else { continue }
      findings.warning(
        "nobody interrupts work at \(control.name.quoted): no class with a more urgent priority needs "
          + "\(post.pools[pool].name.quoted)",
        fix: "write 'priority: 1' for the classes that are interrupted, or delete 'interruptible'",
        at: controls[index].place)
    }
  }
}

extension BorderPost {
  /// Priorities of the classes that pass some of these controls.
  fileprivate func priorities(at controls: (Int) -> Bool) -> Set<Int> {
    Set(traffic.filter { $0.procedure.controls.contains { controls($0.control) } }.map(\.priority))
  }
}
