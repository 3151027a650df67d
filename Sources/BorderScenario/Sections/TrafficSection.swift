// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of a traffic class.
enum TrafficWords {
  static let like = Field(
    Likeness.word, .name,
    meaning: "Class of which only the differences stand here; its procedure too, if none is written", sample: "truck")
  static let vehicle = Field("vehicle", .text, meaning: "What it is: truck, car, person", sample: "truck")
  static let direction = Field(
    "direction", .choice(of: Direction.self), required: true, meaning: "State left, state entered", sample: "A to B")
  static let priority = Field(
    "priority", .wholeNumber(0...99), standard: "0", meaning: "0 is served first, 99 last", sample: "0")
  static let arrivals = Field(
    "arrivals", .section("a map"), required: true, meaning: "How many come, and when",
    sample: "{rate: 425 per day}", inside: [ArrivalWords.vocabulary])
  static let channels = Field(
    "channels", .channels, meaning: "Shares of the risk channels; together 100 %",
    sample: "{green: 60 %, yellow: 30 %, red: 10 %}")
  static let vocabulary = Vocabulary(
    "a traffic class", vehicle.word, direction.word, priority.word, arrivals.word, channels.word,
    CaseWords.attributes.word, CaseWords.people.word, CaseWords.papers.word, like.word)
}

/// The words of the arrivals.
enum ArrivalWords {
  static let rate = Field(
    "rate", .rate, required: true, meaning: "Arrivals on a day with factor 1", sample: "425 per day")
  static let profile = Field(
    "profile", .profile, standard: "all equal",
    meaning: "24 weights of the hours of a day, or 168 of a week from Monday; scaled to mean 1",
    sample: "[1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 7, 6, 6, 6, 6, 5, 4, 3, 2, 2, 1, 1, 1]")
  static let days = Field(
    "days", .dayFactors, standard: "1 for every day", meaning: "Factors of days of the week",
    sample: "{sun: 0.6}")
  static let vocabulary = Vocabulary("arrivals", rate.word, profile.word, days.word)
}

extension ValueType where Value == [Double] {
  /// 24 or 168 weights, not all zero.
  static var profile: ValueType {
    ValueType("a list of 24 or 168 weights", .list, mayHaveSource: true) { node, findings in
      guard case .list(let items) = node.content, items.count == 24 || items.count == 168 else {
        let found = if case .list(let items) = node.content { "\(items.count)" } else { node.found }
        findings.error(
          "a profile needs 24 or 168 weights, found \(found)", fix: "write one weight per hour, from 00:00",
          at: node.place)
        return nil
      }
      let weight = ValueType<Double>.number(from: 0, upTo: 1_000_000_000)
      let weights = items.compactMap { weight.value(of: $0, &findings) }
      guard weights.count == items.count else { return nil }
      guard weights.contains(where: { $0 > 0 }) else {
        findings.error("all weights are 0: nobody ever arrives", fix: "write a weight above 0", at: node.place)
        return nil
      }
      return weights
    }
  }

  /// A factor for each day of the week, from Monday.
  static var dayFactors: ValueType {
    ValueType("a map of days (mon ... sun) to factors", .map, choices: Weekday.names) { node, findings in
      guard let entries = node.entries else {
        findings.error("expected a map of days, found \(node.found)", fix: "write '{sun: 0.6}'", at: node.place)
        return nil
      }
      var factors = [Double](repeating: 1, count: 7)
      for entry in entries {
        guard let day = Weekday.names.firstIndex(of: entry.word) else {
          MapReader.reportUnknown(entry, known: Weekday.names, subject: "days", &findings)
          continue
        }
        let factor = ValueType<Double>.number(from: 0, upTo: 1_000).value(of: entry.value, &findings)
        factors[day] = factor ?? 1
      }
      guard factors.contains(where: { $0 > 0 }) else {
        findings.error("all factors are 0: nobody ever arrives", fix: "write a factor above 0", at: node.place)
        return nil
      }
      return factors
    }
  }
}

