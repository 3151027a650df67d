// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Lines

extension Kernel {
  /// Puts a request at the end of its line.
  @inline(__always)
  mutating func join(_ slot: Int, _ lineIndex: Int, _ step: UnsafeMutablePointer<Step>, _ index: Int) {
    let entity = slab + slot
    let line = lines + lineIndex
    entity.pointee.joinSequence = joinSequence
    joinSequence &+= 1
    entity.pointee.step = UInt16(truncatingIfNeeded: index)
    entity.pointee.hour = UInt8(truncatingIfNeeded: line.pointee.clock == 0 ? hourA : hourB)
    entity.pointee.next = -1
    if line.pointee.tail >= 0 {
      slab[Int(line.pointee.tail)].next = Int32(truncatingIfNeeded: slot)
    } else {
      line.pointee.head = Int32(truncatingIfNeeded: slot)
    }
    line.pointee.tail = Int32(truncatingIfNeeded: slot)
    if step.pointee.flags.contains(.isInterruptible) { visitWaits[slot] = 0 }
    if isRecording { records.stamp(slot, step.pointee.stamp, joined: now) }
    beginWaiting(slot, line, step)
  }

  /// The books of a request that has just been put into a line.
  @inline(__always)
  mutating func beginWaiting(
    _ slot: Int, _ line: UnsafeMutablePointer<LineState>, _ step: UnsafeMutablePointer<Step>
  ) {
    slab[slot].mark = now
    line.pointee.length &+= 1
    let group = groups + Int(line.pointee.group)
    group.pointee.waitingCount &+= 1
    change(level: Int(line.pointee.station), by: 1)
    if line.pointee.length == 1 {
      group.pointee.waiting |= line.pointee.bit
      if isCalm, group.pointee.isSimple { line.pointee.causes.set(simpleCause(group.pointee.pool), at: now, stride: 1) }
    }
    if step.pointee.setCount != 0 { changeKept(slot, step, by: 1) }
    if line.pointee.causes.isFull { forgetCauses(line) }
  }

  mutating func changeKept(_ slot: Int, _ step: UnsafeMutablePointer<Step>, by difference: Int64) {
    guard step.pointee.setCount > 0 else { return changeKeptHoldings(slot, by: difference) }
    for index in Int(step.pointee.set)..<Int(step.pointee.set &+ step.pointee.setCount) {
      let pool = pools + Int(poolSets[index])
      if !pool.pointee.isPlaces {
        pool.pointee.keptArea.change(to: pool.pointee.keptArea.level &+ difference, at: now)
        if pool.pointee.firstUnit >= 0 { noteKeptUnit(Int(poolSets[index]), slot, difference > 0) }
      }
    }
  }

  private mutating func forgetCauses(_ line: UnsafeMutablePointer<LineState>) {
    var earliest = now
    var slot = line.pointee.head
    while slot >= 0 {
      earliest = min(earliest, slab[Int(slot)].mark)
      slot = slab[Int(slot)].next
    }
    line.pointee.causes.forget(before: earliest)
  }

  /// Takes the first request out of a line.
  @inline(__always)
  mutating func takeHead(_ line: UnsafeMutablePointer<LineState>) -> Int {
    let slot = Int(line.pointee.head)
    line.pointee.head = slab[slot].next
    line.pointee.length &-= 1
    let group = groups + Int(line.pointee.group)
    group.pointee.waitingCount &-= 1
    if line.pointee.head < 0 {
      line.pointee.tail = -1
      group.pointee.waiting &= ~line.pointee.bit
    }
    return slot
  }

  /// Serves the first request of a line, whose units have been taken.
  @inline(__always)
  mutating func begin(_ lineIndex: Int) {
    let line = lines + lineIndex
    let slot = takeHead(line)
    let entity = slab + slot
    let index = Int(entity.pointee.step)
    let step = steps + index
    change(level: Int(line.pointee.station), by: -1)
    let wait = now &- entity.pointee.mark
    entity.pointee.waited &+= wait
    if step.pointee.setCount != 0 { changeKept(slot, step, by: -1) }
    if step.pointee.flags.contains(.isInterruptible) {
      visitWaits[slot] &+= wait
    } else if entity.pointee.flags & Entity.inCohort != 0 {
      record(Int(step.pointee.tally), wait, hour: Int(entity.pointee.hour))
    }
    if wait > 0, entity.pointee.flags & Entity.inCohort != 0 { attribute(slot, line, step, wait) }
    if line.pointee.length == 0 { line.pointee.causes.clear() }
    if isRecording, entity.pointee.remaining < 0 { records.stamp(slot, step.pointee.stamp, started: now) }
    entity.pointee.mark = now
    let next = steps + (index &+ 1)
    if next.pointee.code == .delay {
      if startDelay(slot, next, index &+ 1) { putOff(slot, step: index &+ 2) }
    } else {
      putOff(slot, step: index &+ 1)
    }
  }

