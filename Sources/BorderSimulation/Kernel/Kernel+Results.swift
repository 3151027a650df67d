// SPDX-License-Identifier: GPL-3.0-or-later

/// What was measured over the window, taken when it closed.
struct ClosingRecord {
  var levels: [Observations.Level] = []
  var levelTimes: [Int64] = []
  var resources: [Observations.Resource] = []
  var units: [Observations.Unit] = []
}

// MARK: - The end of a replication

extension Kernel {
  /// The areas of a pool, which have been brought up to now.
  mutating func resource(_ pool: Int) -> Observations.Resource {
    let state = pools[pool]
    var resource = Observations.Resource(
      onDuty: state.isUnlimited ? 0 : state.onDutyArea.area,
      busy: levels[counts.stations + pool].area - state.keptArea.area,
      kept: state.keptArea.area, freeForWantOfPartner: state.wantOfPartnerArea.area,
      overtime: state.overtimeArea.area, down: state.downArea.area)
    let row = Int(poolTables[pool].tending)
    if row >= 0, !state.isUnlimited {
      resource.onBreak = duty.states[row].breakArea.area
      resource.settingUp = duty.states[row].setUpArea.area
      resource.away = duty.states[row].awayArea.area
      resource.closedByRule = duty.states[row].closedArea.area
    }
    return resource
  }

  /// Everything observed; the run has ended.
  mutating func observations(replication: Int) -> Observations {
    countUnfinished()
    checkBooks()
    var result = Observations(
      replication: replication, fault: fault, windowMicroseconds: windowEnd - windowStart,
      reachedMicroseconds: now - windowStart, events: processed, arrived: list(of: \.arrived),
      departed: Array(UnsafeBufferPointer(start: departed, count: counts.classes * counts.outcomes)),
      unfinished: list(of: \.unfinished), unfinishedMicroseconds: list(of: \.unfinishedMicroseconds),
      presentAtOpening: list(of: \.presentAtOpening), presentAtClosing: list(of: \.presentAtClosing),
      stayWithinWindow: list(of: \.stayWithinWindow),
      tallies: finishedTallies(),
      above: Array(UnsafeBufferPointer(start: above, count: counts.above)), levels: closing.levels,
      levelTimes: closing.levelTimes, causes: finishedCauses(),
      roots: Array(UnsafeBufferPointer(start: blocking.roots, count: blocking.rootCount)), resources: closing.resources,
      units: closing.units,
      hourlyCounts: (0..<(counts.hourlyTallies * 168)).map { [hours] in hours[$0].count },
      hourlySums: (0..<(counts.hourlyTallies * 168)).map { [hours] in hours[$0].sum },
      hourlyAreas: Array(UnsafeBufferPointer(start: hourlyAreas, count: counts.levels * 168)),
      hourlyExposure: Array(UnsafeBufferPointer(start: hourlyExposure, count: 2 * 168)),
      probes: Array(UnsafeBufferPointer(start: probes, count: counts.probes)), buckets: finishedBuckets(), digest: 0,
      entities: isRecording ? records.sorted() : EntityRows())
    result.counters = Array(UnsafeBufferPointer(start: counters, count: counts.counters))
    result.lastExit = lastExit
    result.firstEmpty = firstEmpty
    result.digest = result.digestOfIntegers()
    return result
  }

  /// The kernel counts finished entities with their waits only, not again with their service.
  private func finishedTallies() -> [Observations.Tally] {
    for source in 0..<counts.classes {
      tallies[Int(sourceTables[source].serviceTally)].count = tallies[Int(sourceTables[source].waitingTally)].count
    }
    return (0..<counts.tallies).map { index in
      let tally = tallies[index]
      return Observations.Tally(
        count: tally.count, sum: tally.sum, maximum: tally.maximum, positive: tally.positive, squares: tally.squares)
    }
  }

  private func finishedBuckets() -> [Observations.BucketCount] {
    let filled = (0..<counts.tallies).filter { tallies[$0].hasHistogram && tallies[$0].count > 0 }
    let most = filled.reduce(0) { $0 + Buckets.most(values: tallies[$1].count, maximum: tallies[$1].maximum) }
    // One cell more, because the copy writes one step ahead of what it keeps.
    return Array(unsafeUninitializedCapacity: most + 1) { list, count in
      guard let first = list.baseAddress else { return }
      for tally in filled { count += buckets.copy(tally: tally, maximum: tallies[tally].maximum, to: first + count) }
    }
  }

  /// The kernel adds what one cause explains alone to `sole` only.
  private func finishedCauses() -> [Observations.Cause] {
    (0..<counts.causes).map { index in
      let cause = causes[index]
      return Observations.Cause(
        microseconds: cause.microseconds + cause.sole, sole: cause.sole, present: cause.present + cause.sole)
    }
  }