extension ValueType where Value == [Channel] {
  /// Channels with shares that sum to 1, within 1e-9.
  static var channels: ValueType {
    ValueType("a map of channels to shares", .map) { node, findings in
      let example = "{green: 60 %, yellow: 30 %, red: 10 %}"
      guard let entries = node.entries, !entries.isEmpty else {
        findings.error("expected a map of channels, found \(node.found)", fix: "write '\(example)'", at: node.place)
        return nil
      }
      var channels: [Channel] = []
      for entry in entries where ValueType<String>.checkedName(entry.word, at: entry.place, &findings) {
        guard let share = ValueType<Double>.share.value(of: entry.value, &findings) else { continue }
        channels.append(Channel(name: entry.word, share: share))
      }
      guard channels.count == entries.count else { return nil }
      guard channels.count <= 62 else {
        findings.error("more than 62 channels", fix: "merge some of them", at: node.place)
        return nil
      }
      let sum = channels.map(\.share).reduce(0, +)
      guard abs(sum - 1) <= 1e-9 else {
        let shown = NumberText.shown((sum * 1e8).rounded() / 1e6)
        findings.error(
          "the shares of the channels sum to \(shown) %, expected 100 %", fix: "change one of them", at: node.place)
        return nil
      }
      return channels
    }
  }
}

extension PostBuilder {
  mutating func readTraffic(_ map: MapReader) {
    let entries = namedEntries(map, PostWords.traffic)
    if entries.isEmpty, let entry = map.entry(PostWords.traffic), entry.value.entries?.isEmpty == true {
      findings.error("no traffic", fix: "write '\(PostWords.traffic.word.sample)'", at: entry.value.place)
    }
    for entry in entries {
      var traffic = TrafficClass(name: entry.word, arrivals: Arrivals(rates: [0]), procedure: [])
      if let words = MapReader(entry.value, TrafficWords.vocabulary, &findings) {
        if words.has(TrafficWords.like) { openClasses.insert(self.traffic.count) }
        traffic.vehicle = words.value(TrafficWords.vehicle, &findings) ?? ""
        traffic.direction = words.value(TrafficWords.direction, &findings) ?? .aToB
        traffic.priority = words.value(TrafficWords.priority, &findings) ?? 0
        if words.has(TrafficWords.channels) {
          let channels = words.value(TrafficWords.channels, &findings)
          traffic.channels = channels ?? []
          if channels == nil { unknownChannels.insert(self.traffic.count) }
        }
        readCase(words, &traffic)
        if let node = words.value(TrafficWords.arrivals, &findings) { traffic.arrivals = readArrivals(node) }
      }
      if entry.value.entries == nil { unknownChannels.insert(self.traffic.count) }
      if self.traffic.count == PostBuilder.mostClasses {
        findings.error("more than \(PostBuilder.mostClasses) classes", fix: "merge some of them", at: entry.place)
      }
      classIndex[entry.word] = self.traffic.count
      self.traffic.append(Placed(value: traffic, place: entry.place))
      stepPlaces.append([])
      procedurePlaces.append(nil)
    }
  }

  /// Most arrivals of a class in an hour.
  private static let mostPerHour = 1_000_000.0

  private mutating func readArrivals(_ node: ScenarioNode) -> Arrivals {
    guard let words = MapReader(node, ArrivalWords.vocabulary, &findings) else { return Arrivals(rates: [0]) }
    let rate = words.value(ArrivalWords.rate, &findings)
    let profile = words.value(ArrivalWords.profile, &findings) ?? [1]
    let factors = words.value(ArrivalWords.days, &findings) ?? [Double](repeating: 1, count: 7)
    guard let rate else { return Arrivals(rates: [0]) }
    if rate == 0 {
      findings.error(
        "the rate is 0: nobody ever arrives", fix: "write a rate above 0, or delete the class",
        at: words.place(of: ArrivalWords.rate))
    }
    // Multiplied before divided: whole numbers of arrivals per hour stay whole.
    let mean = profile.reduce(0, +) / Double(profile.count)
    let rates = (0..<168).map { hour in rate * profile[hour % profile.count] / mean * factors[hour / 24] }
    guard rates.allSatisfy({ $0 <= Self.mostPerHour }) else {
      findings.error(
        "some hour has more than \(NumberText.shown(Self.mostPerHour)) arrivals",
        fix: "lower 'rate', 'profile' or 'days'",
        at: node.place)
      return Arrivals(rates: [0])
    }
    if rate > 0, !rates.contains(where: { $0 > 0 }) {
      findings.error(
        "'profile' and 'days' together leave no arrival in any hour",
        fix: "write a factor above 0 for a day with weights",
        at: node.place)
    }
    if let first = rates.first, rates.allSatisfy({ $0 == first }) { return Arrivals(rates: [first]) }
    return Arrivals(rates: rates)
  }
}
