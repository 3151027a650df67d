// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A reference that can be followed only when all names are known.
struct PendingReturn {
  var trafficClass: Int
  var name: String
  var place: Place
}

struct PendingTrace {
  var trafficClass: Int
  var file: String
  var place: Place
}

extension PostBuilder {
  /// Most arrivals of a class in an hour.
  private static let mostPerHour = 1_000_000.0
  static let noArrivals = Arrivals(rates: [0])
  /// Words one of which says what brings a class to the post.
  private static let forms: [(word: String, vocabulary: Vocabulary)] = [
    (ArrivalWords.rate.name, ArrivalWords.vocabulary), (RenewalWords.every.name, RenewalWords.vocabulary),
    (ScheduleWords.at.name, ScheduleWords.vocabulary), (TraceWords.trace.name, TraceWords.vocabulary),
    (SupplyWords.neverEmpty.name, SupplyWords.vocabulary),
    (PopulationWords.population.name, PopulationWords.vocabulary),
  ]

  /// - Parameter index: Of the class, which is about to be added.
  mutating func readArrivals(_ node: ScenarioNode, ofClass index: Int) -> Arrivals {
    let written = Self.forms.filter { form in node.entries?.contains { $0.word == form.word } ?? false }
    if written.count > 1 {
      findings.error(
        "\(written.map(\.word.quoted).joined(separator: " and ")) exclude each other: one of them says how they come",
        fix: "keep one of them, or make two classes", at: node.place)
      return Self.noArrivals
    }
    let vocabulary = written.first?.vocabulary ?? ArrivalWords.vocabulary
    guard let words = MapReader(node, vocabulary, &findings) else { return Self.noArrivals }
    if let place = words.value(ArrivalWords.countedAt, &findings) {
      findings.record(
        Provenance(path: words.place(of: ArrivalWords.countedAt).path.joined(separator: " / "), value: place))
    }
    var arrivals: Arrivals
    switch written.first?.word {
    case RenewalWords.every.name: arrivals = Arrivals(readRenewal(words))
    case ScheduleWords.at.name: arrivals = Arrivals(readSchedule(words))
    case TraceWords.trace.name:
      if let file = words.value(TraceWords.trace, &findings) {
        pendingTraces.append(PendingTrace(trafficClass: index, file: file, place: words.place(of: TraceWords.trace)))
      }
      arrivals = Arrivals(.trace(ArrivalTrace(file: "", instants: [])))
    case SupplyWords.neverEmpty.name:
      if words.value(SupplyWords.neverEmpty, &findings) == false {
        findings.error(
          "'never empty: no' says nothing", fix: "write 'rate: 425 per day', or 'never empty: yes'",
          at: words.place(of: SupplyWords.neverEmpty))
      }
      arrivals = Arrivals(.neverEmpty)
    case PopulationWords.population.name: arrivals = Arrivals(readPopulation(words))
    default: arrivals = Arrivals(.rates(readCourse(words, node) ?? RateCourse(rates: [0])))
    }
    if words.has(ArrivalWords.groups) { arrivals.groupSize = readGroups(words, arrivals) }
    return arrivals
  }

  private mutating func readGroups(_ words: MapReader, _ arrivals: Arrivals) -> CountLaw? {
    guard let size = words.value(ArrivalWords.groups, &findings), size != .constant(1) else { return nil }
    if case .schedule(let schedule) = arrivals.process, Set(schedule.minutes).count < schedule.minutes.count {
      findings.error(
        "groups are due at different times, and one of the times stands twice", fix: "write each time once",
        at: words.place(of: ArrivalWords.groups))
    }
    return size
  }

  private mutating func readRenewal(_ words: MapReader) -> ArrivalProcess {
    let first = words.value(RenewalWords.first, &findings) ?? .atRandom
    guard let every = words.value(RenewalWords.every, &findings) else {
      return .renewal(every: .constant(.hour), first: first)
    }
    refuseShort(
      every, "the gap between arrivals", least: TimeSpan(microseconds: 3_600), words.place(of: RenewalWords.every))
    return .renewal(every: every, first: first)
  }

