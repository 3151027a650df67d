// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Replications of one post for some measures, made in batches.
struct MeasureRun {
  private let network: FlowNetwork
  private let seed: UInt64
  private let threads: Int
  private(set) var accumulator: MeasureAccumulator

  /// - Throws: `Verification.Fault` if the post cannot be compiled or has not what is asked for.
  init(
    _ post: BorderPost, _ asked: [AskedMeasure], seed: UInt64, threads: Int
  ) throws(Verification.Fault) {
    self.seed = seed
    self.threads = threads
    let measures = asked.flatMap { item in
      [item.measure] + item.measure.divisors.filter { $0.file == nil }.map(\.measure)
    }
    let prepared: BorderPost
    do throws(MeasureFault) {
      prepared = try post.prepared(for: measures)
    } catch {
      throw .measure(error)
    }
    do throws(CompilationFault) {
      network = try FlowNetwork(compiling: prepared)
    } catch {
      throw .compilation(error)
    }
    do throws(MeasureFault) {
      accumulator = try MeasureAccumulator(asked, post: prepared, layout: network.layout)
    } catch {
      throw .measure(error)
    }
  }

  var count: Int { accumulator.count }

  /// Makes replications until there are so many, keeping none of them.
  ///
  /// - Parameter progress: Told now and then how many there are.
  mutating func run(
    upTo total: Int, isInterrupted: @escaping @Sendable () -> Bool, progress: (Int) -> Void
  ) throws(Verification.Fault) {
    let options = Study.Options(replications: total - count, seed: seed, threads: threads)
    guard options.replications > 0 else { return }
    let queue = ReplicationQueue(network, options, after: count, isInterrupted: isInterrupted)
    queue.start()
    defer { queue.stop() }
    while let chunk = queue.next() {
      for observations in chunk {
        if let fault = observations.fault { throw .run(replication: observations.replication, fault) }
        guard observations.replication == count + 1 else { throw .interrupted }
        accumulator.add(observations)
      }
      progress(count)
    }
    guard count == total else { throw .interrupted }
  }
}
