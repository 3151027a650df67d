// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Who does not join a line, and who leaves it

extension Kernel {
  /// Whether somebody joins a line of which he sees the length.
  mutating func joins(_ slot: Int, _ step: Step) -> Bool {
    let waiting = Int(levels[Int(step.value)].level)
    let share = channelBounds[Int(step.set) + min(waiting, Int(step.setCount) - 1)]
    if share <= 0 || share >= 1 { return share <= 0 }
    return keyedUniform(slot, Int(step.a)) >= share
  }

  /// Draws how long somebody is willing to wait in the line that he joins next.
  mutating func takePatience(_ slot: Int, _ step: Step) {
    var patience = step.value
    if step.a >= 0 {
      noteDraw(step.a, slab[slot].ordinal)
      patience = streams[Int(step.a)].duration(
        entity: slab[slot].ordinal, key: UnsafePointer(key), replication: replication)
    } else if step.a < -1 {
      patience = keyedDuration(slot, step.a)
    }
    guard UInt64(bitPattern: patience) <= UInt64(1) << 60 else {
      fault = .timeOverflow
      return
    }
    companions[slot].patienceEnds = now + patience
    companions[slot].patienceStep = step.target
    let tail = EventKey.tail(
      EventClass.patience, source: UInt64(slab[slot].source), ordinal: slab[slot].ordinal, slot: slot)
    events.push(EventKey.key(now + patience, tail))
  }

  /// Somebody's patience ends: whoever still waits then gives up, unless a unit becomes free at this instant.
  ///
  /// The event of one who has been served in time is not withdrawn; it does nothing. Only giving up counts as an event.
  mutating func losePatience(_ tail: UInt64) {
    processed &-= 1
    guard hasLostPatience(tail) else { return }
    impatient.append(tail)
    markDirty(Int(lines[Int(steps[Int(slab[EventKey.slot(tail)].step)].a)].group))
  }

  /// Whether the one who had this patience waits where it ends, at this instant, and has not been served before.
  private mutating func hasLostPatience(_ tail: UInt64) -> Bool {
    let slot = EventKey.slot(tail)
    guard hasCompanions, slab[slot].step < Entity.ghost else { return false }
    guard Int(slab[slot].source) == EventKey.source(tail), slab[slot].ordinal == EventKey.ordinal(tail) else {
      return false
    }
    return companions[slot].patienceEnds == now && Int(companions[slot].patienceStep) == Int(slab[slot].step)
      && slab[slot].remaining < 0
  }

  /// Whether one who waits will go on some time, whatever happens.
  mutating func willGiveUp(_ slot: Int) -> Bool {
    hasCompanions && Int(companions[slot].patienceStep) == Int(slab[slot].step) && companions[slot].patienceEnds > now
      && slab[slot].remaining < 0
  }

  /// Lets those go who have lost patience in the lines of a group, one after the other: what one of them held back is
  /// served before the next one goes.
  @inline(never)
  mutating func letGo(_ group: Int) {
    while let slot = nextImpatient(group) {
      processed &+= 1
      leaveLine(slot)
      serve(group)
    }
  }

  private mutating func nextImpatient(_ group: Int) -> Int? {
    var position = 0
    while position < impatient.count {
      let slot = EventKey.slot(impatient[position])
      guard hasLostPatience(impatient[position]) else {
        impatient.remove(at: position)
        continue
      }
      if Int(lines[Int(steps[Int(slab[slot].step)].a)].group) == group {
        impatient.remove(at: position)
        return slot
      }
      position += 1
    }
    return nil
  }

  /// Takes a request out of its line, wherever it stands; its wait counts, and it goes on elsewhere.
  private mutating func leaveLine(_ slot: Int) {
    let entity = slab + slot
    let step = steps + Int(entity.pointee.step)
    let line = lines + self.line(of: slot, step)
    unlink(slot, line)
    change(level: Int(line.pointee.station), by: -1)
    if step.pointee.setCount != 0 { changeKept(slot, step, by: -1) }
    let wait = now &- entity.pointee.mark
    entity.pointee.waited &+= wait
    if entity.pointee.flags & Entity.inCohort != 0 {
      // Who has changed lanes has waited in others before.
      let before = step.pointee.flags.contains(.isInterruptible) ? visitWaits[slot] : 0
      record(Int(step.pointee.tally), before &+ wait, hour: Int(entity.pointee.hour))
      if wait > 0 { attribute(slot, line, step, wait) }
    }
    if line.pointee.length == 0 { line.pointee.causes.clear() }
    putOff(slot, step: Int(step.pointee.target))
  }

  private mutating func unlink(_ slot: Int, _ line: UnsafeMutablePointer<LineState>) {
    if Int(line.pointee.head) == slot {
      _ = takeHead(line)
      return
    }
    var before = Int(line.pointee.head)
    while Int(slab[before].next) != slot { before = Int(slab[before].next) }
    slab[before].next = slab[slot].next
    if Int(line.pointee.tail) == slot { line.pointee.tail = Int32(before) }
    line.pointee.length &-= 1
    groups[Int(line.pointee.group)].waitingCount &-= 1
  }
}
