// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Lanes

extension Kernel {
  /// The line that an arrival joins.
  mutating func chosenLane(_ slot: Int, _ step: UnsafeMutablePointer<Step>) -> Int {
    let first = Int(step.pointee.a)
    let lanes = Int(lines[first].units.lanes)
    let table = unitMemory.lanes[lanes]
    let open = openLanes(table)
    switch table.join {
    case .shortest:
      let (shortest, _) = fewest(table, open)
      return first + bit(of: shortest, number: choice(slot, step.pointee.value, among: shortest.nonzeroBitCount))
    case .atRandom:
      return first + bit(of: open, number: choice(slot, step.pointee.value, among: open.nonzeroBitCount))
    case .inTurn:
      var lane = Int(unitMemory.turns[lanes])
      while open & (1 << UInt64(lane)) == 0 { lane = lane + 1 == Int(table.count) ? 0 : lane + 1 }
      unitMemory.turns[lanes] = lane + 1 == Int(table.count) ? 0 : Int32(lane + 1)
      return first + lane
    }
  }

  /// Lanes that have somebody to serve them and work; all of them if none has.
  private mutating func openLanes(_ table: LaneTable) -> UInt64 {
    let all = table.able
    var served = Int(table.count)
    for entry in Int(table.firstPool)..<Int(table.firstPool &+ table.poolCount) {
      let pool = pools + Int(poolSets[entry])
      if !pool.pointee.isUnlimited { served = min(served, Int(pool.pointee.onDuty &- pool.pointee.leavingCount)) }
    }
    guard served > 0 else { return all }
    var open = pools[Int(table.pool)].dutyMask & all & (UInt64.max >> UInt64(64 - served))
    var rest = open
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let unit = unitMemory.states + (Int(pools[Int(table.pool)].firstUnit) &+ lane)
      if unit.pointee.isDown || unit.pointee.isLeaving { open &= ~(1 << UInt64(lane)) }
    }
    return open == 0 ? all : open
  }

  /// The shortest of some lanes, and how many are in each.
  private mutating func fewest(_ table: LaneTable, _ among: UInt64) -> (lanes: UInt64, number: Int32) {
    var shortest: UInt64 = 0
    var least = Int32.max
    var rest = among
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let number = number(in: lane, table)
      if number < least {
        least = number
        shortest = 0
      }
      if number == least { shortest |= 1 << UInt64(lane) }
    }
    return (shortest, least)
  }

  /// How many stand in a lane, whoever is served there included.
  private mutating func number(in lane: Int, _ table: LaneTable) -> Int32 {
    let unit = Int(pools[Int(table.pool)].firstUnit) &+ lane
    var number: Int32 = unitMemory.states[unit].holder >= 0 ? 1 : 0
    for entry in Int(table.firstLine)..<Int(table.firstLine &+ table.lineCount) {
      number &+= lines[Int(unitMemory.laneLines[entry]) &+ lane].length
    }
    return number
  }
}

// MARK: - Changing lanes

extension Kernel {
  /// Lets those who gain by it change lanes, in every control of a group.
  ///
  /// - Returns: Whether anybody did, so that grants must be made again.
  mutating func changeLanes(_ group: Int) -> Bool {
    var hasChanged = false
    for index in 0..<unitMemory.laneCount {
      let table = unitMemory.lanes[index]
      guard table.changeAt < .max, pools[Int(table.pool)].group == group else { continue }
      while changeLane(table) { hasChanged = true }
    }
    return hasChanged
  }

  /// One of the lane changes that are due: out of closed lanes from their head, else the last of the longest lane.
  private mutating func changeLane(_ table: LaneTable) -> Bool {
    let open = openLanes(table)
    let (shortest, least) = fewest(table, open)
    let to = shortest.trailingZeroBitCount
    var longest = -1
    var most = Int32(0)
    for lane in 0..<Int(table.count) {
      let number = number(in: lane, table)
      if open & (1 << UInt64(lane)) == 0 {
        if let line = firstWaiting(in: lane, table, mostUrgent: true) {
          move(Int(lines[line].head), from: line, to: line - lane + to)
          return true
        }
      } else if number > most {
        most = number
        longest = lane
      }
    }
    guard longest >= 0, most - least >= table.changeAt,
      let line = firstWaiting(in: longest, table, mostUrgent: false)
    else { return false }
    move(Int(lines[line].tail), from: line, to: line - longest + to)
    return true
  }

