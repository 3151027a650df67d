// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

// MARK: - Units that are told apart

extension MeasureResolver {
  func utilisation(ofUnit number: Int, _ pool: Int) throws(MeasureFault) -> MeasureReading {
    guard let unit = layout.units.firstIndex(where: { $0.pool == pool && $0.number == number }) else {
      throw MeasureFault(message: "'\(layout.pools[pool].name)' has no unit \(number) that is told apart from others")
    }
    return .quotient([.term(facts.busy(unit: unit)), .term(facts.onDuty(unit: unit))], .timeAverage)
  }

  /// Tally of the down times of a pool's units.
  func downTimes(of name: String) throws(MeasureFault) -> Int {
    let pool = try pool(name)
    guard let tally = layout.tallies.firstIndex(where: { $0.quantity == .downTime(pool: pool) }) else {
      throw MeasureFault(message: "'\(name)' never breaks down")
    }
    return tally
  }
}
