// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of officers known by their establishment.
enum TeamWords {
  static let establishment = Field(
    "establishment", .wholeNumber(1...100_000), meaning: "Posts of the service here, filled or not", sample: "40")
  static let present = Field(
    "present", .share, standard: "100 %", meaning: "Share of them filled and at work", sample: "75 %")
  static let atCounters = Field(
    "at counters", .share, standard: "100 %", meaning: "Share of those present who serve traffic", sample: "70 %")
  static let teams = Field(
    "teams", .wholeNumber(1...100), standard: "1", meaning: "Teams that relieve each other", sample: "3")
  static let pattern = Field(
    "pattern", .dutyPattern, standard: "always on duty", meaning: "Hours on and off duty of a team",
    sample: "24 h on 48 h off")
  static let changeAt = Field(
    "change at", .clock(allows24: false), standard: "\"00:00\"",
    meaning: "When team 1 begins its pattern, on the first observed day", sample: "\"08:00\"")
}

extension ValueType where Value == [Int] {
  /// `24 h on 48 h off`, as hours on and off in turn.
  static var dutyPattern: ValueType {
    ValueType("a pattern such as '24 h on 48 h off'", .text) { node, findings in
      let pieces = (node.text ?? "").pieces
      var hours: [Int] = []
      for (index, piece) in pieces.enumerated() {
        switch index % 3 {
        case 0: if let number = Int(piece), (1...1_000).contains(number) { hours.append(number) }
        case 1: if piece != "h" { hours = [] }
        default: if piece != (index % 6 == 2 ? "on" : "off") { hours = [] }
        }
      }
      guard !hours.isEmpty, hours.count % 2 == 0, pieces.count == hours.count * 3, hours.reduce(0, +) <= 2_000 else {
        findings.error(
          "expected whole hours on and off duty in turn, found \(node.found)",
          fix: "write for example '24 h on 48 h off', or '12 h on 24 h off 12 h on 48 h off'", at: node.place)
        return nil
      }
      return hours
    }
  }
}

extension PostBuilder {
  mutating func readTeams(_ words: MapReader) -> Capacity? {
    guard let establishment = words.value(TeamWords.establishment, &findings) else { return nil }
    var teams = Teams(establishment: establishment)
    teams.present = words.value(TeamWords.present, &findings) ?? 1
    teams.atCounters = words.value(TeamWords.atCounters, &findings) ?? 1
    teams.teams = words.value(TeamWords.teams, &findings) ?? 1
    teams.pattern = words.value(TeamWords.pattern, &findings) ?? teams.pattern
    teams.changeMinute = words.value(TeamWords.changeAt, &findings) ?? 0
    if words.has(TeamWords.pattern), teams.cycleHours * 60 % teams.teams != 0 {
      findings.error(
        "a pattern of \(teams.cycleHours) h cannot be divided evenly among \(teams.teams) teams",
        fix: "write a pattern whose minutes \(teams.teams) divides", at: words.place(of: TeamWords.pattern))
    }
    if words.has(TeamWords.teams), teams.teams > 1, !words.has(TeamWords.pattern) {
      findings.error(
        "teams need the word 'pattern'", fix: "write for example 'pattern: 24 h on 48 h off'",
        at: words.place(of: TeamWords.teams))
    }
    if words.has(TeamWords.changeAt), !words.has(TeamWords.pattern) {
      findings.error(
        "'change at' needs 'pattern'", fix: "write a pattern, or delete 'change at'",
        at: words.place(of: TeamWords.changeAt))
    }
    if teams.officers == 0 {
      findings.error(
        "no officer is left at the counters: \(establishment) x present x at counters is less than one half",
        fix: "raise 'establishment' or the shares", at: words.place)
      return nil
    }
    if teams.sizes.contains(0) {
      findings.warning(
        "\(teams.officers) officers do not fill \(teams.teams) teams", fix: "write fewer teams", at: words.place)
    }
    return .teams(teams)
  }

  /// Words of teams say nothing without an establishment.
  mutating func refuseTeamWords(_ words: MapReader) {
    let names =
      [TeamWords.present, TeamWords.atCounters].map(\.name)
      + [TeamWords.teams.name, TeamWords.pattern.name, TeamWords.changeAt.name]
    for name in names where words.names.contains(name) {
      findings.error(
        "'\(name)' needs 'establishment'", fix: "write 'establishment: 40' instead of officers, or delete '\(name)'",
        at: words.place)
    }
  }

  /// The break of a shift; `nil` if it has none.
  mutating func readBreaks(_ words: MapReader, _ shift: Shift) -> ShiftBreak? {
    let windowWords = [ShiftWords.breaksFrom.name, ShiftWords.breaksUntil.name, ShiftWords.keepAtLeast.name]
    guard words.has(ShiftWords.breaks) else {
      for name in windowWords where words.names.contains(name) {
        findings.error(
          "'\(name)' needs 'breaks'", fix: "write 'breaks: 30 min', or delete '\(name)'", at: words.place)
      }
      return nil
    }
    let place = words.place(of: ShiftWords.breaks)
    guard let span = words.value(ShiftWords.breaks, &findings) else { return nil }
    let minutes = Int(span.microseconds / 60_000_000)
    guard span.microseconds % 60_000_000 == 0, minutes > 0 else {
      findings.error("a break is a number of whole minutes", fix: "write 'breaks: \(max(1, minutes)) min'", at: place)
      return nil
    }
    let from = words.value(ShiftWords.breaksFrom, &findings).map { ($0 - shift.from + 1440) % 1440 }
    let until = words.value(ShiftWords.breaksUntil, &findings).map { ($0 - shift.from + 1440) % 1440 }
    let window = ShiftBreak(
      minutes: minutes, from: from ?? shift.length / 4, until: until ?? shift.length - shift.length / 4,
      keepAtLeast: words.value(ShiftWords.keepAtLeast, &findings) ?? 0)
    guard window.from < window.until, window.until + minutes <= shift.length else {
      findings.error(
        "breaks begin within the shift and end before it does; found a window from minute \(window.from) to "
          + "\(window.until) of a shift of \(shift.length) minutes, and breaks of \(minutes)",
        fix: "write 'breaks from' and 'breaks until' so that a break that begins last ends within the shift", at: place)
      return nil
    }
    if window.keepAtLeast >= shift.officers {
      findings.warning(
        "with 'keep at least: \(window.keepAtLeast)' none of the \(shift.officers) officers can leave for a break",
        fix: "write 'keep at least: \(shift.officers - 1)' or less", at: place)
    }
    return window
  }
}
