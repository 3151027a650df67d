// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

/// A scenario whose one control takes a time by the given law.
private func reading(_ law: String, file: String = "law.yaml") -> ScenarioReading {
  let text = """
    osbp: 1
    name: One booth
    calendar: {starts: 2025-03-03, days: 2}
    staff:
      lane: {officers: 9}
    controls:
      booth: {by: lane, time: \(law)}
    traffic:
      vehicle: {direction: A to B, arrivals: {rate: 6 per day}}
    procedures:
      vehicle: [booth, leave]
    """
  return ScenarioReader.read(text: text, file: file)
}

private func law(_ text: String, file: String = "law.yaml") throws -> Law {
  let reading = reading(text, file: file)
  let post = try #require(reading.post, "\(text): \(reading.diagnostics.printed)")
  guard case .same(let law) = post.controls[0].time else { throw CancellationError() }
  return law
}

private func span(_ minutes: Double) -> TimeSpan { TimeSpan(microseconds: Int64((minutes * 60e6).rounded())) }

@Suite("Theory: laws by their parameters")
struct LawParameterTests {
  @Test(
    "Mean and standard deviation are those that are written",
    arguments: [
      "law: gamma, mean: 6 min, sd: 3 min", "law: gamma, shape: 4, scale: 1.5 min", "law: gamma, shape: 4, mean: 6 min",
      "law: lognormal, mean: 6 min, sd: 3 min", "law: lognormal, mean: 6 min, cv: 0.5",
      "law: weibull, mean: 6 min, sd: 3 min", "law: weibull, mean: 6 min, cv: 0.5",
      "law: pearson V, mean: 6 min, sd: 3 min", "law: pearson V, shape: 6, scale: 30 min",
      "law: pearson V, shape: 6, mean: 6 min",
      "mixture: [{share: 50 %, law: constant, value: 3 min}, {share: 50 %, law: constant, value: 9 min}]",
      "values: [3 min, 9 min]", "values: [9 min, 3 min, 9 min], shares: [30 %, 50 %, 20 %]",
    ])
  func moments(text: String) throws {
    let law = try law("{\(text)}")
    #expect((law.mean.inMinutes - 6).magnitude < 1e-6)
    #expect((law.coefficientOfVariation - 0.5).magnitude < 1e-6)
  }

  @Test("Median and 90th percentile are those that are written")
  func quantiles() throws {
    guard case .weibull(let shape, let scale) = try law("{law: weibull, median: 5 min, p90: 12 min}"),
      case .logLogistic(let steepness, let median) = try law("{law: log-logistic, median: 5 min, p90: 12 min}")
    else { throw CancellationError() }
    #expect((exp(-pow(5 / scale.inMinutes, shape)) - 0.5).magnitude < 1e-7)
    #expect((exp(-pow(12 / scale.inMinutes, shape)) - 0.1).magnitude < 1e-7)
    #expect(median == span(5))
    #expect((pow(12 / 5, steepness) - 9).magnitude < 1e-9)
    #expect(try law("{law: lognormal, median: 5 min, p90: 12 min}") == law("{median: 5 min, p90: 12 min}"))
  }

