// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import Foundation

/// Makes replications on several threads and hands them out in their order.
///
/// A class because threads share it; everything that changes is touched under `condition` only.
/// Neighbouring replications are made in one go, so that a study of many short ones spends its time on them.
final class ReplicationQueue: @unchecked Sendable {
  private let network: FlowNetwork
  private let options: Study.Options
  private let isInterrupted: @Sendable () -> Bool
  /// Number of the replication before the first one.
  private let before: Int
  private let condition = NSCondition()
  private let chunkSize: Int
  private let chunkCount: Int
  /// Chunks that may be begun before the oldest unfinished one has been taken.
  private let window: Int
  private var nextChunk = 0
  private var taken = 0
  private var finished: [Int: [Observations]] = [:]
  private var isStopped = false
  private var running = 0

  /// - Parameter before: Replications made already; those to come are numbered from the next on.
  init(
    _ network: FlowNetwork, _ options: Study.Options, after before: Int = 0,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.network = network
    self.before = before
    self.options = options
    self.isInterrupted = isInterrupted
    chunkSize = ReplicationQueue.chunkSize(network.layout, options)
    chunkCount = (options.replications + chunkSize - 1) / chunkSize
    // Rows of entities are large: nobody works ahead of the writer then.
    window = options.recordsEntities ? options.threads : options.threads * 2 + 2
  }

  /// As many replications as fill about 1 MB, so that memory stays small whatever the post; one if rows are kept, whose
  /// number nobody knows beforehand.
  private static func chunkSize(_ layout: ObservationLayout, _ options: Study.Options) -> Int {
    guard !options.recordsEntities else { return 1 }
    let hourlyCells = layout.tallies.count { $0.isHourly } * 2 + layout.levels.count
    // A histogram fills some thousand buckets of 12 bytes at most.
    let bytes = hourlyCells * 168 * 8 + layout.tallies.count { $0.hasHistogram } * 12_000 + 4_000
    return max(1, min(64, min(options.replications / 200, 1_000_000 / bytes)))
  }

  func start() {
    // Counted before the first of them can end.
    running = min(options.threads, chunkCount)
    for _ in 0..<running {
      let thread = Thread { [self] in work() }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// The next replications in order; fewer than a full chunk after an interruption or a fault, `nil` when no more come.
  func next() -> [Observations]? {
    condition.lock()
    defer { condition.unlock() }
    guard taken < chunkCount else { return nil }
    while finished[taken] == nil {
      if isStopped, running == 0 { return nil }
      condition.wait()
    }
    let chunk = finished.removeValue(forKey: taken)
    taken += 1
    condition.broadcast()
    return chunk
  }

  /// Lets threads end; what they are making is given up.
  func stop() {
    condition.lock()
    isStopped = true
    condition.broadcast()
    while running > 0 { condition.wait() }
    condition.unlock()
  }

  private func work() {
    let runner = ReplicationRunner(
      network, options: .init(recordsEntities: options.recordsEntities, eventLimit: options.eventLimit))
    while let chunk = begin() {
      let observations = replications(of: chunk, runner)
      condition.lock()
      finished[chunk] = observations
      condition.broadcast()
      condition.unlock()
    }
    condition.lock()
    running -= 1
    condition.broadcast()
    condition.unlock()
  }

  private func begin() -> Int? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped, nextChunk < chunkCount, nextChunk >= taken + window { condition.wait() }
    guard !isStopped, nextChunk < chunkCount else { return nil }
    nextChunk += 1
    return nextChunk - 1
  }

  private func replications(of chunk: Int, _ runner: ReplicationRunner) -> [Observations] {
    let first = chunk * chunkSize + 1
    let last = min(first + chunkSize - 1, options.replications)
    var result: [Observations] = []
    result.reserveCapacity(last - first + 1)
    for replication in first...last {
      guard
        let observations = runner.observations(
          replication: before + replication, seed: options.seed, shouldStop: { isInterrupted() || hasStopped })
      else {
        condition.lock()
        isStopped = true
        condition.unlock()
        break
      }
      result.append(observations)
      if observations.fault != nil { break }
    }
    return result
  }

  private var hasStopped: Bool {
    condition.lock()
    defer { condition.unlock() }
    return isStopped
  }
}
