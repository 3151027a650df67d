// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A pool whose units are told apart: which of the network's units are its own, and how one is chosen.
struct IdentityTable: Sendable {
  /// Its units are this one and those that follow; -1 if units are alike.
  var firstUnit: Int32 = -1
  /// At most 64: sets of units are the bits of one word.
  var unitCount: Int32 = 0
  var pick = UnitChoice.longestIdle
  /// Row of `FlowNetwork.breakdowns`, or -1.
  var breakdown: Int32 = -1
}

/// One unit of a pool whose units are told apart.
struct UnitTable: Sendable {
  var pool: Int32
  /// Work done in a minute.
  var speed: Double
}

/// How the units of a pool fail and are repaired. A repair is an entity of a source of its own, which never arrives.
struct BreakdownTable: Sendable {
  var pool: Int32
  /// Streams of lives and of repairs, keyed by the unit and how often it has failed.
  var lifeStream: Int32
  var repairStream: Int32
  /// The clock goes on only while a unit works.
  var countsBusyTime: Bool
  /// Interrupted work is done again from its beginning.
  var restarts: Bool
  /// Whose program is that of a repair.
  var source: Int32
  /// Level of the number of units down, tally of the times for which they are, counter of failures.
  var level: Int32
  var tally: Int32
  var counter: Int32
}

/// Lanes of a station: a line for each lane and each priority.
struct LaneTable: Sendable {
  /// The pool whose unit of the same number is occupied by whoever is served in the lane.
  var pool: Int32
  var count: Int32
  /// Lanes whose unit can do what the control needs.
  var able: UInt64
  var join: LaneChoice
  /// The last in the longest lane changes when another has so many fewer; `Int32.max` if nobody changes.
  var changeAt: Int32
  /// A slice of `FlowNetwork.laneLines`: the lines of the first lane, most urgent first; the line of lane *k* is *k*
  /// behind that of lane 0.
  var firstLine: Int32
  var lineCount: Int32
  /// A slice of `FlowNetwork.poolSets`: officers and equipment beside the lane itself; lanes beyond the smallest number
  /// of them on duty are closed.
  var firstPool: Int32
  var poolCount: Int32
}

/// Which units serve a line, and where it stands among lanes.
struct LineUnits: Sendable {
  /// First of the sets of units that may serve it, one for each of its pools, in `FlowNetwork.unitMasks`; -1 if the
  /// units of all its pools are alike.
  var firstMask: Int32 = -1
  /// First of the ranks, 64 for each of its pools, in `FlowNetwork.unitRanks`: how late in its list a unit names what
  /// the line needs; -1 if it needs nothing special.
  var firstRank: Int32 = -1
  /// Row of `FlowNetwork.lanes`, or -1.
  var lanes: Int32 = -1
  /// Number of the lane, from 0.
  var lane: Int32 = 0
  var isByDue = false
  /// Which of its pools gives the number of the unit in the rows of entities, or -1.
  var recordedNeed: Int32 = -1
}
