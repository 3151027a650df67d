// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderModel
import BorderReport
import BorderScenario
import BorderSimulation
import BorderStudy
import OutputAnalysis

/// `osbp verify FILE...`
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: HelpText.verifyAbstract, discussion: HelpText.verifyExamples)

  /// Highest chance that a correct program is said to differ anywhere.
  private static let level = 0.01

  @Argument(help: ArgumentHelp(HelpText.verifiedFiles, valueName: "file"))
  var files: [String]
  @Option(help: ArgumentHelp(HelpText.seed, valueName: "s"))
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp(HelpText.threads, valueName: "t"))
  var threads: Int?
  @Option(name: .customLong("set"), help: ArgumentHelp(HelpText.set, valueName: "path=value"))
  var settings: [String] = []
  @Option(help: ArgumentHelp(HelpText.precision, valueName: "per cent"))
  var precision = 0.5
  @Option(help: ArgumentHelp(HelpText.atMost, valueName: "n"))
  var atMost = 4_000_000
  @Flag(help: ArgumentHelp(HelpText.doubleWarmUp))
  var doubleWarmUp = false
  @Option(help: ArgumentHelp(HelpText.verifyFormat))
  var format = RunCommand.Format.text
  @Flag(help: ArgumentHelp(HelpText.quiet))
  var quiet = false

  func validate() throws {
    for (name, value, range) in [("--threads", threads ?? 1, 1...1_024), ("--at-most", atMost, 2...1_000_000_000)]
    where !range.contains(value) {
      throw ValidationError(HelpText.outOfRange(name, value, range))
    }
    guard precision > 0, precision <= 50 else { throw ValidationError(HelpText.precisionOutOfRange) }
  }

  func run() throws {
    Interruption.watch()
    var expectations: [Expectation] = []
    var estimates: [Estimate] = []
    var independent: [Int] = []
    let scenarios = try files.map(readScenario)
    for (file, post, others) in scenarios {
      let first = try self.estimates(of: post, others, file: file, remark: "")
      independent.append(expectations.count)
      expectations += post.expectations
      estimates += first
      guard doubleWarmUp, post.calendar.warmUpDays > 0 else { continue }
      let longer = post.withDoubleWarmUp(measured: first)
      let second = try self.estimates(of: longer, others, file: file, remark: ", warm-up doubled")
      expectations += longer.expectations
      estimates += second
    }
    let judged = try judgements(
      of: expectations, by: estimates, level: VerifyCommand.level, precision: precision / 100)
    let report = VerificationReport(judgements: judged, independent: independent, level: VerifyCommand.level)
    switch format {
    case .text: try Console.answer(report.text)
    case .json: try Console.answer(report.json)
    case .csv:
      try Console.answer(report.commaSeparatedValues)
      if !quiet { Console.say(report.summary) }
    }
    if report.number(of: .differs) > 0 { throw ExitStatus.faultyInput.exitCode }
    if report.number(of: .inconclusive) > 0 { throw ExitStatus.notPrecise.exitCode }
  }

  /// A scenario with those that its divisors name.
  private func readScenario(_ file: String) throws -> (file: String, post: BorderPost, others: [String: BorderPost]) {
    let post = try readPost(file)
    guard !post.expectations.isEmpty else {
      Console.say(Notices.error("\(file): " + Notices.nothingExpected))
      throw ExitStatus.faultyInput.exitCode
    }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    var others: [String: BorderPost] = [:]
    for other in Set(post.expectations.flatMap(\.measure.divisors).compactMap(\.file)).sorted() {
      others[other] = try readPost(folder + other)
    }
    return (file, post, others)
  }

  private func readPost(_ file: String) throws -> BorderPost {
    let reading = ScenarioReader.read(path: file, settings: settings)
    Console.say(reading.diagnostics.printed)
    guard let post = reading.post else { throw ExitStatus.faultyInput.exitCode }
    return post
  }

  private func estimates(
    of post: BorderPost, _ others: [String: BorderPost], file: String, remark: String
  ) throws -> [Estimate] {
    let options = Verification.Options(
      seed: seed, threads: threads ?? RunCommand.processors, precision: precision / 100, mostReplications: atMost)
    let name = (file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file) + remark
    var line = VerificationLine(title: file + remark, isQuiet: quiet)
    do throws(Verification.Fault) {
      var verification = try Verification(post, name: name, others: others, options: options)
      let result = try verification.estimates(isInterrupted: { Interruption.isRequested }) { line.update($0) }
      line.end()
      return result
    } catch {
      line.end()
      try stop(because: error, file: file)
      return []
    }
  }

  private func stop(because fault: Verification.Fault, file: String) throws {
    switch fault {
    case .compilation(let fault): Console.say(Notices.error("\(file): \(fault.message)"))
    case .measure(let fault): Console.say(Notices.error("\(file): \(fault.message)"))
    case .run(let replication, let fault):
      Console.say(Notices.error(Notices.fault(fault, replication: replication, scenario: file)))
      if case .conservation = fault { throw ExitStatus.ownFault.exitCode }
    case .interrupted: throw ExitStatus.interrupted.exitCode
    case .estimation(let error):
      Console.say(Notices.error(Notices.ownFault("\(error)")))
      throw ExitStatus.ownFault.exitCode
    }
    throw ExitStatus.faultyInput.exitCode
  }
}

extension BorderPost {
  /// The post with a warm-up twice as long, which must give what was measured with the shorter one.
  fileprivate func withDoubleWarmUp(measured: [Estimate]) -> BorderPost {
    var post = self
    post.calendar.warmUpDays *= 2
    for (index, estimate) in measured.enumerated() {
      post.expectations[index].id += ":double-warm-up"
      post.expectations[index].value = estimate.value ?? post.expectations[index].value
      post.expectations[index].halfWidth = estimate.standardError.map { $0 * 1.959_963_984_540_054 }
    }
    return post
  }
}
