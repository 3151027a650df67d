// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// A row of the indicator table that is the quotient of two terms.
struct Quotient {
  var indicator: String
  var scope: Scope
  var statistic: String
  var estimator = Estimate.Estimator.ratio
  var numerator: Term
  var denominator: Term
  /// Unfinished members of these classes make the row `censored`.
  var censoring: [Int] = []
  /// Whether the row says nothing when it is zero.
  var isLeftOutIfZero = false

  /// What a row is about: a class or all, at a station, a pool or the whole post.
  struct Scope {
    var trafficClass: Int?
    var station: Int?
    var pool: Int?
  }

  var unit: String { statistic.hasPrefix("share ") ? "1" : Indicator.named(indicator)?.unit ?? "" }
}

/// Lists the quotients of a layout, in the order of the table.
struct QuotientList {
  private let layout: ObservationLayout
  private let facts: Facts
  private(set) var quotients: [Quotient] = []

  init(_ layout: ObservationLayout, _ facts: Facts) {
    self.layout = layout
    self.facts = facts
    addWholePost()
    for trafficClass in layout.classes.indices { addClass(trafficClass) }
    for station in layout.stations.indices { addStation(station) }
    for pool in layout.pools.indices { addPool(pool) }
    for probe in layout.probes.indices { addProbe(probe) }
  }

  private func tallies(_ fits: (ObservationLayout.TallyDescription) -> Bool) -> [Int] {
    layout.tallies.indices.filter { fits(layout.tallies[$0]) }
  }

  private func sum(_ terms: [Term]) -> Term { terms.reduce(.none, +) }

  private mutating func addWholePost() {
    let classes = layout.arrivingClasses
    let crossings = tallies { $0.quantity == .timeAtPost(outcome: 0) && classes.contains($0.trafficClass) }
    add(
      "crossing_time_min", nil, "mean", sum(crossings.map { facts.sum(tally: $0) } + unfinishedMinutes(classes)),
      sum(crossings.map { facts.count(tally: $0) } + unfinished(classes)), censoring: classes)
    add(
      "waiting_time_min", nil, "mean", sum(classes.map { waitedMinutes($0) }), sum(classes.map { facts.arrived($0) }),
      censoring: classes)
    add("arrivals_per_day", nil, "mean", sum(classes.map { facts.arrived($0) }), facts.windowDays, .timeAverage)
    add(
      "throughput_per_day", nil, "mean", sum(classes.map { facts.departed($0, outcome: 0) }), facts.windowDays,
      .timeAverage, censoring: classes)
    let present = layout.levels.indices.filter {
      if case .present(let trafficClass) = layout.levels[$0].quantity { classes.contains(trafficClass) } else { false }
    }
    add("number_present", nil, "mean", sum(present.map { facts.area(level: $0) }), facts.windowMinutes, .timeAverage)
  }

  private func unfinished(_ classes: [Int]) -> [Term] { classes.map { facts.unfinished($0) } }
  private func unfinishedMinutes(_ classes: [Int]) -> [Term] { classes.map { facts.unfinishedMinutes($0) } }

  /// Minutes waited at all stations by members of a class, whether they have left by the end or not.
  private func waitedMinutes(_ c: Int) -> Term {
    sum(layout.causes.indices.filter { layout.causes[$0].trafficClass == c }.map { facts.waited(cause: $0) })
  }

  private mutating func addClass(_ c: Int) {
    let stays = tallies { tally in
      if case .timeAtPost = tally.quantity { tally.trafficClass == c } else { false }
    }
    for tally in stays where layout.tallies[tally].quantity == .timeAtPost(outcome: 0) {
      add(
        "crossing_time_min", c, "mean", facts.sum(tally: tally) + facts.unfinishedMinutes(c),
        facts.count(tally: tally) + facts.unfinished(c), censoring: [c])
      for (position, threshold) in layout.tallies[tally].thresholds.enumerated() {
        let slot = layout.tallies[tally].firstThreshold + position
        add(
          "share_within_target", c, "within \(limit(threshold))", facts.count(tally: tally) - facts.above(slot),
          facts.arrived(c))
      }
    }
    add(
      "time_at_post_min", c, "mean", sum(stays.map { facts.sum(tally: $0) }) + facts.unfinishedMinutes(c),
      sum(stays.map { facts.count(tally: $0) }) + facts.unfinished(c), censoring: [c])
    add("waiting_time_min", c, "mean", waitedMinutes(c), facts.arrived(c), censoring: [c])
    for tally in tallies({ $0.quantity == .waitingTime && $0.trafficClass == c }) {
      add(
        "waiting_time_min", c, "share waiting", facts.positive(tally: tally), facts.count(tally: tally),
        censoring: [c])
    }
    for tally in tallies({ $0.quantity == .serviceTime && $0.trafficClass == c }) {
      add("service_time_min", c, "mean", facts.sum(tally: tally), facts.count(tally: tally), censoring: [c])
      add("travel_time_min", c, "mean", facts.travelMinutes(c), facts.count(tally: tally), censoring: [c])
    }
    for outcome in layout.outcomes.indices where isPossible(outcome, stays) {
      add(
        "outcome_share", c, layout.outcomes[outcome], facts.departed(c, outcome: outcome), facts.arrived(c),
        censoring: [c])
    }
    add(
      "outcome_share", c, "still inside", facts.unfinished(c), facts.arrived(c), censoring: [c], isLeftOutIfZero: true)
    add("arrivals_per_day", c, "mean", facts.arrived(c), facts.windowDays, .timeAverage)
    add(
      "throughput_per_day", c, "mean", facts.departed(c, outcome: 0), facts.windowDays, .timeAverage, censoring: [c])
    for level in layout.levels.indices where layout.levels[level].quantity == .present(trafficClass: c) {
      add("number_present", c, "mean", facts.area(level: level), facts.windowMinutes, .timeAverage)
    }
  }

