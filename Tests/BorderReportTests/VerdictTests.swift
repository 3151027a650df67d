// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderReport
import BorderStudy
import OutputAnalysis
import Testing

@Suite("Property: the report blames what the rows blame")
struct VerdictTests {
  /// The report in one line, so that where lines break does not matter.
  private func flat(_ report: RunReport) -> String {
    report.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func resource(
    _ pool: String, _ kind: String, _ capacity: Int, busy: Double, kept: Double = 0, offDuty: Double = 0
  ) -> ResourceRow {
    let share = { (value: Double) in HandMadeStudy.estimate(value, 0.01, estimator: .timeAverage) }
    return ResourceRow(
      pool: pool, kind: kind, capacity: capacity, busy: share(busy), kept: share(kept),
      free: share(1 - busy - kept - offDuty), freeForWantOfPartner: share(0), onBreak: share(0), down: share(0),
      settingUp: share(0), away: share(0),
      offDuty: share(offDuty), utilisation: share(busy / (1 - offDuty)),
      overtimeMinutesPerDay: HandMadeStudy.estimate(0, 0))
  }

  private func indicator(
    _ name: String, _ statistic: String = "mean", of trafficClass: String = "", at station: String = "",
    _ estimate: Estimate
  ) -> IndicatorRow {
    IndicatorRow(
      indicator: name, trafficClass: trafficClass, direction: "", station: station, statistic: statistic, unit: "",
      estimate: estimate)
  }

  private func cause(_ trafficClass: String, _ station: String, _ cause: String, _ minutes: Double) -> CauseRow {
    let estimate = HandMadeStudy.estimate(minutes, 1)
    return CauseRow(
      trafficClass: trafficClass, direction: "", station: station, cause: cause, minutes: estimate,
      minutesSole: estimate, minutesPresent: estimate)
  }

  /// Trucks pass the gate, keep it until they have a place in the yard, and are examined there.
  private var blockedPost: BorderPost {
    var post = HandMadeStudy.post
    post.controls[0].keeps = true
    post.traffic[0].procedure = [
      .control(0, if: .always), .enter(2, whenFull: .wait), .control(1, if: .always), .leaveSpace(2), .leave,
    ]
    return post
  }

  private var blocked: StudyResult {
    var result = HandMadeStudy.result()
    result.resources = [
      resource("gate", "equipment", 1, busy: 0.28, kept: 0.7), resource("yard B", "places", 40, busy: 0.99),
      resource("customs.B", "officers", 3, busy: 0.5, offDuty: 0.5),
    ]
    result.causes = [
      cause("truck", "gate in", "all busy: gate", 900), cause("truck", "entry customs", "all busy: customs.B", 50),
      cause("truck", "yard B", "no place: yard B", 2),
    ]
    return result
  }

  @Test("A lane blocked by a full yard leads to the officers who empty the yard")
  func chain() {
    let text = flat(RunReport(post: blockedPost, result: blocked))
    #expect(text.contains("100 % blocked: gate, held by those who wait for yard B"))
    #expect(text.contains("'gate' is blocked rather than busy: it works 28.0 % of its time on duty, and for 70.0 %"))
    #expect(text.contains("on average 99.0 % of its places are taken; the longest line of those inside is"))
    #expect(text.contains("because all units of 'customs.B' on duty are busy; this pool works 100.0 %"))
    #expect(text.contains("Look first at 'customs.B'."))
    #expect(!text.contains("because 'gate' is busy"))
    #expect(text.contains("blocked of the time on duty") || text.contains("blocked of the"))
  }

  @Test("The chain ends where the rows end: without procedures at the space")
  func chainWithoutProcedures() {
    let text = flat(RunReport(post: HandMadeStudy.post, result: blocked))
    #expect(text.contains("held by those who wait for a place in 'yard B'"))
    #expect(text.contains("Look first at 'yard B'."))
  }

  @Test("A chain that runs in a circle ends")
  func circle() {
    var post = blockedPost
    post.traffic[0].procedure = [
      .control(0, if: .always), .enter(2, whenFull: .wait), .control(0, if: .always), .enter(2, whenFull: .wait),
      .leave,
    ]
    var result = blocked
    result.causes = [cause("truck", "gate in", "all busy: gate", 900)]
    #expect(flat(RunReport(post: post, result: result)).contains("Look first at 'yard B'."))
  }

  @Test("Blocked units stand between the busy ones, and no column speaks of them where there are none")
  func blockedColumn() throws {
    let pools = try #require(RunReport(post: blockedPost, result: blocked).text.firstRange(of: "BUSIEST"))
    let text = String(RunReport(post: blockedPost, result: blocked).text[pools.lowerBound...])
    let places = try ["customs.B", "yard B", "gate"].map { try #require(text.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
    #expect(text.contains("blocked of the"))
    #expect(!RunReport(post: HandMadeStudy.post, result: HandMadeStudy.result()).text.contains("blocked"))
  }

  private var unfinished: StudyResult {
    var result = HandMadeStudy.result(truckStatus: .censored)
    result.indicators.removeAll { $0.indicator == "outcome_share" && $0.trafficClass == "truck" }
    result.indicators += [
      indicator("outcome_share", "still inside", of: "truck", HandMadeStudy.estimate(0.42, 0.01)),
      indicator("queue_length", at: "entry customs", HandMadeStudy.estimate(700, 5)),
      indicator("queue_length", at: "gate in", HandMadeStudy.estimate(2, 0.1)),
    ]
    result.resources[0].utilisation = HandMadeStudy.estimate(1, 0)
    // None of the trucks has ended its wait at customs.
    result.causes.removeAll { $0.station == "entry customs" }
    return result
  }

  @Test("A class that does not get through is named first, and its queue is blamed")
  func notCleared() throws {
    let report = RunReport(post: HandMadeStudy.post, result: unfinished)
    let text = flat(report)
    let warning = try #require(text.firstRange(of: "NOT CLEARED: 42.0 % of truck were still inside at the end"))
    let crossing = try #require(text.firstRange(of: "CROSSING TIME"))
    #expect(warning.lowerBound < crossing.lowerBound)
    #expect(text.contains("The post did not clear truck within the run"))
    #expect(text.contains("Most of the waiting, 99.7 %, is at 'entry customs'"))
    #expect(text.contains("Look first at 'customs.B' (100.0 %): it has no reserve."))
  }

  @Test("Up to one in twenty still inside is no alarm; without its row the share is what the outcomes leave")
  func threshold() {
    var result = HandMadeStudy.result(truckStatus: .censored)
    #expect(!RunReport(post: HandMadeStudy.post, result: result).text.contains("NOT CLEARED"))
    for index in result.indicators.indices
    where result.indicators[index].indicator == "outcome_share" && result.indicators[index].trafficClass == "truck" {
      result.indicators[index].estimate = HandMadeStudy.estimate(0.9, 0.01)
    }
    #expect(RunReport(post: HandMadeStudy.post, result: result).text.contains("NOT CLEARED: 10.0 % of truck"))
  }

  @Test("Driving and walking have a column where the row exists")
  func travel() {
    var result = HandMadeStudy.result()
    #expect(!RunReport(post: HandMadeStudy.post, result: result).text.contains("driving"))
    result.indicators.append(indicator("travel_time_min", of: "truck", HandMadeStudy.estimate(13, 0.1)))
    let text = RunReport(post: HandMadeStudy.post, result: result).text
    #expect(text.contains("driving,") && text.contains("13.0 min"))
    for line in text.split(separator: "\n") { #expect(line.count <= 100) }
  }

  @Test("Shares of lines add to 100.0 %, and equal lines are shown or hidden together")
  func lines() {
    var result = HandMadeStudy.result()
    result.causes = (0..<7).map { cause("car", "line \($0)", "all busy: gate", 11.17 - Double($0)) }
    result.causes += ["x", "y", "z"].map { cause("car", "line \($0)", "all busy: gate", 1.117) }
    result.causes += (0..<5).map { cause("car", "rare \($0)", "all busy: gate", 0.31) }
    let text = RunReport(post: HandMadeStudy.post, result: result).text
    #expect(["line x", "line y", "line z"].allSatisfy { text.contains($0) } && !text.contains("rare"))
    let shares = text.split(separator: "\n").filter { $0.hasPrefix("line ") && $0.contains(" %") }
      .compactMap { $0.split(separator: " ").dropFirst(2).first.flatMap { Double($0) } }
    let rest = text.split(separator: "\n").first { $0.hasPrefix("5 other lines: ") }
      .flatMap { $0.split(separator: " ").dropFirst(3).first }.flatMap { Double($0) }
    #expect(shares.count == 10)
    #expect(abs(shares.reduce(0, +) + (rest ?? 0) - 100) < 1e-9)
  }

  @Test("A pool that is mostly idle is not called too busy: its waiting comes in peaks")
  func peaks() {
    var result = HandMadeStudy.result()
    result.causes = [cause("car", "gate in", "all busy: gate", 6.4)]
    let text = flat(RunReport(post: HandMadeStudy.post, result: result))
    #expect(text.contains("this pool works only 26.0 % [25.0–27.0] of its time on duty: the waiting comes in peaks"))
  }

  @Test("A target is set in two lines, the number with its limit first")
  func target() {
    let text = RunReport(post: HandMadeStudy.post, result: HandMadeStudy.result()).text
    #expect(text.contains("61.3 % in 4 h\n"))
  }
}
