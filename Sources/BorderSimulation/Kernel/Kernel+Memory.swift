// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Memory

enum KernelMemory {
  /// Copies a table into memory of its own; at least one element is reserved.
  static func copy<Element>(_ table: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, table.count))
    memory.initialize(from: table, count: table.count)
    return memory
  }

  static func zeros(_ count: Int) -> UnsafeMutablePointer<Int64> { copy(Array(repeating: 0, count: max(1, count))) }

  /// Entities on cache lines of their own.
  static func allocateSlab(_ capacity: Int) -> UnsafeMutablePointer<Entity> {
    UnsafeMutableRawPointer.allocate(byteCount: capacity * 64, alignment: 64)
      .bindMemory(to: Entity.self, capacity: capacity)
  }
}

extension Kernel {
  init(_ network: FlowNetwork, recordsEntities: Bool) {
    let layout = network.layout
    counts = Kernel.counts(of: network)
    streamCount = network.streams.count
    isStrict = network.isStrict
    windowStart = network.warmUp.microseconds
    windowEnd = windowStart + network.window.microseconds
    (timeLimit, latestArrival) = Kernel.limits(of: network)
    insideLevel = layout.levels.firstIndex { $0.quantity == .inside } ?? -1
    clockDifference = Int64(network.clockDifferenceMinutes)
    firstMinuteOfWeek = Int64(network.firstMinuteOfWeek)
    #if DEBUG
      drawKeys = KernelMemory.copy(network.streams.map { $0.key })
    #endif
    isRecording = recordsEntities
    key = KernelMemory.copy([PhiloxKey(seed: 0)])
    tables = NetworkMemory(network)
    duty = DutyMemory(network)
    thresholds = KernelMemory.copy(layout.tallies.flatMap { $0.thresholds.map { $0.microseconds } })
    blocking = BlockingMemory(network)
    holdingTable = network.holdings
    bodyMemory = BodyMemory(network)
    drawWindows = DrawWindows.allocate(streams: network.streams.count)
    lawTables = LawTableMemory.allocate(network.lawTables)
    streams = KernelMemory.copy(Kernel.streams(of: network, drawWindows, lawTables))
    lines = KernelMemory.copy(network.lines.map { Kernel.state(of: $0, in: network) })
    pools = KernelMemory.copy(network.pools.map { Kernel.state(of: $0) })
    groups = KernelMemory.copy(network.groups.map { Kernel.state(of: $0, in: network) })
    specials = SpecialSources(network)
    sources = KernelMemory.copy(Array(repeating: SourceState(), count: counts.sources))
    tallies = KernelMemory.copy(Kernel.tallyStates(layout))
    levels = KernelMemory.copy(layout.levels.map { Kernel.state(of: $0, in: layout) })
    causes = KernelMemory.copy(Array(repeating: Observations.Cause(), count: counts.causes))
    above = KernelMemory.zeros(counts.above)
    hours = KernelMemory.copy(Array(repeating: HourCell(), count: counts.hourlyTallies * 168))
    hourlyAreas = KernelMemory.zeros(counts.levels * 168)
    hourlyExposure = KernelMemory.zeros(2 * 168)
    probes = KernelMemory.copy(Array(repeating: Observations.ProbeObservation(), count: counts.probes))
    counters = KernelMemory.zeros(counts.counters)
    classes = KernelMemory.copy(Array(repeating: ClassState(), count: counts.sources))
    departed = KernelMemory.zeros(counts.sources * counts.outcomes)
    departedEver = KernelMemory.zeros(counts.sources)
    unitMemory = UnitMemory(network)
    slabCapacity = 256
    slab = KernelMemory.allocateSlab(slabCapacity)
    visitWaits = .allocate(capacity: slabCapacity)
    hasCompanions = network.needsCompanions
    companions = .allocate(capacity: hasCompanions ? slabCapacity : 1)
    buckets = Buckets(tallies: counts.tallies)
    ready = .allocate(capacity: readyCapacity)
    dirty = .allocate(capacity: max(1, counts.groups * 2))
    leavingSlots = Array(repeating: [], count: counts.pools)
    records = EntityRecords(columns: layout.stamps.count, slots: recordsEntities ? slabCapacity : 1)
  }

  /// The latest instant of a run, and of an arrival: with `empty` and `stop` nobody arrives behind the window.
  private static func limits(of network: FlowNetwork) -> (timeLimit: Int64, latestArrival: Double) {
    let windowEnd = network.warmUp.microseconds + network.window.microseconds
    let timeLimit = network.ends == .stop ? windowEnd : windowEnd + network.window.microseconds
    // Rounded to a microsecond, an arrival must lie before the end of the window to belong to it.
    return (timeLimit, network.ends == .goOn ? Double(timeLimit) : Double(windowEnd) - 1)
  }

