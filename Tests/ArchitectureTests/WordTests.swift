// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Words that must not stand in a room, a file name, or anywhere.
enum WordRule {
  /// Words of border posts: `OutputAnalysis` takes numbers and gives numbers.
  static let domain: Set = [
    "agencies", "agency", "booth", "booths", "border", "borders", "bus", "buses", "car", "cargo", "cars", "customs",
    "immigration", "lorries", "lorry", "officer", "officers", "osbp", "passport", "scanner",
    "scenario", "traffic", "traveller", "travellers", "truck", "trucks", "vehicle", "vehicles", "weighbridge",
  ]

  /// Kinds of station, agency and equipment: compiled away before the kernel runs.
  static let kinds: Set = [
    "bus", "cargo", "customs", "immigration", "lorry", "passport", "phytosanitary", "scanner", "truck", "weighbridge",
  ]

  /// The words of a text, camel case taken apart, in lower case.
  static func words(in text: Substring) -> [String] {
    text.matches(of: #/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/#).map { $0.output.lowercased() }
  }

  static func violations(of words: Set<String>, in files: [SourceFile], comments: Bool) -> [String] {
    files.flatMap { file in
      (comments ? file.text : file.code).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .flatMap { line in
          Self.words(in: line.element).filter(words.contains).map { "\(file.path):\(line.offset + 1): '\($0)'" }
        }
    }
  }

  static func vagueNames(in paths: [String]) -> [String] {
    paths.filter { ($0.split(separator: "/").last ?? "").contains(#/Util|Helper|Manager|Misc/#) }
  }

  /// What a finished project does not say: where and how it was made, what is still to do.
  /// Written with character classes, so that this list does not find itself.
  static func talkOfTheWorkshop(in files: [SourceFile]) -> [String] {
    let patterns: [Regex<Substring>] = [
      #/[.][.][/]shared\b/#, #/(?:^|[^\w.\/])[/]work[/]/#,
      #/\b(?:DESIGN|STYLE|KERNEL|SWIFT|DOMAIN|PROFILES|STATISTICS|FEATURES|PEERS|CASES|MODELS|ECOSYSTEM)[.]md\b/#,
      #/\b[Ii]ssue #?[0-9]/#, #/\b(?:this|last|next|earlier|previous|later|another) session[s]?\b/#,
      #/\b(?:Clau[d]e|Anthro[p]ic|Chat[G]PT|Co[p]ilot|L[L]M|language mode[l])\b/#, #/\b(?:TOD[O]|FIXM[E]|XX[X])\b/#,
    ]
    // Searching for plain text first: expressions are slow on large files of results.
    let needles =
      ["/shared", "/wo" + "rk/", ".md", "ssue ", "ession", "laud", "nthrop", "GPT", "opil", "LL" + "M", "guage m"]
      + ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    return files.filter { file in
      let data = Data(file.text.utf8)
      return needles.contains { data.range(of: Data($0.utf8)) != nil }
    }.flatMap { file in
      file.lines.enumerated().flatMap { line in
        patterns.compactMap { line.element.firstMatch(of: $0.wordBoundaryKind(.simple)) }
          .map { "\(file.path):\(line.offset + 1): '\($0.output)'" }
      }
    }
  }

  /// Ways out of the error handling, and access that would need a build of its own for the tests.
  static func shortcuts(in files: [SourceFile]) -> [String] {
    let patterns: [Regex<Substring>] = [
      #/\btry!/#, #/\bas!/#, #/\bfatalError\(\s*\)/#, #/@testabl[e]\b/#, #/\bunsafeFlags\b/#,
      #/\bnonisolated\(unsafe\)/#,
    ]
    return files.flatMap { file -> [String] in
      let code = file.code
      return patterns.compactMap { code.firstMatch(of: $0.wordBoundaryKind(.simple)) }.map {
        "\(file.path): '\($0.output)'"
      }
    }
  }

  /// Rooms hand back values; only the command line writes to the terminal.
  static func printing(in files: [SourceFile]) -> [String] {
    files.filter { $0.room != "osbp" && $0.code.contains(#/(?:^|[^.\w])(?:debugPrint|dump|print)\(/#) }
      .map { "\($0.path) prints" }
  }
}

@Suite("Architecture: words")
struct WordTests {
  @Test("The statistics room mentions no word of border posts")
  func statisticsKnowNoBorder() throws {
    let files = try SourceTree.swift(below: "Sources/OutputAnalysis")
    expectNone(WordRule.violations(of: WordRule.domain, in: files, comments: true))
  }

  @Test("The kernel knows steps only, no kind of station, agency or equipment")
  func kernelKnowsNoKinds() throws {
    let files = try SourceTree.swift(below: "Sources/BorderSimulation/Kernel")
    expectNone(WordRule.violations(of: WordRule.kinds, in: files, comments: false))
  }

  @Test("File names say what is inside")
  func namesSayWhatIsInside() throws { try expectNone(WordRule.vagueNames(in: SourceTree.paths())) }

  @Test("No file speaks of how the project is made or of what is left to do")
  func noTalkOfTheWorkshop() throws {
    let texts = try SourceTree.paths().map(SourceTree.file)
    expectNone(WordRule.talkOfTheWorkshop(in: texts))
  }

  @Test("No forced try, no forced cast, no wordless crash, no testable import, no unsafe flag")
  func noShortcuts() throws {
    let files = try SourceTree.code().filter { $0.suffix == "swift" }
    expectNone(WordRule.shortcuts(in: files))
  }

  @Test("Only the command line prints")
  func onlyTheCommandLinePrints() throws {
    try expectNone(WordRule.printing(in: SourceTree.swift(below: "Sources")))
    let files = ["Sources/BorderStudy/A.swift", "Sources/osbp/A.swift"].map {
      SourceFile(path: $0, text: "func tell() {\n  print(1)\n}\n")
    }
    #expect(WordRule.printing(in: files) == ["Sources/BorderStudy/A.swift prints"])
  }

  @Test("Planted words are found, and their neighbours are not")
  func plantedWordsAreFound() {
    let file = SourceFile(path: "Planted.swift", text: "let truckCount = borderline  // a carbon bus\n")
    #expect(
      WordRule.violations(of: WordRule.domain, in: [file], comments: true) == [
        "Planted.swift:1: 'truck'", "Planted.swift:1: 'bus'",
      ])
    #expect(
      WordRule.violations(of: WordRule.kinds, in: [file], comments: false) == ["Planted.swift:1: 'truck'"])
    #expect(WordRule.vagueNames(in: ["A/StringUtils.swift", "B/WaitingLine.swift", "MiscTests.swift"]).count == 2)
  }

  @Test(
    "Planted talk is found",
    arguments: [
      "see ../sha" + "red/notes", "kept in /wo" + "rk/data", "as DESIGN" + ".md says", "closes issu" + "e 2",
      "a later sess" + "ion does it", "// TO" + "DO: later",
    ])
  func plantedTalkIsFound(line: String) {
    #expect(WordRule.talkOfTheWorkshop(in: [SourceFile(path: "Planted.md", text: "first\n\(line)\n")]).count == 1)
  }

  @Test(
    "Planted shortcuts are found",
    arguments: ["try! run()", "x as! Int", "fatalError()", "@testable import BorderModel", ".unsafeFlags([])"])
  func plantedShortcutsAreFound(line: String) {
    #expect(WordRule.shortcuts(in: [SourceFile(path: "Planted.swift", text: "\"try!\"\n\(line)\n")]).count == 1)
  }
}
