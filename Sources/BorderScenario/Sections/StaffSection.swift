// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a group of officers.
enum StaffWords {
  static let like = Field(
    Likeness.word, .name,
    meaning: "Group of which only the differences stand here", sample: "customs.A")
  static let officers = Field(
    "officers", .wholeNumber(1...100_000), meaning: "Officers on duty round the clock", sample: "8")
  static let shifts = Field(
    "shifts", .section("a list of shifts"), meaning: "Officers on duty by time of day",
    sample: "[{from: \"06:00\", to: \"14:00\", officers: 8}]", inside: [ShiftWords.vocabulary])
  static let agency = Field(
    "agency", .name, standard: "the name of the group, if that is AGENCY.STATE",
    meaning: "Agency and state they belong to, joined by a point", sample: "customs.B")
  static let state = Field(
    "state", .choice(of: State.self), standard: "that of the agency, else A",
    meaning: "On whose clock the shifts are written; for officers without an agency", sample: "A")
  static let atEndOfShift = Field(
    "at end of shift", .choice(of: EndOfShift.self), standard: "finish",
    meaning: "finish: the officer ends the job; hand over: a colleague continues; interrupt: the rest of it waits",
    sample: "finish")
  static let setUp = Field(
    "set-up", .law, standard: "0 s",
    meaning: "From coming on duty, or from being opened by a rule, until the first job can begin", sample: "8 min",
    inside: [LawWords.vocabulary])
  static let closesWhenIdle = Field(
    "closes when idle", .yesOrNo, standard: "no",
    meaning: "Whether a lane closes as soon as it is idle and opens again, after its set-up, when somebody comes",
    sample: "yes")
  static let opens = Field(
    "opens", .section("a map"), standard: "all are open", meaning: "Lanes opened and closed by the number who wait",
    sample: "{when waiting: 10, closes when waiting: 3}", inside: [OpeningWords.vocabulary])
  static let otherTask = Field(
    "other task", .section("a map"), standard: "none",
    meaning: "What officers leave for who have ended a job when nobody waits",
    sample: "{time: 10 min}", inside: [OtherTaskWords.vocabulary])
  static let servesInTurn = Field(
    "serves in turn", .section("a map"), standard: "whoever is next",
    meaning: "One officer who goes round several controls, such as both ends of a one-lane bridge",
    sample: "{controls: [from A, from B], walking time: 90 s}", inside: [TurnsWords.vocabulary])
  static let vocabulary = Vocabulary(
    "staff", officers.word, shifts.word, TeamWords.establishment.word, TeamWords.present.word,
    TeamWords.atCounters.word, TeamWords.teams.word, TeamWords.pattern.word, TeamWords.changeAt.word, agency.word,
    state.word, atEndOfShift.word, UnitWords.pick.word, UnitWords.speeds.word, UnitWords.skills.word, setUp.word,
    closesWhenIdle.word, opens.word, otherTask.word, servesInTurn.word, like.word)
}

/// The words of a shift.
enum ShiftWords {
  static let from = Field(
    "from", .clock(allows24: false), required: true, meaning: "When it starts", sample: "\"06:00\"")
  static let to = Field(
    "to", .clock(allows24: true), required: true,
    meaning: "When it ends; at or before 'from' it ends on the next day", sample: "\"14:00\"")
  static let officers = Field(
    "officers", .wholeNumber(1...100_000), required: true, meaning: "Officers on duty", sample: "8")
  static let days = Field(
    "days", .weekdays, standard: "every day", meaning: "Days on which it starts",
    sample: "[mon, tue, wed, thu, fri]")
  static let breaks = Field(
    "breaks", .duration, standard: "none",
    meaning: "Each officer takes one break of this length, whole minutes, as soon as free in its window",
    sample: "30 min")
  static let breaksFrom = Field(
    "breaks from", .clock(allows24: false), standard: "a quarter of the shift after its start",
    meaning: "Earliest beginning of a break", sample: "\"08:00\"")
  static let breaksUntil = Field(
    "breaks until", .clock(allows24: true), standard: "a quarter of the shift before its end",
    meaning: "Breaks begin before this time", sample: "\"12:00\"")
  static let keepAtLeast = Field(
    "keep at least", .wholeNumber(0...100_000), standard: "0",
    meaning: "Nobody leaves for a break if fewer would be left on duty", sample: "4")
  static let vocabulary = Vocabulary(
    "a shift", from.word, to.word, officers.word, days.word, breaks.word, breaksFrom.word, breaksUntil.word,
    keepAtLeast.word)
}

