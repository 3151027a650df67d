// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - What a unit does

extension Kernel {
  /// Brings the numbers of a pool into line with one of its units that has changed.
  mutating func updateUnit(_ unit: Int) {
    let state = unitMemory.states + unit
    let pool = pools + Int(state.pointee.pool)
    let isHeld = state.pointee.holder >= 0
    let isAway = state.pointee.isOnDuty && state.pointee.isDown && !isHeld
    let isOnDuty = state.pointee.isOnDuty && !isAway
    let isFree = isOnDuty && !isHeld && !state.pointee.isLeaving
    let bit = state.pointee.bit
    if isFree != (pool.pointee.freeMask & bit != 0) {
      pool.pointee.freeMask ^= bit
      pool.pointee.free += isFree ? 1 : -1
      if isFree { state.pointee.freeSince = now }
    }
    if isOnDuty != (pool.pointee.dutyMask & bit != 0) {
      pool.pointee.dutyMask ^= bit
      pool.pointee.onDuty += isOnDuty ? 1 : -1
      pool.pointee.onDutyArea.change(to: Int64(pool.pointee.onDuty), at: now)
      state.pointee.duty.change(to: isOnDuty ? 1 : 0, at: now)
    }
    if isAway != (pool.pointee.awayMask & bit != 0) {
      pool.pointee.awayMask ^= bit
      pool.pointee.down += isAway ? 1 : -1
      pool.pointee.downArea.change(to: Int64(pool.pointee.down), at: now)
      state.pointee.away.change(to: isAway ? 1 : 0, at: now)
    }
    state.pointee.held.change(to: isHeld ? 1 : 0, at: now)
    if !isHeld { state.pointee.kept.change(to: 0, at: now) }
  }

  /// The unit of a pool that an entity holds.
  mutating func unit(of pool: Int, heldBy slot: Int) -> Int? {
    let first = Int(pools[pool].firstUnit)
    for unit in first..<(first + Int(pools[pool].unitCount)) where unitMemory.states[unit].holder == slot {
      return unit
    }
    return nil
  }

  /// A unit is given back by its holder, whether it becomes free or not.
  mutating func leaveUnit(_ pool: Int, heldBy slot: Int) {
    guard let unit = unit(of: pool, heldBy: slot) else { return }
    let state = unitMemory.states + unit
    state.pointee.holder = -1
    if state.pointee.isLeaving {
      state.pointee.isLeaving = false
      state.pointee.isOnDuty = false
      noteLeaving(pool, by: -1)
    }
    updateUnit(unit)
  }

  private mutating func noteLeaving(_ pool: Int, by difference: Int32) {
    pools[pool].leavingCount += difference
    pools[pool].overtimeArea.change(to: Int64(pools[pool].leavingCount), at: now)
  }

  /// The books of units that somebody keeps while waiting.
  mutating func noteKeptUnit(_ pool: Int, _ slot: Int, _ isKept: Bool) {
    guard let unit = unit(of: pool, heldBy: slot) else { return }
    unitMemory.states[unit].kept.change(to: isKept ? 1 : 0, at: now)
  }

  /// Puts the units that are on duty at the beginning in their places, the lowest numbers first.
  mutating func resetUnits() {
    unitMemory.reset()
    for pool in 0..<counts.pools where poolTables[pool].identity.firstUnit >= 0 {
      let table = poolTables[pool].identity
      let onDuty = Int(poolTables[pool].initial)
      pools[pool].free = 0
      pools[pool].onDuty = 0
      pools[pool].onDutyArea.level = 0
      pools[pool].firstUnit = table.firstUnit
      pools[pool].unitCount = table.unitCount
      pools[pool].pick = table.pick
      // Every unit given back is looked at.
      pools[pool].claims = 1
      for number in 0..<onDuty {
        unitMemory.states[Int(table.firstUnit) + number].isOnDuty = true
        updateUnit(Int(table.firstUnit) + number)
      }
      if table.breakdown >= 0 {
        for number in 0..<Int(table.unitCount) { beginLife(Int(table.firstUnit) + number) }
      }
    }
  }
}

// MARK: - The window

extension Kernel {
  /// Brings the areas of all units up to now, and empties them when the window opens.
  mutating func settleUnits(clearing: Bool) {
    for unit in 0..<unitMemory.count {
      let state = unitMemory.states + unit
      state.pointee.held.settle(at: now, clearing: clearing)
      state.pointee.kept.settle(at: now, clearing: clearing)
      state.pointee.duty.settle(at: now, clearing: clearing)
      state.pointee.away.settle(at: now, clearing: clearing)
    }
  }

  /// What was measured of the units, when the window closes.
  mutating func closedUnits() -> [Observations.Unit] {
    var result: [Observations.Unit] = []
    for unit in 0..<unitMemory.count {
      let state = unitMemory.states[unit]
      result.append(
        .init(
          onDuty: state.duty.area, busy: state.held.area - state.kept.area, kept: state.kept.area,
          down: state.away.area))
    }
    return result
  }
}

// MARK: - Shifts of units

extension Kernel {
  /// The lowest numbers that are not on duty come, those first who still end a job.
  mutating func startShiftOfUnits(_ pool: Int, coming: Int) {
    var left = coming
    let first = Int(pools[pool].firstUnit)
    for unit in first..<(first + Int(pools[pool].unitCount)) where left > 0 {
      let state = unitMemory.states + unit
      guard !state.pointee.isOnDuty || state.pointee.isLeaving else { continue }
      if state.pointee.isLeaving {
        state.pointee.isLeaving = false
        noteLeaving(pool, by: -1)
      }
      state.pointee.isOnDuty = true
      updateUnit(unit)
      left -= 1
    }
  }

  /// The highest numbers go.
  mutating func endShiftOfUnits(_ pool: Int, leaving: Int) {
    var left = leaving
    let first = Int(pools[pool].firstUnit)
    var unit = first + Int(pools[pool].unitCount) - 1
    while unit >= first, left > 0 {
      let state = unitMemory.states + unit
      if state.pointee.isOnDuty, !state.pointee.isLeaving {
        left -= 1
        let slot = Int(state.pointee.holder)
        if slot < 0 {
          state.pointee.isOnDuty = false
          updateUnit(unit)
        } else if poolTables[pool].rule != .finish, works(slot, with: pool) {
          state.pointee.isOnDuty = false
          interrupt(slot, leaving: pool)
        } else {
          state.pointee.isLeaving = true
          updateUnit(unit)
          noteLeaving(pool, by: 1)
        }
      }
      unit -= 1
    }
  }

  /// Whether an entity that holds a unit of a pool is worked on by it.
  mutating func works(_ slot: Int, with pool: Int) -> Bool {
    guard slab[slot].step < Entity.ghost else { return false }
    let step = steps[Int(slab[slot].step)]
    guard step.code == .delay else { return false }
    for entry in Int(step.set)..<Int(step.set &+ step.setCount) where Int(poolSets[entry]) == pool { return true }
    return false
  }
}