  @Test("What a list or a file means without the name of a law")
  func nameless() throws {
    #expect(
      try law("{values: [4 min, 1 min, 4 min]}")
        == .discrete([
          TimeShare(value: span(1), share: 1.0 / 3), TimeShare(value: span(4), share: 1.0 / 3 + 1.0 / 3),
        ]))
    #expect(try law("{values: [4 min]}") == .constant(span(4)))
    guard case .empirical(let measured) = try law("{law: empirical, values: [4 min, 1 min, 2 min], tail: exponential}")
    else { throw CancellationError() }
    #expect(measured.values == [span(1), span(2), span(4)] && measured.tailAbove == 0.9)
    // The tail replaces values between 3.6 and 4 min.
    #expect(
      try law("{law: truncated normal, mean: 30 s, sd: 10 s}")
        == .truncatedNormal(center: span(0.5), deviation: TimeSpan(microseconds: 10_000_000), low: .zero, high: nil))
  }

  @Test(
    "Heavy tails are warned of, infinite means refused",
    arguments: [
      ("{law: pearson V, shape: 2, mean: 3 min}", "warning: a heavy tail: the variance is infinite"),
      ("{law: log-logistic, shape: 1.5, median: 3 min}", "warning: a heavy tail: the variance is infinite"),
      ("{law: weibull, shape: 0.3, scale: 3 min}", "warning: a heavy tail: the standard deviation is 5.41"),
      ("{law: pearson V, shape: 1, mean: 3 min}", "error: 'shape' must be above 1, else the mean is infinite; found 1"),
      ("{law: log-logistic, shape: 1, median: 3 min}", "error: 'shape' must be above 1, else the mean is infinite"),
      ("{law: log-logistic, median: 1 min, p90: 9 min}", "error: 'p90' must be below 9 times 'median'"),
      ("{law: weibull, shape: 0.1, scale: 3 min}", "error: 'shape' must be 0.2 or more"),
      ("{law: pearson V, shape: 1.001, scale: 3000 d}", "error: the mean of this law is above 3650 d"),
      ("{law: truncated normal, mean: 1 min, sd: 1 min, low: 9 min}", "error: less than 0.1 % of the normal law"),
      ("{law: normal, mean: 1 min, sd: 1 min}", "error: no law is called 'normal'; 'truncated normal' is meant"),
      ("{mixture: [{share: 50 %, law: exponential, mean: 1 min}]}", "error: the shares sum to 50 %"),
      ("{mixture: [{law: exponential, mean: 1 min}]}", "error: a part of a mixture needs the word 'share'"),
      ("{mixture: []}", "error: expected a list of 1 to 100 laws with shares"),
      ("{mixture: [{share: 100 %, mixture: []}]}", "error: a mixture inside a mixture"),
      ("{mixture: [{share: 100 %, law: constant, value: 1 s}], mean: 1 s}", "error: a mixture has no 'mean'"),
      ("{values: [1 min, 2 min], shares: [100 %]}", "error: 2 values and 1 shares"),
      ("{values: [1 min, 2 min], unit: min}", "error: 'column' and 'unit' belong to a file"),
      ("{law: empirical, values: [1 min, 1 min]}", "error: measured values need two that differ"),
      (
        "{law: empirical, values: [1 s, 2 s, 2 s], tail: exponential}", "error: all values above 'tail above' are equal"
      ),
      ("{law: empirical, values: [1 s, 2 s], tail above: 50 %}", "error: 'tail above' without 'tail'"),
    ])
  func faults(text: String, message: String) {
    #expect(reading(text).diagnostics.printed.contains(message), "\(reading(text).diagnostics.printed)")
  }
}

@Suite("Property: laws of whole numbers in a scenario")
struct CountLawReadingTests {
  @Test("Numbers and maps")
  func forms() {
    #expect(ScenarioLanguage.countLaw(of: "3", atLeast: 1).law == .constant(3))
    #expect(ScenarioLanguage.countLaw(of: "1.3", atLeast: 1).law == .nearest(to: 1.3))
    #expect(ScenarioLanguage.countLaw(of: "{law: geometric, mean: 4}", atLeast: 1).law == .geometric(mean: 4))
    #expect(ScenarioLanguage.countLaw(of: "{law: poisson, mean: 2.5}", atLeast: 1).law == .poissonAboveZero(mean: 2.5))
    #expect(
      ScenarioLanguage.countLaw(of: "{values: [4, 1], shares: [25 %, 75 %]}", atLeast: 1).law
        == .discrete([CountShare(value: 1, share: 0.75), CountShare(value: 4, share: 0.25)]))
    #expect(ScenarioLanguage.countLaw(of: "{values: [2]}", atLeast: 1).law == .constant(2))
  }

  @Test(
    "Faults",
    arguments: [
      ("0.5", "expected a number from 1 to 1000000"), ("{law: geometric, mean: 1}", "above 1, at most 500"),
      ("{law: geometric, values: [1]}", "'geometric' needs 'mean' and no 'values'"), ("{}", "needs the word 'law'"),
      ("{values: [0, 1]}", "must be 1 or more"), ("{values: [1, 1]}", "stands twice"),
      ("{values: [1, 2], shares: [100 %]}", "2 values and 1 shares"), ("many", "expected a number"),
    ])
  func faults(text: String, message: String) {
    let reading = ScenarioLanguage.countLaw(of: text, atLeast: 1)
    #expect(reading.law == nil)
    #expect(reading.faults.printed.contains(message), "\(reading.faults.printed)")
  }
}

