// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Bodies

extension Kernel {
  /// Creates a body that begins in the next round of this instant.
  ///
  /// - Returns: Its slot, or `nil` after a fault.
  mutating func createBody(
    _ source: Int, from origin: Int, start: Int32, child: UInt16, people: UInt16
  ) -> Int? {
    let ordinal = sources[source].next
    guard ordinal < EventKey.ordinalLimit else {
      fault = .tooManyArrivals(Int(EventKey.ordinalLimit))
      return nil
    }
    sources[source].next = ordinal + 1
    guard let slot = newSlot() else { return nil }
    let flags = slab[origin].flags & Entity.inCohort
    classes[source].created += 1
    if flags != 0 {
      classes[source].arrived += 1
      cohortInside += 1
    }
    slab[slot] = Entity(
      arrival: now, mark: now, waited: 0, served: 0, joinSequence: 0, remaining: -1, ordinal: ordinal, next: -1,
      step: 0, source: UInt16(truncatingIfNeeded: source), channel: slab[origin].channel, flags: flags, hour: 0,
      arrivalHour: UInt8(truncatingIfNeeded: hourA))
    companions[slot] = Companion()
    companions[slot].drawEntity = companions[origin].drawEntity
    companions[slot].child = child
    companions[slot].people = people
    change(level: Int(sourceTables[source].level), by: 1)
    if isRecording { records.begin(slot) }
    putOff(slot, step: Int(start))
    return slot
  }

  mutating func child(of slot: Int, number: Int, loops: UInt8) -> UInt16 {
    let birth = Int(companions[slot].child >> 12) + companions[slot].laps(of: loops)
    guard birth < 16 else {
      fault = .tooManyVisits(Int(slab[slot].source))
      return 0
    }
    return UInt16(birth << 12 | number)
  }

  mutating func split(_ slot: Int, _ step: Step) {
    let bundle = Int(step.value & 0xFF)
    let loops = UInt8(truncatingIfNeeded: step.value >> 8)
    let isPerPerson = step.set == 1
    let people = companions[slot].people
    for number in 0..<(isPerPerson ? Int(people) : 1) {
      let number = isPerPerson ? number + 1 : Int(companions[slot].child & 0xFFF)
      let child = child(of: slot, number: number, loops: loops)
      guard fault == nil else { return }
      let body = createBody(
        Int(step.a), from: slot, start: step.target, child: child, people: isPerPerson ? 1 : people)
      guard let body else { return }
      companions[body].parent = Int32(slot)
      companions[body].parentOrdinal = slab[slot].ordinal
      companions[body].parentSource = slab[slot].source
      companions[body].bundle = UInt8(bundle)
      companions[slot].pending[bundle] &+= 1
    }
  }

  /// A body has done its work.
  mutating func merge(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    var outcome = Int(step.pointee.a)
    var tally = Int(step.pointee.tally)
    if companions[slot].firstMember >= 0 {
      separate(slot)
    } else if isAwaited(slot) {
      let parent = Int(companions[slot].parent)
      let bundle = Int(companions[slot].bundle)
      companions[parent].pending[bundle] &-= 1
      let index = Int(slab[parent].step)
      if companions[parent].isWaiting, companions[parent].pending[bundle] == 0, steps[index].code == .join,
        WaitOperand(steps[index].value).bundle == bundle
      {
        endWait(parent, steps + index)
        putOff(parent, step: index + 1)
      }
    } else {
      outcome = Int(step.pointee.setCount)
      tally = Int(step.pointee.set)
    }
    depart(slot, outcome: outcome, tally: tally)
  }

  /// Whether the body that it was split off from is still inside.
  private func isAwaited(_ slot: Int) -> Bool {
    let companion = companions[slot]
    guard companion.parent >= 0 else { return false }
    let parent = slab[Int(companion.parent)]
    return parent.step < Entity.ghost && parent.ordinal == companion.parentOrdinal
      && parent.source == companion.parentSource
  }
}

// MARK: - Groups

extension Kernel {
  mutating func gather(_ slot: Int, _ step: UnsafeMutablePointer<Step>, _ index: Int) {
    beginWait(slot, step, index)
    let state = bodyMemory.gatherings + Int(step.pointee.set)
    let table = bodyMemory.gatheringTables[Int(step.pointee.set)]
    slab[slot].next = -1
    if state.pointee.tail >= 0 {
      slab[Int(state.pointee.tail)].next = Int32(slot)
    } else {
      state.pointee.head = Int32(slot)
    }
    state.pointee.tail = Int32(slot)
    state.pointee.count += 1
    if state.pointee.count >= table.size || table.limit == 0 {
      formGroup(step)
    } else if state.pointee.count == 1, table.limit > 0 {
      let tail = EventKey.tail(
        EventClass.patience, source: UInt64(slab[slot].source), ordinal: slab[slot].ordinal, slot: slot)
      events.push(EventKey.key(now + table.limit, tail))
    }
  }

  /// The first member of a group has waited as long as it does at most.
  ///
  /// - Returns: Whether the event was one of a gathering.
  mutating func endGathering(_ tail: UInt64) -> Bool {
    guard hasCompanions else { return false }
    let slot = EventKey.slot(tail)
    guard slab[slot].step < Entity.ghost, Int(slab[slot].source) == EventKey.source(tail) else { return false }
    let step = steps + Int(slab[slot].step)
    guard step.pointee.code == .gather, slab[slot].ordinal == EventKey.ordinal(tail) else { return false }
    let table = bodyMemory.gatheringTables[Int(step.pointee.set)]
    if companions[slot].isWaiting, slab[slot].mark + table.limit == now { formGroup(step) }
    return true
  }

  mutating func formGroup(_ step: UnsafeMutablePointer<Step>) {
    let state = bodyMemory.gatherings + Int(step.pointee.set)
    let table = bodyMemory.gatheringTables[Int(step.pointee.set)]
    let leader = Int(state.pointee.head)
    var people = 0
    var member = leader
    while member >= 0 {
      people += Int(companions[member].people)
      visitWaits[member] = leaveWait(member, step)
      member = Int(slab[member].next)
    }
    state.pointee = GatheringState()
    let child = child(of: leader, number: Int(companions[leader].child & 0xFFF), loops: table.loops)
    let group = createBody(
      Int(table.source), from: leader, start: table.start, child: child,
      people: UInt16(clamping: min(people, Companion.mostPeople)))
    if let group { companions[group].firstMember = Int32(leader) }
  }

  /// The members of a group go on; its work was work on each of them, its waiting was waiting with the group.
  mutating func separate(_ group: Int) {
    var member = Int(companions[group].firstMember)
    while member >= 0 {
      let next = Int(slab[member].next)
      let index = Int(slab[member].step)
      let step = steps + index
      slab[member].served += slab[group].served
      addWait(member, step, slab[group].waited)
      if slab[member].flags & Entity.inCohort != 0 {
        record(Int(step.pointee.tally), visitWaits[member] + slab[group].waited, hour: Int(slab[member].hour))
      }
      putOff(member, step: index + 1)
      member = next
    }
  }
}
