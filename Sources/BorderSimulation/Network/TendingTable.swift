// SPDX-License-Identifier: GPL-3.0-or-later

/// What a pool does of its own accord when the grants of an instant have been made or are about to be.
enum TendingMode: UInt8, Sendable {
  /// Nothing but breaks and set-ups.
  case none
  /// Its idle units leave for another task.
  case otherTask
  /// Its units are opened and closed by the number who wait.
  case byRule
  /// Its unit goes round several stations.
  case inTurn
  /// Its units are places of convoys: given out at a departure, gone with it.
  case departures
}

/// A pool with units that are not always there; one row per such pool.
struct TendingTable: Sendable {
  var pool: Int32
  var mode: TendingMode
  /// Stream of the other task, the walk or the headway; -1 if none.
  var stream: Int32 = -1
  /// Stream of the set-up, or -1.
  var setUpStream: Int32 = -1
  /// The window of breaks that is open at the beginning of simulated time, or -1.
  var breakRuleAtStart: Int32 = -1
  /// otherTask: again as long as nobody waits. inTurn: walks on when nobody waits.
  var repeats = false
  /// inTurn: a visit ends with those who waited when it began.
  var isGated = false
  /// byRule: limits of waiting, and of the number open.
  var opensAt: Int32 = 0
  var closesAt: Int32 = 0
  var least: Int32 = 0
  var most: Int32 = Int32.max
  /// inTurn: a slice of `FlowNetwork.tendingValues`, the stations of the round. departures: minutes of the day on the
  /// clock of A, ascending.
  var firstValue: Int32 = 0
  var valueCount: Int32 = 0
  /// departures: places of each.
  var places: Int32 = 0
  /// By `TendingCounter`: a counter of the layout, or -1.
  var counters = SIMD8<Int32>(repeating: -1)

  /// Units that come on duty are set up, or wait for the rule that opens them.
  var receives: Bool { setUpStream >= 0 || mode == .byRule }
}

/// What is counted of a special pool within the window.
enum TendingCounter {
  static let openings = 0
  static let setUps = 1
  static let otherTasks = 2
  static let breaks = 3
  static let breaksMissed = 4
  static let departures = 5
  /// Entities that a departure left waiting.
  static let leftBehind = 6
  /// Departures that left nobody waiting.
  static let noneLeftBehind = 7

  /// By counter: its name before that of the pool.
  static let names = [
    "openings of", "set-ups of", "other tasks of", "breaks of", "breaks missed by", "departures of", "left behind by",
    "nobody left behind by",
  ]
}

/// The break of the officers of a shift.
struct BreakRule: Sendable, Equatable {
  /// As many breaks are owed when the window opens.
  var officers: Int32
  var keepAtLeast: Int32
  /// Microseconds.
  var length: Int64
}
