// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Events of the calendar

/// Sources of events that belong to no pool and no class, in the order in which simultaneous ones are processed.
enum CalendarSource {
  /// Of class `EventClass.shiftStart`, behind all pools: who joins a line on the hour joins it in the new hour.
  static let hourOfA = 510
  static let hourOfB = 511
  /// Of class `EventClass.probe`.
  static let windowOpens = 2
  /// Behind all probes, which may look at the very end.
  static let windowCloses = 511
  /// Probe 0; the others follow.
  static let firstProbe = 4
}

extension Kernel {
  @inline(never)
  mutating func processCalendar(_ tail: UInt64) {
    let source = EventKey.source(tail)
    switch EventKey.eventClass(tail) {
    case EventClass.shiftStart:
      if source >= CalendarSource.hourOfA {
        turnHour(source - CalendarSource.hourOfA)
      } else if EventKey.slot(tail) == 0 {
        startShift(source)
      } else {
        unitBack(source, tail)
      }
    case EventClass.shiftEnd where EventKey.slot(tail) == Kernel.unitMark:
      failUnit(source, number: Int(EventKey.ordinal(tail)))
    case EventClass.shiftEnd: endShift(source)
    case EventClass.patience: if !endGathering(tail) { losePatience(tail) }
    case EventClass.departure: openConvoy(source)
    default:
      switch source {
      case CalendarSource.windowOpens: openWindow()
      case CalendarSource.windowCloses: closeWindow()
      default: look(source - CalendarSource.firstProbe)
      }
    }
  }

  mutating func schedule(_ eventClass: UInt64, _ source: Int, at time: Int64) {
    let tail = EventKey.tail(eventClass, source: UInt64(source), ordinal: 0, slot: 0)
    events.push(EventKey.key(time, tail))
  }

  /// Schedules everything that does not depend on entities.
  mutating func scheduleCalendar() {
    schedule(EventClass.shiftStart, CalendarSource.hourOfA, at: TimeUnit.hour)
    if clockDifference != 0 {
      let untilHour = TimeUnit.hour - ((clockDifference % 60 + 60) % 60) * TimeUnit.minute
      schedule(EventClass.shiftStart, CalendarSource.hourOfB, at: untilHour)
    }
    if windowStart > 0 { schedule(EventClass.probe, CalendarSource.windowOpens, at: windowStart) }
    schedule(EventClass.probe, CalendarSource.windowCloses, at: windowEnd)
    for probe in 0..<counts.probes where probeTables[probe].offset <= windowEnd - windowStart {
      schedule(
        EventClass.probe, CalendarSource.firstProbe + probe,
        at: windowStart + probeTables[probe].offset)
    }
    for pool in 0..<counts.pools where poolTables[pool].changeCount > 0 { scheduleFirstChange(pool) }
  }

  private mutating func scheduleFirstChange(_ pool: Int) {
    let table = poolTables[pool]
    var next = 0
    let first = table.isDated ? 0 : firstMinuteOfWeek
    while next < table.changeCount, Int64(dutyChanges[Int(table.firstChange) + next].minute) <= first { next += 1 }
    pools[pool].nextChange = next == table.changeCount ? 0 : Int32(next)
    if table.isDated, next == table.changeCount { return }
    scheduleNextChange(pool, after: first, at: 0)
  }

  /// Schedules the change that `nextChange` points to, given the minute of the week that it is now.
  mutating func scheduleNextChange(_ pool: Int, after minute: Int64, at instant: Int64) {
    let change = dutyChanges[Int(poolTables[pool].firstChange + pools[pool].nextChange)]
    var ahead = Int64(change.minute) - minute
    if ahead <= 0 { ahead += 10_080 }
    schedule(EventClass.shiftStart, pool, at: instant + ahead * TimeUnit.minute)
  }
}

/// Microseconds.
enum TimeUnit {
  static let minute: Int64 = 60_000_000
  static let hour: Int64 = 3_600_000_000
  static let day: Int64 = 86_400_000_000
}

// MARK: - Hours, window and probes

extension Kernel {
  private mutating func turnHour(_ clock: Int) {
    flushHour(clock)
    checkSums()
    if clock == 0, holdingTable.canDeadlock, !ignoresDeadlock { checkDeadlock() }
    if clock == 0 { hourA = (hourA + 1) % 168 } else { hourB = (hourB + 1) % 168 }
    if clockDifference == 0 { hourB = hourA }
    if clock == 0, specials.hasSchedules, hourA % 24 == 0 { announceSlots(ofDay: now / TimeUnit.day + 1) }
    schedule(EventClass.shiftStart, CalendarSource.hourOfA + clock, at: now + TimeUnit.hour)
  }

  /// Adds what lies under each level since the last full hour to the current hour of the week.
  private mutating func flushHour(_ clock: Int) {
    guard !isClosed, now > windowStart else { return }
    let hour = clock == 0 ? hourA : hourB
    for index in 0..<counts.levels where clockDifference == 0 || Int(levels[index].clock) == clock {
      change(level: index, by: 0)
      hourlyAreas[index * 168 + hour] &+= levels[index].area &- levels[index].areaAtHour
      levels[index].areaAtHour = levels[index].area
      if hourlyAreas[index * 168 + hour] < 0 { fault = .timeOverflow }
    }
    let from = max(windowStart, clock == 0 ? hourBeganA : hourBeganB)
    hourlyExposure[clock * 168 + hour] += now - from
    if clock == 0 { hourBeganA = now } else { hourBeganB = now }
    if clockDifference == 0 {
      hourlyExposure[168 + hour] += now - from
      hourBeganB = now
    }
  }

