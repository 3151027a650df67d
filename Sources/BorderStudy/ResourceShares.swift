// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// The quotients of one pool's row: shares of the roster's maximum, utilisation and overtime.
struct ResourceShares {
  let pool: Int
  let quotients: [Share]

  init(pool: Int, _ layout: ObservationLayout, _ facts: Facts) {
    self.pool = pool
    let all = facts.windowMinutes * Double(layout.pools[pool].maximum)
    let onDuty = facts.onDuty(pool)
    let present = onDuty + facts.down(pool) + facts.onBreak(pool)
    let elsewhere = facts.settingUp(pool) + facts.away(pool)
    let free = onDuty - facts.busy(pool) - facts.kept(pool) - facts.wantOfPartner(pool) - elsewhere
    quotients = [
      Share(facts.busy(pool), of: all, orIfMore: present), Share(facts.kept(pool), of: all, orIfMore: present),
      Share(free, of: all, orIfMore: present), Share(facts.wantOfPartner(pool), of: all, orIfMore: present),
      Share(all - present, of: all, orIfMore: present, isAtLeastNothing: true),
      Share(facts.down(pool), of: all, orIfMore: present), Share(facts.onBreak(pool), of: all, orIfMore: present),
      Share(facts.settingUp(pool), of: all, orIfMore: present), Share(facts.away(pool), of: all, orIfMore: present),
      Share(facts.busy(pool), of: onDuty), Share(facts.overtime(pool), of: facts.windowDays),
    ]
  }

  /// A part of a whole. With overtime, more unit-minutes can be on duty than the roster's maximum gives; then those are
  /// the whole, and nothing is off duty, so that shares lie between 0 and 1 and sum to 1.
  struct Share {
    let part: Term
    let whole: Term
    let floor: Term?
    /// Overtime makes the part negative; then there is none.
    let isAtLeastNothing: Bool

    init(_ part: Term, of whole: Term, orIfMore floor: Term? = nil, isAtLeastNothing: Bool = false) {
      self.isAtLeastNothing = isAtLeastNothing
      self.part = part
      self.whole = whole
      self.floor = floor
    }

    func callAsFunction(_ facts: [Double]) -> (numerator: Double, denominator: Double) {
      let denominator = whole.value(facts)
      let numerator = isAtLeastNothing ? max(part.value(facts), 0) : part.value(facts)
      return (numerator, floor.map { max(denominator, $0.value(facts)) } ?? denominator)
    }
  }

  /// - Parameter first: Cell of the first quotient.
  func row(
    _ layout: ObservationLayout, _ ratios: RatioAccumulators, first: Int, confidence: Double
  ) throws(EstimationError) -> ResourceRow {
    let description = layout.pools[pool]
    var cells: [Estimate] = []
    for cell in quotients.indices {
      let estimate = try ratios[first + cell].estimate(confidence: confidence, estimator: .timeAverage)
      // An unlimited pool has no share of anything.
      cells.append(
        description.isUnlimited
          ? .missing(confidence: confidence, replications: estimate.replications, estimator: .timeAverage)
          : estimate.limited(to: 0...(cell < quotients.count - 1 ? 1 : .infinity)))
    }
    return ResourceRow(
      pool: description.name, kind: kind(description.kind), capacity: description.maximum, busy: cells[0],
      kept: cells[1], free: cells[2], freeForWantOfPartner: cells[3], onBreak: cells[6], down: cells[5],
      settingUp: cells[7], away: cells[8], offDuty: cells[4], utilisation: cells[9], overtimeMinutesPerDay: cells[10])
  }

  private func kind(_ kind: Pool.Kind) -> String {
    switch kind {
    case .officers: "officers"
    case .equipment: "equipment"
    case .places: "places"
    }
  }
}