  private mutating func refuseShort(_ law: Law, _ name: String, least: TimeSpan, _ place: Place) {
    guard law.mean < least else { return }
    findings.error(
      "\(name) is \(NumberText.shown(law.mean.inMinutes)) min on average, too short to be simulated",
      fix: "write at least '\(NumberText.shown(least.inMinutes)) min'", at: place)
  }

  private mutating func readSchedule(_ words: MapReader) -> ArrivalProcess {
    let times = words.value(ScheduleWords.at, &findings) ?? []
    let days = words.value(ScheduleWords.days, &findings) ?? Array(0..<7)
    let most = Arrivals.mostAtOneMinute
    if let crowded = Dictionary(grouping: times, by: { $0 }).filter({ $0.value.count > most }).keys.min() {
      findings.error(
        "the time \(ClockText.shown(crowded)) stands more than \(most) times",
        fix: "write it once, and 'groups of: \(times.count { $0 == crowded })'", at: words.place(of: ScheduleWords.at))
    }
    let noShows = words.value(ScheduleWords.noShows, &findings) ?? 0
    if noShows == 1 {
      findings.error(
        "nobody ever comes", fix: "write a share below 100 %, or delete the class",
        at: words.place(of: ScheduleWords.noShows))
    }
    return .schedule(
      ArrivalSchedule(
        minutes: days.flatMap { day in times.map { day * 1440 + $0 } },
        late: words.value(ScheduleWords.late, &findings) ?? .constant(.zero),
        early: words.value(ScheduleWords.early, &findings) ?? .constant(.zero), noShows: noShows))
  }

  private mutating func readPopulation(_ words: MapReader) -> ArrivalProcess {
    let members = words.value(PopulationWords.population, &findings) ?? 1
    let away = words.value(PopulationWords.away, &findings) ?? .constant(.hour)
    let first = words.value(PopulationWords.first, &findings) ?? .atRandom
    refuseShort(away, "the time away", least: TimeSpan(microseconds: 60_000), words.place(of: PopulationWords.away))
    return .population(members: members, away: away, first: first)
  }
}

// MARK: - Rates

extension PostBuilder {
  private mutating func readCourse(_ words: MapReader, _ node: ScenarioNode) -> RateCourse? {
    guard var course = readRates(words, node) else { return nil }
    course.isLinear = words.value(ArrivalWords.betweenHours, &findings) == .linear
    course.dayToDaySpread = words.value(ArrivalWords.spread, &findings) ?? 0
    course.hasOwnSpread = words.value(ArrivalWords.ownSpread, &findings) ?? false
    if course.hasOwnSpread, !words.has(ArrivalWords.spread) {
      findings.error(
        "'own spread' without a spread", fix: "add 'day-to-day spread: 0.25', or delete it",
        at: words.place(of: ArrivalWords.ownSpread))
    }
    if let node = words.value(ArrivalWords.gaps, &findings),
      let gaps = MapReader(node, GapWords.vocabulary, &findings)
    {
      course.gapVariation = gaps.value(GapWords.cv, &findings) ?? 1
    }
    if let node = words.value(ArrivalWords.surges, &findings) { course.surges = readSurges(node) }
    return course
  }

  private mutating func readSurges(_ node: ScenarioNode) -> Surges? {
    guard let words = MapReader(node, SurgeWords.vocabulary, &findings) else { return nil }
    let factor = words.value(SurgeWords.factor, &findings)
    let calm = words.value(SurgeWords.calm, &findings)
    let surge = words.value(SurgeWords.surge, &findings)
    let least = TimeSpan(microseconds: 60_000_000)
    if let calm { refuseShort(calm, "a calm", least: least, words.place(of: SurgeWords.calm)) }
    if let surge { refuseShort(surge, "a surge", least: least, words.place(of: SurgeWords.surge)) }
    guard let factor, let calm, let surge else { return nil }
    return Surges(calm: calm, surge: surge, factor: factor)
  }

