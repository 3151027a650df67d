// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The state of one replication and the machine that advances it.
///
/// Everything the events touch lies in raw memory behind these pointers; a struct used by one thread as a local or
/// stored value, so that nothing is retained and no exclusivity is checked per event. All methods are `mutating`: a
/// method that is not would copy the struct.
struct Kernel {
  // Tables of the network.
  let tables: NetworkMemory
  let thresholds: UnsafeMutablePointer<Int64>
  let blocking: BlockingMemory
  let holdingTable: HoldingTable

  // State.
  let streams: UnsafeMutablePointer<DrawStream>
  let lawTables: UnsafePointer<UInt64>
  let drawWindows: UnsafeMutableRawPointer
  let lines: UnsafeMutablePointer<LineState>
  let pools: UnsafeMutablePointer<PoolState>
  let groups: UnsafeMutablePointer<GroupState>
  /// Pools with units that are not always there.
  let duty: DutyMemory
  let sources: UnsafeMutablePointer<SourceState>
  let tallies: UnsafeMutablePointer<TallyState>
  let levels: UnsafeMutablePointer<LevelState>
  let causes: UnsafeMutablePointer<Observations.Cause>
  let above: UnsafeMutablePointer<Int64>
  let hours: UnsafeMutablePointer<HourCell>
  let hourlyAreas: UnsafeMutablePointer<Int64>
  let hourlyExposure: UnsafeMutablePointer<Int64>
  let probes: UnsafeMutablePointer<Observations.ProbeObservation>
  /// Events counted within the window; see `count(_:)`.
  let counters: UnsafeMutablePointer<Int64>
  let classes: UnsafeMutablePointer<ClassState>
  let bodyMemory: BodyMemory
  let departed: UnsafeMutablePointer<Int64>
  let departedEver: UnsafeMutablePointer<Int64>
  let unitMemory: UnitMemory
  var slab: UnsafeMutablePointer<Entity>
  var slabCapacity: Int
  /// What only some posts need to know about their entities, by slot; one unused row elsewhere.
  var companions: UnsafeMutablePointer<Companion>
  let hasCompanions: Bool
  /// Waits of the current visit before an interruption, by slot.
  var visitWaits: UnsafeMutablePointer<Int64>
  let specials: SpecialSources
  var buckets: Buckets
  var events = EventList()
  /// Released or granted entities that go on in the next round of this instant.
  var ready: UnsafeMutablePointer<Int32>
  var readyCount = 0
  var readyCapacity = 64
  let dirty: UnsafeMutablePointer<Int32>
  var dirtyCount = 0
  var records: EntityRecords
  let isRecording: Bool

  let counts: Counts
  let streamCount: Int
  let isStrict: Bool
  let windowStart: Int64
  let windowEnd: Int64
  let timeLimit: Int64
  let latestArrival: Double
  /// Level of the number inside, or -1.
  let insideLevel: Int
  let clockDifference: Int64
  let firstMinuteOfWeek: Int64

  var seed: UInt64 = 0
  let key: UnsafeMutablePointer<PhiloxKey>
  var replication: UInt32 = 0
  var now: Int64 = 0
  /// Nothing else is due, dirty or ready at this instant: grants may be made at once.
  var isCalm = false
  var isClosed = false
  var isFinished = false
  /// The latest `seize` was refused; read at once by `advance`.
  var isTurnedAway = false
  /// Events of those whose patience has ended at this instant, in their order.
  var impatient: [UInt64] = []
  /// By pool: who holds the units that go off duty when released.
  var leavingSlots: [[Int32]]
  /// By special pool: who holds officers who have had the break of the window that is open.
  var restedSlots: [[Int32]] = []
  /// What was measured over the window, taken when it closed.
  var closing = ClosingRecord()
  var freeSlot: Int32 = -1
  var slotsUsed = 0
  var joinSequence: Int64 = 0
  var round: Int64 = 0
  var cohortInside: Int64 = 0
  var pendingGhosts: Int64 = 0
  /// Hour of the week on the two clocks, and when it began.
  var hourA = 0
  var hourB = 0
  var hourBeganA: Int64 = 0
  var hourBeganB: Int64 = 0
  var processed: Int64 = 0
  /// From the start of the window; -1 if there was none, or nobody asked.
  var lastExit: Int64 = -1
  var firstEmpty: Int64 = -1
  /// Ends the run.
  var fault: RunFault? {
    didSet { if fault != nil { isFinished = true } }
  }
  /// Every instant by rounds, also where a shortcut would give the same; for tests.
  var forcesRounds = false
  /// Goes on when some who wait can never go on; for tests.
  var ignoresDeadlock = false
  /// Set with the fault `deadlock`.
  var waitsInCircle: [WaitInCircle] = []

  #if DEBUG
    /// Finds a random number that is used twice.
    var ledger = DrawLedger()
    let drawKeys: UnsafeMutablePointer<DrawKey>
  #endif

  /// Numbers of rows of the tables.
  struct Counts {
    /// Classes are the sources that arrive; sources of repairs follow.
    var classes: Int
    var lines, pools, groups, sources, tallies, levels, causes, above, hourlyTallies, probes, outcomes, stations: Int
    var counters: Int
  }

