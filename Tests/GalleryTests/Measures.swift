// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Measures in short.
extension Measure {
  static func waiting(station: String, trafficClass: String = "", _ statistic: Statistic) -> Measure {
    Measure(.waitingTime, statistic, at: station, of: trafficClass)
  }

  static func crossingTime(_ statistic: Statistic) -> Measure { Measure(.crossingTime, statistic) }
  static func queueLength(station: String, _ statistic: Statistic) -> Measure {
    Measure(.queueLength, statistic, at: station)
  }

  static func numberPresent(_ statistic: Statistic, at minute: Int? = nil) -> Measure {
    Measure(.numberPresent, statistic, moment: minute.map { .clock($0) })
  }

  static func utilisation(pool: String) -> Measure { Measure(.utilisation, of: pool) }
}

extension TimeSpan {
  /// Whole minutes.
  init(minutes: Int64) { self.init(microseconds: minutes * 60_000_000) }
}
