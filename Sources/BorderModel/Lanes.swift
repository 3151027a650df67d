// SPDX-License-Identifier: GPL-3.0-or-later

/// Lanes of a control, each with a line of its own.
public struct Lanes: Hashable, Sendable {
  public static let most = PoolUnits.most

  /// 2...64
  public var count: Int
  public var join: LaneChoice
  /// Index of the pool whose unit of the same number serves each lane; `nil`: the units of the control serve whichever
  /// lane has the oldest request and is free.
  public var pool: Int?
  /// The last in the longest lane changes to the shortest when that is shorter by so many, 2 or more; `nil`: nobody
  /// changes.
  public var changeWhenShorterBy: Int?

  public init(count: Int, join: LaneChoice = .shortest, pool: Int? = nil, changeWhenShorterBy: Int? = nil) {
    self.count = count
    self.join = join
    self.pool = pool
    self.changeWhenShorterBy = changeWhenShorterBy
  }
}

/// Which of the open lanes an arrival joins.
public enum LaneChoice: String, Hashable, Sendable, CaseIterable {
  /// The one with the fewest, those in service included; of several one at random.
  case shortest
  /// Each in its turn.
  case inTurn = "in turn"
  /// Each with the same chance.
  case atRandom = "at random"
}

/// In which order a line is served.
public enum LineOrder: String, Hashable, Sendable, CaseIterable {
  case firstCome = "first come"
  /// By the instant of arrival plus the time that the traffic class states as `due`.
  case earliestDue = "earliest due"
}

extension Lanes {
  /// The name under which lanes that belong to no pool are reported.
  public static func poolName(of control: String) -> String { "lanes of \(control)" }
}
