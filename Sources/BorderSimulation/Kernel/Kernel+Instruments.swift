// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - What is observed only where asked for

extension Kernel {
  /// Changes a level, or records all waiting of an entity that leaves.
  @inline(never)
  mutating func observe(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    if step.pointee.tally >= 0, slab[slot].flags & Entity.inCohort != 0 {
      record(Int(step.pointee.tally), slab[slot].waited, hour: -1)
    }
    guard step.pointee.a >= 0 else { return }
    let level = Int(step.pointee.a)
    change(level: level, by: Int32(truncatingIfNeeded: step.pointee.value))
    guard level == insideLevel, step.pointee.value < 0, now >= windowStart else { return }
    lastExit = now &- windowStart
    if levels[level].level == 0, firstEmpty < 0 { firstEmpty = lastExit }
  }

  /// Counts an event, if the window is open.
  @inline(__always)
  mutating func count(_ counter: Int) {
    if now >= windowStart, !isClosed { counters[counter] &+= 1 }
  }
}
