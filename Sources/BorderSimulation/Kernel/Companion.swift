// SPDX-License-Identifier: GPL-3.0-or-later

/// What only some posts need to know about an entity, beside its 64 bytes: a second record by slot.
struct Companion {
  /// Number among the children of its parent, from 1; 0 for what arrived by itself.
  var child: UInt16 = 0
  /// Where an entity chooses its lane: the line in which it stands or stood last.
  var line: Int32 = 0
  /// All work of the current visit at speed 1, -1 before it begins; where units are told apart.
  var work: Int64 = -1
}
