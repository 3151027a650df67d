// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

/// What came of the expectations of some scenarios, judged together.
public struct VerificationReport: Sendable {
  /// Of all scenarios, in the order in which they were given.
  public var judgements: [Judgement]
  /// Places, among `judgements`, of one expectation for each independent run.
  private let independent: [Int]
  private let level: Double

  /// - Parameters:
  ///   - judgements: At least one.
  ///   - independent: Places among them of one for each independent run.
  ///   - level: By which they were judged: 0.01.
  public init(judgements: [Judgement], independent: [Int], level: Double) {
    self.judgements = judgements
    self.independent = independent
    self.level = level
  }

  public func number(of verdict: Judgement.Verdict) -> Int { judgements.count { $0.verdict == verdict } }

  /// Chance, for a correct program, of a sum of z squared outside its bounds.
  private static let chance = 0.001

  /// Sum of z squared over one expectation per independent run, how many these are, and the bounds of the sum; `nil` if
  /// there are none.
  public var sumOfSquares: (sum: Double, runs: Int, bounds: ClosedRange<Double>)? {
    let squares = independent.compactMap { judgements[$0].z }.filter(\.isFinite).map { $0 * $0 }
    guard !squares.isEmpty,
      let bounds = try? ChiSquare.bounds(
        probability: 1 - VerificationReport.chance, degreesOfFreedom: squares.count)
    else { return nil }
    return (squares.reduce(0, +), squares.count, bounds)
  }
}

// MARK: - Spelling

extension VerificationReport {
  package var table: ResultTable {
    ResultTable(
      name: "verification",
      columns: ["id", "measure", "expected", "estimate", "se", "df", "z", "verdict"], rowCount: judgements.count
    ) { index in
      let judgement = judgements[index]
      let estimate = judgement.estimate
      return [
        .text(judgement.expectation.id), .text(judgement.expectation.measure.title),
        .number(judgement.expectation.value), Cell(estimate.value), Cell(estimate.standardError),
        estimate.degreesOfFreedom.map { .integer(Int64($0)) } ?? .missing,
        Cell(judgement.z.flatMap { $0.isFinite ? $0 : nil }), .text(judgement.verdict.rawValue),
      ]
    }
  }

  public var commaSeparatedValues: String {
    let buffer = ByteBuffer()
    CommaSeparatedValues.append(table, to: buffer)
    return buffer.text
  }

  public var json: String {
    let buffer = ByteBuffer()
    let squares = sumOfSquares
    JSONText.append(
      .object([
        ("level", .number(level)),
        ("verdicts", .object(Judgement.Verdict.allCases.map { ($0.rawValue, .integer(Int64(number(of: $0)))) })),
        ("sum_of_z_squared", squares.map { .number($0.sum) } ?? .null),
        ("independent_runs", .integer(Int64(squares?.runs ?? 0))),
        ("bounds", squares.map { .array([.number($0.bounds.lowerBound), .number($0.bounds.upperBound)]) } ?? .null),
        ("expectations", .rows(table)),
      ]), to: buffer)
    return buffer.text
  }

  public var text: String {
    var columns = TextColumns([
      .init(heading: ["id"], isRightAligned: false, widest: 48), .init(heading: ["expected"]),
      .init(heading: ["estimate"]), .init(heading: ["standard", "error"]), .init(heading: ["z"]),
      .init(heading: ["verdict"], isRightAligned: false),
    ])
    for judgement in judgements {
      let estimate = judgement.estimate
      columns.append([
        [judgement.expectation.id], [spelled(judgement.expectation.value)], [spelled(estimate.value)],
        [spelled(estimate.standardError, digits: 2)],
        [judgement.z.map { $0.isFinite ? Number.fixed($0, decimals: 2) : "-" } ?? "-"], [judgement.verdict.rawValue],
      ])
    }
    return (columns.lines + [""]).joined(separator: "\n") + "\n" + summary
  }

  private func spelled(_ value: Double?, digits: Int = 6) -> String {
    value.map { Number.significant($0, digits: digits) } ?? "n/a"
  }

  /// How many hold, and whether the deviations as a whole are as large as chance makes them.
  public var summary: String {
    let held = number(of: .holds)
    var lines = [
      "\(CountText.counted(judgements.count, "expectation")): \(held) \(held == 1 ? "holds" : "hold"), "
        + "\(number(of: .differs)) differ, \(number(of: .inconclusive)) inconclusive"
    ]
    if let (sum, runs, bounds) = sumOfSquares {
      let place = bounds.contains(sum) ? "inside" : "OUTSIDE"
      lines.append(
        "sum of z squared over \(CountText.counted(runs, "independent run")): \(Number.fixed(sum, decimals: 2)), "
          + "\(place) its bounds at 0.1 %, \(Number.fixed(bounds.lowerBound, decimals: 2)) to "
          + "\(Number.fixed(bounds.upperBound, decimals: 2))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Measure {
  /// The measure in the words of the scenario: `waiting_time_min, share above 10 min, at booth`.
  public var title: String {
    var parts = [indicator.rawValue, statistic.title]
    if !place.isEmpty { parts.append("at \(place)") }
    if !subject.isEmpty { parts.append("of \(subject)") }
    if !outcome.isEmpty { parts.append("outcome \(outcome)") }
    if !state.isEmpty { parts.append("state \(state)") }
    switch moment {
    case .clock(let minute): parts.append("clock \(ClockTime.text(minute: minute))")
    case .after(let span): parts.append("after \(Number.significant(span.inMinutes, digits: 9)) min")
    case nil: break
    }
    if isInHours { parts.append("in h") }
    var text = parts.joined(separator: ", ")
    for divisor in divisors {
      text += " / (" + divisor.measure.title + (divisor.file.map { ", file \($0)" } ?? "") + ")"
    }
    return text
  }
}

/// A clock time: `06:30`.
enum ClockTime {
  static func text(minute: Int) -> String { twoDigits(minute / 60) + ":" + twoDigits(minute % 60) }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Measure.Statistic {
  var title: String {
    switch self {
    case .mean: "mean"
    case .standardDeviation: "standard deviation"
    case .variance: "variance"
    case .secondMoment: "second moment"
    case .percentile(let share): "p" + Number.significant(share * 100, digits: 9)
    case .shareLonger(let limit): "share above \(Number.significant(limit.inMinutes, digits: 9)) min"
    case .shareAt(let number): "share at \(number)"
    case .shareAtLeast(let number): "share at least \(number)"
    case .total: "total"
    case .count: "count"
    case .perHour: "per hour"
    case .perDay: "per day"
    }
  }
}
