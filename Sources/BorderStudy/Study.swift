// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

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

    public init(replications: Int, seed: UInt64, threads: Int, recordsEntities: Bool = false) {
      self.replications = replications
      self.seed = seed
      self.threads = threads
      self.recordsEntities = recordsEntities
    }
  }

  public let layout: ObservationLayout
  private let post: BorderPost
  private let options: Options

  /// - Throws: `CompilationFault` if the post cannot be compiled.
  public init(_ post: BorderPost, options: Options) throws(CompilationFault) {
    self.post = post
    self.options = options
    layout = try FlowNetwork(compiling: post).layout
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
    preconditionFailure("the study follows")
  }
}
