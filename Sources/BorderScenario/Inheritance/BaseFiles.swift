// SPDX-License-Identifier: GPL-3.0-or-later

/// A scenario file with all files that it is based on, as one tree.
struct BaseFiles {
  /// Most files of a chain.
  static let mostFiles = 10

  var findings: Findings
  /// What was read beside the file that was asked for, nearest first.
  private(set) var files: [ScenarioReading.Input] = []
  /// The true paths of the files of the chain so far, and their names.
  private var chain: [(path: String, name: String)]

  /// Entries that all files of the chain together may still have.
  private var entriesLeft: Int

  /// - Parameters:
  ///   - name: The file that was asked for.
  ///   - entryCount: Its entries.
  init(findings: Findings, name: String, entryCount: Int) {
    self.findings = findings
    entriesLeft = SourceText.mostEntries - entryCount
    chain = [(ScenarioFile.truePath(of: name), name)]
  }

  /// The tree with what its bases state and it does not.
  ///
  /// - Parameter name: Name of the file of the tree; a base is looked for in its folder.
  /// - Returns: `nil` after an error in `based on` or in a base: what the tree lacks cannot be known then.
  mutating func completed(_ tree: ScenarioNode, name: String) -> ScenarioNode? {
    guard let entry = tree.entries?.first(where: { $0.word == PostWords.basedOn.name }) else { return tree }
    guard let text = PostWords.basedOn.type.value(of: entry.value, &findings) else { return nil }
    let baseName = ScenarioFile.path(text, besides: name)
    let errorsBefore = findings.errorCount
    guard isNew(baseName, at: entry.value.place), let base = read(baseName, at: entry.value.place),
      let whole = completed(base, name: baseName), findings.errorCount == errorsBefore
    else { return nil }
    var own = tree
    own.content = .map((tree.entries ?? []).filter { $0.word != PostWords.basedOn.name })
    var differences = Differences(findings: findings)
    let laid = differences.laid(own, over: whole, .scenario)
    findings = differences.findings
    return laid
  }

  /// Refuses a file that is based on itself, and chains without end.
  private mutating func isNew(_ name: String, at place: Place) -> Bool {
    let path = ScenarioFile.truePath(of: name)
    if let start = chain.firstIndex(where: { $0.path == path }) {
      let names = (chain[start...].map(\.name) + [name]).joined(separator: " -> ")
      findings.error(
        "a file that is based on itself: \(names)", fix: "let one of these files state everything itself", at: place)
      return false
    }
    guard chain.count < Self.mostFiles else {
      let names = chain.map(\.name).joined(separator: " -> ")
      findings.error(
        "more than \(Self.mostFiles) files based on each other: \(names)", fix: "merge some of them", at: place)
      return false
    }
    chain.append((path, name))
    return true
  }

  private mutating func read(_ name: String, at place: Place) -> ScenarioNode? {
    let bytes: [UInt8]
    do throws(ScenarioFile.Fault) {
      bytes = try ScenarioFile.bytes(of: name, mustBeRegular: true)
    } catch {
      let names = chain.map(\.name).joined(separator: " -> ")
      findings.error(
        "\(name.quoted): \(error.message)" + (chain.count > 2 ? "; the files are based on each other: \(names)" : ""),
        fix: "paths start at the folder of the file that names them", at: place)
      return nil
    }
    files.append(ScenarioReading.Input(file: name, bytes: bytes))
    guard let text = SourceText(bytes: bytes, file: name, findings: &findings) else { return nil }
    entriesLeft -= text.entryCount
    guard entriesLeft >= 0 else {
      findings.error(
        "more than \(SourceText.mostEntries) lines and entries in all files together", fix: "write fewer", at: place)
      return nil
    }
    guard
      let tree = Composer.tree(of: text, file: name, findings: &findings)
    else { return nil }
    guard tree.entries != nil else {
      findings.error(
        "expected a map of the words of a scenario, found \(tree.found)", fix: "name a scenario file", at: tree.place)
      return nil
    }
    return tree
  }
}