  private func isPossible(_ outcome: Int, _ stays: [Int]) -> Bool {
    stays.contains { layout.tallies[$0].quantity == .timeAtPost(outcome: outcome) }
  }

  private mutating func addStation(_ station: Int) {
    let waits = tallies { $0.quantity == .waitingAtStation(station) }
    let classes = waits.map { layout.tallies[$0].trafficClass }
    addWaits(waits, nil, station: station)
    if waits.count > 1 {
      for tally in waits { addWaits([tally], layout.tallies[tally].trafficClass, station: station) }
    }
    for level in layout.levels.indices where layout.levels[level].quantity == .queue(station: station) {
      add("queue_length", nil, "mean", facts.area(level: level), facts.windowMinutes, .timeAverage, station: station)
      add(
        "queueing_minutes_per_arrival", nil, "mean", facts.area(level: level),
        sum(classes.map { facts.arrived($0) }), station: station)
      add(
        "queueing_minutes", nil, "mean", facts.area(level: level), facts.one, .meanOfReplications, station: station)
    }
  }

  /// Waits of visits to a station by one class or all.
  private mutating func addWaits(_ waits: [Int], _ trafficClass: Int?, station: Int) {
    let classes = waits.map { layout.tallies[$0].trafficClass }
    let visits = sum(waits.map { facts.count(tally: $0) })
    add(
      "waiting_time_min", trafficClass, "mean", sum(waits.map { facts.sum(tally: $0) }), visits, station: station,
      censoring: classes)
    add(
      "waiting_time_min", trafficClass, "share waiting", sum(waits.map { facts.positive(tally: $0) }), visits,
      station: station, censoring: classes)
    // Counted only where every one of the classes has the same limit.
    for threshold in waits.first.map({ layout.tallies[$0].thresholds }) ?? [] {
      let slots = waits.compactMap { tally in
        layout.tallies[tally].thresholds.firstIndex(of: threshold).map { layout.tallies[tally].firstThreshold + $0 }
      }
      guard slots.count == waits.count else { continue }
      add(
        "waiting_time_min", trafficClass, "share above \(limit(threshold))", sum(slots.map { facts.above($0) }), visits,
        station: station, censoring: classes)
    }
  }

  private mutating func addPool(_ pool: Int) {
    guard !layout.pools[pool].isUnlimited else { return }
    add(
      "utilisation", nil, "mean", facts.busy(pool), facts.onDuty(pool), .timeAverage, pool: pool)
  }

  private mutating func addProbe(_ index: Int) {
    let probe = layout.probes[index]
    let clock = probe.after.map { "+" + limit($0) } ?? clockTime(probe.clockMinute)
    switch probe.quantity {
    case .numberPresent(let limit):
      // Several probes may look at the same time, each with a limit of its own: what they saw is the same.
      let isFirst = !layout.probes[..<index].contains { earlier in
        guard case .numberPresent = earlier.quantity else { return false }
        return earlier.clockMinute == probe.clockMinute && earlier.after == probe.after
      }
      if isFirst { add("number_present", nil, "at \(clock)", facts.looked(index), facts.looks(index)) }
      if let limit {
        add(
          "number_present", nil, "share above \(limit) at \(clock)", facts.lookedAbove(index), facts.looks(index))
      }
    case .numberWaiting(_, let limit):
      add("queue_length", nil, "at \(clock), \(probe.name)", facts.looked(index), facts.looks(index))
      if let limit {
        add(
          "queue_length", nil, "share above \(limit) at \(clock), \(probe.name)", facts.lookedAbove(index),
          facts.looks(index))
      }
    case .virtualWait:
      add("virtual_wait_min", nil, "at \(clock), \(probe.name)", facts.looked(index), facts.looks(index))
    }
  }

  private mutating func add(
    _ indicator: String, _ trafficClass: Int?, _ statistic: String, _ numerator: Term, _ denominator: Term,
    _ estimator: Estimate.Estimator = .ratio, station: Int? = nil, pool: Int? = nil, censoring: [Int] = [],
    isLeftOutIfZero: Bool = false
  ) {
    quotients.append(
      Quotient(
        indicator: indicator, scope: .init(trafficClass: trafficClass, station: station, pool: pool),
        statistic: statistic, estimator: estimator, numerator: numerator, denominator: denominator,
        censoring: censoring, isLeftOutIfZero: isLeftOutIfZero))
  }
}

/// `240 min`, without a fraction that says nothing.
func limit(_ span: TimeSpan) -> String {
  let minutes = span.inMinutes
  return minutes == minutes.rounded() ? "\(Int(minutes)) min" : "\(minutes) min"
}

/// `06:30`
func clockTime(_ minute: Int) -> String {
  let hour = minute / 60
  let rest = minute % 60
  return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
}