  /// Adds a wait to the causes that held while it lasted.
  @inline(__always)
  mutating func attribute(
    _ slot: Int, _ line: UnsafeMutablePointer<LineState>, _ step: UnsafeMutablePointer<Step>, _ wait: Int64
  ) {
    let joined = now &- wait
    let last = line.pointee.causes.segments + (line.pointee.causes.count &- 1)
    if last.pointee.time <= joined, last.pointee.only >= 0 {
      causes[Int(step.pointee.cause) &+ Int(last.pointee.only)].sole &+= wait
      if isRecording { records.add(slot, kind: Int(last.pointee.onlyKind), wait) }
      if last.pointee.onlyKind == CauseKind.noPlace.rawValue { attributeRoots(step, from: joined, until: now) }
      return
    }
    attributeBySegment(slot, line, step, joined)
  }

  /// A wait during which the cause changed, or several held.
  @inline(never)
  private mutating func attributeBySegment(
    _ slot: Int, _ line: UnsafeMutablePointer<LineState>, _ step: UnsafeMutablePointer<Step>, _ joined: Int64
  ) {
    let history = line.pointee.causes
    let stride = Int(groups[Int(line.pointee.group)].poolCount)
    var until = now
    var index = history.count &- 1
    while index >= 0, until > joined {
      let segment = history.segments[index]
      let from = max(segment.time, joined)
      attribute(slot, Int(step.pointee.cause), stride, segment, until &- from)
      if segment.onlyKind == CauseKind.noPlace.rawValue { attributeRoots(step, from: from, until: until) }
      until = from
      index &-= 1
    }
  }

  private mutating func attribute(
    _ slot: Int, _ base: Int, _ stride: Int, _ segment: CauseHistory.Segment, _ span: Int64
  ) {
    if segment.only >= 0 {
      causes[base + Int(segment.only)].sole &+= span
      if isRecording { records.add(slot, kind: Int(segment.onlyKind), span) }
      return
    }
    var isFirst = true
    for kind in 0..<CauseKind.inLines {
      let pool = Int((segment.pools >> UInt64(kind * 8)) & 0xFF)
      if pool == 0xFF { continue }
      let cause = causes + (base + kind * stride + pool)
      cause.pointee.present &+= span
      if isFirst {
        cause.pointee.microseconds &+= span
        if isRecording { records.add(slot, kind: kind, span) }
      }
      isFirst = false
    }
  }
}

// MARK: - Grants

extension Kernel {
  /// A released unit goes to the next request without being free in between.
  @inline(__always)
  mutating func handOver(_ group: Int) { begin(nextLine(group)) }

  /// The line of a simple group whose first request is served next.
  @inline(__always)
  mutating func nextLine(_ group: Int) -> Int {
    let table = groups + group
    var waiting = table.pointee.waiting
    let first = waiting.trailingZeroBitCount
    var best = Int(groupLines[Int(table.pointee.firstLine) &+ first])
    waiting &= waiting &- 1
    while waiting != 0 {
      let line = Int(groupLines[Int(table.pointee.firstLine) &+ waiting.trailingZeroBitCount])
      if lines[line].priority != lines[best].priority { break }
      if slab[Int(lines[line].head)].joinSequence < slab[Int(lines[best].head)].joinSequence { best = line }
      waiting &= waiting &- 1
    }
    return best
  }

  /// Grants whatever the free units of a group allow, and notes why the rest waits.
  mutating func grant(_ index: Int) {
    serve(index)
    if !impatient.isEmpty { letGo(index) }
    if groups[index].isSimple {
      noteSimpleCauses(index)
    } else {
      noteCauses(index)
    }
  }

  /// Grants, and sends on the requests that do not wait.
  mutating func serve(_ index: Int) {
    if groups[index].needsTending { prepare(index) }
    if groups[index].isSimple {
      grantSimple(index)
      if groups[index].interrupts { interruptLessUrgent(index) }
    } else {
      grantTogether(index)
      if groups[index].needsTending, unitMemory.laneCount > 0 {
        while changeLanes(index) { grantTogether(index) }
      }
    }
    if groups[index].needsTending { tend(index) }
    turnAway(index)
  }

  mutating func grantSimple(_ index: Int) {
    let group = groups + index
    let pool = pools + Int(group.pointee.pool)
    while pool.pointee.free > 0, group.pointee.waiting != 0 {
      let line = nextLine(index)
      if slab[Int(lines[line].head)].step == Entity.ghost {
        answerGhost(line)
        continue
      }
      pool.pointee.free &-= 1
      change(level: counts.stations &+ Int(group.pointee.pool), by: 1)
      begin(line)
    }
  }

