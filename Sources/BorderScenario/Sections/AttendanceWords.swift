// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of lanes that are opened and closed by rule.
enum OpeningWords {
  static let whenWaiting = Field(
    "when waiting", .wholeNumber(1...100_000), required: true,
    meaning: "One more opens when as many wait; those for whom one is being set up are left out", sample: "10")
  static let closesWhenWaiting = Field(
    "closes when waiting", .wholeNumber(0...99_999), required: true,
    meaning: "One that has become free closes when at most as many wait; below 'when waiting'", sample: "3")
  static let least = Field(
    "least", .wholeNumber(0...100_000), standard: "1", meaning: "As many stay open", sample: "1")
  static let most = Field(
    "most", .wholeNumber(1...100_000), standard: "all on duty", meaning: "No more are open at a time", sample: "5")
  static let vocabulary = Vocabulary(
    "an opening rule", whenWaiting.word, closesWhenWaiting.word, least.word, most.word)
}

/// The words of another task.
enum OtherTaskWords {
  static let time = Field(
    "time", .law, required: true, meaning: "How long it takes", sample: "{law: exponential, mean: 10 min}",
    inside: [LawWords.vocabulary])
  static let repeats = Field(
    "repeats", .yesOrNo, standard: "yes",
    meaning: "yes: again as long as nobody waits; no: once, then waits for the next job", sample: "yes")
  static let vocabulary = Vocabulary("another task", time.word, repeats.word)
}

/// The words of a round.
enum TurnsWords {
  static let controls = Field(
    "controls", .names, required: true, meaning: "The controls in the order of the round", sample: "[from A, from B]")
  static let walkingTime = Field(
    "walking time", .law, standard: "0 s", meaning: "From one to the next: a walk, or the time to clear a lane",
    sample: "90 s", inside: [LawWords.vocabulary])
  static let visit = Field(
    "visit", .choice(of: Turns.Visit.self), standard: "exhaustive",
    meaning: "exhaustive: until nobody waits there; gated: until those who waited at its beginning are served",
    sample: "exhaustive")
  static let whenNobodyWaits = Field(
    "when nobody waits", .choice(of: Turns.Rest.self), standard: "stay",
    meaning: "Anywhere: stay, or walk on from control to control", sample: "stay")
  static let vocabulary = Vocabulary(
    "a round", controls.word, walkingTime.word, visit.word, whenNobodyWaits.word)
}

/// A round whose controls are read later.
struct PendingTurns {
  var pool: Int
  var names: [String]
  var place: Place
  var turns: Turns
}

extension PostBuilder {
  /// What a group of officers does when nobody needs it, and its set-up.
  mutating func readAttendance(_ words: MapReader, _ pool: inout Pool) {
    pool.setUp = words.value(StaffWords.setUp, &findings)
    let closesWhenIdle = words.value(StaffWords.closesWhenIdle, &findings) == true
    let written = [
      (StaffWords.closesWhenIdle.name, closesWhenIdle), (StaffWords.opens.name, words.has(StaffWords.opens)),
      (StaffWords.otherTask.name, words.has(StaffWords.otherTask)),
      (StaffWords.servesInTurn.name, words.has(StaffWords.servesInTurn)),
    ].filter(\.1).map(\.0)
    if written.count > 1 {
      findings.error(
        "\(written.map { "'\($0)'" }.joined(separator: " and ")) exclude each other", fix: "keep one of them",
        at: words.place)
      return
    }
    if closesWhenIdle { pool.attendance = .byRule(.whenIdle) }
    if let node = words.value(StaffWords.opens, &findings) { readOpening(node, &pool) }
    if let node = words.value(StaffWords.otherTask, &findings),
      let task = MapReader(node, OtherTaskWords.vocabulary, &findings)
    {
      let repeats = task.value(OtherTaskWords.repeats, &findings) ?? true
      if let time = task.value(OtherTaskWords.time, &findings) {
        if time.mean == .zero {
          findings.error(
            "another task takes some time", fix: "write for example '10 min'", at: task.place(of: OtherTaskWords.time))
        }
        pool.attendance = .otherTask(time, repeats: repeats)
      }
    }
    if let node = words.value(StaffWords.servesInTurn, &findings) { readTurns(node) }
    let hasBreaks = pool.shifts?.contains { $0.breaks != nil } ?? false
    if pool.units != nil, hasBreaks || pool.setUp != nil || !written.isEmpty {
      let word = hasBreaks ? "breaks" : written.first ?? StaffWords.setUp.name
      findings.error(
        "officers who are told apart cannot have '\(word)'",
        fix: "delete '\(word)', or the words that tell them apart", at: words.place)
    }
    if hasBreaks, !written.isEmpty {
      findings.error(
        "'breaks' and '\(written[0])' exclude each other",
        fix: "keep one of them, or divide the officers into two groups",
        at: words.place)
    }
  }

