// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A part of the post together with the place of its name in the file.
struct Placed<Value> {
  var value: Value
  var place: Place
}

/// Builds a post section by section.
///
/// A faulty part stays in its list with a stand-in for what could not be read, so that references to it are found
/// and one fault is told once; with any error the post is thrown away.
struct PostBuilder {
  /// Most officers' groups, pieces of equipment and spaces together; most classes of traffic.
  static let mostPools = 499
  static let mostClasses = 499
  /// Most steps of one procedure.
  static let mostSteps = 250

  var findings: Findings
  var agencies: [Placed<Agency>] = []
  var pools: [Placed<Pool>] = []
  var controls: [Placed<Control>] = []
  var traffic: [Placed<TrafficClass>] = []
  /// By class: the place of each step of its procedure.
  var stepPlaces: [[Place]] = []
  /// By class: the place of its procedure, if one is written.
  var procedurePlaces: [Place?] = []
  /// Classes whose channels could not be read.
  var unknownChannels: Set<Int> = []
  /// Classes that are like something that could not be found.
  var openClasses: Set<Int> = []
  /// Classes with a step that could not be read.
  var brokenProcedures: Set<Int> = []
  /// The calendar says with whom the observed days begin.
  var statesStart = false
  /// Of an empty start that is written, and of a warm-up.
  var startsEmptyPlace: Place?
  var warmUpPlace: Place?
  var pendingReturns: [PendingReturn] = []
  var pendingTraces: [PendingTrace] = []
  var pendingContent: [PendingContent] = []
  var content: [StartContent] = []
  var contentPlaces: [Place] = []
  /// `BODY of CLASS` for everything that is split off.
  var bodyNames: Set<String> = []
  /// By space: names of the steps that happen in it.
  var spaceSteps: [Int: [String]] = [:]
  /// Names of steps in procedures.
  var namesMet: Set<String> = []
  var targets: [Placed<Target>] = []
  var probes: [Placed<Probe>] = []
  var expectations: [Expectation] = []
  /// Virtual waits that expectations ask for.
  var expectedWaits: [Placed<Probe>] = []
  var agencyIndex: [String: Int] = [:]
  /// The first pool of each name.
  var poolIndex: [String: Int] = [:]
  /// Of the pools whose name is taken in another section too, those that `poolIndex` does not have.
  var homonyms: [Pool.Kind: [String: Int]] = [:]
  var controlIndex: [String: Int] = [:]
  var classIndex: [String: Int] = [:]
  /// Technicians that equipment names, by its index, to be found when all staff is known.
  var crews: [(pool: Int, name: String, place: Place)] = []

  var holidays: [State: [CivilDate]] = [:]
  var pendingTurns: [PendingTurns] = []

  init(findings: Findings) { self.findings = findings }

  /// - Returns: A post that means something only if there is no error in `findings`.
  mutating func post(from tree: ScenarioNode) -> BorderPost? {
    guard let map = MapReader(tree, PostWords.vocabulary, &findings) else { return nil }
    if let version = map.value(PostWords.version, &findings), version != 1 {
      findings.error(
        "this program reads version 1 of the language, found '\(version)'", fix: "write 'osbp: 1'",
        at: map.place(of: PostWords.version))
    }
    let name = map.value(PostWords.name, &findings) ?? ""
    let question = map.value(PostWords.question, &findings) ?? ""
    let layout = map.value(PostWords.layout, &findings)
    let overtaking = map.value(PostWords.overtaking, &findings) ?? .strict
    let countries = readCountries(map)
    var calendar = readCalendar(map)
    readAgencies(map)
    readStaff(map)
    readEquipment(map)
    readSpaces(map)
    readCrews()
    readConvoys(map)
    readHours(map)
    readHolidays(map)
    readControls(map)
    finishTurns()
    readTraffic(map)
    resolveReturns()
    readProcedures(map)
    resolveTraces(calendar)
    resolveContent()
    complete(&calendar)
    checkSpaceSteps()
    readTargets(map)
    readProbes(map)
    readExpectations(map)
    let isSound = findings.errorCount == 0
    checkProcedures()
    checkInterruptions()
    checkProbes()
    checkSupplies()
    checkLines()
    checkDuty(clockOffsets: calendar.clockOffsetMinutes)
    let post = BorderPost(
      name: name, question: question, countries: countries, layout: layout, calendar: calendar,
      agencies: agencies.map(\.value), pools: pools.map(\.value), controls: controls.map(\.value),
      traffic: traffic.map(\.value), content: content, overtaking: overtaking, targets: targets.map(\.value),
      probes: probes.map(\.value), expectations: expectations, provenance: findings.sortedProvenance,
      holidays: holidays)
    if isSound, findings.errorCount == 0 { warnOfDoubts(post) }
    return post
  }

  /// The entries of a section that maps names to things; names are checked, faults reported.
  mutating func namedEntries(_ map: MapReader, _ field: Field<ScenarioNode>) -> [ScenarioNode.Entry] {
    guard let entry = map.entry(field) else { return [] }
    guard let entries = entry.value.entries else {
      findings.error(
        "expected names with what they are, found \(entry.value.found)",
        fix: "write '\(field.word.sample)', or delete the word",
        at: entry.value.place)
      return []
    }
    return entries.filter { ValueType.checkedName($0.word, at: $0.place, &findings) }
  }

  /// The pool of this name and kind.
  func pool(_ name: String, _ kind: Pool.Kind) -> Int? {
    if let index = poolIndex[name], pools[index].value.kind == kind { return index }
    return homonyms[kind]?[name]
  }

  /// The pools of a kind by name, for suggestions.
  func pools(of kind: Pool.Kind) -> [String: Int] {
    findings.isFull ? [:] : poolIndex.filter { pools[$0.value].value.kind == kind }
  }

  /// The index of a thing by its name, or `nil` after an error.
  mutating func index(
    of name: String, in table: [String: Int], kind: String, section: String, at place: Place
  ) -> Int? {
    if let index = table[name] { return index }
    let nearest = findings.isFull ? nil : Suggestion.nearest(to: name, among: Array(table.keys))
    findings.error(
      "no \(kind) is called \(name.quoted)" + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
      fix: nearest.map { "write '\($0)', or add \(name.quoted) under '\(section)'" }
        ?? "add \(name.quoted) under '\(section)'",
      at: place)
    return nil
  }
}

extension ValueType where Value == ScenarioNode {
  /// A part that is read later, when the names it mentions are known.
  static func section(_ words: String) -> ValueType {
    ValueType(words, words.contains("list") ? .list : .map) { node, _ in node }
  }
}
