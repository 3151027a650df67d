// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of arrivals by rate.
enum ArrivalWords {
  static let rate = Field(
    "rate", .rate, required: true, meaning: "Arrivals on a day with factor 1; with groups, groups",
    sample: "425 per day")
  static let profile = Field(
    "profile", .profile, standard: "all equal",
    meaning: "24 weights of the hours of a day, or 168 of a week from Monday; scaled to mean 1",
    sample: "[1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 7, 6, 6, 6, 6, 5, 4, 3, 2, 2, 1, 1, 1]")
  static let days = Field(
    "days", .dayFactors, standard: "1 for every day", meaning: "Factors of days of the week",
    sample: "{sun: 0.6}")
  static let betweenHours = Field(
    "between hours", .choice(of: BetweenHours.self), standard: "step",
    meaning: "step: a weight holds for its hour; linear: it holds at its full hour, and the rate goes in a straight "
      + "line from one to the next",
    sample: "linear")
  static let spread = Field(
    "day-to-day spread", .number(above: 0, upTo: 5), standard: "none",
    meaning:
      "Coefficient of variation of a factor of the day with mean 1 (gamma); classes with the same spread share it",
    sample: "0.25")
  static let ownSpread = Field(
    "own spread", .yesOrNo, standard: "no", meaning: "Whether the class has a factor of the day of its own",
    sample: "yes")
  static let gaps = Field(
    "gaps", .section("a map"), standard: "{cv: 1}", meaning: "How irregular arrivals are beyond what the rates say",
    sample: "{cv: 1.5}", inside: [GapWords.vocabulary])
  static let surges = Field(
    "surges", .section("a map"), standard: "none", meaning: "Times in turn in which the rate is multiplied",
    sample: "{factor: 3, calm: {law: exponential, mean: 4 h}, surge: {law: exponential, mean: 1 h}}",
    inside: [SurgeWords.vocabulary])
  static let groups = Field(
    "groups of", .groupSize, standard: "1",
    meaning: "How many come at the same instant", sample: "{values: [1, 2], shares: [70 %, 30 %]}",
    inside: [CountLawWords.vocabulary])
  static let countedAt = Field(
    "counted at", .title, meaning: "Where the numbers were counted; behind a queue they are a lower bound of demand",
    sample: "gate, behind the queue")
  static let vocabulary = Vocabulary(
    "arrivals", rate.word, profile.word, days.word, betweenHours.word, spread.word, ownSpread.word, gaps.word,
    surges.word, groups.word, countedAt.word)

  enum BetweenHours: String, CaseIterable, Sendable { case step, linear }
}

/// The words of gaps and surges.
enum GapWords {
  static let cv = Field(
    "cv", .number(above: 0, upTo: 5), required: true,
    meaning: "Coefficient of variation of the gaps, counted in expected arrivals; 1 is by chance (Poisson)",
    sample: "1.5")
  static let vocabulary = Vocabulary("gaps", cv.word)
}

enum SurgeWords {
  static let factor = Field(
    "factor", .number(from: 0, upTo: 1_000), required: true, meaning: "Factor on the rate in a surge", sample: "3")
  static let calm = Field(
    "calm", .law, required: true, meaning: "How long it is calm", sample: "{law: exponential, mean: 4 h}")
  static let surge = Field(
    "surge", .law, required: true, meaning: "How long a surge lasts", sample: "{law: exponential, mean: 1 h}")
  static let vocabulary = Vocabulary("surges", factor.word, calm.word, surge.word)
}

/// The words of arrivals at gaps of a law.
enum RenewalWords {
  static let every = Field(
    "every", .law, required: true, meaning: "The gap between arrivals: a length or a law", sample: "4 min")
  static let first = Field(
    "first", .choice(of: FirstGap.self), standard: "at random",
    meaning: "at random: as if it had been going on for long; after a gap: a whole gap after the beginning; at once",
    sample: "at random")
  static let vocabulary = Vocabulary(
    "arrivals", every.word, first.word, ArrivalWords.groups.word, ArrivalWords.countedAt.word)
}

