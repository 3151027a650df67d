// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Runs replications of one network one after the other on one thread, reusing its memory.
///
/// A class because it owns raw memory; use one per thread.
public final class ReplicationRunner {
  public struct Options: Sendable {
    /// Keep a row per entity.
    public var recordsEntities: Bool
    /// A replication with more events than this is stopped with `RunFault.eventLimit`.
    public var eventLimit: Int64
    /// Process every instant by rounds, also where a shortcut gives the same result; slower, for tests.
    package var forcesRounds = false
    /// Go on when some who wait can never go on; for tests.
    package var ignoresDeadlock = false

    public init(recordsEntities: Bool = false, eventLimit: Int64 = 20_000_000_000) {
      self.recordsEntities = recordsEntities
      self.eventLimit = eventLimit
    }
  }

  private let options: Options
  private let layout: ObservationLayout
  private var kernel: Kernel

  public init(_ network: FlowNetwork, options: Options = Options()) {
    self.options = options
    layout = network.layout
    kernel = Kernel(network, recordsEntities: options.recordsEntities)
    kernel.forcesRounds = options.forcesRounds
    kernel.ignoresDeadlock = options.ignoresDeadlock
  }

  deinit { kernel.deallocate() }

  /// Runs one replication from its empty start to its end.
  ///
  /// - Parameters:
  ///   - replication: 1 for the first; part of the key of every random number.
  ///   - seed: The study's seed.
  ///   - shouldStop: Asked every few thousand events; when it answers true the run is given up.
  /// - Returns: `nil` if the run was given up.
  /// - Complexity: O(*e* log *p*) for *e* events of which *p* are pending at a time.
  public func observations(replication: Int, seed: UInt64, shouldStop: () -> Bool) -> Observations? {
    kernel.reset(replication: replication, seed: seed)
    guard kernel.run(eventLimit: options.eventLimit, shouldStop: shouldStop) else { return nil }
    var observations = kernel.observations(replication: replication)
    if case .deadlock(let time, _)? = observations.fault {
      let cycle = kernel.waitsInCircle.map { DeadlockLink($0, layout) }
      observations.fault = .deadlock(microseconds: time, cycle: cycle)
    }
    return observations
  }
}
