// SPDX-License-Identifier: GPL-3.0-or-later

/// What measurements of the event list need and the kernel does not: a loop that is compiled in this module, as the
/// kernel's is.
package struct EventListProbe: ~Copyable {
  private var list: EventList
  private let increments: [Int64]

  /// A list with one pending event for each slot, the first at the end of an increment each.
  ///
  /// - Parameters:
  ///   - pending: Number of pending events, 1 ... 2^22.
  ///   - increments: Microseconds from one event of a slot to its next, used in turn; a power of two of them.
  package init(pending: Int, increments: [Int64]) {
    precondition(pending >= 1 && pending <= EventKey.slotLimit, "\(pending) events do not fit into the slots")
    precondition(increments.count.nonzeroBitCount == 1, "the number of increments must be a power of two")
    self.increments = increments
    list = EventList()
    for slot in 0..<pending {
      let tail = EventKey.tail(EventClass.delayEnds, source: 0, ordinal: UInt32(slot), slot: slot)
      list.push(EventKey.key(increments[slot & (increments.count - 1)], tail))
    }
  }

  deinit { list.deallocate() }

  /// The hold model: takes the earliest event and schedules it anew after an increment, `count` times.
  ///
  /// - Returns: The time of the last event taken, in microseconds.
  /// - Source: Jones, "An empirical comparison of priority-queue and event-set implementations", *Communications of
  ///   the ACM* 29 (1986) 300-311.
  @inline(never)
  package mutating func hold(_ count: Int) -> Int64 {
    let mask = increments.count &- 1
    var now: Int64 = 0
    increments.withUnsafeBufferPointer { increments in
      for index in 0..<count {
        let key = list.first
        now = EventKey.time(key)
        list.openHole()
        list.push(EventKey.key(now &+ increments[index & mask], EventKey.tail(key)))
      }
    }
    return now
  }

  /// Takes out every event, earliest first.
  package mutating func drain() -> [(time: Int64, slot: Int)] {
    var taken: [(time: Int64, slot: Int)] = []
    while list.count > 0 {
      let key = list.first
      taken.append((EventKey.time(key), EventKey.slot(EventKey.tail(key))))
      list.openHole()
      list.closeHole()
    }
    return taken
  }
}
