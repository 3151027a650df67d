// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words at the top of a scenario.
enum PostWords {
  static let version = Field(
    "osbp", .wholeNumber(1...1_000_000), required: true, meaning: "Version of the scenario language", sample: "1")
  static let basedOn = Field(
    "based on", .title, meaning: "File, from the folder of this one, of which only the differences stand here",
    sample: "present.yaml")
  static let name = Field("name", .title, required: true, meaning: "Name of the scenario", sample: "Malaba, one stop")
  static let question = Field(
    "question", .text, meaning: "What the planner wants to know", sample: "What does one stop save, and for whom?")
  static let countries = Field(
    "countries", .section("a map of A and B to names"), meaning: "Names of the two states",
    sample: "{A: Kenya, B: Uganda}", inside: [StateWords.names])
  static let layout = Field(
    "layout", .choice(of: Layout.self), meaning: "How the two states share the ground; a label", sample: "juxtaposed")
  static let overtaking = Field(
    "overtaking", .choice(of: Overtaking.self), standard: "strict",
    meaning: "strict: nobody gets what an older request waits for; relaxed: whatever fits is granted, oldest first",
    sample: "strict")
  static let calendar = Field(
    "calendar", .section("a map"), required: true, meaning: "The days that are observed, and the clocks",
    sample: "{starts: 2025-03-03, days: 28}", inside: [CalendarWords.vocabulary])
  static let agencies = Field(
    "agencies", .section("a map of names"), meaning: "Services of the states, and private firms",
    sample: "{customs: {states: [A, B], kind: customs}}", inside: [AgencyWords.vocabulary])
  static let staff = Field(
    "staff", .section("a map of names"), meaning: "Officers on duty", sample: "{customs.B: {officers: 8}}",
    inside: [StaffWords.vocabulary])
  static let hours = Field(
    "hours", .section("a map of names"), standard: "always open",
    meaning: "When a state (A, B), a service (customs.B), a group of officers, equipment or a space is open",
    sample: "{customs.B: {all days: \"06:00-22:00\", fri: \"06:00-12:00\", holidays: closed}}",
    inside: [HoursWords.vocabulary])
  static let holidays = Field(
    "holidays", .section("a map of A and B to lists of days"), standard: "none", meaning: "Holidays of the two states",
    sample: "{A: [2025-03-31], B: [2025-03-08]}", inside: [HolidayWords.vocabulary])
  static let convoys = Field(
    "convoys", .section("a map of names"), meaning: "Departures at which waiting vehicles leave together",
    sample: "{to the yard: {places: 20, every: 20 min}}", inside: [ConvoyWords.vocabulary])
  static let equipment = Field(
    "equipment", .section("a map of names"), meaning: "Scanners, scales and other equipment",
    sample: "{scanner: {kind: drive-through X-ray, units: 1, state: B}}", inside: [EquipmentWords.vocabulary])
  static let spaces = Field(
    "spaces", .section("a map of names"), meaning: "Yards, halls and lanes with a number of places",
    sample: "{yard B: {places: 250, state: B}}", inside: [SpaceWords.vocabulary])
  static let controls = Field(
    "controls", .section("a map of names"), meaning: "What is done to vehicles and travellers",
    sample: "{gate in: {by: customs.B, time: 2 min}}", inside: [ControlWords.vocabulary])
  static let traffic = Field(
    "traffic", .section("a map of names"), required: true, meaning: "Classes of traffic with their arrivals",
    sample: "{car: {direction: A to B, arrivals: {rate: 40 per hour}}}", inside: [TrafficWords.vocabulary])
  static let procedures = Field(
    "procedures", .section("a map of classes to lists"), required: true,
    meaning: "What each class passes, step by step", sample: "{car: [gate in, leave]}",
    inside: ProcedureWords.vocabularies)
  static let targets = Field(
    "targets", .section("a map of classes"), meaning: "Standards of service", sample: "{car: 90 % within 4 h}",
    inside: [TargetWords.vocabulary])
  static let probes = Field(
    "probes", .section("a map of names"), meaning: "Looks at the post at a clock time of each day",
    sample: "{noon: {at: \"12:00\", of: number present}}", inside: [ProbeWords.vocabulary])
  static let expect = Field(
    "expect", .section("a list of expectations"), meaning: "Values that 'osbp verify' holds the scenario to",
    sample: "[{id: wait, measure: {indicator: waiting_time_min, at: booth}, value: 9.6, source: Erlang}]",
    inside: [ExpectWords.vocabulary])
  static let vocabulary = Vocabulary(
    "a scenario", version.word, name.word, question.word, countries.word, layout.word, overtaking.word,
    calendar.word, agencies.word, hours.word, holidays.word, staff.word, equipment.word, spaces.word, convoys.word,
    controls.word, traffic.word, procedures.word, targets.word, probes.word, expect.word, basedOn.word)
}

/// The two states, where something is told for each of them.
enum StateWords {
  static let nameA = Field("A", .title, meaning: "Name of state A", sample: "Kenya")
  static let nameB = Field("B", .title, meaning: "Name of state B", sample: "Uganda")
  static let names = Vocabulary("countries", nameA.word, nameB.word)
  static let clockA = Field(
    "A", .clockOffset, standard: "\"+00:00\"", meaning: "Clock of state A, ahead of UTC", sample: "\"+03:00\"")
  static let clockB = Field(
    "B", .clockOffset, standard: "\"+00:00\"", meaning: "Clock of state B, ahead of UTC", sample: "\"+03:00\"")
  static let clocks = Vocabulary("clock", clockA.word, clockB.word)
}

