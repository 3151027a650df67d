// SPDX-License-Identifier: GPL-3.0-or-later

#if DEBUG
  /// Finds, in debug builds, a draw that is made twice: two uses of one random number that should be independent.
  ///
  /// The kernel owns one ledger for a replication and records each draw whose value it uses; windows, which compute
  /// draws ahead, do not count. A class because many streams write to it.
  package final class DrawLedger {
    private struct Entry: Hashable {
      let purpose: UInt32
      let draw: UInt32
      let entity: UInt32
      let replication: UInt32
    }

    private var entries: Set<Entry> = []

    package init() {}

    /// Traps if the draw has been recorded before.
    package func record(_ key: DrawKey, entity: UInt32, replication: UInt32) {
      precondition(isNew(key, entity: entity, replication: replication), "the same random number is used twice")
    }

    /// Records a draw; false if it was recorded before.
    package func isNew(_ key: DrawKey, entity: UInt32, replication: UInt32) -> Bool {
      entries.insert(
        Entry(purpose: key.purpose, draw: key.drawWord, entity: entity, replication: replication)
      ).inserted
    }
  }
#endif
