// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Waiting outside all lines

extension Kernel {
  mutating func beginWait(_ slot: Int, _ step: UnsafeMutablePointer<Step>, _ index: Int) {
    slab[slot].step = UInt16(truncatingIfNeeded: index)
    slab[slot].mark = now
    slab[slot].hour = UInt8(truncatingIfNeeded: WaitOperand(step.pointee.value).clock == 0 ? hourA : hourB)
    companions[slot].isWaiting = true
    change(level: Int(step.pointee.a), by: 1)
    changeKeptHoldings(slot, by: 1)
    if isRecording { records.stamp(slot, step.pointee.stamp, joined: now) }
  }

  mutating func endWait(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    let wait = leaveWait(slot, step)
    if slab[slot].flags & Entity.inCohort != 0 { record(Int(step.pointee.tally), wait, hour: Int(slab[slot].hour)) }
  }

  /// The wait is over, but its visit may not be.
  mutating func leaveWait(_ slot: Int, _ step: UnsafeMutablePointer<Step>) -> Int64 {
    let wait = now - slab[slot].mark
    companions[slot].isWaiting = false
    change(level: Int(step.pointee.a), by: -1)
    changeKeptHoldings(slot, by: -1)
    if isRecording { records.stamp(slot, step.pointee.stamp, started: now) }
    addWait(slot, step, wait)
    return wait
  }

  mutating func addWait(_ slot: Int, _ step: UnsafeMutablePointer<Step>, _ wait: Int64) {
    slab[slot].waited += wait
    guard slab[slot].flags & Entity.inCohort != 0 else { return }
    causes[Int(step.pointee.cause)].sole += wait
    if isRecording { records.add(slot, kind: WaitOperand(step.pointee.value).kind, wait) }
  }

  /// Whoever still waits outside all lines at the end of the run has waited until now.
  mutating func attributeRunningWaitOutsideLines(_ slot: Int) {
    guard hasCompanions, companions[slot].isWaiting else { return }
    let index = Int(slab[slot].step)
    let step = steps + (steps[index].code == .delay ? index + 1 : index)
    addWait(slot, step, now - slab[slot].mark)
  }
}

// MARK: - Holdings

extension Kernel {
  mutating func drop(_ slot: Int, _ mask: UInt64) {
    var bits = companions[slot].held & mask
    companions[slot].held &= ~mask
    while bits != 0 {
      let holding = holding(slot, bits.trailingZeroBitCount)
      bits &= bits - 1
      for entry in Int(holding.set)..<Int(holding.set + holding.setCount) { giveBack(Int(poolSets[entry]), by: slot) }
      if groups[Int(holding.group)].waitingCount != 0 { markDirty(Int(holding.group)) }
    }
  }

  private func holding(_ slot: Int, _ bit: Int) -> KeptSet {
    bodyMemory.keptSets[Int(bodyMemory.firstKeptSet[Int(slab[slot].source)]) + bit]
  }

  /// Officers and equipment that a body holds while it waits count as kept.
  @inline(never)
  mutating func changeKeptHoldings(_ slot: Int, by difference: Int64) {
    var bits = companions[slot].held
    while bits != 0 {
      let holding = holding(slot, bits.trailingZeroBitCount)
      bits &= bits - 1
      for entry in Int(holding.set)..<Int(holding.set + holding.setCount) {
        let pool = pools + Int(poolSets[entry])
        if !pool.pointee.isPlaces {
          pool.pointee.keptArea.change(to: pool.pointee.keptArea.level + difference, at: now)
          if pool.pointee.firstUnit >= 0 { noteKeptUnit(Int(poolSets[entry]), slot, difference > 0) }
        }
      }
    }
  }

  /// Whether a body keeps a unit of a pool over several steps.
  mutating func holdsOverSteps(_ slot: Int, _ pool: Int) -> Bool {
    guard hasCompanions else { return false }
    var bits = companions[slot].held
    while bits != 0 {
      let holding = holding(slot, bits.trailingZeroBitCount)
      bits &= bits - 1
      for entry in Int(holding.set)..<Int(holding.set + holding.setCount) where Int(poolSets[entry]) == pool {
        return true
      }
    }
    return false
  }
}
