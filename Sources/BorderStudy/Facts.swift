// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// The numbers of one replication in a row, from which every quotient is made by adding some of them.
///
/// Times are minutes, areas unit-minutes.
struct Facts {
  private let layout: ObservationLayout
  private let firstAbove: Int
  private let firstLevel: Int
  private let firstDeparted: Int
  private let firstClass: Int
  private let firstResource: Int
  private let firstProbe: Int
  private let firstCause: Int
  private let firstCounter: Int
  private let firstUnit: Int
  private let firstConstant: Int
  private(set) var values: [Double]

  init(_ layout: ObservationLayout) {
    self.layout = layout
    firstAbove = layout.tallies.count * 4
    firstLevel = firstAbove + layout.tallies.reduce(0) { $0 + $1.thresholds.count }
    firstDeparted = firstLevel + layout.levels.count
    firstClass = firstDeparted + layout.classes.count * layout.outcomes.count
    firstResource = firstClass + layout.classes.count * 4
    firstProbe = firstResource + layout.pools.count * 9
    firstCause = firstProbe + layout.probes.count * 3
    firstCounter = firstCause + layout.causes.count
    firstUnit = firstCounter + layout.counters.count
    firstConstant = firstUnit + layout.units.count * 2
    values = Array(repeating: 0, count: firstConstant + 3)
  }

  /// Takes the numbers of a replication.
  mutating func take(_ observations: Observations) {
    for (index, tally) in observations.tallies.enumerated() {
      values[index * 4] = Double(tally.count)
      values[index * 4 + 1] = minutes(tally.sum)
      values[index * 4 + 2] = Double(tally.positive)
      values[index * 4 + 3] = tally.squares
    }
    for (index, count) in observations.above.enumerated() { values[firstAbove + index] = Double(count) }
    for (index, level) in observations.levels.enumerated() { values[firstLevel + index] = minutes(level.area) }
    for (index, count) in observations.departed.enumerated() { values[firstDeparted + index] = Double(count) }
    for index in layout.classes.indices {
      values[firstClass + index * 4] = Double(observations.arrived[index])
      values[firstClass + index * 4 + 1] = Double(observations.unfinished[index])
      values[firstClass + index * 4 + 2] = minutes(observations.unfinishedMicroseconds[index])
      values[firstClass + index * 4 + 3] = minutes(travel(of: index, observations))
    }
    for (index, pool) in observations.resources.enumerated() {
      let first = firstResource + index * 9
      values[first] = minutes(pool.onDuty)
      values[first + 1] = minutes(pool.busy)
      values[first + 2] = minutes(pool.kept)
      values[first + 3] = minutes(pool.freeForWantOfPartner)
      values[first + 4] = minutes(pool.overtime)
      values[first + 5] = minutes(pool.down)
      values[first + 6] = minutes(pool.onBreak)
      values[first + 7] = minutes(pool.settingUp)
      values[first + 8] = minutes(pool.away)
    }
    for (index, probe) in observations.probes.enumerated() {
      let isWait = if case .virtualWait = layout.probes[index].quantity { true } else { false }
      values[firstProbe + index * 3] = Double(probe.count)
      values[firstProbe + index * 3 + 1] = isWait ? minutes(probe.sum) : Double(probe.sum)
      values[firstProbe + index * 3 + 2] = Double(probe.above)
    }
    for (index, cause) in observations.causes.enumerated() {
      values[firstCause + index] = minutes(cause.microseconds)
    }
    for (index, count) in observations.counters.enumerated() { values[firstCounter + index] = Double(count) }
    for (index, unit) in observations.units.enumerated() {
      values[firstUnit + index * 2] = minutes(unit.onDuty)
      values[firstUnit + index * 2 + 1] = minutes(unit.busy)
    }
    values[firstConstant] = 1
    values[firstConstant + 1] = minutes(observations.windowMicroseconds)
    values[firstConstant + 2] = Double(observations.windowMicroseconds) / 86_400_000_000
  }

  /// Stays less waiting and service of those who left: exact, so that nobody travels for a rounding error.
  private func travel(of trafficClass: Int, _ observations: Observations) -> Int64 {
    var travel: Int64 = 0
    for (index, tally) in layout.tallies.enumerated() where tally.trafficClass == trafficClass {
      switch tally.quantity {
      case .timeAtPost: travel += observations.tallies[index].sum
      case .waitingTime, .serviceTime: travel -= observations.tallies[index].sum
      case .waitingAtStation, .waitingOfStay, .downTime: break
      }
    }
    return travel
  }

