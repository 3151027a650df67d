// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Replications of one post, made on several threads and merged in their order.
public struct Study: Sendable {
  public struct Options: Sendable {
    /// 1 or more.
    public var replications: Int
    public var seed: UInt64
    /// 1 or more; changes no number.
    public var threads: Int
    /// Whether rows of entities are kept and handed out.
    public var recordsEntities: Bool
    /// A replication with more events than this ends the study with a fault.
    public var eventLimit: Int64

    public init(
      replications: Int, seed: UInt64, threads: Int, recordsEntities: Bool = false,
      eventLimit: Int64 = 20_000_000_000
    ) {
      self.replications = replications
      self.seed = seed
      self.threads = threads
      self.recordsEntities = recordsEntities
      self.eventLimit = eventLimit
    }
  }

  public var layout: ObservationLayout { network.layout }
  private let scenario: String
  private let days: Int
  private let network: FlowNetwork
  private let options: Options

  /// - Throws: `CompilationFault` if the post cannot be compiled.
  public init(_ post: BorderPost, options: Options) throws(CompilationFault) {
    scenario = post.name
    days = post.calendar.days
    self.options = options
    network = try FlowNetwork(compiling: post)
  }

  /// Makes the replications.
  ///
  /// - Parameters:
  ///   - isInterrupted: Asked often, from several threads; once it answers true, running replications are given up and
  ///     the finished ones make the result.
  ///   - finished: Called for each replication, in ascending order and never by two threads at a time: its number and
  ///     its rows of entities (none unless asked for). What it throws ends the study.
  public func run(
    isInterrupted: @escaping @Sendable () -> Bool, finished: (Int, EntityRows) throws -> Void
  ) throws -> StudyResult {
    var fold = ObservationFold(layout, replications: options.replications)
    var fault: (replication: Int, fault: RunFault)?
    let queue = ReplicationQueue(network, options, isInterrupted: isInterrupted)
    queue.start()
    defer { queue.stop() }
    var isComplete = true
    merging: while let chunk = queue.next() {
      for observations in chunk {
        // An interrupted chunk may leave a gap; what lies behind it is not used.
        guard observations.replication == fold.replications + 1 else {
          isComplete = false
          break merging
        }
        if let found = observations.fault {
          fault = (observations.replication, found)
          break merging
        }
        fold.add(observations)
        try finished(observations.replication, observations.entities)
      }
    }
    if fold.replications < options.replications { isComplete = false }
    return try result(of: fold, fault, isInterrupted: fault == nil && !isComplete)
  }

  private func result(
    of fold: ObservationFold, _ fault: (replication: Int, fault: RunFault)?, isInterrupted: Bool
  ) throws -> StudyResult {
    let isEmpty = fault != nil || fold.replications == 0
    return StudyResult(
      scenario: scenario, seed: options.seed, replicationsAsked: options.replications,
      replications: fold.replications, isInterrupted: isInterrupted, fault: fault, events: fold.events, days: days,
      layout: layout, indicators: isEmpty ? [] : try fold.indicators(), hourly: isEmpty ? [] : try fold.hourlyRows(),
      resources: isEmpty ? [] : try fold.resourceRows(), causes: isEmpty ? [] : try fold.causeRows(),
      observationsDigest: fold.observationsDigest)
  }
}
