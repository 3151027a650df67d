// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Sources

extension NetworkCompiler {
  mutating func compileSource(_ trafficClass: Int, start: Int32) throws(CompilationFault) {
    let traffic = post.traffic[classOrder[trafficClass]]
    let rates = ratesOnClockOfA(traffic)
    let arrivalKey = try key("arrival", traffic)
    let arrival = addStream(.unitExponential, arrivalKey, isDense: true)
    var channelStream: Int32 = -1
    let firstBound = network.channelBounds.count
    // A body has the channel of its case.
    if !traffic.channels.isEmpty, !isBody(trafficClass) {
      channelStream = addStream(.unitUniform, try key("channel", traffic), isDense: true)
      var sum = 0.0
      for channel in traffic.channels {
        sum += channel.share
        network.channelBounds.append(sum)
      }
    }
    guard traffic.channels.count < 63 else {
      throw CompilationFault(message: "'\(traffic.name)' has more than 62 channels; merge some of them")
    }
    var source = SourceTable(
      start: start, arrivalStream: arrival, firstGap: Int32(network.gaps.count), gapCount: Int32(rates.count),
      gapLength: TimeSpan.week.microseconds / Int64(max(1, rates.count)), channelStream: channelStream,
      firstBound: Int32(firstBound), boundCount: channelStream >= 0 ? Int32(traffic.channels.count) : 0,
      waitingTally: tally(.waitingTime, trafficClass), serviceTally: tally(.serviceTime, trafficClass),
      level: Int32(stations.count + poolOrder.count + trafficClass), isBody: isBody(trafficClass))
    if rates.isEmpty {
      source.special = Int32(network.arrivals.specialSources.count)
      let special = try specialSource(traffic)
      network.arrivals.specialSources.append(special)
      // No shares: the channel is looked up among those recorded.
      if special.hasChannels { source.boundCount = 0 }
    }
    network.sources.append(source)
    network.gaps += rates.map { $0 > 0 ? 3_600_000_000 / $0 : .infinity }
    network.stayTallies += network.layout.outcomes.indices.map {
      tally(.timeAtPost(outcome: $0), trafficClass)
    }
  }

  private mutating func key(_ quantity: String, _ traffic: TrafficClass) throws(CompilationFault) -> DrawKey {
    try drawKey(trafficClass: traffic.name, place: "", quantity: quantity, visit: 0)
  }

  /// Rates in equal parts of the week on the clock of A; finer parts where the clocks differ by part of one. None for a
  /// special source.
  private func ratesOnClockOfA(_ traffic: TrafficClass) -> [Double] {
    guard case .rates(let course) = traffic.arrivals.process, traffic.arrivals.groupSize == nil,
      !course.isLinear || course.rates.count == 1, course.dayToDaySpread == 0, course.gapVariation == 1,
      course.surges == nil
    else { return [] }
    let rates = course.rates
    let shift = traffic.direction == .aToB ? 0 : network.clockDifferenceMinutes
    guard shift != 0, rates.count > 1 else { return rates }
    let length = greatestCommonDivisor(10_080 / rates.count, abs(shift))
    return (0..<(10_080 / length)).map { part in
      let local = ((part * length + shift) % 10_080 + 10_080) % 10_080
      return rates[local / (10_080 / rates.count)]
    }
  }

  private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

  private mutating func specialSource(_ traffic: TrafficClass) throws(CompilationFault) -> SpecialSource {
    var source = SpecialSource(kind: .rates)
    if let size = traffic.arrivals.groupSize {
      let law = CompiledLaw(size, tables: &network.lawTables)
      source.groupStream = addStream(law, try key("group size", traffic), isDense: false)
    }
    switch traffic.arrivals.process {
    case .rates(let course): try compileCourse(course, traffic, &source)
    case .renewal(let every, let first):
      source.kind = .renewal
      try compileGaps(every, first, traffic, &source)
    case .schedule(let schedule): try compileSchedule(schedule, traffic, &source)
    case .trace(let trace): compileTrace(trace, traffic, &source)
    case .neverEmpty: source.kind = .neverEmpty
    case .population(let members, let away, let first):
      source.kind = .population
      source.members = Int32(members)
      try compileGaps(away, first, traffic, &source)
    case .returns(_, let after, let share):
      source.kind = .returns
      source.gapStream = addStream(after, try key("away", traffic), isDense: true)
      source.noShowShare = share
      if share < 1 {
        source.noShowStream = addStream(.unitUniform, try key("return", traffic), isDense: true)
      }
    }
    return source
  }