  /// The books of one traffic class.
  struct ClassState {
    var created: Int64 = 0
    var arrived: Int64 = 0
    var presentAtOpening: Int64 = 0
    var presentAtClosing: Int64 = 0
    var stayWithinWindow: Int64 = 0
    var unfinished: Int64 = 0
    var unfinishedMicroseconds: Int64 = 0
  }
}

// MARK: - The loop over events

extension Kernel {
  /// Processes events until the run is finished, at fault or given up.
  ///
  /// - Returns: Whether the run came to an end (which a fault is too).
  mutating func run(eventLimit: Int64, shouldStop: () -> Bool) -> Bool {
    while !isFinished {
      let slice = min(eventLimit - processed, 4096)
      if slice <= 0 {
        fault = .eventLimit(eventLimit)
        return true
      }
      runSlice(slice)
      if fault != nil { return true }
      if shouldStop() { return false }
    }
    return true
  }

  private mutating func runSlice(_ slice: Int64) {
    var left = slice
    while left > 0, !isFinished {
      events.closeHole()
      let first = events.first
      let time = EventKey.time(first)
      let tail = EventKey.tail(first)
      // Grants wait for everything that is due now, except for a probe, which looks at what is left when all is done.
      if dirtyCount | readyCount != 0, time != now || EventKey.eventClass(tail) == EventClass.probe {
        finishInstant()
        continue
      }
      if UInt64(bitPattern: time) > UInt64(bitPattern: timeLimit) {
        if blocking.spaceCount != 0 { noteRoots() }
        now = timeLimit
        isFinished = true
        break
      }
      if blocking.spaceCount != 0, time != now { noteRoots() }
      now = time
      events.openHole()
      isCalm = !forcesRounds && dirtyCount | readyCount == 0 && !events.holdsOther(at: time)
      process(tail)
      left &-= 1
    }
    processed &+= slice &- left
  }

  @inline(__always)
  private mutating func process(_ tail: UInt64) {
    switch EventKey.eventClass(tail) {
    case EventClass.delayEnds: endDelay(EventKey.slot(tail))
    case EventClass.arrival: arrive(tail)
    default: processCalendar(tail)
    }
  }

  /// Grants, then what takes no time, until nothing happens any more at this instant.
  @inline(never)
  mutating func finishInstant() {
    events.closeHole()
    isCalm = false
    repeat {
      let dirtyNow = dirtyCount
      for index in 0..<dirtyNow {
        let group = Int(dirty[index])
        groups[group].isDirty = false
        grant(group)
      }
      // What a grant has touched anew has its turn in the next round.
      for index in dirtyNow..<dirtyCount { dirty[index &- dirtyNow] = dirty[index] }
      dirtyCount &-= dirtyNow
      let round = takeReady()
      for index in 0..<round.count { advance(Int(round[index]), from: Int(slab[Int(round[index])].step)) }
    } while dirtyCount | readyCount != 0
  }

  /// The entities that go on in this round, in the order of source and ordinal.
  private mutating func takeReady() -> [Int32] {
    var slots: [Int32] = []
    for index in 0..<readyCount { slots.append(ready[index]) }
    readyCount = 0
    if slots.count > 1 {
      let slab = slab
      slots.sort { a, b in
        let x = slab + Int(a)
        let y = slab + Int(b)
        return (x.pointee.source, x.pointee.ordinal) < (y.pointee.source, y.pointee.ordinal)
      }
    }
    return slots
  }

  /// Puts an entity off to the next round of this instant, in which it goes on with this step.
  mutating func putOff(_ slot: Int, step: Int) {
    slab[slot].step = UInt16(truncatingIfNeeded: step)
    isCalm = false
    if readyCount == readyCapacity {
      let larger = UnsafeMutablePointer<Int32>.allocate(capacity: readyCapacity * 2)
      larger.update(from: ready, count: readyCount)
      ready.deallocate()
      ready = larger
      readyCapacity *= 2
    }
    ready[readyCount] = Int32(truncatingIfNeeded: slot)
    readyCount &+= 1
  }

  @inline(__always)
  mutating func markDirty(_ group: Int) {
    isCalm = false
    guard !groups[group].isDirty else { return }
    groups[group].isDirty = true
    dirty[dirtyCount] = Int32(truncatingIfNeeded: group)
    dirtyCount &+= 1
  }
}

// MARK: - Arrivals and departures

extension Kernel {
  @inline(__always)
  private mutating func arrive(_ tail: UInt64) {
    let source = EventKey.source(tail)
    let ordinal = EventKey.ordinal(tail)
    scheduleArrival(source, after: ordinal)
    let isInCohort = now >= windowStart && now < windowEnd
    if isInCohort {
      classes[source].arrived &+= 1
      cohortInside &+= 1
    }
    enter(source, ordinal, flags: isInCohort ? Entity.inCohort : 0, from: Int(sourceTables[source].start))
  }

