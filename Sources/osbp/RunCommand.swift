// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderModel
import BorderReport
import BorderScenario
import BorderSimulation
import BorderStudy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `osbp run FILE`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: HelpText.runAbstract, discussion: HelpText.runExamples)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  @Argument(help: ArgumentHelp(HelpText.scenarioFile, valueName: "file"))
  var file: String
  @Option(help: ArgumentHelp(HelpText.replications, valueName: "n"))
  var replications = 20
  @Option(help: ArgumentHelp(HelpText.seed, valueName: "s"))
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp(HelpText.threads, valueName: "t"))
  var threads: Int?
  @Option(help: ArgumentHelp(HelpText.days, valueName: "d"))
  var days: Int?
  @Option(name: .customLong("set"), help: ArgumentHelp(HelpText.set, valueName: "path=value"))
  var settings: [String] = []
  @Option(help: ArgumentHelp(HelpText.out, valueName: "dir"))
  var out: String?
  @Flag(help: ArgumentHelp(HelpText.force))
  var force = false
  @Flag(help: ArgumentHelp(HelpText.entities))
  var entities = false
  @Option(help: ArgumentHelp(HelpText.format))
  var format = Format.text
  @Flag(help: ArgumentHelp(HelpText.quiet))
  var quiet = false

  func validate() throws {
    let ranges = [
      ("--replications", replications, 1...1_000_000_000), ("--threads", threads ?? 1, 1...1_024),
      ("--days", days ?? 1, 1...36_525),
    ]
    for (name, value, range) in ranges where !range.contains(value) {
      throw ValidationError(HelpText.outOfRange(name, value, range))
    }
    if entities && out == nil { throw ValidationError(HelpText.entitiesNeedOut) }
    if force && out == nil { throw ValidationError(HelpText.forceNeedsOut) }
  }

  func run() throws {
    Interruption.watch()
    let startedAt = time(nil)
    let start = ContinuousClock.now
    let reading = ScenarioReader.read(path: file, settings: settings)
    Console.say(reading.diagnostics.printed)
    guard var post = reading.post else { throw ExitStatus.faultyInput.exitCode }
    if let days { post.calendar.days = days }
    let study = try compiled(post)
    let folder = try preparedFolder(study, post)
    let result = try result(of: study, into: folder)
    try refuseWithoutAnswer(result)
    let report = RunReport(post: post, result: result)
    var failure: OutputError?
    if let folder {
      let record = RunRecord(
        command: Array(CommandLine.arguments.dropFirst()),
        modelDigest: SHA256.hexadecimal(of: canonicalDescription(of: post).utf8),
        inputs: inputs(of: reading),
        startedAt: startedAt, wallSeconds: start.duration(to: .now) / .seconds(1))
      do throws(OutputError) {
        try folder.complete(report, record)
        if !quiet { Console.say(Notices.note(Notices.written(folder.path))) }
      } catch {
        failure = error
      }
    }
    // The answer is given even if it could not be stored: a long run must not be lost to a full disk.
    try Console.answer(spelled(report))
    if let failure { try Console.stop(because: failure) }
    if result.isInterrupted {
      Console.say(Notices.note(Notices.interrupted(finished: result.replications, asked: result.replicationsAsked)))
      throw ExitStatus.interrupted.exitCode
    }
  }

  /// The scenario, every file that it is based on, and the measured values of its laws.
  private func inputs(of reading: ScenarioReading) -> [RunRecord.Input] {
    let files = [(reading.file, reading.bytes)] + (reading.bases + reading.dataFiles).map { ($0.file, $0.bytes) }
    return files.map { RunRecord.Input(file: $0.0, sha256: SHA256.hexadecimal(of: $0.1)) }
  }

  private func compiled(_ post: BorderPost) throws -> Study {
    let options = Study.Options(
      replications: replications, seed: seed, threads: threads ?? RunCommand.processors, recordsEntities: entities)
    do throws(CompilationFault) {
      return try Study(post, options: options)
    } catch {
      Console.say(Notices.error("\(file): \(error.message)"))
      throw ExitStatus.faultyInput.exitCode
    }
  }

  private func preparedFolder(_ study: Study, _ post: BorderPost) throws -> ResultFolder? {
    guard let out else { return nil }
    do throws(OutputError) {
      let folder = try ResultFolder(preparing: out, replaces: force)
      if let notice = folder.notice, !quiet { Console.say(Notices.note(notice)) }
      if entities { try folder.beginEntities(layout: study.layout, calendar: post.calendar) }
      return folder
    } catch {
      try Console.stop(because: error)
      return nil
    }
  }

  private func result(of study: Study, into folder: ResultFolder?) throws -> StudyResult {
    var progress = ProgressLine(asked: replications)
    var finished = 0
    do {
      let result = try study.run(isInterrupted: { Interruption.isRequested }) { replication, rows in
        try folder?.append(rows, replication: replication)
        finished += 1
        if !quiet { progress.update(finished: finished) }
      }
      progress.end()
      return result
    } catch {
      progress.end()
      folder?.abandon()
      if let error = error as? OutputError { try Console.stop(because: error) }
      Console.say(Notices.error(Notices.ownFault("\(error)")))
      throw ExitStatus.ownFault.exitCode
    }
  }

  /// Ends the program if a replication broke off or none was finished.
  private func refuseWithoutAnswer(_ result: StudyResult) throws {
    if let (replication, fault) = result.fault {
      Console.say(Notices.error(Notices.fault(fault, replication: replication, scenario: file)))
      if case .conservation = fault { throw ExitStatus.ownFault.exitCode }
      throw ExitStatus.faultyInput.exitCode
    }
    if result.replications == 0 {
      Console.say(Notices.error(Notices.nothingFinished))
      throw ExitStatus.interrupted.exitCode
    }
  }

  private func spelled(_ report: RunReport) -> String {
    switch format {
    case .text: report.text
    case .json: report.json
    case .csv: report.commaSeparatedValues
    }
  }

  /// Processors that this program may use.
  static var processors: Int { max(1, min(1_024, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))) }
}
