// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Work that gives way to more urgent requests

extension Kernel {
  /// Takes units from less urgent jobs for requests that wait, the most urgent request first.
  ///
  /// Called after the grants of a group with one pool: what waits then finds no unit free.
  @inline(never)
  mutating func interruptLessUrgent(_ index: Int) {
    let group = groups + index
    while group.pointee.waiting != 0 {
      let line = nextLine(index)
      guard let slot = jobThatYields(Int(group.pointee.pool), to: lines[line].priority) else { return }
      // A virtual wait would be over now; it takes nothing.
      if slab[Int(lines[line].head)].step == Entity.ghost {
        answerGhost(line)
        continue
      }
      guard yield(slot, of: index) else { return }
      grantSimple(index)
    }
  }

  /// The last of the jobs in hand in the order of service, if it is less urgent than a request and may be interrupted:
  /// of those with the least urgent priority the one that joined its line last.
  ///
  /// Work that an officer does after the end of a shift goes on: his unit would not be there for others.
  private mutating func jobThatYields(_ pool: Int, to priority: Int32) -> Int? {
    var last: Int?
    var lastPriority = priority
    for slot in 0..<slotsUsed where slab[slot].step < Entity.ghost {
      let step = steps + Int(slab[slot].step)
      guard step.pointee.code == .delay, step.pointee.flags.contains(.yields),
        Int(poolSets[Int(step.pointee.set)]) == pool
      else { continue }
      let own = lines[Int(steps[Int(step.pointee.target)].a)].priority
      guard own > priority, own >= lastPriority else { continue }
      if let last, own == lastPriority, slab[slot].joinSequence < slab[last].joinSequence { continue }
      if pools[pool].leavingCount > 0, leavingSlots[pool].contains(Int32(slot)) { continue }
      last = slot
      lastPriority = own
    }
    return last
  }

  /// Interrupts a job for a more urgent request.
  ///
  /// - Returns: Whether its unit has been given back.
  private mutating func yield(_ slot: Int, of group: Int) -> Bool {
    let index = slab[slot].step
    let step = steps[Int(index)]
    let done = now - slab[slot].mark
    // This group is being granted: it need not be looked at again.
    let wasDirty = groups[group].isDirty
    groups[group].isDirty = true
    interrupt(slot, leaving: -1)
    groups[group].isDirty = wasDirty
    guard slab[slot].step != index else { return false }
    if step.share == 1 { slab[slot].remaining += done }
    count(Int(step.cause))
    return true
  }
}