  private static func streams(
    of network: FlowNetwork, _ windows: UnsafeMutableRawPointer, _ tables: UnsafePointer<UInt64>
  ) -> [DrawStream] {
    network.streams.enumerated().map { index, stream in
      DrawStream(
        law: stream.law, key: stream.key, memory: stream.isDense ? windows + index * DrawWindows.bytes : nil,
        tables: tables)
    }
  }

  private static func counts(of network: FlowNetwork) -> Counts {
    let layout = network.layout
    return Counts(
      classes: layout.classes.count, lines: network.lines.count, pools: network.pools.count,
      groups: network.groups.count,
      sources: network.sources.count, tallies: layout.tallies.count, levels: layout.levels.count,
      causes: layout.causes.count, above: layout.tallies.reduce(0) { $0 + $1.thresholds.count },
      hourlyTallies: layout.tallies.filter { $0.isHourly }.count, probes: network.probes.count,
      outcomes: layout.outcomes.count, stations: layout.stations.count, counters: layout.counters.count)
  }

  private static func state(of line: LineTable, in network: FlowNetwork) -> LineState {
    let group = network.groups[Int(line.group)]
    return LineState(
      group: line.group, pool: network.groupPools[Int(group.firstPool)], set: line.set, setCount: line.setCount,
      bit: line.rank < 64 ? 1 << UInt64(line.rank) : 0, priority: line.priority, station: line.station,
      causes: CauseHistory(), clock: line.clock, turnsAway: line.turnsAway, units: line.units)
  }

  private static func state(of pool: PoolTable) -> PoolState {
    PoolState(
      free: 0, onDuty: 0, group: pool.group, position: pool.positionInGroup, isPlaces: pool.isPlaces,
      isOfficers: pool.isOfficers,
      isUnlimited: pool.isUnlimited, rule: pool.rule)
  }

  private static func state(of group: GroupTable, in network: FlowNetwork) -> GroupState {
    GroupState(
      firstLine: group.firstLine, lineCount: group.lineCount, firstPool: group.firstPool, poolCount: group.poolCount,
      pool: network.groupPools[Int(group.firstPool)], isSimple: group.isSimple, needsTending: group.needsTending,
      hasDuty: group.hasDuty,
      interrupts: group.interrupts)
  }

  private static func state(
    of level: ObservationLayout.LevelDescription, in layout: ObservationLayout
  ) -> LevelState {
    let state: State =
      switch level.quantity {
      case .queue(let station): layout.stations[station].state
      case .held(let pool), .down(let pool): layout.pools[pool].state
      case .present, .atControl, .inside: .a
      }
    let times = UnsafeMutablePointer<Int64>.allocate(capacity: 16)
    times.initialize(repeating: 0, count: 16)
    return LevelState(capacity: 16, times: times, clock: state == .a ? 0 : 1)
  }

  private static func tallyStates(_ layout: ObservationLayout) -> [TallyState] {
    var hourly: Int32 = 0
    return layout.tallies.map { tally in
      defer { if tally.isHourly { hourly += 168 } }
      return TallyState(
        hourly: tally.isHourly ? hourly : -1, firstThreshold: Int32(tally.firstThreshold),
        thresholdCount: Int32(tally.thresholds.count),
        hasHistogram: tally.hasHistogram)
    }
  }

  func deallocate() {
    tables.deallocate()
    duty.deallocate()
    thresholds.deallocate()
    blocking.deallocate()
    bodyMemory.deallocate()
    streams.deallocate()
    lawTables.deallocate()
    #if DEBUG
      drawKeys.deallocate()
    #endif
    key.deallocate()
    DrawWindows.deallocate(drawWindows)
    for line in 0..<counts.lines { lines[line].causes.deallocate() }
    lines.deallocate()
    pools.deallocate()
    groups.deallocate()
    sources.deallocate()
    specials.deallocate()
    tallies.deallocate()
    for level in 0..<counts.levels { levels[level].times.deallocate() }
    levels.deallocate()
    causes.deallocate()
    above.deallocate()
    hours.deallocate()
    hourlyAreas.deallocate()
    hourlyExposure.deallocate()
    probes.deallocate()
    counters.deallocate()
    classes.deallocate()
    departed.deallocate()
    departedEver.deallocate()
    unitMemory.deallocate()
    slab.deallocate()
    visitWaits.deallocate()
    companions.deallocate()
    buckets.deallocate()
    events.deallocate()
    ready.deallocate()
    dirty.deallocate()
    records.deallocate()
  }
}

// MARK: - Beginning a replication

