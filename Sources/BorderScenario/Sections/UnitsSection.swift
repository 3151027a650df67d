// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words that tell the units of a pool apart.
enum UnitWords {
  static let pick = Field(
    "pick", .choice(of: UnitChoice.self), standard: "longest idle",
    meaning: "Which of several free units serves; of equals the lowest number", sample: "fastest")
  static let speeds = Field(
    "speeds", .speeds, standard: "all 1", meaning: "By unit: 2 does in a minute what others do in two",
    sample: "[1, 0.5]")
  static let skills = Field(
    "skills", .section("a list of groups"), standard: "everybody can do everything",
    meaning: "Who can do what, group after group from officer 1 on; the highest numbers are the first to be off duty",
    sample: "[{officers: 6, can: documents}, {officers: 2, can: [examination, documents]}]",
    inside: [SkillWords.vocabulary])
  static let breakdown = Field(
    "breakdown", .section("a map"), standard: "never", meaning: "How often each unit fails, and its repair",
    sample: "{every: {law: exponential, mean: 10 d}, repair: 6 h}", inside: [BreakdownWords.vocabulary])
}

/// The words of a group of officers with the same skills.
enum SkillWords {
  static let officers = Field(
    "officers", .wholeNumber(1...PoolUnits.most), required: true, meaning: "How many they are", sample: "6")
  static let can = Field(
    "can", .names, required: true,
    meaning: "What they can do; where several lines wait, what stands first is done first", sample: "[documents]")
  static let vocabulary = Vocabulary("a group with skills", officers.word, can.word)
}

/// The words of a breakdown.
enum BreakdownWords {
  static let every = Field(
    "every", .law, required: true, meaning: "Time from a repair to the next failure of the same unit",
    sample: "{law: exponential, mean: 10 d}", inside: [LawWords.vocabulary])
  static let repair = Field(
    "repair", .law, required: true, meaning: "Working time of the repair", sample: "6 h",
    inside: [LawWords.vocabulary])
  static let counts = Field(
    "counts", .choice(of: Breakdown.Clock.self), standard: "calendar",
    meaning: "Which time brings a failure nearer: all, or only that in which the unit works", sample: "busy time")
  static let work = Field(
    "work", .choice(of: InterruptedWork.self), standard: "resumes",
    meaning: "What becomes of the job in hand, which waits at the head of its line for the first free unit",
    sample: "restarts")
  static let repairedBy = Field(
    "repaired by", .name, standard: "somebody at once", meaning: "Staff of whom each repair needs one, first come",
    sample: "technicians")
  static let vocabulary = Vocabulary("breakdown", every.word, repair.word, counts.word, work.word, repairedBy.word)
}

extension ValueType where Value == [Double] {
  /// A speed for each unit.
  static var speeds: ValueType {
    ValueType("a list of numbers above 0, at most 100", .list) { node, findings in
      guard case .list(let items) = node.content, !items.isEmpty, items.count <= PoolUnits.most else {
        let found = if case .list(let items) = node.content { "\(items.count)" } else { node.found }
        findings.error(
          "expected a list of 1 to \(PoolUnits.most) speeds, found \(found)", fix: "write for example '[1, 0.5]'",
          at: node.place)
        return nil
      }
      let speed = ValueType<Double>.number(above: 0, upTo: 100)
      let speeds = items.compactMap { speed.value(of: $0, &findings) }
      return speeds.count == items.count ? speeds : nil
    }
  }
}

extension PostBuilder {
  /// Reads what tells the units of a pool apart, if anything does.
  mutating func readUnits(of pool: inout Pool, _ words: MapReader) {
    let pick = words.value(UnitWords.pick, &findings)
    let speeds = words.value(UnitWords.speeds, &findings)
    let skills = words.value(UnitWords.skills, &findings).flatMap { readSkills($0) }
    let breakdown = words.value(UnitWords.breakdown, &findings).flatMap { readBreakdown($0) }
    guard
      words.has(UnitWords.pick) || words.has(UnitWords.speeds) || words.has(UnitWords.skills)
        || words.has(UnitWords.breakdown)
    else { return }
    pool.units = PoolUnits(
      pick: pick ?? .longestIdle, speeds: speeds ?? [], skills: skills ?? [], breakdown: breakdown)
    guard let most = pool.capacity.mostUnits, most <= PoolUnits.most else {
      findings.error(
        "units that differ are at most \(PoolUnits.most), found "
          + (pool.capacity.mostUnits.map { "\($0)" } ?? "any number"),
        fix: "write fewer, or delete the words that tell them apart", at: words.place)
      return
    }
    if let speeds { checkNumber(speeds.count, of: "speeds", units: most, at: words.place(of: UnitWords.speeds)) }
    if let skills { checkNumber(skills.count, of: "skills", units: most, at: words.place(of: UnitWords.skills)) }
  }

  private mutating func checkNumber(_ count: Int, of word: String, units: Int, at place: Place) {
    guard count != units else { return }
    findings.error(
      "'\(word)' tell of \(count) units, and there are at most \(units) on duty", fix: "write one for each of \(units)",
      at: place)
  }

  /// - Returns: By unit.
  private mutating func readSkills(_ node: ScenarioNode) -> [[String]]? {
    guard case .list(let items) = node.content, !items.isEmpty else {
      findings.error(
        "expected a list of groups, found \(node.found)", fix: "write '\(UnitWords.skills.word.sample)'", at: node.place
      )
      return nil
    }
    var skills: [[String]] = []
    for item in items {
      guard let words = MapReader(item, SkillWords.vocabulary, &findings) else { return nil }
      guard let officers = words.value(SkillWords.officers, &findings), let can = words.value(SkillWords.can, &findings)
      else { return nil }
      skills += Array(repeating: can, count: officers)
      guard skills.count <= 100 * PoolUnits.most else { return nil }
    }
    return skills
  }

  private mutating func readBreakdown(_ node: ScenarioNode) -> Breakdown? {
    guard let words = MapReader(node, BreakdownWords.vocabulary, &findings) else { return nil }
    let every = words.value(BreakdownWords.every, &findings)
    let repair = words.value(BreakdownWords.repair, &findings)
    let clock = words.value(BreakdownWords.counts, &findings) ?? .calendar
    let work = words.value(BreakdownWords.work, &findings) ?? .resumes
    if let crew = words.value(BreakdownWords.repairedBy, &findings) {
      crews.append((pools.count, crew, words.place(of: BreakdownWords.repairedBy)))
    }
    guard let every, let repair else { return nil }
    if every.mean == .zero {
      findings.error(
        "a unit that fails at once is never up", fix: "write a time above zero",
        at: words.place(of: BreakdownWords.every))
    }
    return Breakdown(every: every, repair: repair, clock: clock, work: work)
  }

  /// Finds the technicians that equipment names.
  mutating func readCrews() {
    for crew in crews {
      guard let index = pool(crew.name, .officers) else {
        _ = index(of: crew.name, in: pools(of: .officers), kind: "group of officers", section: "staff", at: crew.place)
        continue
      }
      pools[crew.pool].value.units?.breakdown?.repairedBy = index
    }
  }
}
