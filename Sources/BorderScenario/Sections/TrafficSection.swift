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
    "arrivals", .section("a map"), meaning: "How many come, and when; needed if they are no returns",
    sample: "{rate: 425 per day}",
    inside: [
      ArrivalWords.vocabulary, RenewalWords.vocabulary, ScheduleWords.vocabulary, TraceWords.vocabulary,
      SupplyWords.vocabulary, PopulationWords.vocabulary,
    ])
  static let channels = Field(
    "channels", .channels, meaning: "Shares of the risk channels; together 100 %",
    sample: "{green: 60 %, yellow: 30 %, red: 10 %}")
  static let vocabulary = Vocabulary(
    "a traffic class", vehicle.word, direction.word, priority.word, arrivals.word, channels.word,
    CaseWords.attributes.word, CaseWords.people.word, CaseWords.papers.word, ReturnWords.returnsOf.word,
    ReturnWords.after.word, ReturnWords.share.word, ContentWords.ofClass.word, like.word)
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
      var traffic = TrafficClass(name: entry.word, arrivals: Self.noArrivals, procedure: [])
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
        readArrivals(words, &traffic)
        if let count = words.value(ContentWords.ofClass, &findings) {
          content.append(StartContent(trafficClass: self.traffic.count, count: count))
          contentPlaces.append(words.place(of: ContentWords.ofClass))
        }
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
}
