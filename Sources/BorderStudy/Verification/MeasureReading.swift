// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// A number of one replication, in minutes, unit-minutes or entities.
enum Amount {
  case term(Term)
  /// Time during which a level lies between two bounds, both included.
  case time(level: Int, from: Int, through: Int)
  /// Integral of the squared level over the window.
  case squares(level: Int)
  /// An instant of the run, from the start of the window, and whether it was reached.
  case instant(KeyPath<Observations, Int64> & Sendable)
  case isReached(KeyPath<Observations, Int64> & Sendable)

  func value(_ facts: [Double], _ observations: Observations) -> Double {
    switch self {
    case .term(let term): term.value(facts)
    case .time(let level, let from, let through):
      Double(observations.time(atLevel: level, from: from, through: through)) / 60_000_000
    case .squares(let level): observations.squares(ofLevel: level)
    case .instant(let instant): Double(max(0, observations[keyPath: instant])) / 60_000_000
    case .isReached(let instant): observations[keyPath: instant] >= 0 ? 1 : 0
    }
  }
}

/// Where a measure's numbers stand in a replication, and how they are put together.
enum MeasureReading {
  /// Above and below the line, then those of the divisor, if there is one.
  case quotient([Amount], Estimate.Estimator)
  /// The same of each replication, then their mean; a replication that has nothing below the line does not count.
  case meanOfQuotients([Amount])
  case secondMoment(tallies: [Int])
  case standardDeviation(tallies: [Int])
  case percentile(tallies: [Int], Double)
  /// Variance over time: area, area of the squares, length of time.
  case varianceOverTime(area: Amount, squares: Amount, time: Amount)
  /// Variance over replications.
  case varianceOfReplications(Amount)
}

extension Observations {
  /// Microseconds of the window during which a level lay between two bounds, both included.
  func time(atLevel level: Int, from: Int, through: Int) -> Int64 {
    let times = levelTimes[levels[level].times]
    let end = through < times.count ? times.startIndex + through + 1 : times.endIndex
    let start = min(times.startIndex + from, end)
    return times[start..<end].reduce(0, +)
  }

  /// Minutes x level², over the window.
  func squares(ofLevel level: Int) -> Double {
    var sum = 0.0
    for (value, time) in levelTimes[levels[level].times].enumerated() {
      sum += Double(value) * Double(value) * (Double(time) / 60_000_000)
    }
    return sum
  }
}

// MARK: - From names to places

/// Finds what measures ask for in a layout.
struct MeasureResolver {
  let post: BorderPost
  let layout: ObservationLayout
  let facts: Facts

  /// A measure with its divisor, if that is of the same scenario.
  func reading(of asked: AskedMeasure) throws(MeasureFault) -> MeasureReading {
    let above = try reading(of: asked.measure)
    let divisor = asked.measure.divisors.first { $0.file == nil }
    guard divisor != nil || asked.estimator == .meanOfReplications else { return above }
    let fault = MeasureFault(
      message: "only means, shares, totals and counts can be divided, or averaged over replications")
    guard case .quotient(var amounts, let estimator) = above else { throw fault }
    if let divisor {
      guard case .quotient(let below, _) = try reading(of: divisor.measure) else { throw fault }
      amounts += below
    }
    return asked.estimator == .meanOfReplications ? .meanOfQuotients(amounts) : .quotient(amounts, estimator)
  }