  private func minutes(_ microseconds: Int64) -> Double { Double(microseconds) / 60_000_000 }
}

// MARK: - Terms

/// A sum of facts with weights.
struct Term {
  var parts: [(fact: Int, weight: Double)]

  @inline(__always)
  func value(_ facts: [Double]) -> Double {
    var sum = 0.0
    for part in parts { sum += facts[part.fact] * part.weight }
    return sum
  }

  static func + (a: Term, b: Term) -> Term { Term(parts: a.parts + b.parts) }
  static func - (a: Term, b: Term) -> Term {
    Term(parts: a.parts + b.parts.map { (fact: $0.fact, weight: -$0.weight) })
  }
  static func * (a: Term, factor: Double) -> Term {
    Term(parts: a.parts.map { (fact: $0.fact, weight: $0.weight * factor) })
  }
  static let none = Term(parts: [])
}

/// Terms one after the other, laid out flat for the sake of speed.
struct TermTable {
  private var facts: [Int] = []
  private var weights: [Double] = []
  /// By term: where its parts end.
  private var ends: [Int] = []

  init(_ terms: [Term]) {
    for term in terms {
      facts += term.parts.map(\.fact)
      weights += term.parts.map(\.weight)
      ends.append(facts.count)
    }
  }

  /// Writes the value of each term.
  func evaluate(_ values: [Double], to results: inout [Double]) {
    results.removeAll(keepingCapacity: true)
    var part = 0
    for end in ends {
      var sum = 0.0
      while part < end {
        sum += values[facts[part]] * weights[part]
        part += 1
      }
      results.append(sum)
    }
  }
}

extension Facts {
  private func fact(_ index: Int) -> Term { Term(parts: [(fact: index, weight: 1)]) }

  func count(tally: Int) -> Term { fact(tally * 4) }
  func sum(tally: Int) -> Term { fact(tally * 4 + 1) }
  func positive(tally: Int) -> Term { fact(tally * 4 + 2) }
  func squares(tally: Int) -> Term { fact(tally * 4 + 3) }
  func above(_ threshold: Int) -> Term { fact(firstAbove + threshold) }
  func area(level: Int) -> Term { fact(firstLevel + level) }
  func departed(_ trafficClass: Int, outcome: Int) -> Term {
    fact(firstDeparted + trafficClass * layout.outcomes.count + outcome)
  }
  func arrived(_ trafficClass: Int) -> Term { fact(firstClass + trafficClass * 4) }
  func unfinished(_ trafficClass: Int) -> Term { fact(firstClass + trafficClass * 4 + 1) }
  func unfinishedMinutes(_ trafficClass: Int) -> Term { fact(firstClass + trafficClass * 4 + 2) }
  func travelMinutes(_ trafficClass: Int) -> Term { fact(firstClass + trafficClass * 4 + 3) }
  func onDuty(_ pool: Int) -> Term { fact(firstResource + pool * 9) }
  func busy(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 1) }
  func kept(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 2) }
  func wantOfPartner(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 3) }
  func overtime(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 4) }
  func down(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 5) }
  func onBreak(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 6) }
  func settingUp(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 7) }
  func away(_ pool: Int) -> Term { fact(firstResource + pool * 9 + 8) }
  func looks(_ probe: Int) -> Term { fact(firstProbe + probe * 3) }
  func looked(_ probe: Int) -> Term { fact(firstProbe + probe * 3 + 1) }
  func lookedAbove(_ probe: Int) -> Term { fact(firstProbe + probe * 3 + 2) }
  /// Minutes waited for one cause of a class at a station, by the unfinished too.
  func waited(cause: Int) -> Term { fact(firstCause + cause) }
  func counter(_ counter: Int) -> Term { fact(firstCounter + counter) }
  func onDuty(unit: Int) -> Term { fact(firstUnit + unit * 2) }
  func busy(unit: Int) -> Term { fact(firstUnit + unit * 2 + 1) }
  var one: Term { fact(firstConstant) }
  var windowMinutes: Term { fact(firstConstant + 1) }
  var windowDays: Term { fact(firstConstant + 2) }
}