  private mutating func compileGaps(
    _ law: Law, _ first: FirstGap, _ traffic: TrafficClass, _ source: inout SpecialSource
  ) throws(CompilationFault) {
    source.gapStream = addStream(law, try key("gap", traffic), isDense: true)
    source.startsAtOnce = first == .atOnce
    if first == .atRandom {
      let equilibrium = CompiledLaw(equilibriumOf: law, tables: &network.lawTables)
      source.firstGapStream = addStream(equilibrium, try key("first gap", traffic), isDense: false)
    }
  }

  private mutating func compileTrace(_ trace: ArrivalTrace, _ traffic: TrafficClass, _ source: inout SpecialSource) {
    source.kind = .trace
    source.first = Int32(network.arrivals.traceTimes.count)
    source.count = Int32(trace.instants.count)
    source.hasChannels = !trace.channels.isEmpty
    let times = trace.instants.map { $0 + network.warmUp.microseconds }
    source.skipped = Int32(times.count { $0 < 0 })
    network.arrivals.traceTimes += times
    network.arrivals.traceChannels += trace.instants.indices.map { index in
      guard source.hasChannels else { return 0 }
      return UInt8(traffic.channels.firstIndex { $0.name == trace.channels[index] } ?? 0)
    }
  }

  private mutating func compileSchedule(
    _ schedule: ArrivalSchedule, _ traffic: TrafficClass, _ source: inout SpecialSource
  ) throws(CompilationFault) {
    source.kind = .schedule
    source.first = Int32(network.arrivals.slots.count)
    source.count = Int32(schedule.minutes.count)
    let state: State = traffic.direction == .aToB ? .a : .b
    var before = (minute: -1, copies: 0)
    for minute in schedule.minutes.map({ minuteOnClockOfA($0, of: state) }).sorted() {
      before = minute == before.minute ? (minute, before.copies + 1) : (minute, 0)
      network.arrivals.slots.append(ArrivalSlot(minuteOfWeek: Int32(minute), copy: Int32(before.copies)))
    }
    source.lateStream = addStream(schedule.late, try key("lateness", traffic), isDense: false)
    source.earlyStream = addStream(schedule.early, try key("earliness", traffic), isDense: false)
    if schedule.noShows > 0 {
      source.noShowStream = addStream(.unitUniform, try key("no-show", traffic), isDense: false)
      source.noShowShare = schedule.noShows
    }
  }
}

// MARK: - Courses of rates

extension NetworkCompiler {
  private mutating func compileCourse(
    _ course: RateCourse, _ traffic: TrafficClass, _ source: inout SpecialSource
  ) throws(CompilationFault) {
    let shift = traffic.direction == .aToB ? 0 : network.clockDifferenceMinutes
    // Parts end with each day of the clock of A, at which the factor of the day changes.
    let length = greatestCommonDivisor(greatestCommonDivisor(10_080 / course.rates.count, 1440), abs(shift))
    source.partLength = Int64(length) * TimeUnit.minute
    source.first = Int32(network.arrivals.rateParts.count)
    source.count = Int32(10_080 / length)
    network.arrivals.rateParts += (0..<(10_080 / length)).map { part in
      RatePart(
        start: course.rate(atMinute: part * length + shift) / 3_600_000_000,
        end: course.rate(atMinute: (part + 1) * length + shift, before: true) / 3_600_000_000)
    }
    if course.gapVariation != 1 {
      let gap = Law.gamma(
        mean: TimeSpan(microseconds: ArrivalScale.gap), coefficientOfVariation: course.gapVariation)
      source.gapStream = addStream(gap, try key("gap", traffic), isDense: false)
      let equilibrium = CompiledLaw(equilibriumOf: gap, tables: &network.lawTables)
      source.firstGapStream = addStream(equilibrium, try key("first gap", traffic), isDense: false)
    }
    if course.dayToDaySpread > 0 {
      let factor = Law.gamma(
        mean: TimeSpan(microseconds: ArrivalScale.factor), coefficientOfVariation: course.dayToDaySpread)
      let owner = course.hasOwnSpread ? traffic.name : ""
      let key = try drawKey(trafficClass: owner, place: "", quantity: "day factor", visit: 0)
      source.dayStream = addStream(factor, key, isDense: false)
    }
    guard let surges = course.surges else { return }
    source.calmStream = addStream(surges.calm, try key("calm", traffic), isDense: false)
    source.surgeStream = addStream(surges.surge, try key("surge", traffic), isDense: false)
    let calm = CompiledLaw(equilibriumOf: surges.calm, tables: &network.lawTables)
    source.firstCalmStream = addStream(calm, try key("first calm", traffic), isDense: false)
    let surge = CompiledLaw(equilibriumOf: surges.surge, tables: &network.lawTables)
    source.firstSurgeStream = addStream(surge, try key("first surge", traffic), isDense: false)
    source.phaseStream = addStream(.unitUniform, try key("first phase", traffic), isDense: false)
    source.calmShare = surges.calmShare
    source.surgeFactor = surges.factor
  }
}