  /// A measure without its divisor.
  private func reading(of measure: Measure) throws(MeasureFault) -> MeasureReading {
    switch measure.indicator {
    case .crossingTime, .timeAtPost, .waitingTime, .serviceTime:
      return try sample(try tallies(measure), measure.statistic)
    case .queueLength, .numberAtControl, .numberInSpace, .numberPresent, .virtualWait: return try number(measure)
    case .utilisation:
      let pool = try pool(measure.subject)
      if let number = measure.number { return try utilisation(ofUnit: number, pool) }
      return .quotient([.term(facts.busy(pool)), .term(facts.onDuty(pool))], .timeAverage)
    case .timeShare: return try timeShare(measure)
    case .unitsDown: return try number(measure)
    case .downTime: return try sample([try downTimes(of: measure.subject)], measure.statistic)
    case .outcomeShare:
      return .quotient([.term(try left(measure)), .term(try arrived(measure))], .ratio)
    case .throughputPerDay: return .quotient([.term(try left(measure)), .term(facts.windowDays)], .timeAverage)
    case .arrivals: return try amount(.term(try arrived(measure)), measure.statistic)
    case .departures: return try amount(.term(try left(measure)), measure.statistic)
    case .queueingMinutes: return try amount(.term(facts.area(level: try queue(measure.place))), measure.statistic)
    case .count:
      guard let counter = layout.counters.firstIndex(where: { $0.name == measure.subject }) else {
        let known = layout.counters.isEmpty ? "nothing" : layout.counters.map(\.name).joined(separator: ", ")
        throw MeasureFault(message: "nothing called '\(measure.subject)' is counted; counted is: \(known)")
      }
      return try amount(.term(facts.counter(counter)), measure.statistic)
    case .lastExit: return .quotient([.instant(\.lastExit), .isReached(\.lastExit)], .meanOfReplications)
    case .firstEmpty: return .quotient([.instant(\.firstEmpty), .isReached(\.firstEmpty)], .meanOfReplications)
    }
  }

  private func tallies(_ measure: Measure) throws(MeasureFault) -> [Int] {
    switch measure.indicator {
    case .crossingTime: return try tallies(measure.subject) { $0 == .timeAtPost(outcome: 0) }
    case .serviceTime: return try tallies(measure.subject) { $0 == .serviceTime }
    case .waitingTime where !measure.place.isEmpty:
      let station = try station(measure.place)
      return try tallies(measure.subject) { $0 == .waitingAtStation(station) }
    case .waitingTime where measure.outcome.isEmpty: return try tallies(measure.subject) { $0 == .waitingTime }
    case .waitingTime:
      let outcome = try outcome(measure.outcome)
      return try tallies(measure.subject) { $0 == .waitingOfStay(outcome: outcome) }
    default:
      let outcome = measure.outcome.isEmpty ? nil : try outcome(measure.outcome)
      return try tallies(measure.subject) { quantity in
        if case .timeAtPost(let found) = quantity { outcome == nil || found == outcome } else { false }
      }
    }
  }

  private func sample(_ tallies: [Int], _ statistic: Measure.Statistic) throws(MeasureFault) -> MeasureReading {
    let count = Term.sum(tallies) { facts.count(tally: $0) }
    let sum = Term.sum(tallies) { facts.sum(tally: $0) }
    switch statistic {
    case .mean: return .quotient([.term(sum), .term(count)], .ratio)
    case .total: return try amount(.term(sum), .mean)
    case .count: return try amount(.term(count), .mean)
    case .secondMoment: return .secondMoment(tallies: tallies)
    case .standardDeviation: return .standardDeviation(tallies: tallies)
    case .percentile(let share): return .percentile(tallies: tallies, share)
    case .shareLonger(let limit) where limit == .zero:
      return .quotient([.term(.sum(tallies) { facts.positive(tally: $0) }), .term(count)], .ratio)
    case .shareLonger(let limit):
      var slots: [Int] = []
      for tally in tallies {
        guard let position = layout.tallies[tally].thresholds.firstIndex(of: limit) else {
          throw MeasureFault(message: "values longer than \(limit.inMinutes) min are not counted")
        }
        slots.append(layout.tallies[tally].firstThreshold + position)
      }
      return .quotient([.term(.sum(slots) { facts.above($0) }), .term(count)], .ratio)
    default: throw MeasureFault(message: "this statistic cannot be computed of times")
    }
  }

