// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Breaks

extension Kernel {
  /// A window of breaks opens or closes with a change of duty.
  mutating func turnBreaks(_ pool: Int, _ row: Int, _ change: DutyChange) {
    if change.closesBreaks { closeBreaks(row) }
    if change.breakRule >= 0 { openBreaks(pool, row, change.breakRule) }
  }

  /// As many breaks are owed as the shift has officers.
  mutating func openBreaks(_ pool: Int, _ row: Int, _ rule: Int32) {
    let state = duty.states + row
    state.pointee.breakRule = rule
    state.pointee.window = (state.pointee.window &+ 1) & (EventKey.ordinalLimit - 1)
    state.pointee.owed = duty.breakRules[Int(rule)].officers
    state.pointee.rested = 0
    restedSlots[row].removeAll(keepingCapacity: true)
  }

  private mutating func closeBreaks(_ row: Int) {
    let state = duty.states + row
    count(TendingCounter.breaksMissed, row, Int64(state.pointee.owed))
    state.pointee.breakRule = -1
    state.pointee.owed = 0
    state.pointee.rested = 0
    restedSlots[row].removeAll(keepingCapacity: true)
  }

  /// Officers who are free and have not had their break leave for it, as long as enough stay.
  mutating func sendToBreaks(_ pool: Int, _ row: Int) {
    let state = duty.states + row
    let rule = duty.breakRules[Int(state.pointee.breakRule)]
    var hasChanged = false
    while state.pointee.owed > 0, pools[pool].free > state.pointee.rested,
      pools[pool].onDuty - pools[pool].leavingCount > rule.keepAtLeast
    {
      takeAway(pool)
      state.pointee.owed -= 1
      pools[pool].onBreak += 1
      scheduleReturn(pool, UnitBack.fromBreak, ordinal: state.pointee.window, after: rule.length)
      count(TendingCounter.breaks, row)
      hasChanged = true
    }
    if hasChanged { noteDuty(pool) }
  }

  /// A job goes to an officer who has had his break, if one is free.
  mutating func noteTaken(_ line: Int) {
    let slot = lines[line].head
    for entry in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount) {
      let row = Int(poolTables[Int(poolSets[entry])].tending)
      guard row >= 0, duty.states[row].rested > 0 else { continue }
      duty.states[row].rested -= 1
      restedSlots[row].append(slot)
    }
  }

  /// - Returns: Whether the entity held an officer who had had his break.
  mutating func forgetRested(_ row: Int, _ slot: Int) -> Bool {
    guard let index = restedSlots[row].firstIndex(of: Int32(truncatingIfNeeded: slot)) else { return false }
    restedSlots[row].remove(at: index)
    return true
  }
}
