// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - What an entity does

extension Kernel {
  /// Takes an entity through its steps until one takes time or must be waited for.
  mutating func advance(_ slot: Int, from first: Int) {
    var index = first
    while true {
      let step = steps + index
      switch step.pointee.code {
      case .seize:
        guard seize(slot, step, index) else { return }
        // A request that was turned away goes on elsewhere.
        index = isTurnedAway ? Int(step.pointee.target) : index &+ 1
        isTurnedAway = false
      case .delay:
        guard startDelay(slot, step, index) else { return }
        putOff(slot, step: index &+ 1)
        return
      case .release:
        release(slot, step)
        index &+= 1
      case .decideByShare:
        noteDraw(step.pointee.a, slab[slot].ordinal)
        let u = streams[Int(step.pointee.a)].uniform(
          entity: slab[slot].ordinal, key: UnsafePointer(key), replication: replication)
        index = u < step.pointee.share ? index &+ 1 : Int(step.pointee.target)
      case .decideByChannel:
        index = (step.pointee.value >> Int64(slab[slot].channel)) & 1 == 1 ? Int(step.pointee.target) : index &+ 1
      case .jump: index = Int(step.pointee.target)
      case .observe:
        observe(slot, step)
        index &+= 1
      case .summon:
        // Work that resumes has summoned the next already.
        if slab[slot].remaining < 0 { summon(Int(step.pointee.a)) }
        index &+= 1
      case .comeBack:
        sendBack(slot, step)
        index &+= 1
      case .restore:
        restoreUnit(slot, Int(step.pointee.a))
        return
      case .dispose:
        depart(slot, outcome: Int(step.pointee.a), tally: Int(step.pointee.tally))
        return
      default:
        index = takeRareStep(slot, index)
        if index < 0 { return }
      }
    }
  }

  /// - Returns: Whether the entity goes on at once.
  @inline(__always)
  private mutating func seize(_ slot: Int, _ step: UnsafeMutablePointer<Step>, _ index: Int) -> Bool {
    let lineIndex = Int(step.pointee.a)
    let line = lines + lineIndex
    if isCalm, step.pointee.flags.contains(.isSimple) {
      let pool = pools + Int(line.pointee.pool)
      if pool.pointee.free > 0 {
        pool.pointee.free &-= 1
        change(level: counts.stations &+ Int(line.pointee.pool), by: 1)
        beginVisitUnwaited(slot, step, line)
        return true
      }
      if line.pointee.turnsAway {
        isTurnedAway = true
        if isRecording { records.stamp(slot, step.pointee.stamp, joined: now) }
        return true
      }
      join(slot, lineIndex, step, index)
      return false
    }
    if step.pointee.flags.contains(.isSpecial) { return seizeSpecially(slot, step, index) }
    let group = groups + Int(line.pointee.group)
    if isCalm, group.pointee.waitingCount == 0, !group.pointee.hasDuty, takeAll(line) {
      beginVisitUnwaited(slot, step, line)
      return true
    }
    join(slot, lineIndex, step, index)
    markDirty(Int(line.pointee.group))
    return false
  }

  /// Takes one unit of each pool of a line, if each has one.
  @inline(__always)
  mutating func takeAll(_ line: UnsafeMutablePointer<LineState>) -> Bool {
    let first = Int(line.pointee.set)
    let end = first &+ Int(line.pointee.setCount)
    for index in first..<end where pools[Int(poolSets[index])].free <= 0 { return false }
    for index in first..<end {
      let pool = Int(poolSets[index])
      pools[pool].free &-= 1
      change(level: counts.stations &+ pool, by: 1)
    }
    return true
  }

  /// The books of a visit that did not wait.
  @inline(__always)
  mutating func beginVisitUnwaited(
    _ slot: Int, _ step: UnsafeMutablePointer<Step>, _ line: UnsafeMutablePointer<LineState>
  ) {
    let entity = slab + slot
    entity.pointee.mark = now
    let hour = line.pointee.clock == 0 ? hourA : hourB
    if step.pointee.flags.contains(.isInterruptible) {
      entity.pointee.hour = UInt8(truncatingIfNeeded: hour)
      entity.pointee.joinSequence = joinSequence
      joinSequence &+= 1
      visitWaits[slot] = 0
    } else if entity.pointee.flags & Entity.inCohort != 0 {
      record(Int(step.pointee.tally), 0, hour: hour)
    }
    if isRecording { records.stamp(slot, step.pointee.stamp, joined: now, started: now) }
  }

  /// Schedules the end of a delay.
  ///
  /// - Returns: Whether it ends at this very instant; then nothing is scheduled.
  @inline(__always)
  mutating func startDelay(_ slot: Int, _ step: UnsafeMutablePointer<Step>, _ index: Int) -> Bool {
    let entity = slab + slot
    var duration = step.pointee.value
    if entity.pointee.remaining >= 0 {
      duration = entity.pointee.remaining
      entity.pointee.remaining = -1
    } else if step.pointee.a >= 0 {
      noteDraw(step.pointee.a, entity.pointee.ordinal)
      duration = streams[Int(step.pointee.a)].duration(
        entity: entity.pointee.ordinal, key: UnsafePointer(key), replication: replication)
    } else if step.pointee.a < -1 {
      duration = keyedDuration(slot, step.pointee.a)
    }
    if step.pointee.flags.contains(.isSpecial) { duration = workingTime(slot, step, work: duration) }
    // Longer than 36,000 years, or a draw that failed.
    if UInt64(bitPattern: duration) > UInt64(1) << 60 {
      fault = .timeOverflow
      return false
    }
    if step.pointee.flags.contains(.isWork) { entity.pointee.served &+= duration }
    // Nobody is needed: it begins when it is reached.
    if isRecording, step.pointee.target < 0 {
      records.stamp(slot, step.pointee.stamp &- 2, joined: now, started: now)
    }
    if duration == 0 {
      finishDelay(slot, step)
      return true
    }
    entity.pointee.step = UInt16(truncatingIfNeeded: index)
    entity.pointee.mark = now
    events.push(
      EventKey.key(
        now &+ duration,
        EventKey.tail(
          EventClass.delayEnds, source: UInt64(entity.pointee.source), ordinal: entity.pointee.ordinal, slot: slot)))
    return false
  }

