// SPDX-License-Identifier: GPL-3.0-or-later

/// What an entity does next. The kernel switches on this and on nothing else.
enum StepCode: UInt8, Sendable {
  /// Ask for one unit of each pool of a line; wait until all are granted at once.
  case seize
  /// Let time pass: work or travel.
  case delay
  /// Give back the units of one earlier `seize`.
  case release
  /// Go on with the given share, else jump.
  case decideByShare
  /// Jump if the entity's channel is in the mask, else go on.
  case decideByChannel
  case jump
  /// Observe something that is observed only where asked for: change a level, record a wait.
  case observe
  /// Send the next of a source that is never empty.
  case summon
  /// Settle when a population's member, or the return of a released one, comes (again).
  case comeBack
  /// End of a repair: the unit is up again.
  case restore
  /// Leave the post.
  case dispose
  // The rest only some posts have; see `Kernel+RareSteps.swift`.
  /// Go on in the next round of this instant, when what can be seen is settled.
  case look
  /// Go on if it holds, else jump.
  case decideByAttribute
  case decideByClock
  case decideByQueue
  case decideByFree
  case decideByDraw
  /// Jump if something is held already, else go on.
  case decideByHolding
  /// Go on with another lap, jump if there have been enough.
  case goBack
  /// Note that the units of the last `seize` are held.
  case hold
  /// Give back what is held of a mask.
  case drop
  case countPeople
  /// Create bodies.
  case split
  /// Wait for bodies.
  case join
  /// Wait for others to form a group.
  case gather
  /// Go into the case, or out of the post if that has left.
  case merge
  case beginStay
  case endStay
  /// Go on to join a line, or jump, by the number that waits there.
  case decideByCrowd
  /// Settle how long the wait in the line that follows may last.
  case takePatience

  /// Whether the entity holds the units of the step's set; at `release` and `hold`, because its work took no time and
  /// ended at this very instant.
  var holdsItsSet: Bool { self == .delay || self == .seize || self == .release || self == .hold }

  /// Whether a `Companion` is looked at.
  var needsCompanion: Bool {
    switch self {
    case .goBack, .hold, .drop, .countPeople, .split, .join, .gather, .merge, .beginStay, .endStay, .takePatience: true
    default: false
    }
  }
}

/// One step of the program of a traffic class; operands mean what the code says.
struct Step: Sendable {
  var code: StepCode
  var flags: StepFlags = []
  /// seize: line. delay: stream, or -1 for a constant. release: group. decideByShare: stream. dispose: outcome.
  /// observe: level, or -1. restore: breakdown.
  /// summon: source. comeBack: first of a slice of `FlowNetwork.followers`, as long as `setCount`.
  var a: Int32 = -1
  /// seize: column of the stamp `joined`, `started` follows. delay: column of `finished`.
  var stamp: Int32 = -1
  /// seize: where to go instead of waiting, or -1. jumps and decisions: where to go. delay: the `seize` to go back to
  /// when interrupted, or -1.
  var target: Int32 = -1
  /// seize, delay of an interruptible job: tally of the waits of this class at this station. dispose: tally of stays.
  /// observe: tally of all waiting so far, or -1.
  var tally: Int32 = -1
  /// seize: first slot of the causes of this class at this station.
  var cause: Int32 = -1
  /// seize: first entry, in the list of pool sets, of the units that stay held while waiting. delay: the units that
  /// work. release: the units given back.
  var set: Int32 = 0
  var setCount: Int32 = 0
  /// delay: constant length, microseconds. decideByChannel: bit per channel. observe: by how much the
  /// level changes. seize: streams of choices, see `NetworkCompiler.choiceStreams`.
  var value: Int64 = 0
  /// decideByShare: share that goes on.
  var share: Double = 0

  /// seize: in `setCount`, that what its companion holds stays held while waiting.
  static let keepsHoldings: Int32 = -1
}

struct StepFlags: OptionSet, Sendable {
  let rawValue: UInt8
  /// delay: somebody works on the entity; without it the entity moves.
  static let isWork = StepFlags(rawValue: 1)
  /// seize, delay: a shift's end may interrupt the work, so that the wait of a visit is known only at its end.
  static let isInterruptible = StepFlags(rawValue: 2)
  /// release: what the entity does next at the same instant cannot touch the same group of pools, so that a unit may be
  /// handed over before the entity goes on.
  static let mayHandOver = StepFlags(rawValue: 4)
  /// seize: the line waits for one pool that no other line needs together with another.
  static let isSimple = StepFlags(rawValue: 8)
  /// delay: a more urgent request may take the unit away. Then `cause` is the counter of interruptions, and `share` is
  /// 1 if the work begins again, 0 if it resumes.
  static let yields = StepFlags(rawValue: 64)
  /// seize: the line has units that are told apart, lanes, or an order of its own. delay: units that are told apart
  /// work.
  static let isSpecial = StepFlags(rawValue: 16)
  /// seize: `a` is the line of the first lane; the entity chooses one.
  static let hasLanes = StepFlags(rawValue: 32)
}

