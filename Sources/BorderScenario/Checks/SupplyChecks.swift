// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension PostBuilder {
  /// A source that is never empty needs a line that holds it back.
  mutating func checkSupplies() {
    for (index, entry) in traffic.enumerated()
    where entry.value.arrivals.process == .neverEmpty && !brokenProcedures.contains(index) {
      let name = entry.value.name.quoted
      let fix = "begin with a control that needs officers or equipment, or with a space of limited places"
      switch entry.value.procedure.first {
      case .control(let control, let condition):
        let needs = controls[control].value.needs
        if condition != .always || needs.allSatisfy({ pools[$0].value.capacity == .unlimited }) {
          findings.error(
            "the source of \(name) is never empty, and not all of them wait for their first control", fix: fix,
            at: entry.place)
        }
      case .enter(let space, let whenFull):
        if whenFull == .turnAway || pools[space].value.capacity == .unlimited {
          findings.error(
            "the source of \(name) is never empty, and nobody waits for its first space", fix: fix, at: entry.place)
        }
      case nil: break
      default:
        findings.error(
          "the source of \(name) is never empty, and its procedure begins with a step at which nobody waits", fix: fix,
          at: entry.place)
      }
    }
  }
}
