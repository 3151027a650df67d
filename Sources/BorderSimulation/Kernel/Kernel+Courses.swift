// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Courses of rates

extension Kernel {
  /// Inverts the cumulative rate, factors of the day and of surges included: the next arrival is where it has grown by
  /// the next gap.
  ///
  /// On a piece on which the rate runs from r by s per microsecond, the length x after which it has grown by n solves
  /// r x + s x² / 2 = n, so x = 2 n / (r + sqrt(r² + 2 s n)).
  ///
  /// - Source: Çinlar, *Introduction to Stochastic Processes* (1975), section 4.7; gaps with a coefficient of
  ///   variation: Gerhardt and Nelson, "Transforming renewal processes for simulation of nonstationary arrival
  ///   processes", *INFORMS Journal on Computing* 21 (2009) 630-640.
  mutating func scheduleByCourse(_ source: Int, _ special: Int) {
    guard let number = nextOrdinal(source, limit: limit(special)), var need = gap(source, special, number) else {
      return
    }
    let table = specials.tables + special
    let state = sources + source
    let course = specials.states + special
    while true {
      let part = specials.rateParts[Int(table.pointee.first &+ state.pointee.part)]
      let factor = course.pointee.dayFactor * course.pointee.phaseFactor
      let slope = (part.end - part.start) / Double(table.pointee.partLength) * factor
      let begun = state.pointee.time - (state.pointee.partEnd - Double(table.pointee.partLength))
      let rate = max(0, part.start * factor + slope * begun)
      let span = min(state.pointee.partEnd, course.pointee.phaseEnd) - state.pointee.time
      let available = (rate + slope * span / 2) * span
      if need < available {
        let root = max(0, rate * rate + 2 * slope * need).squareRoot()
        state.pointee.time += min(span, 2 * need / (rate + root))
        break
      }
      need -= max(0, available)
      state.pointee.time += span
      if state.pointee.time > latestArrival { return }
      if state.pointee.time >= course.pointee.phaseEnd { beginPhase(special) }
      if state.pointee.time >= state.pointee.partEnd { beginPart(source, special) }
      if isFinished { return }
    }
    if state.pointee.time > latestArrival { return }
    announce(source, special, number, at: Int64(state.pointee.time + 0.5))
  }

  /// The next gap in expected arrivals.
  private mutating func gap(_ source: Int, _ special: Int, _ number: UInt32) -> Double? {
    let table = specials.tables + special
    if table.pointee.gapStream < 0 {
      let stream = sourceTables[source].arrivalStream
      noteDraw(stream, number)
      return streams[Int(stream)].unitExponential(entity: number, key: UnsafePointer(key), replication: replication)
    }
    let stream = number == 0 ? table.pointee.firstGapStream : table.pointee.gapStream
    return duration(stream, number).map { Double($0) / Double(ArrivalScale.gap) }
  }

  private mutating func beginPart(_ source: Int, _ special: Int) {
    let table = specials.tables + special
    let state = sources + source
    state.pointee.partEnd += Double(table.pointee.partLength)
    state.pointee.part = state.pointee.part &+ 1 == table.pointee.count ? 0 : state.pointee.part &+ 1
    guard state.pointee.part % (table.pointee.count / 7) == 0 else { return }
    specials.states[special].day &+= 1
    drawDay(special)
  }

  private mutating func drawDay(_ special: Int) {
    let stream = specials.tables[special].dayStream
    guard stream >= 0, let value = duration(stream, specials.states[special].day) else { return }
    specials.states[special].dayFactor = Double(value) / Double(ArrivalScale.factor)
  }

  /// The next calm or surge.
  private mutating func beginPhase(_ special: Int) {
    let table = specials.tables + special
    let state = specials.states + special
    state.pointee.phase &+= 1
    state.pointee.isCalm.toggle()
    state.pointee.phaseFactor = state.pointee.isCalm ? 1 : table.pointee.surgeFactor
    let stream = state.pointee.isCalm ? table.pointee.calmStream : table.pointee.surgeStream
    guard let length = duration(stream, state.pointee.phase) else { return }
    // Never without length, so that time goes on whatever the laws.
    state.pointee.phaseEnd += Double(max(1, length))
  }

  mutating func beginCourse(_ source: Int, _ special: Int) {
    let table = specials.tables + special
    let state = specials.states + special
    let sinceMonday = firstMinuteOfWeek * TimeUnit.minute
    sources[source].part = Int32(sinceMonday / table.pointee.partLength)
    sources[source].partEnd = Double(Int64(sources[source].part + 1) * table.pointee.partLength - sinceMonday)
    state.pointee.day = specials.firstDay
    drawDay(special)
    guard table.pointee.phaseStream >= 0 else { return }
    state.pointee.isCalm = uniform(table.pointee.phaseStream, 0) < table.pointee.calmShare
    state.pointee.phaseFactor = state.pointee.isCalm ? 1 : table.pointee.surgeFactor
    let stream = state.pointee.isCalm ? table.pointee.firstCalmStream : table.pointee.firstSurgeStream
    state.pointee.phaseEnd = Double(duration(stream, 0) ?? 0)
  }
}