extension Kernel {
  /// Empties the post and sets the clock to the beginning.
  mutating func reset(replication: Int, seed: UInt64) {
    if seed != self.seed {
      self.seed = seed
      key.pointee = PhiloxKey(seed: seed)
      for stream in 0..<streamCount { streams[stream].forget() }
    }
    self.replication = UInt32(truncatingIfNeeded: replication)
    #if DEBUG
      ledger = DrawLedger()
    #endif
    now = 0
    isCalm = false
    isClosed = false
    isFinished = false
    isTurnedAway = false
    impatient.removeAll(keepingCapacity: true)
    fault = nil
    events.removeAll()
    readyCount = 0
    dirtyCount = 0
    freeSlot = -1
    slotsUsed = 0
    joinSequence = 0
    round = 0
    cohortInside = 0
    pendingGhosts = 0
    processed = 0
    lastExit = -1
    firstEmpty = -1
    hourA = Int(firstMinuteOfWeek / 60)
    hourB = Int((((firstMinuteOfWeek + clockDifference) % 10_080 + 10_080) % 10_080) / 60)
    hourBeganA = 0
    hourBeganB = 0
    closing = ClosingRecord()
    records.removeAll()
    resetLines()
    resetObservations()
    scheduleCalendar()
    resetUnits()
    restedSlots = Array(repeating: [], count: duty.count)
    for row in 0..<duty.count { resetTending(row) }
    for source in 0..<counts.sources { resetSource(source) }
    if specials.hasSchedules {
      announceSlots(ofDay: 0)
      announceSlots(ofDay: 1)
    }
    placeContents()
  }

  private mutating func resetLines() {
    for line in 0..<counts.lines {
      lines[line].head = -1
      lines[line].tail = -1
      lines[line].length = 0
      lines[line].ghosts = 0
      lines[line].exhaustedRound = -1
      lines[line].passedRound = -1
      lines[line].causes.clear()
    }
    bodyMemory.reset()
    for group in 0..<counts.groups {
      groups[group].waiting = 0
      groups[group].waitingCount = 0
      groups[group].ghosts = 0
      groups[group].isDirty = false
    }
    for pool in 0..<counts.pools {
      let table = poolTables[pool]
      pools[pool] = PoolState(
        free: table.initial, onDuty: table.initial, group: table.group, position: table.positionInGroup,
        isPlaces: table.isPlaces, isOfficers: table.isOfficers, isUnlimited: table.isUnlimited, rule: table.rule)
      pools[pool].onDutyArea.level = Int64(table.initial)
      pools[pool].isClosed = table.isClosedAtStart
      leavingSlots[pool].removeAll(keepingCapacity: true)
    }
  }

  private mutating func resetObservations() {
    for tally in 0..<counts.tallies {
      let state = tallies + tally
      if state.pointee.hasHistogram { buckets.clear(tally: tally, maximum: state.pointee.maximum) }
      state.pointee = TallyState(
        hourly: state.pointee.hourly, firstThreshold: state.pointee.firstThreshold,
        thresholdCount: state.pointee.thresholdCount, hasHistogram: state.pointee.hasHistogram)
    }
    for level in 0..<counts.levels {
      let state = levels + level
      state.pointee.times.update(repeating: 0, count: Int(state.pointee.capacity))
      state.pointee = LevelState(
        capacity: state.pointee.capacity, times: state.pointee.times, clock: state.pointee.clock)
    }
    causes.update(repeating: Observations.Cause(), count: counts.causes)
    above.update(repeating: 0, count: counts.above)
    blocking.reset()
    hours.update(repeating: HourCell(), count: counts.hourlyTallies * 168)
    hourlyAreas.update(repeating: 0, count: counts.levels * 168)
    hourlyExposure.update(repeating: 0, count: 2 * 168)
    probes.update(repeating: Observations.ProbeObservation(), count: counts.probes)
    counters.update(repeating: 0, count: counts.counters)
    classes.update(repeating: ClassState(), count: counts.sources)
    departed.update(repeating: 0, count: counts.sources * counts.outcomes)
    departedEver.update(repeating: 0, count: counts.sources)
  }

  private mutating func resetSource(_ source: Int) {
    let table = sourceTables[source]
    let sinceMonday = firstMinuteOfWeek * TimeUnit.minute
    var state = SourceState()
    sources[source] = state
    if table.special >= 0 {
      beginSpecial(source)
      return
    }
    state.part = Int32(sinceMonday / table.gapLength)
    state.partEnd = Double(Int64(state.part + 1) * table.gapLength - sinceMonday)
    sources[source] = state
    let gaps = gaps
    guard (0..<Int(table.gapCount)).contains(where: { gaps[Int(table.firstGap) + $0].isFinite }) else { return }
    scheduleArrival(source, after: 0)
  }
}
