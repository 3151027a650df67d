// SPDX-License-Identifier: GPL-3.0-or-later

/// What is due when: a 4-ary heap of 16-byte keys.
///
/// A key is (time; class, source, ordinal, slot) from the most significant bit down: 64 + 3 + 9 + 30 + 22 bits. The
/// order of simultaneous events is therefore that of the model and never that of insertion. The root may be a hole,
/// left by the event that is being processed, so that the first event it schedules takes its place in one pass.
struct EventList {
  /// Unused entries hold the largest key, so that four children always exist.
  private var keys: UnsafeMutablePointer<UInt128>
  private var capacity: Int
  private(set) var count = 0
  private(set) var rootIsHole = false

  static let none = UInt128.max

  init(capacity: Int = 256) {
    self.capacity = capacity
    keys = EventList.allocate(capacity)
  }

  func deallocate() { (UnsafeMutableRawPointer(keys) - 48).deallocate() }

  /// Children of one parent lie on one cache line: index 1 is aligned to 64 bytes.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt128> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: (capacity + 8) * 16 + 64, alignment: 64) + 48
    let keys = raw.bindMemory(to: UInt128.self, capacity: capacity + 5)
    keys.initialize(repeating: none, count: capacity + 5)
    return keys
  }

  mutating func removeAll() {
    keys.update(repeating: EventList.none, count: count + 5)
    count = 0
    rootIsHole = false
  }

  /// The earliest key, `none` if there is none.
  @inline(__always)
  var first: UInt128 { keys[0] }

  /// Whether another event is due at the time of the hole.
  @inline(__always)
  func holdsOther(at time: Int64) -> Bool {
    let t = UInt64(bitPattern: time)
    return (UInt64(truncatingIfNeeded: keys[1] >> 64) == t) || (UInt64(truncatingIfNeeded: keys[2] >> 64) == t)
      || (UInt64(truncatingIfNeeded: keys[3] >> 64) == t) || (UInt64(truncatingIfNeeded: keys[4] >> 64) == t)
  }

  /// Turns the earliest key into a hole.
  @inline(__always)
  mutating func openHole() { rootIsHole = true }

  /// Fills a hole that no event has taken.
  @inline(__always)
  mutating func closeHole() { if rootIsHole { fillHole() } }

  @inline(never)
  private mutating func fillHole() {
    rootIsHole = false
    count &-= 1
    let last = keys[count]
    keys[count] = EventList.none
    if count > 0 { siftDown(last) }
  }

  @inline(__always)
  mutating func push(_ key: UInt128) {
    if rootIsHole {
      rootIsHole = false
      siftDown(key)
    } else {
      if count == capacity { grow() }
      siftUp(key)
    }
  }

  @inline(__always)
  private mutating func siftDown(_ key: UInt128) {
    var hole = 0
    let end = count
    while true {
      let child = hole &* 4 &+ 1
      if child >= end { break }
      let family = keys + child
      let right = family[1] < family[0] ? 1 : 0
      let farRight = family[3] < family[2] ? 3 : 2
      let least = family[farRight] < family[right] ? farRight : right
      let candidate = family[least]
      if key < candidate { break }
      keys[hole] = candidate
      hole = child &+ least
    }
    keys[hole] = key
  }

  @inline(__always)
  private mutating func siftUp(_ key: UInt128) {
    var hole = count
    count &+= 1
    while hole > 0 {
      let parent = (hole &- 1) / 4
      if keys[parent] < key { break }
      keys[hole] = keys[parent]
      hole = parent
    }
    keys[hole] = key
  }

  @inline(never)
  private mutating func grow() {
    let larger = EventList.allocate(capacity * 2)
    larger.update(from: keys, count: count)
    deallocate()
    keys = larger
    capacity *= 2
  }

  /// Takes out the event with these lowest 64 bits; used when work is interrupted.
  ///
  /// - Returns: Its time, or `nil` if it is not in the list.
  /// - Complexity: O(*n*)
  mutating func remove(tail: UInt64) -> Int64? {
    closeHole()
    guard let index = (0..<count).first(where: { UInt64(truncatingIfNeeded: keys[$0]) == tail }) else { return nil }
    let time = Int64(truncatingIfNeeded: keys[index] >> 64)
    count -= 1
    let last = keys[count]
    keys[count] = EventList.none
    guard index < count else { return time }
    // Down from the gap, then up: the last key may belong on either side.
    var hole = index
    while hole > 0, last < keys[(hole - 1) / 4] {
      keys[hole] = keys[(hole - 1) / 4]
      hole = (hole - 1) / 4
    }
    while hole * 4 + 1 < count {
      let child = hole * 4 + 1
      let least = (child...(child + 3)).min { keys[$0] < keys[$1] } ?? child
      if last < keys[least] { break }
      keys[hole] = keys[least]
      hole = least
    }
    keys[hole] = last
    return time
  }
}

/// Event classes, in the order in which simultaneous events are processed.
enum EventClass {
  static let shiftStart: UInt64 = 0
  static let delayEnds: UInt64 = 1
  static let shiftEnd: UInt64 = 2
  static let arrival: UInt64 = 3
  static let patience: UInt64 = 4
  static let departure: UInt64 = 5
  static let probe: UInt64 = 6
}

/// The parts of an event's key.
enum EventKey {
  static let ordinalLimit: UInt32 = 1 << 30
  static let slotLimit = 1 << 22

  @inline(__always)
  static func tail(_ eventClass: UInt64, source: UInt64, ordinal: UInt32, slot: Int) -> UInt64 {
    eventClass &<< 61 | source &<< 52 | UInt64(ordinal) &<< 22 | UInt64(truncatingIfNeeded: slot)
  }

  @inline(__always)
  static func key(_ time: Int64, _ tail: UInt64) -> UInt128 {
    UInt128(truncatingIfNeeded: time) &<< 64 | UInt128(truncatingIfNeeded: tail)
  }

  @inline(__always) static func time(_ key: UInt128) -> Int64 { Int64(truncatingIfNeeded: key &>> 64) }
  @inline(__always) static func tail(_ key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key) }
  @inline(__always) static func eventClass(_ tail: UInt64) -> UInt64 { tail &>> 61 }
  @inline(__always) static func source(_ tail: UInt64) -> Int { Int((tail &>> 52) & 511) }
  @inline(__always)
  static func ordinal(_ tail: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: tail &>> 22) & (ordinalLimit &- 1) }
  @inline(__always) static func slot(_ tail: UInt64) -> Int { Int(tail & 0x3F_FFFF) }
}