  private func amount(_ amount: Amount, _ statistic: Measure.Statistic) throws(MeasureFault) -> MeasureReading {
    switch statistic {
    case .mean: .quotient([amount, .term(facts.one)], .meanOfReplications)
    case .perDay: .quotient([amount, .term(facts.windowDays)], .timeAverage)
    case .perHour: .quotient([amount, .term(facts.windowDays * 24)], .timeAverage)
    case .variance: .varianceOfReplications(amount)
    default: throw MeasureFault(message: "this statistic cannot be computed of one number per replication")
    }
  }

  /// A number over time or at an instant, or a virtual wait.
  private func number(_ measure: Measure) throws(MeasureFault) -> MeasureReading {
    guard measure.moment == nil else { return try look(measure) }
    var levels: [Int] = []
    switch measure.indicator {
    case .queueLength: levels = [try queue(measure.place)]
    case .unitsDown: levels = [try level(.down(pool: try pool(measure.subject)))]
    case .numberInSpace: levels = [try level(.held(pool: try pool(measure.place)))]
    case .numberAtControl:
      guard let control = post.controls.firstIndex(where: { $0.name == measure.place }) else {
        throw MeasureFault(message: "no control '\(measure.place)'")
      }
      levels = [try level(.atControl(control))]
    default:
      let classes = try classes(measure.subject)
      if classes.count > 1, measure.statistic != .mean {
        levels = [try level(.inside)]
      } else {
        for index in classes { levels.append(try level(.present(trafficClass: index))) }
      }
    }
    let area = Amount.term(.sum(levels) { facts.area(level: $0) })
    let window = Amount.term(facts.windowMinutes)
    switch measure.statistic {
    case .mean: return .quotient([area, window], .timeAverage)
    case .variance: return .varianceOverTime(area: area, squares: .squares(level: levels[0]), time: window)
    case .shareAt(let n): return .quotient([.time(level: levels[0], from: n, through: n), window], .timeAverage)
    case .shareAtLeast(let n):
      return .quotient([.time(level: levels[0], from: n, through: .max), window], .timeAverage)
    default: throw MeasureFault(message: "this statistic cannot be computed of a number over time")
    }
  }

  /// What probes have seen.
  private func look(_ measure: Measure) throws(MeasureFault) -> MeasureReading {
    guard measure.subject.isEmpty else {
      throw MeasureFault(message: "at a clock time only all classes together are looked at")
    }
    var found: [Int] = []
    for probe in try post.probes(for: measure) {
      guard let index = layout.probes.firstIndex(where: { $0.looksLike(probe) }) else {
        throw MeasureFault(message: "nobody looks at that time")
      }
      found.append(index)
    }
    let looks = facts.looks(found[0])
    switch measure.statistic {
    case .mean: return .quotient([.term(facts.looked(found[0])), .term(looks)], .ratio)
    case .shareAtLeast(0): return .quotient([.term(looks), .term(looks)], .ratio)
    case .shareAtLeast: return .quotient([.term(facts.lookedAbove(found[0])), .term(looks)], .ratio)
    case .shareAt(0): return .quotient([.term(looks - facts.lookedAbove(found[0])), .term(looks)], .ratio)
    case .shareAt:
      let at = facts.lookedAbove(found[0]) - facts.lookedAbove(found[1])
      return .quotient([.term(at), .term(looks)], .ratio)
    default: throw MeasureFault(message: "at an instant, only the mean and shares are known")
    }
  }

  /// Share of a pool's time in a state, measured by the roster's maximum.
  private func timeShare(_ measure: Measure) throws(MeasureFault) -> MeasureReading {
    let pool = try pool(measure.subject)
    let all = facts.windowMinutes * Double(layout.pools[pool].maximum)
    let states = poolStates(pool, all)
    guard let state = states.first(where: { $0.name == measure.state }) else {
      let known = states.map(\.name).joined(separator: ", ")
      throw MeasureFault(message: "no state '\(measure.state)' of a pool; there are: \(known)")
    }
    return .quotient([.term(state.time), .term(all)], .timeAverage)
  }