  /// Sums of times grow by less than 2^63 in an hour, so one that has left the range of numbers is negative now.
  mutating func checkSums() {
    for index in 0..<counts.levels where levels[index].area < 0 { fault = .timeOverflow }
    for index in 0..<counts.tallies where tallies[index].sum < 0 { fault = .timeOverflow }
    for index in 0..<counts.classes where classes[index].stayWithinWindow < 0 { fault = .timeOverflow }
  }

  /// A sum of times; beyond the range of numbers the run is at fault.
  mutating func added(_ sum: Int64, _ time: Int64) -> Int64 {
    let (total, isTooLarge) = sum.addingReportingOverflow(time)
    if isTooLarge { fault = .timeOverflow }
    return total
  }

  private mutating func openWindow() {
    for index in 0..<counts.levels {
      change(level: index, by: 0)
      levels[index].times.update(repeating: 0, count: Int(levels[index].capacity))
      levels[index].area = 0
      levels[index].areaAtHour = 0
    }
    for pool in 0..<counts.pools { settle(pool, clearing: true) }
    settleUnits(clearing: true)
    for source in 0..<counts.classes {
      classes[source].presentAtOpening = Int64(levels[Int(sourceTables[source].level)].level)
    }
    // Who comes at this very instant belongs to the window.
    for slot in 0..<slotsUsed where slab[slot].step < Entity.ghost && slab[slot].flags & Entity.inCohort != 0 {
      classes[Int(slab[slot].source)].presentAtOpening -= 1
    }
  }

  /// Brings the areas of a pool up to now.
  mutating func settle(_ pool: Int, clearing: Bool) {
    let state = pools + pool
    settleTending(pool, clearing: clearing)
    state.pointee.keptArea.change(to: state.pointee.keptArea.level, at: now)
    state.pointee.wantOfPartnerArea.change(to: state.pointee.wantOfPartnerArea.level, at: now)
    state.pointee.overtimeArea.change(to: state.pointee.overtimeArea.level, at: now)
    state.pointee.downArea.change(to: state.pointee.downArea.level, at: now)
    guard clearing else { return }
    state.pointee.onDutyArea.area = 0
    state.pointee.keptArea.area = 0
    state.pointee.wantOfPartnerArea.area = 0
    state.pointee.overtimeArea.area = 0
    state.pointee.downArea.area = 0
  }

  /// Takes what was measured over the window; the run goes on until the cohort has left.
  private mutating func closeWindow() {
    flushHour(0)
    if clockDifference != 0 { flushHour(1) }
    closing = ClosingRecord()
    for index in 0..<counts.levels {
      change(level: index, by: 0)
      var used = Int(levels[index].capacity)
      while used > 1, levels[index].times[used - 1] == 0 { used -= 1 }
      let first = closing.levelTimes.count
      closing.levelTimes += UnsafeBufferPointer(start: levels[index].times, count: used)
      closing.levels.append(.init(area: levels[index].area, times: first..<(first + used)))
    }
    settleUnits(clearing: false)
    closing.units = closedUnits()
    for pool in 0..<counts.pools {
      settle(pool, clearing: false)
      closing.resources.append(resource(pool))
    }
    for source in 0..<counts.classes {
      classes[source].presentAtClosing = Int64(levels[Int(sourceTables[source].level)].level)
    }
    for slot in 0..<slotsUsed where slab[slot].step < Entity.ghost {
      let source = Int(slab[slot].source)
      // Who comes at this very instant does not belong to the window.
      if slab[slot].arrival == now { classes[source].presentAtClosing -= 1 }
      let stay = now - max(slab[slot].arrival, windowStart)
      classes[source].stayWithinWindow = added(classes[source].stayWithinWindow, stay)
    }
    isClosed = true
    if cohortInside | pendingGhosts == 0 { isFinished = true }
  }

  /// A probe looks at the post.
  private mutating func look(_ probe: Int) {
    let table = probeTables[probe]
    if table.isDaily, now + TimeUnit.day < windowEnd {
      schedule(EventClass.probe, CalendarSource.firstProbe + probe, at: now + TimeUnit.day)
    }
    if table.line >= 0 {
      joinGhost(probe, Int(table.line))
      return
    }
    var present: Int64 = table.level >= 0 ? Int64(levels[Int(table.level)].level) : 0
    let sources = table.level >= 0 ? 0 : counts.classes
    for source in 0..<sources where !sourceTables[source].isBody {
      present += Int64(levels[Int(sourceTables[source].level)].level)
    }
    probes[probe].count += 1
    probes[probe].sum += present
    if present > table.limit { probes[probe].above += 1 }
  }

  private mutating func joinGhost(_ probe: Int, _ lineIndex: Int) {
    guard let slot = newSlot() else { return }
    let line = lines + lineIndex
    slab[slot] = Entity(
      arrival: now, mark: now, waited: 0, served: 0, joinSequence: joinSequence, remaining: -1, ordinal: 0, next: -1,
      step: Entity.ghost, source: UInt16(truncatingIfNeeded: probe), channel: 0, flags: 0, hour: 0, arrivalHour: 0)
    joinSequence += 1
    if line.pointee.tail >= 0 {
      slab[Int(line.pointee.tail)].next = Int32(slot)
    } else {
      line.pointee.head = Int32(slot)
    }
    line.pointee.tail = Int32(slot)
    line.pointee.length += 1
    line.pointee.ghosts += 1
    let group = groups + Int(line.pointee.group)
    group.pointee.waiting |= line.pointee.bit
    group.pointee.waitingCount += 1
    group.pointee.ghosts += 1
    pendingGhosts += 1
    markDirty(Int(line.pointee.group))
  }
}