@Suite("Property: files of measured values")
struct MeasuredValuesTests {
  private func reading(_ law: String, _ file: String) throws -> ScenarioReading {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("osbp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(file.utf8).write(to: folder.appendingPathComponent("times.csv"))
    return BorderScenarioTests.reading(law, file: folder.path + "/post.yaml")
  }

  @Test(
    "Headers, units, columns, quotation marks and line ends",
    arguments: [
      ("{values: times.csv, unit: min}", "1\n2.5\n4\n"), ("{values: times.csv}", "service (min)\n1\n2.5\n4"),
      ("{values: times.csv}", "service_s\r\n60\r\n150\r\n240\r\n"), ("{values: times.csv}", "1 min\n150 s\n4 min\n"),
      ("{values: times.csv, column: b, unit: min}", "a,b\nx,1\n\"y\"\"\n,z\",\"2.5\"\nx,4\n"),
      ("{values: times.csv, column: 2, unit: min}", "\u{FEFF}9,1\n9,2.5\n\n9,4\n"),
      ("{law: empirical, values: times.csv, unit: h}", "0.0666666666666666667\n1e-2\r0.0166666666666667\n"),
    ])
  func forms(law: String, file: String) throws {
    let reading = try reading(law, file)
    let post = try #require(reading.post, "\(reading.diagnostics.printed)")
    guard case .same(.empirical(let measured)) = post.controls[0].time else { throw CancellationError() }
    #expect(measured.values.count == 3 && measured.values[2] == span(4))
    #expect(reading.dataFiles.map { String(decoding: $0.bytes, as: UTF8.self) } == [file])
  }

  @Test(
    "Faults have their place in the file",
    arguments: [
      ("1\n2\nx\n", "times.csv:3:1: error: expected a number, found 'x'"),
      ("1\n-2\n", "times.csv:2:1: error: a length of time is from 0 s to 3650 d, found '-2'"),
      ("1\nnan\ninf\n0x10\n", "times.csv:4:1: error"), ("1\n\"2\n", "times.csv:2:1: error: a quotation mark that is"),
      ("1\n2\"3\n", "times.csv:2:2: error: a quotation mark inside a cell"), ("", "'times.csv' is empty"),
      ("service\n", "has a header and no number"), ("a,b\n1,2\n", "'times.csv' has 2 columns"),
      ("1\n\"4,5\"\n", "fix: write a point instead of the comma"), ("1\n2;3\n", "fix: separate cells by commas"),
      ("service (h)\n1\n", "times.csv:1:1: error: the header 'service (h)' has another unit"),
      ("1 parsec\n", "times.csv:1:1: error: unknown unit 'parsec'"),
    ])
  func faults(file: String, message: String) throws {
    let reading = try reading("{values: times.csv, unit: min}", file)
    #expect(reading.post == nil)
    #expect(reading.diagnostics.printed.contains(message), "\(reading.diagnostics.printed)")
  }

  @Test("Numbers without a unit, a missing file, a device and a folder are refused")
  func noFile() throws {
    #expect(try reading("{values: times.csv}", "1\n2\n").diagnostics.printed.contains("'times.csv' have no unit"))
    for (name, message) in [("gone.csv", "no such file"), ("/dev/zero", "no plain file"), ("/", "no plain file")] {
      #expect(try reading("{values: \(name)}", "").diagnostics.printed.contains(message))
    }
  }

  // 2 s is the limit of a check; on a quiet machine each takes a tenth of it.
  @Test("Large and hostile files end in time", .timeLimit(.minutes(1)))
  func hostile() throws {
    let rows = (0..<1_000_001).map { "\($0 % 977).5" }.joined(separator: "\n")
    let files = [
      rows, String(repeating: ",", count: 5_000_000), String(repeating: "\"", count: 5_000_001),
      String(repeating: "9", count: 5_000_000), String(repeating: "\n", count: 5_000_000),
      String(repeating: "x\n", count: 2_000_000), String(repeating: "é", count: 2_000_000) + "\"",
    ]
    for file in files {
      let reading = try reading("{values: times.csv, unit: min}", file)
      #expect(reading.post == nil && !reading.diagnostics.isEmpty)
    }
    #expect(try reading("{values: times.csv, unit: min}", String(rows.dropLast(6))).post != nil)
  }
}