  /// The states of a pool; one line for each.
  private func poolStates(_ pool: Int, _ all: Term) -> [(name: String, time: Term)] {
    let elsewhere = facts.settingUp(pool) + facts.away(pool)
    let free = facts.onDuty(pool) - facts.busy(pool) - facts.kept(pool) - facts.wantOfPartner(pool) - elsewhere
    return [
      ("busy", facts.busy(pool)), ("kept", facts.kept(pool)), ("free", free),
      ("partner missing", facts.wantOfPartner(pool)), ("down", facts.down(pool)), ("on break", facts.onBreak(pool)),
      ("setting up", facts.settingUp(pool)), ("away", facts.away(pool)),
      ("off duty", all - facts.onDuty(pool) - facts.down(pool) - facts.onBreak(pool)),
    ]
  }

  private func left(_ measure: Measure) throws(MeasureFault) -> Term {
    let classes = try classes(measure.subject)
    if measure.outcome == "still inside" { return .sum(classes) { facts.unfinished($0) } }
    let outcome = measure.outcome.isEmpty ? 0 : try outcome(measure.outcome)
    return .sum(classes) { facts.departed($0, outcome: outcome) }
  }

  private func arrived(_ measure: Measure) throws(MeasureFault) -> Term {
    .sum(try classes(measure.subject)) { facts.arrived($0) }
  }
}

// MARK: - Names

extension MeasureResolver {
  private func outcome(_ name: String) throws(MeasureFault) -> Int {
    guard let index = layout.outcomes.firstIndex(of: name) else {
      let known = layout.outcomes.map { "'\($0)'" }.joined(separator: ", ")
      throw MeasureFault(message: "no outcome '\(name)'; there are \(known) and 'still inside'")
    }
    return index
  }

  private func station(_ name: String) throws(MeasureFault) -> Int {
    guard let index = layout.stations.firstIndex(where: { $0.name == name }) else {
      throw MeasureFault(message: "no control or space '\(name)' at which anyone can wait")
    }
    return index
  }

  func pool(_ name: String) throws(MeasureFault) -> Int {
    guard let index = layout.pools.firstIndex(where: { $0.name == name }) else {
      throw MeasureFault(message: "no officers, equipment or space '\(name)'")
    }
    return index
  }

  private func classes(_ name: String) throws(MeasureFault) -> [Int] {
    if name.isEmpty { return layout.arrivingClasses }
    guard let index = layout.classes.firstIndex(of: name) else {
      throw MeasureFault(message: "no traffic class '\(name)'")
    }
    return [index]
  }

  private func level(_ quantity: ObservationLayout.LevelDescription.Quantity) throws(MeasureFault) -> Int {
    guard let index = layout.levels.firstIndex(where: { $0.quantity == quantity }) else {
      throw MeasureFault(message: "a number that is not followed over time")
    }
    return index
  }

  private func queue(_ name: String) throws(MeasureFault) -> Int { try level(.queue(station: try station(name))) }

  private func tallies(
    _ trafficClass: String, where fits: (ObservationLayout.TallyDescription.Quantity) -> Bool
  ) throws(MeasureFault) -> [Int] {
    // A station's sample is over visits, those of bodies among them.
    let wanted = trafficClass.isEmpty ? Array(layout.classes.indices) : try classes(trafficClass)
    let found = layout.tallies.indices.filter {
      wanted.contains(layout.tallies[$0].trafficClass) && fits(layout.tallies[$0].quantity)
    }
    guard !found.isEmpty else { throw MeasureFault(message: "no entity of '\(trafficClass)' ever comes there") }
    return found
  }
}

extension Term {
  fileprivate static func sum(_ indices: [Int], _ term: (Int) -> Term) -> Term {
    indices.map(term).reduce(.none, +)
  }
}
