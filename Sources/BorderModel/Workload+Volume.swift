// SPDX-License-Identifier: GPL-3.0-or-later

extension BorderPost {
  /// Expected arrivals of a class on each day of the week, from Monday.
  ///
  /// Rates count with profile, days, surges and groups (factors of the day have mean 1); schedules without those who do
  /// not come; traces by the arrivals of the observed window; returns as if all of the other class were released.
  ///
  /// - Parameter index: Index of the class.
  /// - Returns: `nil` if the number depends on how fast the post is: a source that is never empty, a population, and
  ///   returns of such a class or of themselves.
  public func dailyVolume(ofClass index: Int) -> [Double]? { dailyVolume(ofClass: index, after: []) }

  private func dailyVolume(ofClass index: Int, after seen: [Int]) -> [Double]? {
    let arrivals = traffic[index].arrivals
    let size = arrivals.groupSize?.mean ?? 1
    switch arrivals.process {
    case .rates(let course): return course.perDay.map { $0 * size }
    case .renewal(let every, _):
      return Array(repeating: size * TimeSpan.day.inHours / every.mean.inHours, count: 7)
    case .schedule(let schedule):
      return (0..<7).map { day in
        size * (1 - schedule.noShows) * Double(schedule.minutes.count { $0 / 1440 == day })
      }
    case .trace(let trace):
      let end = TimeSpan.day.microseconds * Int64(calendar.days)
      let within = trace.instants.count { (0..<end).contains($0) }
      return Array(repeating: size * Double(within) / Double(calendar.days), count: 7)
    case .returns(let other, _, let share):
      guard !seen.contains(index), other != index else { return nil }
      return dailyVolume(ofClass: other, after: seen + [index])?.map { $0 * share }
    case .neverEmpty, .population: return nil
    }
  }
}