  /// Looks at requests by priority, then age. All requests of a line need the same, so when its first cannot be granted
  /// none can; under `strict` it then also keeps younger requests of other lines from its pools.
  private mutating func grantTogether(_ index: Int) {
    round &+= 1
    while let line = oldestServableLine(index) {
      if slab[front(line)].step == Entity.ghost {
        if fits(line), !groups[index].hasDuty || isAdmitted(line, front(line)) {
          answerGhost(line)
        } else {
          passGhosts(line)
        }
        continue
      }
      let hasDuty = groups[index].hasDuty
      // Whose server is at another place keeps nobody from anything.
      if hasDuty, !isAdmitted(line, front(line)) {
        lines[line].exhaustedRound = round
        continue
      }
      guard fits(line) else {
        exhaust(line)
        continue
      }
      if lines[line].units.firstMask >= 0 {
        let served = preferredLine(line)
        let slot = front(served)
        takeUnits(served, slot, steps + Int(slab[slot].step))
        begin(served)
        continue
      }
      if hasDuty { noteTaken(line) }
      for entry in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount) {
        let pool = Int(poolSets[entry])
        pools[pool].free &-= 1
        change(level: counts.stations &+ pool, by: 1)
      }
      begin(line)
    }
  }

  private mutating func oldestServableLine(_ index: Int) -> Int? {
    let group = groups[index]
    var best: Int?
    for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
      let line = Int(groupLines[entry])
      if lines[line].length == 0 || lines[line].exhaustedRound == round { continue }
      guard let other = best else {
        best = line
        continue
      }
      if lines[line].priority != lines[other].priority { break }
      if slab[front(line)].joinSequence < slab[front(other)].joinSequence { best = line }
    }
    return best
  }

  /// The request of a line that is looked at next: its first, or behind virtual ones that have been passed over.
  func front(_ line: Int) -> Int {
    var slot = Int(lines[line].head)
    guard lines[line].ghosts > 0, lines[line].passedRound == round else { return slot }
    while slot >= 0, slab[slot].step == Entity.ghost { slot = Int(slab[slot].next) }
    return slot
  }

  /// A virtual wait that goes on keeps nobody from anything: the request behind it has its own turn, by its own age.
  private mutating func passGhosts(_ line: Int) {
    lines[line].passedRound = round
    if front(line) < 0 { lines[line].exhaustedRound = round }
  }

  private mutating func fits(_ line: Int) -> Bool {
    if lines[line].units.firstMask >= 0 { return fitsUnits(line, byAge: true) }
    for entry in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount) {
      let pool = pools + Int(poolSets[entry])
      if pool.pointee.free <= 0 || (isStrict && pool.pointee.blockedRound == round) { return false }
    }
    return true
  }

  private mutating func exhaust(_ line: Int) {
    if lines[line].units.firstMask >= 0 {
      exhaustUnits(line)
      return
    }
    lines[line].exhaustedRound = round
    guard !lines[line].turnsAway else { return }
    for entry in Int(lines[line].set)..<Int(lines[line].set &+ lines[line].setCount) {
      let pool = pools + Int(poolSets[entry])
      if pool.pointee.blockedRound != round {
        pool.pointee.blockedRound = round
        pool.pointee.blockedBy = Int32(truncatingIfNeeded: line)
      }
    }
  }

  /// Sends on the requests of a group that do not wait.
  private mutating func turnAway(_ index: Int) {
    let group = groups[index]
    for entry in Int(group.firstLine)..<Int(group.firstLine &+ group.lineCount) {
      let line = lines + Int(groupLines[entry])
      guard line.pointee.turnsAway else { continue }
      while line.pointee.length > 0 {
        let slot = takeHead(line)
        let step = steps + Int(slab[slot].step)
        change(level: Int(line.pointee.station), by: -1)
        if step.pointee.setCount != 0 { changeKept(slot, step, by: -1) }
        putOff(slot, step: Int(step.pointee.target))
      }
      line.pointee.causes.clear()
    }
  }

  /// A virtual wait is over: nothing is taken, and the next in line has its turn.
  mutating func answerGhost(_ lineIndex: Int) {
    let line = lines + lineIndex
    let slot = takeHead(line)
    let probe = probes + Int(slab[slot].source)
    probe.pointee.count &+= 1
    probe.pointee.sum &+= now &- slab[slot].mark
    line.pointee.ghosts &-= 1
    groups[Int(line.pointee.group)].ghosts &-= 1
    if line.pointee.length == 0 { line.pointee.causes.clear() }
    freeSlot(slot)
    pendingGhosts &-= 1
    if isClosed, cohortInside | pendingGhosts == 0 { isFinished = true }
  }
}