/// A first-come line: requests of one priority at one station, all for the same pools.
struct LineTable: Sendable {
  var station: Int32
  var priority: Int32
  var group: Int32
  /// Pools needed, one unit of each: a slice of `FlowNetwork.poolSets`.
  var set: Int32
  var setCount: Int32
  /// Position in its group's policy order: by priority; equal priorities share a rank.
  var rank: Int32
  /// Hour of the week is that of this state: 0 A, 1 B.
  var clock: Int32
  /// Requests that cannot be granted at once go elsewhere instead of waiting.
  var turnsAway: Bool
  var units = LineUnits()
}

/// Pools that are linked because some line needs them together; grants of a group are decided together.
struct GroupTable: Sendable {
  /// A slice of `FlowNetwork.groupLines`, in policy order: priority, then station name.
  var firstLine: Int32
  var lineCount: Int32
  /// A slice of `FlowNetwork.groupPools`, by name.
  var firstPool: Int32
  var poolCount: Int32
  /// One pool only: no line of the group needs a second one.
  var isSimple: Bool
  /// Some pool does more than be granted and released; such a group is not simple.
  var needsTending = false
  /// Some pool has units that are not always there.
  var hasDuty = false
  /// Requests may take units from less urgent jobs.
  var interrupts = false
}

struct PoolTable: Sendable {
  var group: Int32
  /// Position among the pools of its group.
  var positionInGroup: Int32
  /// Units at the start; `Int32.max / 2` for an unlimited pool.
  var initial: Int32
  var isUnlimited: Bool
  var isPlaces: Bool
  var isOfficers: Bool
  var isConvoy = false
  /// Entry of `FlowNetwork.tendings`, or -1.
  var tending: Int32 = -1
  /// Its changes of duty are dated; else they recur every week.
  var isDated = false
  var isClosedAtStart = false
  /// The same units open that have closed.
  var recalls = false
  var rule: EndOfShiftRule
  /// A slice of `FlowNetwork.dutyChanges`, ascending in time within the week.
  var firstChange: Int32
  var changeCount: Int32
  /// Clock: 0 A, 1 B.
  var clock: Int32
  var identity = IdentityTable()
}

enum EndOfShiftRule: UInt8, Sendable {
  case finish
  case handOver
  case interrupt
}

/// Officers who come and go at the same minute, and what else changes then.
struct DutyChange: Sendable, Equatable {
  enum Door: UInt8, Sendable {
    case none
    case opens
    case closes
  }

  /// Of the week, from Monday 00:00 on the clock of A, or (dated) from the beginning of simulated time.
  var minute: Int32
  var coming: Int32
  var leaving: Int32
  /// The window of breaks that opens: an entry of `FlowNetwork.breakRules`, or -1.
  var breakRule: Int32 = -1
  var closesBreaks = false
  var door = Door.none
}

/// A traffic class as a source of entities.
struct SourceTable: Sendable {
  /// First step of its program.
  var start: Int32
  var arrivalStream: Int32
  /// A slice of `FlowNetwork.gaps`: microseconds per expected arrival in equal parts of the week that begins on
  /// Monday 00:00 on the clock of A; infinite where the rate is zero. No part: a special source.
  var firstGap: Int32
  var gapCount: Int32
  /// Row of `FlowNetwork.specialSources`, or -1.
  var special: Int32 = -1
  var gapLength: Int64
  /// Stream of the uniform that picks the channel, or -1.
  var channelStream: Int32
  /// A slice of `FlowNetwork.channelBounds`: cumulative shares.
  var firstBound: Int32
  var boundCount: Int32
  var waitingTally: Int32
  var serviceTally: Int32
  /// Tally of stays, by outcome: first of `layout.outcomes.count`; -1 where the outcome is impossible.
  var level: Int32
  /// Split off from cases instead of arriving; never added to them.
  var isBody = false
  /// When its members should be served, counted from their arrival.
  var due: Int64 = 0
}

/// Where the random numbers of one quantity of one class come from.
struct StreamTable: Sendable {
  var law: CompiledLaw
  var key: DrawKey
  /// Most entities of the class draw from it, in roughly ascending order.
  var isDense: Bool
}