  private mutating func readRates(_ words: MapReader, _ node: ScenarioNode) -> RateCourse? {
    let rate = words.value(ArrivalWords.rate, &findings)
    let profile = words.value(ArrivalWords.profile, &findings) ?? [1]
    let factors = words.value(ArrivalWords.days, &findings) ?? [Double](repeating: 1, count: 7)
    guard let rate else { return nil }
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
      return nil
    }
    if rate > 0, !rates.contains(where: { $0 > 0 }) {
      findings.error(
        "'profile' and 'days' together leave no arrival in any hour",
        fix: "write a factor above 0 for a day with weights",
        at: node.place)
    }
    if let first = rates.first, rates.allSatisfy({ $0 == first }) { return RateCourse(rates: [first]) }
    return RateCourse(rates: rates)
  }
}

// MARK: - Returns

extension PostBuilder {
  /// How the members of a class come: by its arrivals, or as returns of another class.
  mutating func readArrivals(_ words: MapReader, _ traffic: inout TrafficClass) {
    let index = self.traffic.count
    guard words.has(ReturnWords.returnsOf) else {
      if words.has(ReturnWords.after) || words.has(ReturnWords.share) {
        findings.error(
          "'after' and 'share' are said of returns", fix: "add 'returns of: CLASS', or delete them", at: words.place)
      }
      if let node = words.value(TrafficWords.arrivals, &findings) {
        traffic.arrivals = readArrivals(node, ofClass: index)
      } else if !words.mentions([TrafficWords.arrivals.word, TrafficWords.like.word]) {
        findings.error(
          "a traffic class needs the word 'arrivals'",
          fix: "write 'arrivals: \(TrafficWords.arrivals.word.sample)', or 'returns of: CLASS'", at: words.place)
      }
      return
    }
    if words.has(TrafficWords.arrivals) {
      findings.error(
        "'returns of' and 'arrivals' exclude each other",
        fix: "keep one of them; with 'like', write 'arrivals: remove'",
        at: words.place(of: TrafficWords.arrivals))
    }
    if !words.has(ReturnWords.after) {
      findings.error("'returns of' needs the word 'after'", fix: "write 'after: 2 d'", at: words.place)
    }
    let after = words.value(ReturnWords.after, &findings) ?? .constant(.day)
    let share = words.value(ReturnWords.share, &findings) ?? 1
    traffic.arrivals = Arrivals(.returns(of: index, after: after, share: share))
    if let name = words.value(ReturnWords.returnsOf, &findings) {
      pendingReturns.append(
        PendingReturn(trafficClass: index, name: name, place: words.place(of: ReturnWords.returnsOf)))
    }
  }

  /// Follows the names of classes, when all are known.
  mutating func resolveReturns() {
    for pending in pendingReturns {
      guard case .returns(_, let after, let share) = traffic[pending.trafficClass].value.arrivals.process,
        let other = index(of: pending.name, in: classIndex, kind: "class", section: "traffic", at: pending.place)
      else { continue }
      traffic[pending.trafficClass].value.arrivals.process = .returns(of: other, after: after, share: share)
    }
    for pending in pendingReturns where !isFed(pending.trafficClass) {
      findings.error(
        "\(traffic[pending.trafficClass].value.name.quoted) returns from itself: nobody ever arrives",
        fix: "name a class that has arrivals", at: pending.place)
    }
  }

  /// Whether a class goes back to one with arrivals of its own.
  private func isFed(_ index: Int) -> Bool {
    var index = index
    for _ in 0...traffic.count {
      guard case .returns(let other, _, _) = traffic[index].value.arrivals.process else { return true }
      index = other
    }
    return false
  }
}

enum ClockText {
  /// Minutes after midnight as `06:00`.
  static func shown(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
  }
}
