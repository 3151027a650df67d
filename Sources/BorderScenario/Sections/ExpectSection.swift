// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The words of an expectation.
enum ExpectWords {
  static let id = Field(
    "id", .title, required: true, meaning: "Names the expectation in the answer of 'osbp verify'; each stands once",
    sample: "mm1-a:mean_wait_min")
  static let measure = Field(
    "measure", .section("a map"), required: true, meaning: "What is measured",
    sample: "{indicator: waiting_time_min, statistic: mean, at: booth}", inside: [MeasureWords.vocabulary])
  static let value = Field(
    "value", .exactNumber, required: true, meaning: "What it must come to, in the unit of the indicator", sample: "9.6")
  static let halfWidth = Field(
    "half-width", .exactNumber, standard: "0",
    meaning: "Half the 95 % interval of the value, if that is an estimate itself", sample: "0.28")
  static let estimator = Field(
    "estimator", .choice(of: Expectation.Estimator.self), standard: "ratio",
    meaning: "ratio: sum over all replications / sum; mean of replications: mean of one quotient per replication",
    sample: "ratio")
  static let source = Field(
    "source", .text, required: true, meaning: "Where the value comes from", sample: "Kleinrock 1975, chapter 3")
  static let vocabulary = Vocabulary(
    "an expectation", id.word, measure.word, value.word, halfWidth.word, estimator.word, source.word)
}

/// The words of a measure.
enum MeasureWords {
  static let indicator = Field(
    "indicator", .choice(of: MeasuredIndicator.self), required: true, meaning: "What is looked at",
    sample: "waiting_time_min")
  static let statistic = Field(
    "statistic", .statistic, standard: "mean", meaning: "Number computed from it; totals and counts per replication",
    sample: "share above 10 min")
  static let at = Field("at", .name, standard: "the whole post", meaning: "Control or space", sample: "booth")
  static let of = Field(
    "of", .name, standard: "all classes",
    meaning: "Traffic class; for utilisation and time_share officers, equipment or space; for count what is counted",
    sample: "truck")
  static let outcome = Field(
    "outcome", .text, standard: "any; released for departures", meaning: "How they left the post",
    sample: "turned away at yard")
  static let state = Field(
    "state", .text,
    meaning: "What the units do: busy, kept, free, partner missing, down, on break, setting up, away, off duty",
    sample: "kept")
  static let number = Field(
    "number", .wholeNumber(1...PoolUnits.most), standard: "all units",
    meaning: "Number of the unit whose utilisation is meant; where the units of the pool are told apart", sample: "1")
  static let clock = Field(
    "clock", .clock(allows24: false), standard: "all the time",
    meaning: "Looked at this clock time of state A on each day of the window", sample: "\"06:30\"")
  static let after = Field(
    "after", .duration, standard: "all the time", meaning: "Looked at once, so long after the start of the window",
    sample: "30 min")
  static let unit = Field(
    "unit", .choice(of: TimeUnit.self), standard: "min", meaning: "Unit of a time", sample: "min")
  static let dividedBy = Field(
    "divided by", .section("a map"), standard: "nothing", meaning: "Measure by which this one is divided",
    sample: "{indicator: arrivals}", inside: [divisorVocabulary])
  static let file = Field(
    "file", .text, standard: "this one", meaning: "Scenario in which the divisor is measured, from this one's folder",
    sample: "mmc.yaml")
  static let vocabulary = Vocabulary(
    "a measure", indicator.word, statistic.word, at.word, of.word, outcome.word, state.word, number.word, clock.word,
    after.word,
    unit.word, dividedBy.word)
  static let divisorVocabulary = Vocabulary(
    "a divisor", indicator.word, statistic.word, at.word, of.word, outcome.word, state.word, number.word, clock.word,
    after.word,
    unit.word, file.word)

  enum TimeUnit: String, CaseIterable, Sendable {
    case minutes = "min"
    case hours = "h"
  }
}

extension ValueType where Value == Double {
  /// Any number, with all its digits and no source of its own.
  static var exactNumber: ValueType {
    ValueType("a number", .number) { node, findings in
      guard let number = NumberText(node.text?.trimmed ?? ""), number.unit.isEmpty, number.value.isFinite else {
        findings.error(
          "expected a number, found \(node.found)", fix: "write it without unit and separators", at: node.place)
        return nil
      }
      return number.value
    }
  }
}

extension PostBuilder {
  mutating func readExpectations(_ map: MapReader) {
    guard let node = map.value(PostWords.expect, &findings) else { return }
    guard case .list(let items) = node.content else {
      findings.error(
        "expected a list of expectations, found \(node.found)", fix: "write '\(PostWords.expect.word.sample)'",
        at: node.place)
      return
    }
    var ids: Set<String> = []
    for item in items {
      guard let words = MapReader(item, ExpectWords.vocabulary, &findings) else { continue }
      let id = words.value(ExpectWords.id, &findings) ?? ""
      if !ids.insert(id).inserted {
        findings.error("the id \(id.quoted) stands twice", fix: "rename one", at: words.place(of: ExpectWords.id))
      }
      let measure = words.value(ExpectWords.measure, &findings).flatMap { readMeasure($0, isDivisor: false) }
      let value = words.value(ExpectWords.value, &findings)
      let halfWidth = words.value(ExpectWords.halfWidth, &findings)
      if let halfWidth, halfWidth < 0 {
        findings.error(
          "a half-width is 0 or more", fix: "write it without sign", at: words.place(of: ExpectWords.halfWidth))
      }
      let estimator = words.value(ExpectWords.estimator, &findings)
      let source = words.value(ExpectWords.source, &findings)
      guard let measure, let value, let source else { continue }
      expectations.append(
        Expectation(
          id: id, measure: measure, value: value, halfWidth: halfWidth, estimator: estimator ?? .ratio,
          source: source))
    }
  }

