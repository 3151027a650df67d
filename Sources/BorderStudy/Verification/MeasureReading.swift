// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Where a measure's numbers stand in the observations of a replication.
enum MeasureReading {
  case ratio(Ratio, Estimate.Estimator)
  case moments(tallies: [Int], Measure.SampleStatistic)
  case percentile(tallies: [Int], Double)

  /// A numerator and a denominator per replication.
  enum Ratio {
    case mean(tallies: [Int])
    case positive(tallies: [Int])
    /// Slots among the thresholds, one per tally.
    case above(slots: [Int], tallies: [Int])
    case levelMean(levels: [Int])
    case levelShare(level: Int, from: Int, through: Int)
    case utilisation(pool: Int)
    case outcome(Int, classes: [Int])
    case throughput(classes: [Int])
    case arrivals(classes: [Int])
    case area(level: Int)
    case areaPerArrival(level: Int)
    case probeNumber(Int)
    case probeWait(Int)
    case probeAbove(Int)
  }
}

// MARK: - From names to places

extension MeasureReading {
  init(_ measure: Measure, in layout: ObservationLayout) throws(MeasureFault) {
    switch measure {
    case .waiting(let station, let trafficClass, let statistic):
      let index = try layout.station(station)
      let tallies = try layout.tallies(trafficClass) { $0 == .waitingAtStation(index) }
      self = try .sample(tallies, statistic, layout)
    case .crossingTime(let trafficClass, let statistic):
      let tallies = try layout.tallies(trafficClass) { $0 == .timeAtPost(outcome: 0) }
      self = try .sample(tallies, statistic, layout)
    case .queueLength(let station, let statistic):
      self = try .level([layout.level(.queue(station: layout.station(station)))], statistic)
    case .numberPresent(let trafficClass, let statistic):
      var levels: [Int] = []
      for index in try layout.classes(trafficClass) { levels.append(try layout.level(.present(trafficClass: index))) }
      self = try .level(levels, statistic)
    case .utilisation(let pool): self = .ratio(.utilisation(pool: try layout.pool(pool)), .timeAverage)
    case .outcomeShare(let outcome, let trafficClass):
      guard let index = layout.outcomes.firstIndex(of: outcome) else {
        throw MeasureFault(message: "no outcome '\(outcome)'")
      }
      self = .ratio(.outcome(index, classes: try layout.classes(trafficClass)), .ratio)
    case .throughputPerHour(let trafficClass):
      self = .ratio(.throughput(classes: try layout.classes(trafficClass)), .timeAverage)
    case .arrivals(let trafficClass):
      self = .ratio(.arrivals(classes: try layout.classes(trafficClass)), .meanOfReplications)
    case .queueingMinutes(let station):
      self = .ratio(.area(level: try layout.queue(station)), .meanOfReplications)
    case .queueingMinutesPerArrival(let station):
      self = .ratio(.areaPerArrival(level: try layout.queue(station)), .ratio)
    case .probeMean(let name):
      let index = try layout.probe(name)
      if case .virtualWait = layout.probes[index].quantity {
        self = .ratio(.probeWait(index), .ratio)
      } else {
        self = .ratio(.probeNumber(index), .ratio)
      }
    case .probeShareAbove(let name):
      let index = try layout.probe(name)
      guard case .numberPresent(.some) = layout.probes[index].quantity else {
        throw MeasureFault(message: "probe '\(name)' asks for no number to exceed")
      }
      self = .ratio(.probeAbove(index), .ratio)
    }
  }

  private static func sample(
    _ tallies: [Int], _ statistic: Measure.SampleStatistic, _ layout: ObservationLayout
  ) throws(MeasureFault) -> MeasureReading {
    switch statistic {
    case .mean: return .ratio(.mean(tallies: tallies), .ratio)
    case .sharePositive: return .ratio(.positive(tallies: tallies), .ratio)
    case .standardDeviation, .secondMoment: return .moments(tallies: tallies, statistic)
    case .percentile(let share): return .percentile(tallies: tallies, share)
    case .shareAbove(let limit):
      var slots: [Int] = []
      for tally in tallies {
        guard let position = layout.tallies[tally].thresholds.firstIndex(of: limit) else {
          throw MeasureFault(message: "no target of \(limit.inMinutes) min, so that longer values are not counted")
        }
        slots.append(layout.tallies[tally].firstThreshold + position)
      }
      return .ratio(.above(slots: slots, tallies: tallies), .ratio)
    }
  }

