// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A vehicle or person inside the post: 64 bytes, one cache line.
struct Entity {
  /// Instants in microseconds from the start of simulated time.
  var arrival: Int64
  /// While waiting: when it joined the line. In a delay: when that began.
  var mark: Int64
  /// All waiting and all work so far.
  var waited: Int64
  var served: Int64
  /// Order of joining lines; keeps its value over an interruption.
  var joinSequence: Int64
  /// Work left after an interruption, -1 if none.
  var remaining: Int64
  /// Number within its class, from 0.
  var ordinal: UInt32
  /// Next in the line, or in the list of free slots.
  var next: Int32
  /// Index of its current step; `Entity.free` in an unused slot, `Entity.ghost` for a virtual wait.
  var step: UInt16
  var source: UInt16
  /// Index of its channel.
  var channel: UInt8
  var flags: UInt8
  /// Hour of the week at which it joined the line.
  var hour: UInt8
  /// Hour of the week, on the clock of A, at which it arrived.
  var arrivalHour: UInt8

  static let free: UInt16 = 0xFFFF
  static let ghost: UInt16 = 0xFFFE
  /// Arrived within the window.
  static let inCohort: UInt8 = 1
}

/// A number that changes in steps over time, with the time spent at each of its values.
struct LevelState {
  var last: Int64 = 0
  var area: Int64 = 0
  var level: Int32 = 0
  var capacity: Int32
  var times: UnsafeMutablePointer<Int64>
  /// Area when the current hour began.
  var areaAtHour: Int64 = 0
  var clock: Int32
  var spare: Int32 = 0
}

/// A number of which only the area is wanted.
struct AreaState {
  var level: Int64 = 0
  var last: Int64 = 0
  var area: Int64 = 0

  @inline(__always)
  mutating func change(to value: Int64, at now: Int64) {
    area &+= level &* (now &- last)
    last = now
    level = value
  }

  /// Brings the area up to now, or begins it anew.
  mutating func settle(at now: Int64, clearing: Bool) {
    change(to: level, at: now)
    if clearing { area = 0 }
  }
}

struct TallyState {
  var count: Int64 = 0
  var sum: Int64 = 0
  var maximum: Int64 = 0
  var positive: Int64 = 0
  var squares: Double = 0
  /// First cell of its hours, or -1.
  var hourly: Int32
  var firstThreshold: Int32
  var thresholdCount: Int32
  var hasHistogram: Bool
  var spare: Int64 = 0
}

struct LineState {
  var head: Int32 = -1
  var tail: Int32 = -1
  var length: Int32 = 0
  /// Waiting probes among them.
  var ghosts: Int32 = 0
  var group: Int32
  /// Its pool, if it needs one only.
  var pool: Int32
  var set: Int32
  var setCount: Int32
  var bit: UInt64
  var priority: Int32
  var station: Int32
  /// History of its cause while somebody waits.
  var causes: CauseHistory
  var clock: Int32
  var turnsAway: Bool
  var units: LineUnits
  /// In the current grants: cannot be served any more.
  var exhaustedRound: Int64 = -1
  /// In the current grants: its first requests are virtual and go on waiting.
  var passedRound: Int64 = -1
}

struct PoolState {
  var free: Int32
  /// Overtime included; neither those in `down` nor those in `onBreak`.
  var onDuty: Int32
  /// Out of order.
  var down: Int32 = 0
  var onBreak: Int32 = 0
  var isClosed = false
  var group: Int32
  var position: Int32
  /// Above zero: some unit does not become free when it is released, or something happens when it does. Units that go
  /// off duty are among them.
  var claims: Int32 = 0
  /// Units that go off duty when released; `Kernel.leavingSlots` knows who holds them.
  var leavingCount: Int32 = 0
  var isPlaces: Bool
  var isOfficers: Bool
  var isUnlimited: Bool
  var rule: EndOfShiftRule
  /// Came on duty at `freshAt` and has not been granted yet.
  var fresh: Int32 = 0
  var freshAt: Int64 = -1
  var nextChange: Int32 = 0
  /// In the current grants: wanted by an older request that waits.
  var blockedRound: Int64 = -1
  var blockedBy: Int32 = -1
  var onDutyArea = AreaState()
  var keptArea = AreaState()
  var wantOfPartnerArea = AreaState()
  var overtimeArea = AreaState()
  var downArea = AreaState()
  // Units that are told apart; see `UnitState`.
  var firstUnit: Int32 = -1
  var unitCount: Int32 = 0
  var pick = UnitChoice.longestIdle
  /// Units that may be granted, that are on duty, that are down while on duty; in the current grants: those that an
  /// older request waits for, and those that one wants which lacks another pool.
  var freeMask: UInt64 = 0
  var dutyMask: UInt64 = 0
  var awayMask: UInt64 = 0
  var blockedMask: UInt64 = 0
  var wantedMask: UInt64 = 0
}