  private func list(of path: KeyPath<ClassState, Int64>) -> [Int64] {
    (0..<counts.classes).map { classes[$0][keyPath: path] }
  }

  /// Ends the row of an entity that leaves, or (departure and outcome -1) is still inside at the end.
  mutating func finishRecord(_ slot: Int, departure: Int64, outcome: Int) {
    let hasChannel = sourceTables[Int(slab[slot].source)].channelStream >= 0
    records.finish(
      slot, slab[slot], channel: hasChannel ? Int64(slab[slot].channel) : -1, departure: departure, outcome: outcome)
  }

  private mutating func countUnfinished() {
    for slot in 0..<slotsUsed where slab[slot].step != Entity.free {
      let source = Int(slab[slot].source)
      if slab[slot].step == Entity.ghost {
        probes[source].unanswered += 1
      } else if slab[slot].flags & Entity.inCohort != 0 {
        classes[source].unfinished += 1
        classes[source].unfinishedMicroseconds = added(
          classes[source].unfinishedMicroseconds, now - slab[slot].arrival)
        attributeRunningWait(slot)
        attributeRunningWaitOutsideLines(slot)
        if isRecording { finishRecord(slot, departure: -1, outcome: -1) }
      }
    }
    checkSums()
    for index in 0..<counts.causes where causes[index].sole < 0 || causes[index].present < 0 { fault = .timeOverflow }
  }

  /// Whoever still stands in a line has waited until now, for the causes that held so far.
  private mutating func attributeRunningWait(_ slot: Int) {
    let step = steps + Int(slab[slot].step)
    let wait = now - slab[slot].mark
    guard step.pointee.code == .seize, wait > 0 else { return }
    slab[slot].waited &+= wait
    attribute(slot, lines + line(of: slot, step), step, wait)
  }

  /// Created = departed + inside, by class, and the levels know the same number as the slab.
  private mutating func checkBooks() {
    guard fault == nil else { return }
    var inside = Array(repeating: Int64(0), count: counts.sources)
    for slot in 0..<slotsUsed where slab[slot].step < Entity.ghost { inside[Int(slab[slot].source)] += 1 }
    for source in 0..<counts.classes {
      let level = Int64(levels[Int(sourceTables[source].level)].level)
      if classes[source].created != departedEver[source] + inside[source] || level != inside[source] {
        fault = .conservation(
          "class \(source): created \(classes[source].created), departed \(departedEver[source]), "
            + "inside \(inside[source]), counted present \(level)")
      }
    }
  }
}

extension Observations {
  /// A digest of every exact integer, in the order of the declaration; squares are left out, for they are rounded.
  func digestOfIntegers() -> UInt64 {
    var mix = IntegerDigest()
    mix.add(Int64(replication))
    mix.add(windowMicroseconds)
    mix.add(reachedMicroseconds)
    mix.add(events)
    for list in [arrived, departed, unfinished, unfinishedMicroseconds, presentAtOpening, presentAtClosing] {
      mix.add(list)
    }
    mix.add(stayWithinWindow)
    for tally in tallies { for value in [tally.count, tally.sum, tally.maximum, tally.positive] { mix.add(value) } }
    mix.add(above)
    for level in levels { mix.add(level.area) }
    mix.add(levelTimes)
    for cause in causes {
      mix.add(cause.microseconds)
      mix.add(cause.sole)
      mix.add(cause.present)
    }
    mix.add(roots)
    for resource in resources {
      for value in [
        resource.onDuty, resource.busy, resource.kept, resource.freeForWantOfPartner, resource.overtime, resource.down,
      ] {
        mix.add(value)
      }
      for value in [resource.onBreak, resource.settingUp, resource.away, resource.closedByRule] { mix.add(value) }
    }
    for unit in units { for value in [unit.onDuty, unit.busy, unit.kept, unit.down] { mix.add(value) } }
    for list in [hourlyCounts, hourlySums, hourlyAreas, hourlyExposure] { mix.add(list) }
    for probe in probes { for value in [probe.count, probe.sum, probe.above, probe.unanswered] { mix.add(value) } }
    if !counters.isEmpty { mix.add(counters) }
    if lastExit >= 0 { mix.add([lastExit, firstEmpty]) }
    for bucket in buckets {
      mix.add(Int64(bucket.tally) << 32 | Int64(bucket.bucket))
      mix.add(Int64(bucket.count))
    }
    return mix.value
  }
}

/// Mixes integers into 64 bits: multiply, xor with the upper half; finds changes, withstands no attack.
struct IntegerDigest {
  private(set) var value: UInt64 = 0x243F_6A88_85A3_08D3

  mutating func add(_ integer: Int64) {
    let product = (value ^ UInt64(bitPattern: integer)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    value = product.high ^ product.low &+ 0x1319_8A2E_0370_7344
  }

  mutating func add(_ list: [Int64]) {
    add(Int64(list.count))
    for integer in list { add(integer) }
  }
}
