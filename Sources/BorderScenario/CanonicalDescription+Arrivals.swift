// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension Arrivals {
  /// How they come, with all numbers, which read back exactly.
  ///
  /// - Parameter name: Gives the name of another class by its index, in quotation marks.
  func canonicalText(_ name: (Int) -> String) -> String {
    process.canonicalText(name) + (groupSize.map { " groups \($0.canonicalText)" } ?? "")
  }
}

extension ArrivalProcess {
  fileprivate func canonicalText(_ name: (Int) -> String) -> String {
    switch self {
    case .rates(let course): return course.canonicalText
    case .renewal(let every, let first): return "every \(every.canonicalText) first \(first.rawValue)"
    case .schedule(let schedule):
      return "at [" + schedule.minutes.map { "\($0)" }.joined(separator: " ") + "] late \(schedule.late.canonicalText) "
        + "early \(schedule.early.canonicalText) no-shows \(schedule.noShows)"
    case .trace(let trace):
      let channels = trace.channels.joined(separator: "/")
      return "trace [" + trace.instants.map { "\($0)" }.joined(separator: " ") + "] channels [\(channels)]"
    case .neverEmpty: return "never empty"
    case .population(let members, let away, let first):
      return "population \(members) away \(away.canonicalText) first \(first.rawValue)"
    case .returns(let other, let after, let share):
      return "returns of \(name(other)) after \(after.canonicalText) share \(share)"
    }
  }
}

extension RateCourse {
  /// What is standard is left out.
  fileprivate var canonicalText: String {
    var text = "rates [" + rates.map { "\($0)" }.joined(separator: " ") + "]"
    if isLinear { text += " linear" }
    if dayToDaySpread > 0 { text += " spread \(dayToDaySpread) own \(hasOwnSpread)" }
    if gapVariation != 1 { text += " gaps \(gapVariation)" }
    if let surges {
      text += " calm \(surges.calm.canonicalText) surge \(surges.surge.canonicalText) factor \(surges.factor)"
    }
    return text
  }
}
