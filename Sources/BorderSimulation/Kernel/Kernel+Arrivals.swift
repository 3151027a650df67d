// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - The next arrival

extension Kernel {
  /// Schedules what follows an arrival of a source whose rate is not one constant.
  @inline(never)
  mutating func scheduleElsewhere(_ source: Int, after ordinal: UInt32) {
    let table = sourceTables + source
    if table.pointee.gapCount > 1 {
      scheduleVarying(source)
      return
    }
    let special = Int(table.pointee.special)
    // The first member of a group stands for all.
    if specials.tables[special].groupStream >= 0, ordinal >= EntityNumber.groupLimit { return }
    switch specials.tables[special].kind {
    case .rates: scheduleByCourse(source, special)
    case .renewal: scheduleRenewal(source, special)
    case .trace: scheduleTraced(source, special)
    case .schedule, .neverEmpty, .population, .returns: return
    }
  }

  /// Inverts the cumulative rate over parts of the week on which the rate is constant.
  ///
  /// - Source: Çinlar, *Introduction to Stochastic Processes* (1975), section 4.7.
  private mutating func scheduleVarying(_ source: Int) {
    let table = sourceTables + source
    let state = sources + source
    guard let ordinal = nextOrdinal(source, limit: EventKey.ordinalLimit) else { return }
    noteDraw(table.pointee.arrivalStream, ordinal)
    var need = streams[Int(table.pointee.arrivalStream)].unitExponential(
      entity: ordinal, key: UnsafePointer(key), replication: replication)
    var gap = gaps[Int(table.pointee.firstGap &+ state.pointee.part)]
    while true {
      let available = (state.pointee.partEnd - state.pointee.time) / gap
      if need <= available { break }
      need -= available
      state.pointee.time = state.pointee.partEnd
      if state.pointee.time > latestArrival { return }
      state.pointee.partEnd += Double(table.pointee.gapLength)
      state.pointee.part = state.pointee.part &+ 1 == table.pointee.gapCount ? 0 : state.pointee.part &+ 1
      gap = gaps[Int(table.pointee.firstGap &+ state.pointee.part)]
    }
    state.pointee.time += need * gap
    guard state.pointee.time <= latestArrival else { return }
    pushArrival(source, ordinal, at: Int64(state.pointee.time + 0.5))
  }

  mutating func nextOrdinal(_ source: Int, limit: UInt32) -> UInt32? {
    let ordinal = sources[source].next
    guard ordinal < limit else {
      fault = .tooManyArrivals(Int(limit))
      return nil
    }
    sources[source].next = ordinal &+ 1
    return ordinal
  }

  @inline(__always)
  mutating func pushArrival(_ source: Int, _ ordinal: UInt32, at time: Int64) {
    let tail = EventKey.tail(EventClass.arrival, source: UInt64(truncatingIfNeeded: source), ordinal: ordinal, slot: 0)
    events.push(EventKey.key(time, tail))
  }

  /// Announces an arrival, or every member of a group.
  mutating func announce(_ source: Int, _ special: Int, _ number: UInt32, at time: Int64) {
    guard Double(time) <= latestArrival else { return }
    let stream = specials.tables[special].groupStream
    guard stream >= 0 else {
      pushArrival(source, number, at: time)
      return
    }
    guard number < EntityNumber.groupLimit else {
      fault = .tooManyArrivals(Int(EntityNumber.groupLimit))
      return
    }
    let size = duration(stream, number) ?? 1
    for member in 0..<UInt32(min(max(size, 1), 1 << Int64(30 - EntityNumber.groupBits))) {
      pushArrival(source, number | member << EntityNumber.groupBits, at: time)
    }
  }

  /// Draws a length; a draw that fails is a fault of the run.
  mutating func duration(_ stream: Int32, _ entity: UInt32) -> Int64? {
    let value = streams[Int(stream)].duration(entity: entity, key: UnsafePointer(key), replication: replication)
    guard value >= 0 else {
      fault = .timeOverflow
      return nil
    }
    return value
  }

  mutating func uniform(_ stream: Int32, _ entity: UInt32) -> Double {
    streams[Int(stream)].uniform(entity: entity, key: UnsafePointer(key), replication: replication)
  }

  mutating func limit(_ special: Int) -> UInt32 {
    specials.tables[special].groupStream >= 0 ? EntityNumber.groupLimit : EventKey.ordinalLimit
  }

  private mutating func scheduleRenewal(_ source: Int, _ special: Int) {
    let table = specials.tables + special
    guard let number = nextOrdinal(source, limit: limit(special)) else { return }
    var gap: Int64? = 0
    if number > 0 || !table.pointee.startsAtOnce {
      let isFirst = number == 0 && table.pointee.firstGapStream >= 0
      gap = duration(isFirst ? table.pointee.firstGapStream : table.pointee.gapStream, number)
    }
    guard let gap else { return }
    specials.states[special].time &+= gap
    announce(source, special, number, at: specials.states[special].time)
  }

  private mutating func scheduleTraced(_ source: Int, _ special: Int) {
    let table = specials.tables + special
    guard sources[source].next < UInt32(table.pointee.count),
      let number = nextOrdinal(source, limit: limit(special))
    else { return }
    announce(source, special, number, at: specials.traceTimes[Int(table.pointee.first) + Int(number)])
  }

  /// The recorded channel of an entity.
  mutating func tracedChannel(_ source: Int, _ ordinal: UInt32) -> UInt8 {
    let table = specials.tables + Int(sourceTables[source].special)
    let entry = table.pointee.groupStream >= 0 ? ordinal & (EntityNumber.groupLimit - 1) : ordinal
    // Who is there at the start is in no record.
    guard entry < UInt32(table.pointee.count) else { return 0 }
    return specials.traceChannels[Int(table.pointee.first) + Int(entry)]
  }
}