/// The words of a schedule.
enum ScheduleWords {
  static let at = Field(
    "at", .clockTimes, required: true,
    meaning: "Clock times of the state that is left at which one (or a group) is due; a time that stands twice is two",
    sample: "[\"06:00\", \"14:30\"]")
  static let days = Field(
    "days", .weekdays, standard: "every day", meaning: "Days on which they are due", sample: "[mon, wed, fri]")
  static let late = Field(
    "late", .law, standard: "0 min", meaning: "How late they come", sample: "{law: exponential, mean: 10 min}")
  static let early = Field(
    "early", .law, standard: "0 min", meaning: "How early they come, up to a day; lateness is added", sample: "5 min")
  static let noShows = Field(
    "no-shows", .share, standard: "0 %", meaning: "Share that does not come", sample: "5 %")
  static let vocabulary = Vocabulary(
    "arrivals", at.word, days.word, late.word, early.word, noShows.word, ArrivalWords.groups.word,
    ArrivalWords.countedAt.word)
}

/// The words of recorded arrivals.
enum TraceWords {
  static let trace = Field(
    "trace", .title, required: true,
    meaning:
      "A CSV file beside the scenario with a column 'time' (date-times of the state that is left, or minutes from "
      + "the first observed day), and, if wanted, 'class' and 'channel'",
    sample: "arrivals.csv")
  static let vocabulary = Vocabulary("arrivals", trace.word, ArrivalWords.groups.word, ArrivalWords.countedAt.word)
}

/// The words of a source that is never empty, and of a population.
enum SupplyWords {
  static let neverEmpty = Field(
    "never empty", .yesOrNo, required: true,
    meaning: "Somebody always waits for the first control or space of the procedure", sample: "yes")
  static let vocabulary = Vocabulary("arrivals", neverEmpty.word)
}

enum PopulationWords {
  static let population = Field(
    "population", .wholeNumber(1...Arrivals.mostMembers), required: true,
    meaning: "So many members, each of whom comes again after its time away", sample: "12")
  static let away = Field(
    "away", .law, required: true, meaning: "How long a member is away", sample: "{law: exponential, mean: 6 h}")
  static let first = Field(
    "first", .choice(of: FirstGap.self), standard: "at random",
    meaning: "When each comes first: at random (what is left of a time away), after a gap (a whole time away), at once",
    sample: "after a gap")
  static let vocabulary = Vocabulary("arrivals", population.word, away.word, first.word)
}

/// The words of a class that is made of the members of another.
enum ReturnWords {
  static let returnsOf = Field(
    "returns of", .name,
    meaning: "The class whose released members come back as members of this one; without 'arrivals'",
    sample: "car")
  static let after = Field("after", .law, meaning: "How long they are away", sample: "2 d")
  static let share = Field("share", .share, standard: "100 %", meaning: "Share that comes back", sample: "80 %")
}

extension ValueType where Value == [Int] {
  /// Clock times, in minutes after midnight, ascending; some may be equal.
  static var clockTimes: ValueType {
    ValueType("a list of clock times", .list) { node, findings in
      let items: [ScenarioNode] = if case .list(let items) = node.content { items } else { [node] }
      let clock = ValueType<Int>.clock(allows24: false)
      let times = items.compactMap { clock.value(of: $0, &findings) }
      guard times.count == items.count else { return nil }
      guard !times.isEmpty else {
        findings.error("no time: nobody ever arrives", fix: "write '[\"06:00\", \"14:30\"]'", at: node.place)
        return nil
      }
      return times.sorted()
    }
  }
}

extension ValueType where Value == CountLaw {
  /// How many come at once: 1...512, on average.
  static var groupSize: ValueType {
    let law = ValueType.countLaw(atLeast: 1)
    return ValueType(law.form.words, .law, mayHaveSource: true) { node, findings in
      guard let size = law.read(node, &findings) else { return nil }
      let most: Double =
        switch size {
        case .constant(let value): Double(value)
        case .discrete(let parts): Double(parts.map(\.value).max() ?? 1)
        // So that more than the most in a group come less than once in a million groups.
        case .geometric(let mean): mean * 14
        case .poissonAboveZero(let mean): mean * 1.25
        }
      guard most <= Double(Arrivals.mostInGroup) else {
        findings.error(
          "a group may have more than \(Arrivals.mostInGroup) members", fix: "write smaller and more frequent groups",
          at: node.place)
        return nil
      }
      return size
    }
  }
}
