// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Units that are told apart, lanes, breakdowns

extension BorderPost {
  private static let skills = ["documents", "examination", "scanning"]

  /// The same post with some of its units told apart, some lanes, and lines with an order of their own.
  func withUnits(seed: UInt64) -> BorderPost {
    var choices = RandomChoices(seed: seed ^ 0x5EED_0F_0417_5000)
    var post = self
    for index in pools.indices where pools[index].kind != .places && choices.chance(50) {
      guard let most = pools[index].capacity.mostUnits, most <= PoolUnits.most else { continue }
      post.pools[index].units = post.units(of: index, most, &choices)
    }
    for index in controls.indices { post.differ(control: index, &choices) }
    post.probes.removeAll { probe in
      guard case .virtualWait(let control) = probe.quantity else { return false }
      let looked = post.controls[control]
      return looked.lanes != nil || looked.order != .firstCome || looked.skill != nil
    }
    return post
  }

  private func units(of pool: Int, _ most: Int, _ choices: inout RandomChoices) -> PoolUnits {
    var units = PoolUnits(pick: choices.one(of: UnitChoice.allCases))
    if choices.chance(40) { units.speeds = (0..<most).map { _ in choices.one(of: [1, 0.5, 2, 1.3]) } }
    if pools[pool].kind == .officers, choices.chance(60) {
      units.skills = (0..<most).map { _ in Array(choices.shuffled(BorderPost.skills).prefix(choices.integer(1...3))) }
    }
    if pools[pool].kind == .equipment, choices.chance(70) {
      let crews = pools.indices.filter { $0 != pool && pools[$0].kind == .officers }
      units.breakdown = Breakdown(
        every: lifeOrRepair(hours: choices.integer(1...9), &choices),
        repair: lifeOrRepair(hours: choices.integer(0...2), &choices),
        clock: choices.one(of: Breakdown.Clock.allCases), work: choices.one(of: InterruptedWork.allCases),
        repairedBy: choices.chance(50) ? crews.first : nil)
    }
    return units
  }

  private func lifeOrRepair(hours: Int, _ choices: inout RandomChoices) -> Law {
    let span = TimeSpan(microseconds: Int64(hours) * 3_600_000_000)
    return choices.chance(40) || hours == 0 ? .constant(span) : .exponential(mean: span)
  }

  private mutating func differ(control index: Int, _ choices: inout RandomChoices) {
    let needs = controls[index].needs
    let known = needs.compactMap { pools[$0].units?.skills }.filter { !$0.isEmpty }
    let common = BorderPost.skills.filter { skill in known.allSatisfy { $0.contains { $0.contains(skill) } } }
    if !known.isEmpty, !common.isEmpty, choices.chance(80) { controls[index].skill = choices.one(of: common) }
    if choices.chance(25) {
      var lanes = Lanes(count: choices.integer(2...3), join: choices.one(of: LaneChoice.allCases))
      let fitting = needs.filter { pools[$0].capacity.mostUnits == lanes.count && pools[$0].kind != .places }
      if !fitting.isEmpty, choices.chance(60) { lanes.pool = choices.one(of: fitting) }
      if choices.chance(50) { lanes.changeWhenShorterBy = choices.integer(2...3) }
      controls[index].lanes = lanes
    }
    if choices.chance(25) {
      controls[index].order = .earliestDue
      for trafficClass in traffic.indices {
        let due = traffic[trafficClass].due ?? TimeSpan(microseconds: Int64(choices.integer(0...90)) * 60_000_000)
        traffic[trafficClass].due = due
      }
    }
    if choices.chance(25) {
      let time = controls[index].time
      let quick = ControlTime.same(.constant(TimeSpan(microseconds: Int64(choices.integer(0...3)) * 60_000_000)))
      controls[index].time = .byClass(
        Dictionary(uniqueKeysWithValues: traffic.map { ($0.name, choices.chance(50) ? time : quick) }))
    }
  }
}