  private mutating func readOpening(_ node: ScenarioNode, _ pool: inout Pool) {
    guard let rule = MapReader(node, OpeningWords.vocabulary, &findings) else { return }
    let opens = rule.value(OpeningWords.whenWaiting, &findings)
    let closes = rule.value(OpeningWords.closesWhenWaiting, &findings)
    let least = rule.value(OpeningWords.least, &findings) ?? 1
    let most = rule.value(OpeningWords.most, &findings)
    guard let opens, let closes else { return }
    if closes >= opens {
      findings.error(
        "'closes when waiting' must be below 'when waiting', found \(closes) and \(opens)",
        fix: "write 'closes when waiting: \(opens - 1)' or less", at: rule.place(of: OpeningWords.closesWhenWaiting))
    }
    if let most, most < max(1, least) {
      findings.error(
        "'most' is below 'least', found \(most) and \(least)", fix: "write 'most: \(max(1, least))' or more",
        at: rule.place(of: OpeningWords.most))
    }
    if least == 0, opens > 1 {
      findings.warning(
        "with 'least: 0' fewer than \(opens) who wait may wait for ever if nobody joins them",
        fix: "write 'least: 1', or mean it", at: rule.place)
    }
    pool.attendance = .byRule(
      OpeningRule(whenWaiting: opens, closesWhenWaiting: closes, least: least, most: most))
  }

  private mutating func readTurns(_ node: ScenarioNode) {
    guard let words = MapReader(node, TurnsWords.vocabulary, &findings) else { return }
    let walking = words.value(TurnsWords.walkingTime, &findings) ?? .constant(.zero)
    let rest = words.value(TurnsWords.whenNobodyWaits, &findings) ?? .stay
    if rest == .walkOn, walking.mean == .zero {
      findings.error(
        "who walks on for ever needs a walking time", fix: "write 'walking time: 1 min', or 'when nobody waits: stay'",
        at: node.place)
    }
    let visit = words.value(TurnsWords.visit, &findings) ?? .exhaustive
    guard let names = words.value(TurnsWords.controls, &findings) else { return }
    pendingTurns.append(
      PendingTurns(
        pool: pools.count, names: names, place: words.place(of: TurnsWords.controls),
        turns: Turns(controls: [], walking: walking, visit: visit, whenNobodyWaits: rest)))
  }

  /// Finds the controls of the rounds, when controls are known.
  mutating func finishTurns() {
    for pending in pendingTurns {
      var turns = pending.turns
      let name = pools[pending.pool].value.name
      for control in pending.names {
        guard let index = index(of: control, in: controlIndex, kind: "control", section: "controls", at: pending.place)
        else { continue }
        if !controls[index].value.needs.contains(pending.pool) {
          findings.error(
            "\(control.quoted) does not need \(name.quoted), who serves it in turn",
            fix: "write 'by: \(name)' there, or delete it from the round", at: pending.place)
        }
        turns.controls.append(index)
      }
      for control in controls where control.value.needs.contains(pending.pool) {
        if !pending.names.contains(control.value.name) {
          findings.error(
            "\(control.value.name.quoted) needs \(name.quoted) and is not in the round, so that nobody is ever served",
            fix: "add it to 'controls' of the round", at: pending.place)
        }
      }
      if pending.names.count < 2 {
        findings.error("a round has two controls or more", fix: "add a control", at: pending.place)
      }
      if pools[pending.pool].value.mostOnDuty > 1 {
        findings.error(
          "one officer goes round, found more of \(name.quoted)", fix: "write 'officers: 1', or a group for each round",
          at: pools[pending.pool].place)
      }
      pools[pending.pool].value.attendance = .inTurn(turns)
    }
  }
}

extension Pool {
  var shifts: [Shift]? {
    if case .shifts(let shifts) = capacity { shifts } else { nil }
  }

  /// Of officers who go round.
  fileprivate var mostOnDuty: Int {
    switch capacity {
    case .unlimited: .max
    case .constant(let units): units
    case .shifts(let shifts): shifts.map(\.officers).max() ?? 0
    case .teams(let teams): teams.sizes.max() ?? 0
    }
  }
}
