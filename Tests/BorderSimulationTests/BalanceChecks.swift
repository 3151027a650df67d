// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation

/// What must be true of the observations of any replication, whatever a post consists of.
struct BalanceChecks {
  let layout: ObservationLayout
  let observed: Observations

  /// The first claim that does not hold, in words.
  var violation: String? {
    if let fault = observed.fault { return "the run ended with \(fault)" }
    for index in layout.classes.indices {
      if let text = violation(of: index) { return "\(text) of \(layout.classes[index])" }
    }
    for row in observed.entities.list where row[3] >= 0 {
      let causes = row.suffix(CauseKind.allCases.count)
      guard causes.allSatisfy({ $0 >= 0 }), causes.reduce(0, +) <= row[3] - row[2] else {
        return "waiting of \(row[0]):\(row[1])"
      }
    }
    return nil
  }

  private func violation(of index: Int) -> String? {
    let outcomes = layout.outcomes.count
    let departed = observed.departed[(index * outcomes)..<((index + 1) * outcomes)].reduce(0, +)
    if observed.arrived[index] != departed + observed.unfinished[index] { return "conservation" }
    let level = layout.levels.firstIndex { $0.quantity == .present(trafficClass: index) } ?? 0
    if observed.levels[level].area != observed.stayWithinWindow[index] { return "Little's law" }
    guard observed.unfinished[index] == 0 else { return nil }
    if sum(.waitingTime, index) != causes({ $0.trafficClass == index }) { return "causes" }
    for station in layout.stations.indices {
      guard let waits = sum(.waitingAtStation(station), index) else { continue }
      if waits != causes({ $0.trafficClass == index && $0.station == station }) {
        return "causes at \(layout.stations[station].name)"
      }
    }
    return nil
  }

  private func sum(_ quantity: ObservationLayout.TallyDescription.Quantity, _ index: Int) -> Int64? {
    layout.tallies.firstIndex { $0.quantity == quantity && $0.trafficClass == index }
      .map { observed.tallies[$0].sum }
  }

  private func causes(_ fits: (ObservationLayout.CauseDescription) -> Bool) -> Int64 {
    layout.causes.indices.reduce(0) { fits(layout.causes[$1]) ? $0 + observed.causes[$1].microseconds : $0 }
  }

  /// Members of the cohort that left in this way.
  func departed(as outcome: String) -> Int64 {
    guard let position = layout.outcomes.firstIndex(of: outcome) else { return 0 }
    return layout.classes.indices.reduce(0) { $0 + observed.departed[$1 * layout.outcomes.count + position] }
  }
}