extension PostBuilder {
  mutating func readStaff(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.staff) {
      var pool = Pool(name: entry.word, kind: .officers, capacity: .constant(1))
      if let words = MapReader(entry.value, StaffWords.vocabulary, &findings) {
        if let (agency, state) = belonging(of: entry, words) {
          pool.agency = agency
          pool.state = state
        }
        pool.capacity = readOfficers(words) ?? .constant(1)
        pool.atEndOfShift = words.value(StaffWords.atEndOfShift, &findings) ?? .finish
        readUnits(of: &pool, words)
        readAttendance(words, &pool)
      }
      add(pool, entry.place)
    }
  }

  /// Adds a pool; its name must be free.
  mutating func add(_ pool: Pool, _ place: Place) {
    if pools.count == PostBuilder.mostPools {
      findings.error(
        "more than \(PostBuilder.mostPools) groups of officers, pieces of equipment and spaces",
        fix: "merge some of them",
        at: place)
    }
    if let other = poolIndex[pool.name] {
      let section = pools[other].place.path.first ?? ""
      findings.error(
        "the name \(pool.name.quoted) is taken under \(section.quoted), \(pools[other].place.spoken)",
        fix: "rename one of the two", at: place)
      homonyms[pool.kind, default: [:]][pool.name] = pools.count
    } else {
      poolIndex[pool.name] = pools.count
    }
    pools.append(Placed(value: pool, place: place))
  }

  /// Agency and state of a group of officers: by `agency:`, by a name of the form AGENCY.STATE, or neither.
  private mutating func belonging(of entry: ScenarioNode.Entry, _ words: MapReader) -> (Int?, State)? {
    let state = words.value(StaffWords.state, &findings)
    let implied = splitAgency(entry.word).flatMap { agencyIndex[$0.agency] == nil ? nil : $0 }
    var belonging = implied
    if words.has(StaffWords.agency) {
      let place = words.place(of: StaffWords.agency)
      guard let text = words.value(StaffWords.agency, &findings) else { return nil }
      if refuseState(text, at: place) { return nil }
      guard let written = splitAgency(text) else {
        findings.error(
          "expected an agency and a state joined by a point, found \(text.quoted)",
          fix: "write '\(text).A' or '\(text).B'",
          at: place)
        return nil
      }
      if let implied, implied != written {
        findings.error(
          "the name \(entry.word.quoted) says another agency or state than \(text.quoted)",
          fix: "rename the group, or delete 'agency'", at: place)
      }
      belonging = written
    } else if refuseState(entry.word, at: entry.place) {
      return nil
    } else if implied == nil, let (agency, _) = splitAgency(entry.word) {
      _ = index(of: agency, in: agencyIndex, kind: "agency", section: "agencies", at: entry.place)
      return nil
    }
    guard let (name, ownState) = belonging else { return (nil, state ?? .a) }
    let place = words.has(StaffWords.agency) ? words.place(of: StaffWords.agency) : entry.place
    guard let agency = index(of: name, in: agencyIndex, kind: "agency", section: "agencies", at: place) else {
      return nil
    }
    if let state, state != ownState {
      findings.error(
        "the agency is that of state \(ownState.rawValue), found 'state: \(state.rawValue)'", fix: "delete 'state'",
        at: words.place(of: StaffWords.state))
    }
    if !agencies[agency].value.states.contains(ownState) {
      findings.error(
        "the agency \(name.quoted) does not work in state \(ownState.rawValue)",
        fix: "add \(ownState.rawValue) to its 'states', or write '\(name).\(ownState == .a ? "B" : "A")'", at: place)
    }
    return (agency, ownState)
  }

  /// `customs.B` -> `customs`, state B.
  private func splitAgency(_ text: String) -> (agency: String, state: State)? {
    guard text.count > 2, let state = State(rawValue: String(text.suffix(1))), text.dropLast().last == "." else {
      return nil
    }
    return (String(text.dropLast(2)), state)
  }

  /// The agency and state that is meant by `customs.b` or `customs.C`: a known agency, and a letter that is no state.
  func meantAgency(_ text: String) -> String? {
    guard text.count > 2, text.dropLast().last == ".", let letter = text.last, letter.isLetter,
      State(rawValue: String(letter)) == nil, let index = agencyIndex[String(text.dropLast(2))]
    else { return nil }
    let state = State(rawValue: letter.uppercased()) ?? agencies[index].value.states.last ?? .b
    return text.dropLast() + state.rawValue
  }

  /// Reports an agency with a letter that is no state.
  private mutating func refuseState(_ text: String, at place: Place) -> Bool {
    guard let meant = meantAgency(text) else { return false }
    findings.error(
      "\(text.quoted) ends in no state: the states are A and B; did you mean \(meant.quoted)?",
      fix: "write '\(meant)'", at: place)
    return true
  }

  private mutating func readOfficers(_ words: MapReader) -> Capacity? {
    let example = "[{from: \"06:00\", to: \"14:00\", officers: 8}]"
    let written = [StaffWords.officers.name, StaffWords.shifts.name, TeamWords.establishment.name]
      .filter { words.names.contains($0) }
    guard written.count == 1 else {
      // A mistyped word, or a group to be like that could not be found, has been told.
      let capacityWords = [StaffWords.officers.word, StaffWords.shifts.word, TeamWords.establishment.word]
      if written.isEmpty, words.mentions([StaffWords.like.word] + capacityWords) { return nil }
      findings.error(
        written.isEmpty
          ? "staff needs the word 'officers', 'shifts' or 'establishment'"
          : written.map { "'\($0)'" }.joined(separator: " and ") + " exclude each other",
        fix: written.isEmpty
          ? "write 'officers: 8' or 'shifts: \(example)'"
          : written.contains(TeamWords.establishment.name)
            ? "keep one of these words" : "write the number of officers in each shift",
        at: written.isEmpty ? words.place : words.place(of: StaffWords.officers))
      return nil
    }
    if words.has(TeamWords.establishment) { return readTeams(words) }
    refuseTeamWords(words)
    if words.has(StaffWords.officers) { return words.value(StaffWords.officers, &findings).map(Capacity.constant) }
    guard let node = words.value(StaffWords.shifts, &findings) else { return nil }
    guard case .list(let items) = node.content, !items.isEmpty else {
      findings.error(
        "expected a list of shifts, found \(node.found); these officers are never on duty", fix: "write '\(example)'",
        at: node.place)
      return nil
    }
    let shifts = items.compactMap { readShift($0) }
    return shifts.count == items.count ? .shifts(shifts) : nil
  }

  private mutating func readShift(_ node: ScenarioNode) -> Shift? {
    guard let words = MapReader(node, ShiftWords.vocabulary, &findings) else { return nil }
    let from = words.value(ShiftWords.from, &findings)
    let to = words.value(ShiftWords.to, &findings)
    let officers = words.value(ShiftWords.officers, &findings)
    let days = words.has(ShiftWords.days) ? words.value(ShiftWords.days, &findings) : Array(0..<7)
    if to == 0 {
      findings.error(
        "a shift that ends at midnight ends at 24:00, found '00:00'", fix: "write \"24:00\"",
        at: words.place(of: ShiftWords.to))
      return nil
    }
    guard let from, let to, let officers, let days else { return nil }
    var shift = Shift(from: from, to: to, officers: officers, weekdays: days)
    shift.breaks = readBreaks(words, shift)
    return shift
  }
}
