// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Simulates a post until its expectations can be judged.
///
/// Replications are made in batches: after each the standard errors say how many more are needed. Looking at them does
/// not spoil the test: it asks how wide the intervals are, never where they lie. With 50 replications at least, what is
/// left of the dependence of width and place is far below the precision asked for.
public struct Verification: Sendable {
  /// What ended it without estimates.
  public enum Fault: Error, Sendable {
    case compilation(CompilationFault)
    case measure(MeasureFault)
    /// A replication broke off.
    case run(replication: Int, RunFault)
    case interrupted
    case estimation(EstimationError)
  }

  public struct Options: Sendable {
    public var seed: UInt64
    /// 1 or more; changes no number.
    public var threads: Int
    /// Largest standard error wanted, as a share of the value; a fifth of it for values below 0.2.
    public var precision: Double
    /// Replications of one scenario at most.
    public var mostReplications: Int

    public init(seed: UInt64, threads: Int, precision: Double = 0.005, mostReplications: Int = 4_000_000) {
      self.seed = seed
      self.threads = threads
      self.precision = precision
      self.mostReplications = mostReplications
    }
  }

  /// How far it has come.
  public struct Progress: Sendable {
    public var replications: Int
    /// Replications that seem to be needed; `nil` before the first batch.
    public var needed: Int?
  }

  /// Replications before the first look at the standard errors.
  public static let firstBatch = 50

  private let expectations: [Expectation]
  private let options: Options
  private var own: MeasureRun
  /// By name of the file: what divisors of other scenarios need.
  private var others: [(file: String, run: MeasureRun)] = []
  /// By expectation: its divisor in another scenario.
  private var divisors: [(other: Int, place: Int)?] = []

  /// - Parameters:
  ///   - name: Of the scenario: two of different names have different random numbers, whatever else is equal.
  ///   - others: Posts that divisors name, by the name of their file as written.
  /// - Throws: `Fault` if the post cannot be compiled or has not what an expectation asks for.
  public init(
    _ post: BorderPost, name: String, others: [String: BorderPost] = [:], options: Options
  ) throws(Fault) {
    expectations = post.expectations
    self.options = options
    own = try MeasureRun(
      post, post.expectations.map { AskedMeasure($0.measure, $0.estimator) },
      seed: Verification.seed(options.seed, name), threads: options.threads)
    var asked: [String: [AskedMeasure]] = [:]
    for expectation in expectations {
      guard let divisor = expectation.measure.divisors.first, let file = divisor.file else { continue }
      asked[file, default: []].append(AskedMeasure(divisor.measure, expectation.estimator))
    }
    let files = asked.keys.sorted()
    for file in files {
      guard let other = others[file] else {
        throw .measure(MeasureFault(message: "the scenario '\(file)' cannot be read"))
      }
      self.others.append(
        (
          file,
          try MeasureRun(
            other, asked[file] ?? [], seed: Verification.seed(options.seed, "\(name) / \(file)"),
            threads: options.threads)
        ))
    }
    var places = Array(repeating: 0, count: files.count)
    for expectation in expectations {
      guard let file = expectation.measure.divisors.first?.file, let other = files.firstIndex(of: file) else {
        divisors.append(nil)
        continue
      }
      divisors.append((other, places[other]))
      places[other] += 1
    }
  }

  /// The seed of a scenario: the study's, mixed with the scenario's name.
  static func seed(_ seed: UInt64, _ name: String) -> UInt64 {
    UInt64(SHA256.hexadecimal(of: "\(seed) \(name)".utf8).prefix(16), radix: 16) ?? seed
  }

  /// Makes replications until every standard error is small enough, or there are as many as allowed.
  ///
  /// - Parameters:
  ///   - isInterrupted: Asked often, from several threads.
  ///   - progress: Told now and then.
  /// - Returns: An estimate for each expectation, in their order.
  public mutating func estimates(
    confidence: Double = 0.99, isInterrupted: @escaping @Sendable () -> Bool = { false },
    progress: (Progress) -> Void = { _ in }
  ) throws(Fault) -> [Estimate] {
    var target = min(Verification.firstBatch, options.mostReplications)
    var needed: Int?
    while true {
      try own.run(upTo: target, isInterrupted: isInterrupted) { progress(Progress(replications: $0, needed: needed)) }
      for index in others.indices {
        try others[index].run.run(upTo: target, isInterrupted: isInterrupted) { _ in }
      }
      do throws(EstimationError) {
        let estimates = try currentEstimates(confidence: confidence)
        let next = replicationsNeeded(for: estimates)
        needed = next
        guard next > target, target < options.mostReplications else { return estimates }
        target = min(next, options.mostReplications)
      } catch {
        throw .estimation(error)
      }
    }
  }

  private func currentEstimates(confidence: Double) throws(EstimationError) -> [Estimate] {
    let above = try own.accumulator.estimates(confidence: confidence)
    var below: [[Estimate]] = []
    for other in others { below.append(try other.run.accumulator.estimates(confidence: confidence)) }
    var result: [Estimate] = []
    for (index, estimate) in above.enumerated() {
      guard let (other, place) = divisors[index] else {
        result.append(estimate)
        continue
      }
      result.append(try Estimate.quotient(of: estimate, by: below[other][place], confidence: confidence))
    }
    return result
  }

  /// A little more than the standard errors ask for, at most sixteen times what has been made; what has been made if
  /// that is enough.
  private func replicationsNeeded(for estimates: [Estimate]) -> Int {
    var factor = 0.0
    for (expectation, estimate) in zip(expectations, estimates) {
      guard let error = estimate.standardError else {
        factor = max(factor, 4)
        continue
      }
      let ratio = error / expectation.standardErrorAllowed(precision: options.precision)
      factor = max(factor, ratio * ratio)
    }
    guard factor > 1 else { return own.count }
    return Int((Double(own.count) * min(factor * 1.08, 16)).rounded(.up)) + 1
  }
}
