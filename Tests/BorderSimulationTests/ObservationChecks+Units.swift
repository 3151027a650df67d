// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Units that are told apart

extension ObservationChecks {
  /// Whether a wait at a station may have several parts, because work is interrupted or lanes are changed, so that it
  /// cannot be seen in a row.
  func isBroken(_ station: Int) -> Bool {
    let name = layout.stations[station].name
    let control = post.controls.first { $0.name == name }
    let isKnown = control != nil || post.pools.contains { $0.name == name }
    return !isKnown || control?.lanes?.changeWhenShorterBy != nil
      || needs(station).contains { $0.units?.breakdown != nil }
  }

  func checkUnits() {
    for (pool, description) in layout.pools.enumerated() {
      let units = layout.units.indices.filter { layout.units[$0].pool == pool }
      guard !units.isEmpty else { continue }
      let resource = observations.resources[pool]
      let sum = { (part: (Observations.Unit) -> Int64) in units.reduce(0) { $0 + part(observations.units[$1]) } }
      claim(sum(\.onDuty), resource.onDuty, "units of \(description.name) on duty")
      claim(sum(\.busy), resource.busy, "units of \(description.name) busy")
      claim(sum(\.kept), resource.kept, "units of \(description.name) kept")
      claim(sum(\.down), resource.down, "units of \(description.name) down")
      for unit in units {
        let seen = observations.units[unit]
        claim(seen.busy + seen.kept <= seen.onDuty, "unit \(layout.units[unit].number) of \(description.name) is held")
        claim(min(seen.busy, seen.kept, seen.down) >= 0, "negative time of a unit of \(description.name)")
      }
    }
    var holdings: [String: [(from: Int64, to: Int64)]] = [:]
    for control in post.controls { checkUnits(of: control, &holdings) }
    for (unit, held) in holdings {
      let order = held.filter { $0.to > $0.from }.sorted { $0.from < $1.from }
      for (one, next) in zip(order, order.dropFirst()) {
        claim(one.to <= next.from, "\(unit) serves two at once")
      }
    }
  }

  /// The pool whose unit is in the rows of a control.
  private func recordedPool(_ control: Control) -> Pool? {
    if let lanes = control.lanes { return lanes.pool.map { post.pools[$0] } }
    // A pool whose units serve lanes of some control is one whose units are told apart.
    let ofLanes = post.controls.compactMap { $0.lanes?.pool }
    let pools = control.needs.filter { post.pools[$0].units != nil || ofLanes.contains($0) }
    return pools.map { post.pools[$0] }.min { $0.name < $1.name }
  }

  /// Nobody is served by a unit that is off duty, cannot do it, or does not exist.
  private func checkUnits(of control: Control, _ holdings: inout [String: [(from: Int64, to: Int64)]]) {
    let pool = recordedPool(control)
    let most = pool?.capacity.mostUnits ?? control.lanes?.count ?? 0
    let isWhole = !control.needs.contains { isInterrupted(post.pools[$0]) }
    for column in columns(of: control.name) where most > 0 {
      for row in rows where row[column + 1] >= 0 {
        let unit = Int(row[column + 3])
        claim((1...most).contains(unit), "unit \(unit) of \(most) serves at \(control.name)")
        guard let pool, (1...most).contains(unit) else { continue }
        if let skill = control.skill, let skills = pool.units?.skills, !skills.isEmpty {
          claim(skills[unit - 1].contains(skill), "unit \(unit) of \(pool.name) cannot do \(skill)")
        }
        guard isWhole else { continue }
        claim(unit <= onDuty(pool, at: row[column + 1]), "unit \(unit) of \(pool.name) is off duty")
        let to = row[column + 2] < 0 ? windowEnd + window : row[column + 2]
        holdings["unit \(unit) of \(pool.name)", default: []].append((row[column + 1], to))
      }
    }
  }

  /// Whether something may take work off a unit of a pool.
  private func isInterrupted(_ pool: Pool) -> Bool {
    if pool.units?.breakdown != nil { return true }
    return endsWorkWithDuty(pool)
  }

  private func onDuty(_ pool: Pool, at time: Int64) -> Int {
    if !isOpen(pool, at: time) { return 0 }
    if case .constant(let units) = pool.capacity { return units }
    return dutyPeriods(of: pool, in: post, until: time + 1).reduce(0) { sum, period in
      period.from <= time && time < period.to ? sum + period.officers : sum
    }
  }
}
