// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A border post compiled to flat tables of steps, pools, lines and streams: what the kernel runs.
///
/// Immutable; shared by all threads. Vocabulary ends here: no step knows what a station or an agency is.
public struct FlowNetwork: Sendable {
  public internal(set) var layout: ObservationLayout
  /// Length of the observed window.
  public internal(set) var window: TimeSpan
  /// Simulated time before the window.
  public internal(set) var warmUp: TimeSpan
  /// Minute of the week, from Monday 00:00 on the clock of A, at which simulated time begins.
  public internal(set) var firstMinuteOfWeek: Int
  /// The day at which simulated time begins, counted from 1900-01-01 modulo 2^32: keys the factors of days.
  var firstDay: UInt32 = 0
  /// How far the clock of B is ahead of that of A, in minutes.
  public internal(set) var clockDifferenceMinutes: Int

  var isStrict = true
  /// Whether entities need a `Companion`.
  var needsCompanions = false
  var ends = End.goOn
  var steps: [Step] = []
  var lines: [LineTable] = []
  var groups: [GroupTable] = []
  var groupLines: [Int32] = []
  var groupPools: [Int32] = []
  var pools: [PoolTable] = []
  var poolSets: [Int32] = []
  var dutyChanges: [DutyChange] = []
  // Units that are told apart, lanes, breakdowns.
  var units: [UnitTable] = []
  var unitMasks: [UInt64] = []
  var unitRanks: [UInt8] = []
  var lanes: [LaneTable] = []
  var laneLines: [Int32] = []
  var breakdowns: [BreakdownTable] = []
  var breakRules: [BreakRule] = []
  var tendings: [TendingTable] = []
  var tendingValues: [Int32] = []
  var sources: [SourceTable] = []
  var gaps: [Double] = []
  var arrivals = ArrivalTables()
  var channelBounds: [Double] = []
  /// By class and outcome: tally of stays, or -1.
  var stayTallies: [Int32] = []
  var streams: [StreamTable] = []
  var lawTables = LawTables()
  var probes: [ProbeTable] = []
  /// What entities hold at each step.
  var holdings = HoldingTable()
  /// Spaces for whose places somebody may wait.
  var spaces: [SpaceTable] = []
  var spaceLines: [Int32] = []
  var rootMap: [Int16] = []
  /// By step: first slot of the roots of its class and line, or -1.
  var rootBaseOfStep: [Int32] = []
  var keyedDraws: [KeyedDraw] = []
  /// What bodies may hold where the program cannot know.
  var keptSets: [KeptSet] = []
  var gatherings: [GatheringTable] = []

  /// A probe with what it looks at.
  struct ProbeTable: Sendable {
    /// Microseconds from the start of the window to the first look.
    var offset: Int64
    /// Whether it looks again a day later, while the window is open.
    var isDaily: Bool
    /// Line of the virtual wait, or -1 for a number.
    var line: Int32
    /// Level of the number, or -1 for the number present.
    var level: Int32 = -1
    /// Numbers above this are counted; `Int64.max` if none is asked for.
    var limit: Int64
  }
}

/// Why a post cannot be compiled; a fault of the model that the reader of scenarios cannot see.
public struct CompilationFault: Error, Sendable, Hashable {
  /// One sentence: what, where, and what to do.
  public var message: String

  public init(message: String) { self.message = message }
}

extension FlowNetwork {
  /// Compiles a post.
  ///
  /// - Throws: `CompilationFault` when two purposes of random numbers collide, a table overflows, or a control that
  ///   keeps its units is conditional.
  /// - Complexity: O(*n* log *n*) in the size of the post.
  public init(compiling post: BorderPost) throws(CompilationFault) {
    var compiler = NetworkCompiler(post)
    try compiler.compile()
    self = compiler.network
  }
}
