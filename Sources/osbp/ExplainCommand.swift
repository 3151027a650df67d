// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport
import BorderScenario

/// `osbp explain [WORD...]`, `osbp explain --paths FILE`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: HelpText.explainAbstract, discussion: HelpText.explainExamples)

  @Argument(help: ArgumentHelp(HelpText.words, valueName: "word"))
  var words: [String] = []
  @Option(help: ArgumentHelp(HelpText.paths, valueName: "file"))
  var paths: String?
  @Flag(help: ArgumentHelp(HelpText.all))
  var all = false
  @Option(name: .customLong("set"), help: ArgumentHelp(HelpText.set, valueName: "path=value"))
  var settings: [String] = []

  func validate() throws {
    if paths != nil && !words.isEmpty { throw ValidationError(HelpText.wordsOrPaths) }
    if paths == nil && (all || !settings.isEmpty) { throw ValidationError(HelpText.allNeedsPaths) }
  }

  func run() throws {
    if let paths { return try listPaths(of: paths) }
    let term = words.joined(separator: " ").split(separator: " ").joined(separator: " ")
    try term.isEmpty ? listTerms() : explain(term)
  }

  private func explain(_ term: String) throws {
    let entries =
      Explanation.all(of: term).map { explanation in
        GlossaryText.entry(explanation.title, explanation.rows.map { ($0.heading, $0.text) })
      } + GlossaryText.resultEntries(term)
    guard entries.isEmpty else { return try Console.answer(entries.joined(separator: "\n")) }
    let known = Explanation.terms + GlossaryText.resultTerms.flatMap(\.names)
    let nearest = Explanation.nearest(to: term, among: known)
    Console.say(Notices.error(Notices.unknownTerm(term, nearest: nearest)))
    throw ExitStatus.faultyArguments.exitCode
  }

  private func listTerms() throws {
    let language = Explanation.contents.map { part in
      GlossaryText.columns("\(part.subject) (\(part.places.joined(separator: "; ")))", part.words)
    }
    let results = GlossaryText.resultTerms.map { GlossaryText.columns("results: \($0.heading)", $0.names) }
    try Console.answer((language + results).joined(separator: "\n") + "\n" + HelpText.howToExplain + "\n")
  }

  private func listPaths(of file: String) throws {
    let reading = ScenarioReader.read(path: file, settings: settings)
    let hasErrors = reading.diagnostics.contains { $0.severity == .error }
    if hasErrors { Console.say(reading.diagnostics.printed) }
    let rows = all ? reading.everySettablePath : reading.settablePaths
    try Console.answer(
      GlossaryText.paths(
        rows.map {
          ($0.path, $0.value.isEmpty ? "(\($0.standard.isEmpty ? "nothing" : $0.standard))" : $0.value, $0.form)
        }))
    if hasErrors { throw ExitStatus.faultyInput.exitCode }
  }
}
