// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Where a measure's numbers stand in a replication.
enum MeasureReading {
  case quotient(Term, Term, Estimate.Estimator)
  /// Share of the window during which a level lies between two bounds.
  case levelShare(level: Int, from: Int, through: Int)
  case secondMoment(tallies: [Int])
  case standardDeviation(tallies: [Int])
  case percentile(tallies: [Int], Double)
}

// MARK: - From names to places

extension MeasureReading {
  init(_ measure: Measure, in layout: ObservationLayout, _ facts: Facts) throws(MeasureFault) {
    switch measure {
    case .waiting(let station, let trafficClass, let statistic):
      let index = try layout.station(station)
      let tallies = try layout.tallies(trafficClass) { $0 == .waitingAtStation(index) }
      self = try .sample(tallies, statistic, layout, facts)
    case .crossingTime(let trafficClass, let statistic):
      let tallies = try layout.tallies(trafficClass) { $0 == .timeAtPost(outcome: 0) }
      self = try .sample(tallies, statistic, layout, facts)
    case .queueLength(let station, let statistic):
      self = try .level([layout.queue(station)], statistic, facts)
    case .numberPresent(let trafficClass, let statistic):
      var levels: [Int] = []
      for index in try layout.classes(trafficClass) { levels.append(try layout.level(.present(trafficClass: index))) }
      self = try .level(levels, statistic, facts)
    case .utilisation(let pool):
      let index = try layout.pool(pool)
      self = .quotient(facts.busy(index), facts.onDuty(index), .timeAverage)
    case .outcomeShare(let outcome, let trafficClass):
      guard let index = layout.outcomes.firstIndex(of: outcome) else {
        throw MeasureFault(message: "no outcome '\(outcome)'")
      }
      let classes = try layout.classes(trafficClass)
      self = .quotient(
        .sum(classes) { facts.departed($0, outcome: index) }, .sum(classes) { facts.arrived($0) }, .ratio)
    case .throughputPerHour(let trafficClass):
      let released = Term.sum(try layout.classes(trafficClass)) { facts.departed($0, outcome: 0) }
      self = .quotient(released, facts.windowDays * 24, .timeAverage)
    case .arrivals(let trafficClass):
      let arrived = Term.sum(try layout.classes(trafficClass)) { facts.arrived($0) }
      self = .quotient(arrived, facts.one, .meanOfReplications)
    case .queueingMinutes(let station):
      self = .quotient(facts.area(level: try layout.queue(station)), facts.one, .meanOfReplications)
    case .queueingMinutesPerArrival(let station):
      let index = try layout.station(station)
      let passing = layout.tallies.filter { $0.quantity == .waitingAtStation(index) }.map(\.trafficClass)
      self = .quotient(
        facts.area(level: try layout.queue(station)), .sum(passing) { facts.arrived($0) }, .ratio)
    case .probeMean(let name):
      let index = try layout.probe(name)
      self = .quotient(facts.looked(index), facts.looks(index), .ratio)
    case .probeShareAbove(let name):
      let index = try layout.probe(name)
      guard case .numberPresent(.some) = layout.probes[index].quantity else {
        throw MeasureFault(message: "probe '\(name)' asks for no number to exceed")
      }
      self = .quotient(facts.lookedAbove(index), facts.looks(index), .ratio)
    }
  }

  private static func sample(
    _ tallies: [Int], _ statistic: Measure.SampleStatistic, _ layout: ObservationLayout, _ facts: Facts
  ) throws(MeasureFault) -> MeasureReading {
    let count = Term.sum(tallies) { facts.count(tally: $0) }
    switch statistic {
    case .mean: return .quotient(.sum(tallies) { facts.sum(tally: $0) }, count, .ratio)
    case .sharePositive: return .quotient(.sum(tallies) { facts.positive(tally: $0) }, count, .ratio)
    case .secondMoment: return .secondMoment(tallies: tallies)
    case .standardDeviation: return .standardDeviation(tallies: tallies)
    case .percentile(let share): return .percentile(tallies: tallies, share)
    case .shareAbove(let limit):
      var slots: [Int] = []
      for tally in tallies {
        guard let position = layout.tallies[tally].thresholds.firstIndex(of: limit) else {
          throw MeasureFault(message: "no target of \(limit.inMinutes) min, so that longer values are not counted")
        }
        slots.append(layout.tallies[tally].firstThreshold + position)
      }
      return .quotient(.sum(slots) { facts.above($0) }, count, .ratio)
    }
  }

  private static func level(
    _ levels: [Int], _ statistic: Measure.LevelStatistic, _ facts: Facts
  ) throws(MeasureFault) -> MeasureReading {
    let (from, through): (Int, Int)
    switch statistic {
    case .mean: return .quotient(.sum(levels) { facts.area(level: $0) }, facts.windowMinutes, .timeAverage)
    case .shareAt(let level): (from, through) = (level, level)
    case .shareAtLeast(let level): (from, through) = (level, .max)
    }
    guard levels.count == 1 else {
      throw MeasureFault(message: "the distribution of a number is known for each class by itself only")
    }
    return .levelShare(level: levels[0], from: from, through: through)
  }
}

extension Term {
  fileprivate static func sum(_ indices: [Int], _ term: (Int) -> Term) -> Term {
    indices.map(term).reduce(.none, +)
  }
}

extension Observations {
  /// Microseconds of the window during which a level lay between two bounds, both included.
  func time(atLevel level: Int, from: Int, through: Int) -> Int64 {
    let times = levelTimes[levels[level].times]
    let end = through < times.count ? times.startIndex + through + 1 : times.endIndex
    let start = min(times.startIndex + from, end)
    return times[start..<end].reduce(0, +)
  }
}

extension ObservationLayout {
  fileprivate func station(_ name: String) throws(MeasureFault) -> Int {
    guard let index = stations.firstIndex(where: { $0.name == name }) else {
      throw MeasureFault(message: "no control or space '\(name)' at which anyone can wait")
    }
    return index
  }

  fileprivate func pool(_ name: String) throws(MeasureFault) -> Int {
    guard let index = pools.firstIndex(where: { $0.name == name }) else {
      throw MeasureFault(message: "no officers, equipment or space '\(name)'")
    }
    return index
  }

  fileprivate func probe(_ name: String) throws(MeasureFault) -> Int {
    guard let index = probes.firstIndex(where: { $0.name == name }) else {
      throw MeasureFault(message: "no probe '\(name)'")
    }
    return index
  }

  fileprivate func classes(_ name: String) throws(MeasureFault) -> [Int] {
    if name.isEmpty { return Array(classes.indices) }
    guard let index = classes.firstIndex(of: name) else { throw MeasureFault(message: "no traffic class '\(name)'") }
    return [index]
  }

  fileprivate func level(_ quantity: LevelDescription.Quantity) throws(MeasureFault) -> Int {
    guard let index = levels.firstIndex(where: { $0.quantity == quantity }) else {
      throw MeasureFault(message: "a number that is not followed over time")
    }
    return index
  }

  fileprivate func queue(_ name: String) throws(MeasureFault) -> Int {
    try level(.queue(station: station(name)))
  }

  fileprivate func tallies(
    _ trafficClass: String, where fits: (TallyDescription.Quantity) -> Bool
  ) throws(MeasureFault) -> [Int] {
    let wanted = try classes(trafficClass)
    let found = tallies.indices.filter { wanted.contains(tallies[$0].trafficClass) && fits(tallies[$0].quantity) }
    guard !found.isEmpty else { throw MeasureFault(message: "no entity of '\(trafficClass)' ever comes there") }
    return found
  }
}
