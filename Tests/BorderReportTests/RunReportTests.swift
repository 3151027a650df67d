// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport
import BorderStudy
import Foundation
import Testing

@Suite("Golden: the answer of a study")
struct RunReportTests {
  private func report(_ change: (inout StudyResult) -> Void = { _ in }) -> RunReport {
    var result = HandMadeStudy.result()
    change(&result)
    return RunReport(post: HandMadeStudy.post, result: result)
  }

  @Test("The table for the screen")
  func text() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/run.txt")
    #expect(try report().text == String(contentsOf: file, encoding: .utf8))
  }

  @Test("No line is wider than 100 characters, whatever the names")
  func width() {
    let long = "an uncommonly long name for a control, a place or a class, that goes on and on"
    let wide = report { result in
      for index in result.causes.indices { result.causes[index].station = long + " \(index)" }
      for index in result.resources.indices { result.resources[index].pool = long.replacing(" ", with: "_") }
      result.scenario = String(repeating: long, count: 3)
    }
    for line in wide.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test("No line is wider than 100 characters, whatever the numbers")
  func widthOfNumbers() {
    let wide = report { result in
      for index in result.indicators.indices {
        let factor = result.indicators[index].unit == "share" ? 1 : 14.3
        result.indicators[index].estimate = result.indicators[index].estimate.scaled(by: factor)
      }
      result.scenario = "a_name_without_any_space_" + String(repeating: "x", count: 200)
    }
    for line in wide.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test("A lower bound is marked and explained")
  func censored() {
    let text = RunReport(post: HandMadeStudy.post, result: HandMadeStudy.result(truckStatus: .censored)).text
    #expect(text.contains("≥ 5 h 12 min"))
    #expect(text.contains("≥ (censored): some had not left"))
    #expect(text.contains("(truck)"))
    #expect(text.contains("n/a: "))
  }

  @Test("An interrupted study says so")
  func interrupted() {
    let text = report { result in
      result.isInterrupted = true
      result.replications = 7
    }.text
    #expect(text.contains("replications  7 of 20 asked for (interrupted)"))
  }

  @Test("Indicators as comma-separated values")
  func commaSeparatedValues() {
    let lines = report().commaSeparatedValues.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.first == """
        scenario,indicator,traffic_class,direction,station,statistic,unit,estimate,ci_low,ci_high,confidence,\
        replications,status,estimator
        """)
    #expect(
      lines.contains("Small post,crossing_time_min,truck,A to B,,mean,min,312.25,291.25,333.25,0.95,20,few,ratio"))
    #expect(lines.count == 22 && lines.last == "")
  }

  @Test("JSON is read by another reader, with a number for every estimate")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: Data(report().json.utf8)) as? [String: Any]
    #expect(object?["scenario"] as? String == "Small post")
    let indicators = try #require(object?["indicators"] as? [[String: Any]])
    #expect(indicators.count == 20)
    #expect(indicators.first?["estimate"] as? Double == 144.1)
    #expect((object?["hourly"] as? [[String: Any]])?.first?["weekday"] as? Int == 7)
    #expect((object?["resources"] as? [[String: Any]])?.last?["capacity"] is NSNull)
  }

  @Test("Progress counts tenths once, and guesses the rest from the past")
  func progress() {
    for asked in [1, 3, 7, 10, 20, 999] {
      let tenths = (1...asked).filter { ProgressText(asked: asked).isTenth(finished: $0) }
      #expect(tenths.count == min(asked, 10) && tenths.last == asked)
    }
    #expect(ProgressText(asked: 20).line(finished: 5, after: 20) == "5 of 20 replications, about 1 min 0 s left")
    #expect(ProgressText(asked: 1).line(finished: 1, after: 0.25) == "1 of 1 replication in 0.2 s")
  }
}