  @inline(__always)
  mutating func endDelay(_ slot: Int) {
    let index = Int(slab[slot].step)
    finishDelay(slot, steps + index)
    advance(slot, from: index &+ 1)
  }

  /// What is known only when a delay is over.
  @inline(__always)
  private mutating func finishDelay(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    if step.pointee.flags.contains(.isInterruptible) {
      if step.pointee.flags.contains(.isSpecial) { stopWearing(slot, step) }
      if slab[slot].flags & Entity.inCohort != 0 {
        record(Int(step.pointee.tally), visitWaits[slot], hour: Int(slab[slot].hour))
      }
    }
    if isRecording { records.stamp(slot, finished: step.pointee.stamp, now) }
  }

  @inline(__always)
  private mutating func release(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    let groupIndex = Int(step.pointee.a)
    let group = groups + groupIndex
    if isCalm, step.pointee.flags.contains(.mayHandOver), group.pointee.waiting != 0, group.pointee.ghosts == 0,
      pools[Int(group.pointee.pool)].claims == 0
    {
      handOver(groupIndex)
      return
    }
    giveBackAll(slot, step)
    if group.pointee.waitingCount != 0 || group.pointee.needsTending { markDirty(groupIndex) }
  }

  @inline(__always)
  private mutating func giveBackAll(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    var index = Int(step.pointee.set)
    let end = index &+ Int(step.pointee.setCount)
    repeat {
      giveBack(Int(poolSets[index]), by: slot)
      index &+= 1
    } while index < end
  }

  /// A unit becomes free, or goes elsewhere.
  @inline(__always)
  mutating func giveBack(_ pool: Int, by slot: Int) {
    change(level: counts.stations &+ pool, by: -1)
    if pools[pool].claims != 0, goesElsewhere(pool, heldBy: slot) { return }
    pools[pool].free &+= 1
  }
}

// MARK: - Observing

extension Kernel {
  /// In debug builds: traps if this random number has been used before. In release: nothing.
  @inline(__always)
  mutating func noteDraw(_ stream: Int32, _ entity: UInt32) {
    #if DEBUG
      ledger.record(drawKeys[Int(stream)], entity: entity, replication: replication)
    #endif
  }

  /// The same for a draw with a visit and a child of its own.
  @inline(__always)
  mutating func noteDraw(_ stream: Int32, _ entity: UInt32, visit: UInt8, child: UInt16) {
    #if DEBUG
      let key = DrawKey(purpose: drawKeys[Int(stream)].purpose, visit: visit, child: child)
      ledger.record(key, entity: entity, replication: replication)
    #endif
  }
}

extension Kernel {
  @inline(__always)
  mutating func change(level index: Int, by difference: Int32) {
    let level = levels + index
    let span = now &- level.pointee.last
    let value = Int(level.pointee.level)
    level.pointee.last = now
    level.pointee.times[value] &+= span
    level.pointee.area &+= Int64(value) &* span
    level.pointee.level &+= difference
    if level.pointee.level >= level.pointee.capacity { grow(level) }
  }

  @inline(never)
  private mutating func grow(_ level: UnsafeMutablePointer<LevelState>) {
    let capacity = Int(level.pointee.capacity)
    let larger = UnsafeMutablePointer<Int64>.allocate(capacity: capacity * 2)
    larger.initialize(repeating: 0, count: capacity * 2)
    larger.update(from: level.pointee.times, count: capacity)
    level.pointee.times.deallocate()
    level.pointee.times = larger
    level.pointee.capacity = Int32(capacity * 2)
  }

  /// Adds a value to a sample with a histogram; to its hours too, if the hour is not negative.
  @inline(__always)
  mutating func record(_ index: Int, _ value: Int64, hour: Int) {
    let tally = tallies + index
    tally.pointee.count &+= 1
    tally.pointee.sum &+= value
    tally.pointee.positive &+= value > 0 ? 1 : 0
    tally.pointee.maximum = max(value, tally.pointee.maximum)
    let microseconds = Double(value)
    let minutes = microseconds * (1.0 / 60_000_000.0)
    tally.pointee.squares += minutes * minutes
    buckets.count(value, microseconds, tally: index)
    if hour >= 0, tally.pointee.hourly >= 0 {
      let cell = hours + (Int(tally.pointee.hourly) &+ hour)
      cell.pointee.count &+= 1
      cell.pointee.sum &+= value
    }
    if tally.pointee.thresholdCount > 0 { countAbove(tally, value) }
  }

  @inline(never)
  private mutating func countAbove(_ tally: UnsafeMutablePointer<TallyState>, _ value: Int64) {
    for index in Int(tally.pointee.firstThreshold)..<Int(tally.pointee.firstThreshold + tally.pointee.thresholdCount)
    where value > thresholds[index] {
      above[index] &+= 1
    }
  }
}