  /// A new entity begins its program.
  @inline(__always)
  mutating func enter(_ source: Int, _ ordinal: UInt32, flags: UInt8, from start: Int) {
    guard let slot = newSlot() else { return }
    let entity = slab + slot
    classes[source].created &+= 1
    entity.pointee = Entity(
      arrival: now, mark: now, waited: 0, served: 0, joinSequence: 0, remaining: -1, ordinal: ordinal, next: -1,
      step: 0, source: UInt16(truncatingIfNeeded: source), channel: 0, flags: flags, hour: 0,
      arrivalHour: UInt8(truncatingIfNeeded: hourA))
    let table = sourceTables + source
    if table.pointee.channelStream >= 0 { entity.pointee.channel = channel(source, ordinal) }
    change(level: Int(table.pointee.level), by: 1)
    if hasCompanions {
      companions[slot] = Companion()
      companions[slot].drawEntity = ordinal
    }
    if isRecording { records.begin(slot) }
    advance(slot, from: start)
  }

  private mutating func channel(_ source: Int, _ ordinal: UInt32) -> UInt8 {
    let table = sourceTables[source]
    if table.boundCount == 0 { return tracedChannel(source, ordinal) }
    noteDraw(table.channelStream, ordinal)
    let u = streams[Int(table.channelStream)].uniform(
      entity: ordinal, key: UnsafePointer(key), replication: replication)
    var channel = 0
    while channel < Int(table.boundCount) - 1, u >= channelBounds[Int(table.firstBound) + channel] { channel += 1 }
    return UInt8(truncatingIfNeeded: channel)
  }

  /// Schedules the arrival that follows another of its source.
  ///
  /// Here for a rate that never changes: the gap is exponential.
  @inline(__always)
  mutating func scheduleArrival(_ source: Int, after latest: UInt32) {
    let table = sourceTables + source
    guard table.pointee.gapCount == 1 else {
      scheduleElsewhere(source, after: latest)
      return
    }
    let state = sources + source
    let ordinal = state.pointee.next
    guard ordinal < EventKey.ordinalLimit else {
      fault = .tooManyArrivals(Int(EventKey.ordinalLimit))
      return
    }
    state.pointee.next = ordinal &+ 1
    noteDraw(table.pointee.arrivalStream, ordinal)
    let need = streams[Int(table.pointee.arrivalStream)].unitExponential(
      entity: ordinal, key: UnsafePointer(key), replication: replication)
    state.pointee.time += need * gaps[Int(table.pointee.firstGap)]
    guard state.pointee.time <= latestArrival else { return }
    pushArrival(source, ordinal, at: Int64(state.pointee.time + 0.5))
  }

  @inline(__always)
  mutating func newSlot() -> Int? {
    if freeSlot >= 0 {
      let slot = Int(freeSlot)
      freeSlot = slab[slot].next
      return slot
    }
    if slotsUsed == slabCapacity, !growSlab() { return nil }
    slotsUsed &+= 1
    return slotsUsed &- 1
  }

  @inline(never)
  private mutating func growSlab() -> Bool {
    guard slabCapacity * 2 <= EventKey.slotLimit else {
      fault = .tooManyInside(slabCapacity)
      return false
    }
    let capacity = slabCapacity * 2
    let larger = KernelMemory.allocateSlab(capacity)
    larger.update(from: slab, count: slabCapacity)
    slab.deallocate()
    slab = larger
    let waits = UnsafeMutablePointer<Int64>.allocate(capacity: capacity)
    waits.update(from: visitWaits, count: slabCapacity)
    visitWaits.deallocate()
    visitWaits = waits
    if hasCompanions {
      let larger = UnsafeMutablePointer<Companion>.allocate(capacity: capacity)
      larger.update(from: companions, count: slabCapacity)
      companions.deallocate()
      companions = larger
    }
    slabCapacity = capacity
    if isRecording { records.grow(to: capacity) }
    return true
  }

  @inline(__always)
  mutating func freeSlot(_ slot: Int) {
    slab[slot].step = Entity.free
    slab[slot].next = freeSlot
    freeSlot = Int32(truncatingIfNeeded: slot)
  }

  @inline(__always)
  mutating func depart(_ slot: Int, outcome: Int, tally: Int) {
    let entity = slab + slot
    let source = Int(entity.pointee.source)
    let table = sourceTables + source
    change(level: Int(table.pointee.level), by: -1)
    departedEver[source] &+= 1
    if !isClosed { classes[source].stayWithinWindow &+= max(0, now &- max(entity.pointee.arrival, windowStart)) }
    if entity.pointee.flags & Entity.inCohort != 0 {
      departed[source &* counts.outcomes &+ outcome] &+= 1
      record(tally, now &- entity.pointee.arrival, hour: Int(entity.pointee.arrivalHour))
      record(Int(table.pointee.waitingTally), entity.pointee.waited, hour: -1)
      tallies[Int(table.pointee.serviceTally)].sum &+= entity.pointee.served
      if isRecording { finishRecord(slot, departure: now, outcome: outcome) }
      cohortInside &-= 1
      if isClosed, cohortInside | pendingGhosts == 0 { isFinished = true }
    }
    freeSlot(slot)
  }
}