/// Draws of pure numbers are made as durations: so many "microseconds" are 1.
enum ArrivalScale {
  static let gap: Int64 = 10_000_000_000
  static let factor: Int64 = 1_000_000_000
}

// MARK: - Who comes back, and who is there

extension NetworkCompiler {
  /// Behind the first `seize` of a source that is never empty.
  mutating func writeSummon(_ writer: inout ProgramWriter) {
    defer { writer.hasSeized = true }
    guard !writer.hasSeized, post.traffic[classOrder[writer.trafficClass]].arrivals.process == .neverEmpty else {
      return
    }
    network.steps.append(Step(code: .summon, a: Int32(writer.trafficClass)))
  }

  /// Before the end of a class of whose members some come back; which is settled when all sources are known.
  mutating func writeComeBack(_ trafficClass: Int, isReleased: Bool) {
    guard followers(of: trafficClass, isReleased: isReleased).isEmpty == false else { return }
    var step = Step(code: .comeBack, a: Int32(trafficClass))
    step.value = isReleased ? 1 : 0
    network.steps.append(step)
  }

  /// Classes whose members are those of another after its end: itself, if it is a population, and its returns.
  private func followers(of trafficClass: Int, isReleased: Bool) -> [Int] {
    classOrder.indices.filter { other in
      switch post.traffic[classOrder[other]].arrivals.process {
      case .population: other == trafficClass
      case .returns(let of, _, _): isReleased && of == classOrder[trafficClass]
      default: false
      }
    }
  }

  mutating func compileFollowers() {
    for index in network.steps.indices where network.steps[index].code == .comeBack {
      let step = network.steps[index]
      let sources = followers(of: Int(step.a), isReleased: step.value == 1)
      network.steps[index].a = Int32(network.arrivals.followers.count)
      network.steps[index].setCount = Int32(sources.count)
      network.arrivals.followers += sources.map { source in
        let special = network.arrivals.specialSources[Int(network.sources[source].special)]
        return Follower(
          source: Int32(source), awayStream: special.gapStream,
          shareStream: special.kind == .returns ? special.noShowStream : -1, share: special.noShowShare,
          isPopulation: special.kind == .population)
      }
    }
  }

  /// Who is inside a space at the beginning takes its places, and those of the spaces around it, and goes on behind the
  /// step that enters it.
  mutating func writeContent(_ writer: ProgramWriter, start: Int32) throws(CompilationFault) {
    let traffic = classOrder[writer.trafficClass]
    let own = post.content.filter { $0.trafficClass == traffic }
    let name = post.traffic[traffic].name
    let outside = own.filter { $0.space == nil }.reduce(0) { $0 + $1.count }
    if outside > 0 { appendContent(writer.trafficClass, outside, start) }
    for pool in poolOrder.indices {
      let count = own.filter { $0.space == poolOrder[pool] }.reduce(0) { $0 + $1.count }
      guard count > 0 else { continue }
      guard let entry = writer.entries[Int32(pool)] else {
        throw CompilationFault(
          message: "'\(name)' never enters '\(post.pools[poolOrder[pool]].name)', so it cannot be there at the start")
      }
      appendContent(writer.trafficClass, count, Int32(network.steps.count))
      writeObservation(of: .inside, by: 1)
      for seize in entry.seizes {
        var step = network.steps[seize]
        try holdAtStart(network.poolSets[Int(network.lines[Int(step.a)].set)], count)
        step.setCount = 0
        network.steps.append(step)
      }
      network.steps.append(Step(code: .jump, target: Int32(entry.next)))
    }
  }

  /// Everybody who is there at the start has a place.
  private mutating func holdAtStart(_ pool: Int32, _ count: Int) throws(CompilationFault) {
    heldAtStart[pool, default: 0] += count
    guard heldAtStart[pool, default: 0] > network.pools[Int(pool)].initial else { return }
    throw CompilationFault(
      message: "more are in '\(network.layout.pools[Int(pool)].name)' at the start than it has places")
  }

  private mutating func appendContent(_ source: Int, _ count: Int, _ start: Int32) {
    network.arrivals.contents.append(ContentTable(source: Int32(source), count: Int32(count), start: start))
  }
}
