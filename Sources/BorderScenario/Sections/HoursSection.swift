// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of opening hours.
enum HoursWords {
  static let allDays = Field(
    "all days", .openPeriods, standard: "every day has its own word",
    meaning: "Open on every day that has no word of its own: from-to, several of them in a list, 'open' or 'closed'",
    sample: "\"06:00-22:00\"")
  static let days = Weekday.names.map { name in
    Field(
      name, .openPeriods, standard: "as on all days", meaning: "Open on this day of the week",
      sample: "\"06:00-12:00\"")
  }
  static let holidays = Field(
    "holidays", .openPeriods, standard: "as on other days", meaning: "Open on the holidays of the state",
    sample: "closed")
  static let vocabulary = Vocabulary(
    "opening hours", allDays.word, days[0].word, days[1].word, days[2].word, days[3].word, days[4].word, days[5].word,
    days[6].word, holidays.word)
}

/// The words of the holidays.
enum HolidayWords {
  static let daysA = Field("A", .days, standard: "none", meaning: "Holidays of state A", sample: "[2025-03-31]")
  static let daysB = Field("B", .days, standard: "none", meaning: "Holidays of state B", sample: "[2025-03-08]")
  static let vocabulary = Vocabulary("holidays", daysA.word, daysB.word)
}

extension ValueType where Value == [OpeningHours.Period] {
  /// `"06:00-22:00"`, a list of these, `open` or `closed`.
  static var openPeriods: ValueType {
    ValueType("hours such as \"06:00-22:00\", a list of these, 'open' or 'closed'", .text) { node, findings in
      if node.text?.trimmed == "closed" { return [] }
      if node.text?.trimmed == "open" { return OpeningHours.allDay }
      let items: [ScenarioNode] = if case .list(let items) = node.content { items } else { [node] }
      var periods: [OpeningHours.Period] = []
      for item in items {
        guard let period = period(of: item, &findings) else { return nil }
        if let last = periods.last, period.from < last.to {
          findings.error(
            "these hours begin before the ones before them end", fix: "write them in order, without overlap",
            at: item.place)
          return nil
        }
        periods.append(period)
      }
      if periods.isEmpty {
        findings.error("the list is empty", fix: "write 'closed', or hours such as \"06:00-22:00\"", at: node.place)
        return nil
      }
      return periods
    }
  }

  private static func period(of node: ScenarioNode, _ findings: inout Findings) -> OpeningHours.Period? {
    let parts = (node.text?.trimmed ?? "").split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      findings.error(
        "expected hours such as \"06:00-22:00\", 'open' or 'closed', found \(node.found)",
        fix: "write for example \"06:00-22:00\"", at: node.place)
      return nil
    }
    let ends = parts.enumerated().compactMap { index, part in
      ValueType<Int>.clock(allows24: index == 1)
        .read(ScenarioNode(place: node.place, content: .text(String(part).trimmed, quoted: true)), &findings)
    }
    guard ends.count == 2 else { return nil }
    guard ends[0] != ends[1] else {
      findings.error(
        "hours that end when they begin, found \(node.found)", fix: "write 'open' for the whole day, or 'closed'",
        at: node.place)
      return nil
    }
    return OpeningHours.Period(from: ends[0], to: ends[1] > ends[0] ? ends[1] : ends[1] + 1440)
  }
}

extension ValueType where Value == [CivilDate] {
  /// One day, or a list of different days.
  static var days: ValueType {
    ValueType("a day such as 2025-03-31, or a list of days", .list) { node, findings in
      let items: [ScenarioNode] = if case .list(let items) = node.content { items } else { [node] }
      var days: [CivilDate] = []
      for item in items {
        guard let day = ValueType<CivilDate>.day.value(of: item, &findings) else { return nil }
        guard !days.contains(day) else {
          findings.error("this day stands twice in the list", fix: "keep one of them", at: item.place)
          return nil
        }
        days.append(day)
        guard days.count <= 5_000 else {
          findings.error("more than 5000 days", fix: "write fewer", at: item.place)
          return nil
        }
      }
      return days.sorted()
    }
  }
}

extension PostBuilder {
  mutating func readHolidays(_ map: MapReader) {
    guard let node = map.value(PostWords.holidays, &findings),
      let words = MapReader(node, HolidayWords.vocabulary, &findings)
    else { return }
    if words.has(HolidayWords.daysA) { holidays[.a] = words.value(HolidayWords.daysA, &findings) }
    if words.has(HolidayWords.daysB) { holidays[.b] = words.value(HolidayWords.daysB, &findings) }
    for state in State.allCases where !(holidays[state] ?? []).isEmpty {
      let isUsed = pools.contains { $0.value.state == state && $0.value.hours.contains { $0.holidays != nil } }
      if !isUsed {
        findings.warning(
          "the holidays of state \(state.rawValue) change nothing: no hours of that state say what happens on them",
          fix: "add 'holidays: closed' to the hours of a service of \(state.rawValue)", at: node.place)
      }
    }
  }

  /// Hours by state, by service (agency and state), or by group of officers, piece of equipment or space.
  mutating func readHours(_ map: MapReader) {
    for entry in namedEntries(map, PostWords.hours) {
      let meant = poolsWithHours(entry.word)
      if meant.isEmpty {
        var names: [String: Int] = [:]
        for index in pools.indices { names[pools[index].value.name] = index }
        _ = index(
          of: entry.word, in: names, kind: "state, service, group of officers, equipment or space", section: "staff",
          at: entry.place)
      }
      guard let hours = hours(entry.value) else { continue }
      for index in meant {
        if pools[index].value.capacity == .unlimited {
          findings.error(
            "\(pools[index].value.name.quoted) is unlimited and cannot be closed",
            fix: "give it a number of units, or delete its hours", at: entry.place)
        } else {
          pools[index].value.hours.append(hours)
        }
      }
    }
    // The order of the file means nothing.
    for index in pools.indices { pools[index].value.hours.sort { $0.sortKey.lexicographicallyPrecedes($1.sortKey) } }
  }

  private func poolsWithHours(_ name: String) -> [Int] {
    if let state = State(rawValue: name) {
      return pools.indices.filter { pools[$0].value.kind == .officers && pools[$0].value.state == state }
    }
    var found = Set(pools.indices.filter { pools[$0].value.name == name })
    for (agency, index) in agencyIndex {
      for state in State.allCases where name == "\(agency).\(state.rawValue)" {
        found.formUnion(pools.indices.filter { pools[$0].value.agency == index && pools[$0].value.state == state })
      }
    }
    return found.sorted()
  }

  private mutating func hours(_ node: ScenarioNode) -> OpeningHours? {
    guard let words = MapReader(node, HoursWords.vocabulary, &findings) else { return nil }
    let all = words.value(HoursWords.allDays, &findings)
    var weekdays: [[OpeningHours.Period]] = []
    for day in HoursWords.days {
      guard words.has(day) || words.has(HoursWords.allDays) else {
        findings.error(
          "these hours say nothing about \(day.name)", fix: "add 'all days: \"06:00-22:00\"'", at: node.place)
        return nil
      }
      guard let periods = words.has(day) ? words.value(day, &findings) : all else { return nil }
      weekdays.append(periods)
    }
    return OpeningHours(weekdays: weekdays, holidays: words.value(HoursWords.holidays, &findings))
  }
}

extension OpeningHours {
  /// Numbers that order hours whatever the file says first.
  var sortKey: [Int] {
    let days = weekdays + [holidays ?? []]
    return [holidays == nil ? 0 : 1] + days.flatMap { [$0.count] + $0.flatMap { [$0.from, $0.to] } }
  }
}