  private static func level(
    _ levels: [Int], _ statistic: Measure.LevelStatistic
  ) throws(MeasureFault) -> MeasureReading {
    let (from, through): (Int, Int)
    switch statistic {
    case .mean: return .ratio(.levelMean(levels: levels), .timeAverage)
    case .shareAt(let level): (from, through) = (level, level)
    case .shareAtLeast(let level): (from, through) = (level, .max)
    }
    guard levels.count == 1 else {
      throw MeasureFault(message: "the distribution of a number is known for each class by itself only")
    }
    return .ratio(.levelShare(level: levels[0], from: from, through: through), .timeAverage)
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

// MARK: - From observations to numbers

extension MeasureReading.Ratio {
  /// Numerator and denominator of a replication, in minutes and hours where they are times.
  func pair(_ observations: Observations) -> (numerator: Double, denominator: Double) {
    switch self {
    case .mean(let tallies):
      return (minutes(sum(tallies, observations, \.sum)), Double(sum(tallies, observations, \.count)))
    case .positive(let tallies):
      return (Double(sum(tallies, observations, \.positive)), Double(sum(tallies, observations, \.count)))
    case .above(let slots, let tallies):
      let above = slots.reduce(0) { $0 + observations.above[$1] }
      return (Double(above), Double(sum(tallies, observations, \.count)))
    case .levelMean(let levels):
      let area = levels.reduce(0.0) { $0 + Double(observations.levels[$1].area) }
      return (area, Double(observations.windowMicroseconds))
    case .levelShare(let level, let from, let through):
      let times = observations.levelTimes[observations.levels[level].times]
      let upper = min(through, times.count - 1)
      let time = from > upper ? 0 : times[(times.startIndex + from)...(times.startIndex + upper)].reduce(0, +)
      return (Double(time), Double(observations.windowMicroseconds))
    case .utilisation(let pool):
      return (Double(observations.resources[pool].busy), Double(observations.resources[pool].onDuty))
    case .outcome(let outcome, let classes):
      return (Double(departed(outcome, classes, observations)), Double(arrived(classes, observations)))
    case .throughput(let classes):
      return (Double(departed(0, classes, observations)), Double(observations.windowMicroseconds) / 3_600_000_000)
    case .arrivals(let classes): return (Double(arrived(classes, observations)), 1)
    case .area(let level): return (minutes(observations.levels[level].area), 1)
    case .areaPerArrival(let level):
      return (minutes(observations.levels[level].area), Double(observations.arrived.reduce(0, +)))
    case .probeNumber(let probe):
      return (Double(observations.probes[probe].sum), Double(observations.probes[probe].count))
    case .probeWait(let probe):
      return (minutes(observations.probes[probe].sum), Double(observations.probes[probe].count))
    case .probeAbove(let probe):
      return (Double(observations.probes[probe].above), Double(observations.probes[probe].count))
    }
  }

  private func minutes(_ microseconds: Int64) -> Double { Double(microseconds) / 60_000_000 }

  private func sum(
    _ tallies: [Int], _ observations: Observations, _ path: KeyPath<Observations.Tally, Int64>
  ) -> Int64 {
    tallies.reduce(0) { $0 + observations.tallies[$1][keyPath: path] }
  }

  private func arrived(_ classes: [Int], _ observations: Observations) -> Int64 {
    classes.reduce(0) { $0 + observations.arrived[$1] }
  }

  private func departed(_ outcome: Int, _ classes: [Int], _ observations: Observations) -> Int64 {
    let outcomes = observations.departed.count / max(1, observations.arrived.count)
    return classes.reduce(0) { $0 + observations.departed[$1 * outcomes + outcome] }
  }
}
