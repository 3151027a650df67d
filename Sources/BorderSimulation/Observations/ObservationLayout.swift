// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What one replication observes, and where each number stands in its `Observations`.
///
/// Everything is ordered by name, so that the order of entries in a scenario file changes nothing.
public struct ObservationLayout: Sendable, Equatable {
  /// Names of the traffic classes, ascending; their indices are used throughout this type.
  public var classes: [String]
  /// By class: names of its channels, ascending.
  public var channels: [[String]] = []
  public var directions: [Direction]
  /// By class: the class that it is split off from, if it is a body; its members are never added to those of others.
  public var cases: [Int?] = []
  /// Places where entities can wait: controls that need somebody, and spaces that are entered. Names ascending.
  public var stations: [Station]
  public var pools: [PoolDescription]
  public var tallies: [TallyDescription]
  public var levels: [LevelDescription]
  public var causes: [CauseDescription]
  /// What may be at the head of the chain behind a full space, by class and line that waits for its places.
  public var roots: [RootDescription] = []
  public var probes: [Probe]
  /// Reasons for leaving the post: index 0 is `released`, then `turned away at SPACE` by name.
  public var outcomes: [String]
  /// Columns of the entity table that follow the fixed ones, in order: stamps of events on the way.
  public var stamps: [StampDescription]
  /// The kinds of waiting that can happen at this post, in the order of `CauseKind`: columns of the entity table.
  public var possibleCauses: [CauseKind] = [.offDuty, .noPlace, .partner, .busy]
  /// What is counted within the window, in the order of `Observations.counters`.
  public var counters: [CounterDescription] = []

  /// A control or space at which entities wait.
  public struct Station: Sendable, Equatable {
    public var name: String
    /// State in whose local time its hours are reported.
    public var state: State
    public var isSpace: Bool
  }

  public struct PoolDescription: Sendable, Equatable {
    public var name: String
    public var kind: Pool.Kind
    public var state: State
    /// The largest number on duty at any time of the roster; 0 for an unlimited pool.
    public var maximum: Int
    public var isUnlimited: Bool
  }

  /// A sample over entities (or over their visits to a station).
  public struct TallyDescription: Sendable, Equatable {
    public enum Quantity: Sendable, Equatable {
      /// Waiting per visit at a station.
      case waitingAtStation(Int)
      /// Arrival to departure, by outcome; outcome 0 is the crossing time.
      case timeAtPost(outcome: Int)
      /// All waiting of an entity, whatever its outcome.
      case waitingTime
      /// All waiting of an entity that leaves with this outcome; kept where an instrument asks for it.
      case waitingOfStay(outcome: Int)
      /// All working time spent on an entity, whatever its outcome; count and sum only.
      case serviceTime
    }
    public var quantity: Quantity
    public var trafficClass: Int
    /// Limits for which the number of larger values is counted exactly, ascending.
    public var thresholds: [TimeSpan]
    /// First slot of the thresholds in `Observations.above`.
    public var firstThreshold: Int
    /// Whether counts and sums by hour of the week are kept: by the hour of joining the line of a station, else by the
    /// hour of arrival.
    public var isHourly: Bool
    /// Whether a histogram is kept, so that percentiles can be given.
    public var hasHistogram: Bool
  }

  /// A number that changes in steps over time.
  public struct LevelDescription: Sendable, Equatable {
    public enum Quantity: Sendable, Equatable {
      /// Entities waiting at a station.
      case queue(station: Int)
      /// Units of a pool that somebody holds, working or kept.
      case held(pool: Int)
      /// Entities of a class inside the post.
      case present(trafficClass: Int)
      /// Entities at a control, waiting or served; the control by its index in the post. Kept where asked for.
      case atControl(Int)
      /// Entities of all classes inside the post. Kept where asked for.
      case inside
    }
    public var quantity: Quantity
  }

  /// Events of one kind, counted within the window.
  public struct CounterDescription: Sendable, Equatable {
    /// As `count` of `osbp verify` calls it: `set-ups of lane`; unique.
    public var name: String
  }

  /// One cause of waiting of one class at one station.
  public struct CauseDescription: Sendable, Equatable {
    public var trafficClass: Int
    public var station: Int
    public var kind: CauseKind
    /// The pool that is off duty, full, lacking (partner) or busy; `nil` when none is named.
    public var pool: Int?
  }

  /// A cause at the head of a chain of blocked entities; together those of a line make up its waiting for `noPlace`.
  public struct RootDescription: Sendable, Equatable {
    public var trafficClass: Int
    /// Where it waits.
    public var station: Int
    /// Pool of the places it waits for.
    public var space: Int
    /// Why the one at the head waits; `nil` if it does not: those inside are served or move.
    public var kind: CauseKind?
    /// The pool that the kind names.
    public var pool: Int?
  }

  public struct StampDescription: Sendable, Equatable {
    public enum Event: String, Sendable { case joined, started, finished }
    /// Control, space or travel.
    public var place: String
    /// 1 for the first visit of a procedure to the place.
    public var visit: Int
    public var event: Event
  }
}

/// Why an entity waits. Those up to `departure` hold in lines, several at a time, and the first true one is taken; the
/// others belong to waits of their own, outside lines, and hold alone.
public enum CauseKind: Int, Sendable, CaseIterable {
  /// A needed pool is closed: opening hours, or a rule.
  case closed
  /// A needed pool has no unit in working order.
  case broken
  /// All who are on duty in a needed pool have a break.
  case onBreak
  /// A needed pool has nobody on duty.
  case offDuty
  /// No place downstream.
  case noPlace
  /// Some needed pools have a free unit, another has not.
  case partner
  /// All units on duty are busy.
  case busy
  /// A departure at a fixed time, or with a fixed number of places.
  case departure
  /// Papers that are not ready.
  case papers
  /// The rest of the group, or a branch of the same case.
  case group
  /// The driver or owner is not ready.
  case stay

  /// How many kinds can hold in a line: the first ones.
  static let inLines = 8

  /// The cause as reports call it, before the name of the pool.
  public var label: String {
    switch self {
    case .closed: "closed"
    case .broken: "out of order"
    case .onBreak: "on break"
    case .offDuty: "nobody on duty"
    case .noPlace: "no place"
    case .partner: "partner missing"
    case .busy: "all busy"
    case .departure: "waits for departure"
    case .papers: "papers not ready"
    case .group: "rest of the group missing"
    case .stay: "driver not ready"
    }
  }
}