  /// A line of a lane in which somebody waits.
  private mutating func firstWaiting(in lane: Int, _ table: LaneTable, mostUrgent: Bool) -> Int? {
    for position in 0..<Int(table.lineCount) {
      let entry = Int(table.firstLine) + (mostUrgent ? position : Int(table.lineCount) - 1 - position)
      let line = Int(unitMemory.laneLines[entry]) + lane
      if lines[line].length > 0 { return line }
    }
    return nil
  }

  /// Takes a request from one line to the end of another, where its waiting goes on.
  private mutating func move(_ slot: Int, from: Int, to: Int) {
    let entity = slab + slot
    let step = steps + Int(entity.pointee.step)
    let wait = now &- entity.pointee.mark
    entity.pointee.waited &+= wait
    visitWaits[slot] &+= wait
    if wait > 0, entity.pointee.flags & Entity.inCohort != 0 { attribute(slot, lines + from, step, wait) }
    entity.pointee.mark = now
    unlink(slot, lines + from)
    entity.pointee.joinSequence = joinSequence
    joinSequence &+= 1
    companions[slot].line = Int32(truncatingIfNeeded: to)
    insertInOrder(slot, lines + to)
    lines[to].length &+= 1
    groups[Int(lines[to].group)].waiting |= lines[to].bit
  }

  private mutating func unlink(_ slot: Int, _ line: UnsafeMutablePointer<LineState>) {
    var before: Int32 = -1
    var other = line.pointee.head
    while other >= 0, Int(other) != slot {
      before = other
      other = slab[Int(other)].next
    }
    let next = slab[slot].next
    if before >= 0 { slab[Int(before)].next = next } else { line.pointee.head = next }
    if next < 0 { line.pointee.tail = before }
    line.pointee.length &-= 1
    if line.pointee.length == 0 {
      groups[Int(line.pointee.group)].waiting &= ~line.pointee.bit
      line.pointee.causes.clear()
    }
  }
}

// MARK: - Lines with an order of their own

extension Kernel {
  /// Moves the last of a line to its place by the earliest due.
  mutating func placeByDue(_ slot: Int, _ line: UnsafeMutablePointer<LineState>) {
    guard line.pointee.length > 1 else { return }
    var before = line.pointee.head
    while Int(slab[Int(before)].next) != slot { before = slab[Int(before)].next }
    slab[Int(before)].next = -1
    line.pointee.tail = before
    insertInOrder(slot, line)
  }

  /// Puts a request into its line by the earliest due, else by the time of joining.
  mutating func insertInOrder(_ slot: Int, _ line: UnsafeMutablePointer<LineState>) {
    var before: Int32 = -1
    var after = line.pointee.head
    while after >= 0, !isAhead(slot, of: Int(after), byDue: line.pointee.units.isByDue) {
      before = after
      after = slab[Int(after)].next
    }
    slab[slot].next = after
    if before >= 0 { slab[Int(before)].next = Int32(slot) } else { line.pointee.head = Int32(slot) }
    if after < 0 { line.pointee.tail = Int32(slot) }
  }

  private mutating func isAhead(_ slot: Int, of other: Int, byDue: Bool) -> Bool {
    if byDue, slab[slot].step != Entity.ghost, slab[other].step != Entity.ghost {
      let mine = due(slot)
      let its = due(other)
      if mine != its { return mine < its }
    }
    return slab[slot].joinSequence < slab[other].joinSequence
  }

  private mutating func due(_ slot: Int) -> Int64 { slab[slot].arrival &+ sourceTables[Int(slab[slot].source)].due }
}