struct GroupState {
  var firstLine: Int32
  var lineCount: Int32
  var firstPool: Int32
  var poolCount: Int32
  /// Its pool, if it is simple.
  var pool: Int32
  /// Non-empty lines by policy order; groups of more than 64 lines leave it unused.
  var waiting: UInt64 = 0
  /// Requests that wait, ghosts included.
  var waitingCount: Int32 = 0
  var ghosts: Int32 = 0
  var isSimple: Bool
  /// Some pool does more than be granted and released; see `Kernel.tend`.
  var needsTending: Bool
  /// Some pool has units that are not always there.
  var hasDuty: Bool
  /// Requests may take units from less urgent jobs; only simple groups.
  var interrupts: Bool
  var isDirty = false
}

struct SourceState {
  /// Time of the latest arrival, not rounded, and end of the current part of the week: microseconds.
  var time: Double = 0
  var partEnd: Double = 0
  var part: Int32 = 0
  var next: UInt32 = 0
}

/// Values of one hour of the week.
struct HourCell {
  var count: Int64 = 0
  var sum: Int64 = 0
}

/// The cause of a line over time, while somebody waits in it.
struct CauseHistory {
  struct Segment {
    var time: Int64
    /// For each `CauseKind` that can hold in a line, from the low byte up, the position in the group of the pool it
    /// names; 255: does not hold.
    var pools: UInt64
    /// If one kind only holds: its slot among the causes of a station; else -1.
    var only: Int16
    var onlyKind: Int16
  }

  private(set) var segments: UnsafeMutablePointer<Segment>
  private(set) var count = 0
  private var capacity: Int
  private var nextForgetting = 64

  init() {
    capacity = 4
    segments = .allocate(capacity: 4)
  }

  func deallocate() { segments.deallocate() }

  @inline(__always) mutating func clear() { count = 0 }

  /// Begins a segment if the cause differs from the current one.
  ///
  /// - Parameter stride: Number of pools of the group.
  @inline(__always)
  mutating func set(_ pools: UInt64, at now: Int64, stride: Int32) {
    if count > 0, segments[count &- 1].pools == pools { return }
    if count == capacity { grow() }
    let kind = CauseHistory.onlyKind(pools)
    let pool = Int32(truncatingIfNeeded: (pools &>> UInt64(truncatingIfNeeded: max(kind, 0) &* 8)) & 0xFF)
    segments[count] = Segment(
      time: now, pools: pools, only: kind < 0 ? -1 : Int16(truncatingIfNeeded: kind &* stride &+ pool),
      onlyKind: Int16(truncatingIfNeeded: kind))
    count &+= 1
  }

  /// The one kind that holds, -1 if none or several do.
  @inline(__always)
  private static func onlyKind(_ pools: UInt64) -> Int32 {
    let kind = ~pools == 0 ? 0 : UInt64(truncatingIfNeeded: (~pools).trailingZeroBitCount &>> 3)
    return pools | (0xFF &<< (kind &* 8)) == none && pools != none ? Int32(truncatingIfNeeded: kind) : -1
  }

  /// Corrects the segment that has just begun.
  mutating func replaceLast(with other: Segment) {
    segments[count - 1].pools = other.pools
    segments[count - 1].only = other.only
    segments[count - 1].onlyKind = other.onlyKind
    if count > 1, segments[count - 2].pools == other.pools { count -= 1 }
  }

  /// Forgets what ended before an instant.
  mutating func forget(before time: Int64) {
    var first = 0
    while first + 1 < count, segments[first + 1].time <= time { first += 1 }
    // The next look when the history has doubled, so that looking costs no more than growing did.
    nextForgetting = max(64, count * 2)
    guard first > 0 else { return }
    for index in first..<count { segments[index - first] = segments[index] }
    count -= first
    nextForgetting = max(64, count * 2)
  }

  /// Long enough for another look at what can be forgotten.
  var isFull: Bool { count >= nextForgetting }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Segment>.allocate(capacity: capacity * 2)
    larger.update(from: segments, count: count)
    segments.deallocate()
    segments = larger
    capacity *= 2
  }

  static let none = UInt64.max

  /// Only one kind holds.
  @inline(__always)
  static func single(_ kind: CauseKind, _ pool: Int32) -> UInt64 {
    let shift = UInt64(kind.rawValue) &* 8
    return (none & ~(0xFF &<< shift)) | (UInt64(truncatingIfNeeded: pool) &<< shift)
  }
}
