// SPDX-License-Identifier: GPL-3.0-or-later

/// How those come who come otherwise than by a Poisson process with rates by the hour.
struct ArrivalTables: Sendable {
  var specialSources: [SpecialSource] = []
  var rateParts: [RatePart] = []
  var slots: [ArrivalSlot] = []
  /// Instants of traces, microseconds from the beginning of simulated time, ascending within a source.
  var traceTimes: [Int64] = []
  /// Channels beside `traceTimes`.
  var traceChannels: [UInt8] = []
  var followers: [Follower] = []
  var contents: [ContentTable] = []
}

enum SourceKind: UInt8, Sendable {
  case rates
  case renewal
  case schedule
  case trace
  case neverEmpty
  case population
  case returns
}

/// A source of entities that needs more than rates by the hour. Streams are -1 where nothing is drawn.
struct SpecialSource: Sendable {
  var kind: SourceKind
  /// Whole numbers: members of a group; one by one without it.
  var groupStream: Int32 = -1
  /// rates: gaps in millionths of a millionth of an expected arrival, the first and all others; an exponential gap
  /// without it. renewal: gaps in microseconds. population: times away.
  var firstGapStream: Int32 = -1
  var gapStream: Int32 = -1
  /// renewal, population: the first comes at the beginning.
  var startsAtOnce = false
  /// rates: factors of the day, in thousandths of a millionth.
  var dayStream: Int32 = -1
  /// rates: lengths of calm and surge, whole ones and what is left of the first.
  var calmStream: Int32 = -1
  var surgeStream: Int32 = -1
  var firstCalmStream: Int32 = -1
  var firstSurgeStream: Int32 = -1
  /// rates: the uniform that decides whether it begins with a calm.
  var phaseStream: Int32 = -1
  var calmShare = 1.0
  var surgeFactor = 1.0
  /// rates, schedule, trace: a slice of `rateParts`, `slots`, `traceTimes`.
  var first: Int32 = 0
  var count: Int32 = 0
  /// rates: length of a part, microseconds.
  var partLength: Int64 = 0
  /// schedule
  var lateStream: Int32 = -1
  var earlyStream: Int32 = -1
  var noShowStream: Int32 = -1
  var noShowShare = 0.0
  /// trace: entries before the beginning of simulated time; entries keep their numbers.
  var skipped: Int32 = 0
  /// trace: channels are recorded.
  var hasChannels = false
  /// population
  var members: Int32 = 0
}

/// A straight line of the rate, in arrivals per microsecond.
struct RatePart: Sendable {
  var start: Double
  var end: Double
}

/// An arrival that is due at a minute of the week on the clock of A.
struct ArrivalSlot: Sendable {
  var minuteOfWeek: Int32
  /// Number among those of the same minute.
  var copy: Int32
}

/// A source whose entities are those who left another (or the same), some time later.
struct Follower: Sendable {
  var source: Int32
  var awayStream: Int32
  /// The uniform that decides who comes back, or -1 if all do.
  var shareStream: Int32 = -1
  var share = 1.0
  /// The next life of a member has another number; a return has that of the one who left.
  var isPopulation: Bool
}

/// Entities at the post when simulated time begins.
struct ContentTable: Sendable {
  var source: Int32
  var count: Int32
  /// Their first step.
  var start: Int32
}

/// How the number of an entity within its source is made where sources do more than count.
enum EntityNumber {
  /// Members of a group have the number of the group and, above these bits, their place in it from 0: groups keep the
  /// random numbers of their members when the sizes of other groups change.
  static let groupBits: UInt32 = 21
  static let groupLimit: UInt32 = 1 << groupBits
  /// Members of a population have their place in it and, above these bits, the number of their life from 0.
  static let memberBits: UInt32 = 12
  /// Slots of a schedule have the minute since the beginning, times this, and their place among those of one minute.
  static let copiesOfSlot: Int64 = 8
}