/// The words of the calendar.
enum CalendarWords {
  static let starts = Field(
    "starts", .day, required: true, meaning: "First day observed; midnight on the clock of state A",
    sample: "2025-03-03")
  static let days = Field("days", .wholeNumber(1...36_525), required: true, meaning: "Days observed", sample: "28")
  static let clock = Field(
    "clock", .section("a map of A and B to distances from UTC"), standard: "{A: \"+00:00\", B: \"+00:00\"}",
    meaning: "Clocks of the two states", sample: "{A: \"+03:00\", B: \"+03:00\"}", inside: [StateWords.clocks])
  static let atTheStart = Field(
    "at the start", .choice(of: Start.self), standard: "as a warm-up leaves it",
    meaning: "empty: nobody is at the post when the observed days begin", sample: "empty")
  static let warmUp = Field(
    "warm-up", .duration, standard: "2 d, or 14 d if days of the week differ; 0 d if somebody is there at the start",
    meaning: "Whole days simulated before the observed ones, counting for nothing",
    sample: "2 d")
  static let until = Field(
    "until", .clock(allows24: true), standard: "\"24:00\"",
    meaning: "Clock time of state A at which the last day observed ends", sample: "\"08:00\"")
  static let ends = Field(
    "ends", .choice(of: End.self), standard: "go on",
    meaning: "go on: arrivals continue until those of the window have left; empty: nobody arrives any more; "
      + "stop: cut at the end of the window",
    sample: "go on")
  static let vocabulary = Vocabulary(
    "calendar", starts.word, days.word, until.word, clock.word, atTheStart.word, warmUp.word, ends.word)

  enum Start: String, CaseIterable, Sendable { case empty }
}

extension PostBuilder {
  mutating func readCountries(_ map: MapReader) -> [State: String] {
    guard let node = map.value(PostWords.countries, &findings),
      let names = MapReader(node, StateWords.names, &findings)
    else { return [:] }
    var countries: [State: String] = [:]
    countries[.a] = names.value(StateWords.nameA, &findings)
    countries[.b] = names.value(StateWords.nameB, &findings)
    return countries
  }

  mutating func readCalendar(_ map: MapReader) -> Calendar {
    let unknown = Calendar(starts: CivilDate(year: 2025, month: 1, day: 6), days: 1)
    guard let node = map.value(PostWords.calendar, &findings),
      let words = MapReader(node, CalendarWords.vocabulary, &findings)
    else { return unknown }
    let starts = words.value(CalendarWords.starts, &findings)
    let days = words.value(CalendarWords.days, &findings)
    let offsets = readClocks(words)
    let startsEmpty = words.value(CalendarWords.atTheStart, &findings) == .empty
    let warmUpDays = readWarmUp(words)
    statesStart = words.has(CalendarWords.atTheStart) || words.has(CalendarWords.warmUp)
    if startsEmpty { startsEmptyPlace = words.place(of: CalendarWords.atTheStart) }
    if warmUpDays > 0 { warmUpPlace = words.place(of: CalendarWords.warmUp) }
    if startsEmpty, warmUpDays > 0 {
      findings.error(
        "'at the start: empty' and a warm-up exclude each other", fix: "keep one of the two words",
        at: words.place(of: CalendarWords.warmUp))
    }
    var calendar = Calendar(
      starts: starts ?? unknown.starts, days: days ?? unknown.days, warmUpDays: warmUpDays,
      clockOffsetMinutes: offsets)
    calendar.ends = words.value(CalendarWords.ends, &findings) ?? .goOn
    let until = words.value(CalendarWords.until, &findings) ?? 1_440
    if until == 0 {
      findings.error(
        "the last day observed cannot end at its midnight", fix: "write \"24:00\", or one day less",
        at: words.place(of: CalendarWords.until))
    }
    calendar.untilMinute = max(until, 1)
    return calendar
  }

  private mutating func readClocks(_ words: MapReader) -> [State: Int] {
    var offsets: [State: Int] = [.a: 0, .b: 0]
    guard let node = words.value(CalendarWords.clock, &findings),
      let clocks = MapReader(node, StateWords.clocks, &findings)
    else { return offsets }
    if let minutes = clocks.value(StateWords.clockA, &findings) { offsets[.a] = minutes }
    if let minutes = clocks.value(StateWords.clockB, &findings) { offsets[.b] = minutes }
    return offsets
  }

  private mutating func readWarmUp(_ words: MapReader) -> Int {
    guard let span = words.value(CalendarWords.warmUp, &findings) else { return 0 }
    let days = span.microseconds / TimeSpan.day.microseconds
    if span.microseconds % TimeSpan.day.microseconds != 0 {
      findings.error(
        "a warm-up is a number of whole days, found \(NumberText.shown(span.inDays)) d", fix: "write '\(days + 1) d'",
        at: words.place(of: CalendarWords.warmUp))
    }
    return Int(days)
  }
}