// MARK: - Schedules

extension Kernel {
  /// Announces all arrivals that are due on a day of the run, counted from 0; at the latest a day before it begins, for
  /// some come early.
  mutating func announceSlots(ofDay day: Int64) {
    let weekday = (firstMinuteOfWeek / 1440 + day) % 7
    for source in 0..<counts.sources where sourceTables[source].special >= 0 {
      let special = Int(sourceTables[source].special)
      let table = specials.tables + special
      guard table.pointee.kind == .schedule else { continue }
      for index in 0..<Int(table.pointee.count) {
        let slot = specials.slots[Int(table.pointee.first) + index]
        guard Int64(slot.minuteOfWeek) / 1440 == weekday else { continue }
        announce(source, special, slot, minute: day * 1440 + Int64(slot.minuteOfWeek) % 1440)
      }
    }
  }

  private mutating func announce(_ source: Int, _ special: Int, _ slot: ArrivalSlot, minute: Int64) {
    guard Double(minute * TimeUnit.minute) <= latestArrival else { return }
    let table = specials.tables + special
    let isGrouped = table.pointee.groupStream >= 0
    let number = isGrouped ? minute : minute * EntityNumber.copiesOfSlot + Int64(slot.copy)
    // Beyond come those who are there at the start.
    guard number < Int64(isGrouped ? EntityNumber.groupLimit : EventKey.ordinalLimit - EntityNumber.groupLimit) else {
      fault = .tooManyArrivals(Int(number))
      return
    }
    let ordinal = UInt32(number)
    if table.pointee.noShowStream >= 0, uniform(table.pointee.noShowStream, ordinal) < table.pointee.noShowShare {
      return
    }
    guard let late = duration(table.pointee.lateStream, ordinal),
      let early = duration(table.pointee.earlyStream, ordinal)
    else { return }
    announce(
      source, special, ordinal, at: max(now, minute * TimeUnit.minute &+ late &- min(early, TimeUnit.day)))
  }
}

// MARK: - Who comes back, who is never missing, who is there

extension Kernel {
  /// The next of a source that is never empty arrives at this instant.
  @inline(never)
  mutating func summon(_ source: Int) {
    guard Double(now) <= latestArrival, let ordinal = nextOrdinal(source, limit: EventKey.ordinalLimit) else { return }
    pushArrival(source, ordinal, at: now)
  }

  /// An entity is about to leave: settles when it, or its return, comes.
  @inline(never)
  mutating func sendBack(_ slot: Int, _ step: UnsafeMutablePointer<Step>) {
    let ordinal = slab[slot].ordinal
    for index in 0..<Int(step.pointee.setCount) {
      let follower = specials.followers[Int(step.pointee.a) + index]
      var next = ordinal
      if follower.isPopulation {
        next &+= 1 << EntityNumber.memberBits
        guard next < EventKey.ordinalLimit else {
          fault = .tooManyArrivals(1 << Int(30 - EntityNumber.memberBits))
          return
        }
      } else if follower.shareStream >= 0, uniform(follower.shareStream, next) >= follower.share {
        continue
      }
      guard let away = duration(follower.awayStream, next) else { return }
      if Double(now &+ away) <= latestArrival { pushArrival(Int(follower.source), next, at: now &+ away) }
    }
  }

  /// Puts those who are there at the start into the empty post: first those in spaces, whose places nobody may take
  /// before, then those before their first step.
  mutating func placeContents() {
    guard specials.contentCount > 0 else { return }
    placeContents(inSpaces: true)
    finishInstant()
    placeContents(inSpaces: false)
    finishInstant()
  }

  private mutating func placeContents(inSpaces: Bool) {
    var ordinal = EventKey.ordinalLimit
    for index in 0..<specials.contentCount {
      let content = specials.contents[index]
      let source = Int(content.source)
      // From the last number down, out of the way of those who arrive.
      if index == 0 || specials.contents[index - 1].source != content.source { ordinal = EventKey.ordinalLimit }
      for _ in 0..<content.count {
        ordinal -= 1
        guard (content.start != sourceTables[source].start) == inSpaces else { continue }
        if windowStart == 0 { classes[source].presentAtOpening += 1 }
        enter(source, ordinal, flags: 0, from: Int(content.start))
      }
    }
  }
}

// MARK: - Beginning

extension Kernel {
  /// Schedules the first arrival of a special source.
  mutating func beginSpecial(_ source: Int) {
    let special = Int(sourceTables[source].special)
    specials.states[special] = SpecialState()
    switch specials.tables[special].kind {
    case .rates:
      beginCourse(source, special)
      scheduleByCourse(source, special)
    case .renewal: scheduleRenewal(source, special)
    case .trace:
      sources[source].next = UInt32(specials.tables[special].skipped)
      scheduleTraced(source, special)
    case .neverEmpty: summon(source)
    case .population: beginPopulation(source, special)
    case .schedule, .returns: return
    }
  }

  private mutating func beginPopulation(_ source: Int, _ special: Int) {
    let table = specials.tables + special
    for member in 0..<UInt32(table.pointee.members) {
      var away: Int64? = 0
      if !table.pointee.startsAtOnce {
        let hasFirst = table.pointee.firstGapStream >= 0
        away = duration(hasFirst ? table.pointee.firstGapStream : table.pointee.gapStream, member)
      }
      guard let away else { return }
      if Double(away) <= latestArrival { pushArrival(source, member, at: away) }
    }
  }
}
