// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// What a measure must come to.
public struct Expectation: Sendable, Hashable {
  /// Unique in its scenario: `mm1-a:mean_wait_min`.
  public var id: String
  public var measure: Measure
  /// The exact value, in the unit of the measure.
  public var value: Double
  /// Where the exact value comes from.
  public var source: String

  public init(id: String, measure: Measure, value: Double, source: String) {
    self.id = id
    self.measure = measure
    self.value = value
    self.source = source
  }

  /// The largest standard error that allows a verdict: 0.5 % of the value, or 0.001 (of a minute, of an entity, of a
  /// share) if that is more.
  public var standardErrorAllowed: Double { max(0.005 * abs(value), 0.001) }
}

/// What came of an expectation.
public struct Judgement: Sendable, Hashable {
  public enum Verdict: String, Sendable, CaseIterable {
    case holds
    case differs
    /// Not precise enough to tell; counts as a failure.
    case inconclusive
  }

  public var expectation: Expectation
  public var estimate: Estimate
  /// (estimate - expected) / standard error; `nil` if the estimate has none.
  public var z: Double?
  /// Chance of a deviation at least as large if the expectation is true; `nil` if the estimate has no error.
  public var pValue: Double?
  public var verdict: Verdict
}

/// Judges estimates by what was expected: a two-sided t test each, all together by Holm's procedure.
///
/// - Parameters:
///   - expectations: At least one.
///   - estimates: In the same order.
///   - level: Highest chance that any true expectation is said to differ: 0.01.
/// - Source: Holm, *Scandinavian Journal of Statistics* 6 (1979) 65-70.
public func judgements(
  of expectations: [Expectation], by estimates: [Estimate], level: Double
) throws(EstimationError) -> [Judgement] {
  precondition(expectations.count == estimates.count, "Each expectation needs its estimate.")
  var result: [Judgement] = []
  for (expectation, estimate) in zip(expectations, estimates) {
    var judgement = Judgement(expectation: expectation, estimate: estimate, verdict: .inconclusive)
    if let value = estimate.value, let error = estimate.standardError, let freedom = estimate.degreesOfFreedom {
      let deviation = value - expectation.value
      let z = deviation == 0 ? 0 : deviation / error
      judgement.z = z
      judgement.pValue = try StudentT.twoSidedTail(beyond: z, degreesOfFreedom: freedom)
      if error <= expectation.standardErrorAllowed { judgement.verdict = .holds }
    }
    result.append(judgement)
  }
  // A difference beyond chance is one however wide the interval.
  for (index, isRejected) in holmRejections(pValues: result.map(\.pValue), level: level).enumerated() where isRejected {
    result[index].verdict = .differs
  }
  return result
}

/// Simulates a post and judges its expectations.
public struct Verification: Sendable {
  /// What ended it without a judgement.
  public enum Fault: Error, Sendable {
    case compilation(CompilationFault)
    case measure(MeasureFault)
    /// A replication broke off.
    case run(replication: Int, RunFault)
    case interrupted
    case estimation(EstimationError)
  }

  private let network: FlowNetwork
  private let expectations: [Expectation]
  private let options: Study.Options
  private let empty: MeasureAccumulator

  /// - Parameters:
  ///   - expectations: At least one.
  ///   - options: Entities are not recorded.
  public init(_ post: BorderPost, _ expectations: [Expectation], options: Study.Options) throws(Fault) {
    self.expectations = expectations
    self.options = options
    do throws(CompilationFault) {
      network = try FlowNetwork(compiling: post)
    } catch {
      throw .compilation(error)
    }
    do throws(MeasureFault) {
      empty = try MeasureAccumulator(
        expectations.map(\.measure), layout: network.layout, replications: options.replications)
    } catch {
      throw .measure(error)
    }
  }

  /// Makes all replications, keeping none of them.
  ///
  /// - Parameters:
  ///   - level: Highest chance that any true expectation is said to differ: 0.01.
  ///   - isInterrupted: Asked often, from several threads.
  public func judgements(
    level: Double, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Fault) -> [Judgement] {
    var accumulator = empty
    let queue = ReplicationQueue(network, options, isInterrupted: isInterrupted)
    queue.start()
    defer { queue.stop() }
    while let chunk = queue.next() {
      for observations in chunk {
        if let fault = observations.fault { throw .run(replication: observations.replication, fault) }
        accumulator.add(observations)
      }
    }
    guard accumulator.count == options.replications else { throw .interrupted }
    do throws(EstimationError) {
      return try BorderStudy.judgements(
        of: expectations, by: accumulator.estimates(confidence: 1 - level), level: level)
    } catch {
      throw .estimation(error)
    }
  }
}
