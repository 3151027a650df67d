// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Why a line waits

extension Kernel {
  @inline(__always)
  mutating func simpleCause(_ pool: Int32) -> UInt64 {
    let state = pools + Int(pool)
    if state.pointee.isPlaces { return CauseHistory.single(state.pointee.isClosed ? .closed : .noPlace, 0) }
    return CauseHistory.single(state.pointee.onDuty == 0 ? absence(of: state) : .busy, 0)
  }

  /// Why a pool without a unit on duty has none.
  mutating func absence(of pool: UnsafeMutablePointer<PoolState>) -> CauseKind {
    if pool.pointee.isClosed { return .closed }
    if pool.pointee.down > 0 { return .broken }
    let tending = Int(poolTables[pool - pools].tending)
    if tending >= 0 {
      // Another task, or the walk to another line, is work.
      if duty.states[tending].away > 0 { return .busy }
      if duty.states[tending].settingUp + duty.states[tending].closed > 0 { return .closed }
    }
    return pool.pointee.onBreak > 0 ? .onBreak : .offDuty
  }

  mutating func noteSimpleCauses(_ index: Int) {
    let group = groups[index]
    guard group.waitingCount > 0 else { return }
    let cause = simpleCause(group.pool)
    var waiting = group.waiting
    while waiting != 0 {
      let line = Int(groupLines[Int(group.firstLine) &+ waiting.trailingZeroBitCount])
      lines[line].causes.set(cause, at: now, stride: 1)
      waiting &= waiting &- 1
    }
  }

  mutating func noteCauses(_ index: Int) {
    let group = groups[index]
    for entry in Int(group.firstPool)..<Int(group.firstPool &+ group.poolCount) {
      let pool = pools + Int(groupPools[entry])
      if pool.pointee.wantOfPartnerArea.level != 0 { pool.pointee.wantOfPartnerArea.change(to: 0, at: now) }
    }
    guard group.waitingCount > 0 else { return }
    for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
      let line = Int(groupLines[entry])
      guard lines[line].length > lines[line].ghosts else { continue }
      lines[line].causes.set(cause(of: line), at: now, stride: group.poolCount)
    }
    takeOverCauses(group)
  }

  /// All kinds that hold for the first request of a line, judged by its own pools; `CauseHistory.none` if all have a
  /// free unit, so that only an older request holds it back.
  private mutating func cause(of line: Int) -> UInt64 {
    // Closed, out of order, on break and off duty, in this order.
    var absences = CauseHistory.none
    var noPlace: Int32 = 255
    var departure: Int32 = 255
    var officers: Int32 = 255
    var equipment: Int32 = 255
    var missing = 0
    var someOfficersFree = false
    let entries = Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount)
    for entry in entries {
      let pool = pools + Int(poolSets[entry])
      let hasUnits = pool.pointee.firstUnit >= 0
      if hasUnits ? unitsFree(line, entry - entries.lowerBound, byAge: false) != 0 : pool.pointee.free > 0 {
        if pool.pointee.isOfficers { someOfficersFree = true }
        continue
      }
      missing &+= 1
      if poolTables[Int(poolSets[entry])].isConvoy {
        departure = min(departure, pool.pointee.position)
      } else if pool.pointee.isPlaces, !pool.pointee.isClosed {
        noPlace = min(noPlace, pool.pointee.position)
      } else if hasUnits ? isUnattended(line, entry - entries.lowerBound) : pool.pointee.onDuty == 0 {
        let kind = hasUnits ? absenceOfUnits(line, entry - entries.lowerBound) : absence(of: pool)
        let cause = CauseHistory.single(kind, pool.pointee.position)
        // The first pool of a kind gives it its name.
        if absences | cause == CauseHistory.none { absences &= cause }
      } else if pool.pointee.isOfficers {
        officers = min(officers, pool.pointee.position)
      } else {
        equipment = min(equipment, pool.pointee.position)
      }
    }
    if missing > 0, !isLaneTaken(line) {
      for entry in entries {
        let pool = pools + Int(poolSets[entry])
        guard pool.pointee.free > 0, !pool.pointee.isUnlimited, !pool.pointee.isPlaces else { continue }
        let wanted =
          pool.pointee.firstUnit >= 0
          ? wantedUnits(line, entry - entries.lowerBound) : Int(pool.pointee.free)
        if wanted > 0 { pool.pointee.wantOfPartnerArea.change(to: Int64(wanted), at: now) }
      }
    }
    // A partner is somebody: officers who are free wait for other officers, not a bay for its examiner.
    let partner = someOfficersFree ? officers : 255
    let busy = someOfficersFree ? equipment : min(officers, equipment)
    return absences & CauseHistory.single(.noPlace, noPlace) & CauseHistory.single(.partner, partner)
      & CauseHistory.single(.busy, busy) & CauseHistory.single(.departure, departure)
  }

  /// A request that only an older one holds back has the cause of that one, which may itself be held back.
  private mutating func takeOverCauses(_ group: GroupState) {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
        let line = Int(groupLines[entry])
        guard lines[line].length > lines[line].ghosts, isHeldBack(line) else { continue }
        if let cause = causeOfHolder(line) {
          lines[line].causes.replaceLast(with: cause)
          hasChanged = true
        }
      }
    }
  }

  private func isHeldBack(_ line: Int) -> Bool {
    let history = lines[line].causes
    return history.count > 0 && history.segments[history.count &- 1].pools == CauseHistory.none
  }

  /// The cause of the request that holds this line's first one back, once it is known.
  private mutating func causeOfHolder(_ line: Int) -> CauseHistory.Segment? {
    for need in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount) {
      let pool = pools + Int(poolSets[need])
      // What nobody older wants is kept for this line itself.
      guard pool.pointee.blockedRound == round else { continue }
      let holder =
        pool.pointee.firstUnit >= 0
        ? holderOfUnits(line, need - Int(lines[line].set)) : Int(pool.pointee.blockedBy)
      guard holder >= 0, holder != line else { continue }
      return isHeldBack(holder) ? nil : lines[holder].causes.segments[lines[holder].causes.count &- 1]
    }
    return nil
  }
}
