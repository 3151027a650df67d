// SPDX-License-Identifier: GPL-3.0-or-later

/// A random number whose visit, child or entity is known only when it is drawn.
struct KeyedDraw: Sendable {
  var stream: Int32
  /// Visit of this line of the procedure in the first lap.
  var visit: UInt8
  /// What each lap of the loops around it adds to the visit: the number of lines that draw for the purpose.
  var stride: UInt8
  /// A bit for each loop around it.
  var loops: UInt8
  /// The same for the case and all its bodies.
  var isOfCase: Bool
  /// The sum over the people of the vehicle.
  var isPerPerson: Bool
}

/// Something that a body of a class may hold, with its bit in the companion.
struct KeptSet: Sendable {
  var trafficClass: Int32
  var bit: Int32
  var group: Int32
  /// A slice of `FlowNetwork.poolSets`.
  var set: Int32
  var setCount: Int32
}

/// A place where members of a class form groups.
struct GatheringTable: Sendable {
  var size: Int32
  /// How long the first member waits at most, microseconds; -1: without end.
  var limit: Int64
  /// Class and first step of the group.
  var source: Int32
  var start: Int32 = 0
  /// A bit for each loop around it.
  var loops: UInt8
}