  private mutating func readMeasure(_ node: ScenarioNode, isDivisor: Bool) -> Measure? {
    let vocabulary = isDivisor ? MeasureWords.divisorVocabulary : MeasureWords.vocabulary
    guard let words = MapReader(node, vocabulary, &findings),
      let indicator = words.value(MeasureWords.indicator, &findings)
    else { return nil }
    let statistic = words.value(MeasureWords.statistic, &findings) ?? .mean
    var measure = Measure(indicator, statistic)
    measure.place = words.value(MeasureWords.at, &findings) ?? ""
    measure.subject = words.value(MeasureWords.of, &findings) ?? ""
    measure.outcome = words.value(MeasureWords.outcome, &findings) ?? ""
    measure.state = words.value(MeasureWords.state, &findings) ?? ""
    measure.number = words.value(MeasureWords.number, &findings)
    measure.isInHours = words.value(MeasureWords.unit, &findings) == .hours
    if let minute = words.value(MeasureWords.clock, &findings) { measure.moment = .clock(minute) }
    if let span = words.value(MeasureWords.after, &findings) { measure.moment = .after(span) }
    checkWords(of: measure, words)
    if !isDivisor || !words.has(MeasureWords.file) { checkNames(of: measure, words) }
    guard !isDivisor, let divisor = words.value(MeasureWords.dividedBy, &findings) else { return measure }
    let file = MapReader(divisor, MeasureWords.divisorVocabulary, &findings)?.value(MeasureWords.file, &findings)
    guard let below = readMeasure(divisor, isDivisor: true) else { return nil }
    measure.divisors = [Measure.Divisor(below, file: file)]
    return measure
  }

  /// Each word must say something about the indicator, and what it needs must be there.
  private mutating func checkWords(of measure: Measure, _ words: MapReader) {
    let name = measure.indicator.rawValue
    let written: [(word: String, means: MeasuredIndicator.Word, isWritten: Bool)] = [
      ("at", .place, words.has(MeasureWords.at)), ("of", .subject, words.has(MeasureWords.of)),
      ("outcome", .outcome, words.has(MeasureWords.outcome)), ("state", .state, words.has(MeasureWords.state)),
      ("number", .number, words.has(MeasureWords.number)), ("clock", .moment, words.has(MeasureWords.clock)),
      ("after", .moment, words.has(MeasureWords.after)),
      ("unit", .hours, words.has(MeasureWords.unit)),
    ]
    let known = measure.indicator.needs.union(measure.indicator.allows)
    for (word, means, isWritten) in written where isWritten && !known.contains(means) {
      findings.error("'\(word)' says nothing about \(name)", fix: "delete '\(word)'", at: words.place)
    }
    for need in measure.indicator.needs where !written.contains(where: { $0.means == need && $0.isWritten }) {
      let word = written.first { $0.means == need }?.word ?? ""
      findings.error("\(name) needs the word '\(word)'", fix: "write '\(word): ...'", at: words.place)
    }
    if words.has(MeasureWords.clock), words.has(MeasureWords.after) {
      findings.error("'clock' and 'after' exclude each other", fix: "keep one of them", at: words.place)
    }
    if !measure.statistic.fits(measure.indicator.family) {
      findings.error(
        "this statistic cannot be computed of \(name)", fix: "write for example 'statistic: mean'",
        at: words.place(of: MeasureWords.statistic))
    }
  }

  private mutating func checkNames(of measure: Measure, _ words: MapReader) {
    if !measure.place.isEmpty, controlIndex[measure.place] == nil, pool(measure.place, .places) == nil,
      !placesOfWaiting.contains(measure.place)
    {
      _ = index(
        of: measure.place, in: controlIndex, kind: "control or space", section: "controls",
        at: words.place(of: MeasureWords.at))
    }
    if measure.indicator == .virtualWait, let control = controlIndex[measure.place] {
      let probe = Probe(name: measure.place, clockMinute: 0, quantity: .virtualWait(control: control))
      expectedWaits.append(Placed(value: probe, place: words.place(of: MeasureWords.at)))
    }
    guard !measure.subject.isEmpty else { return }
    let place = words.place(of: MeasureWords.of)
    switch measure.indicator {
    case .utilisation, .timeShare, .unitsDown, .downTime:
      guard poolIndex[measure.subject] == nil else { return }
      _ = index(of: measure.subject, in: poolIndex, kind: "officers, equipment or space", section: "staff", at: place)
    case .count: break
    default:
      guard !bodyClasses.contains(measure.subject) else { return }
      _ = index(of: measure.subject, in: classIndex, kind: "traffic class", section: "traffic", at: place)
    }
  }
}
