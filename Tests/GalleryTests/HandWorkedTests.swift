// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import BorderSimulation
import Foundation
import Testing

/// Days worked by hand in the comments of `scenarios/hand-worked/*.yaml`, in lines such as
///
///     #= truck 1: documents joined 06:00:00 started 06:10:00 finished 06:20:00
///
/// Members of a class are numbered in the order of their arrival; times are those of the clock of A on the first
/// observed day. A word that is left out never happened, so that every stamp of the place is checked.
@Suite("Exact path: days worked by hand")
struct HandWorkedTests {
  @Test("Every stamp is the one worked by hand, to the microsecond", arguments: HandWorkedDay.files)
  func stamps(file: String) throws {
    let day = try HandWorkedDay(file: file)
    #expect(!day.lines.isEmpty)
    let network = try FlowNetwork(compiling: day.post)
    let runner = ReplicationRunner(network, options: .init(recordsEntities: true))
    let observations = try #require(runner.observations(replication: 1, seed: 1, shouldStop: { false }))
    #expect(observations.fault == nil)
    for line in day.lines {
      let stamps = line.stamps(network.layout, observations.entities, after: 86_400 * day.post.calendar.warmUpDays)
      #expect(stamps == line.expected, "\(file): \(line.text)")
    }
  }
}

struct HandWorkedDay {
  struct Line {
    var text: String
    var trafficClass: String
    var number: Int
    var place: String
    /// Seconds after midnight, by event.
    var expected: [String: Double]
  }

  static let folder = ScenarioFolder.path + "/hand-worked"
  /// Files with such lines.
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { name in
    (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8))?.contains("\n#= ") == true
  }

  let post: BorderPost
  let lines: [Line]

  init(file: String) throws {
    let path = HandWorkedDay.folder + "/" + file
    post = try #require(ScenarioReader.read(path: path).post)
    lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("#= ") }.map { try Line(String($0.dropFirst(3))) }
  }
}

extension HandWorkedDay.Line {
  private static let events = ["joined", "started", "finished"]

  init(_ text: String) throws {
    self.text = text
    let halves = text.components(separatedBy: ": ")
    var who = halves[0].split(separator: " ")
    number = try #require(who.popLast().flatMap { Int($0) })
    trafficClass = who.joined(separator: " ")
    let words = halves.dropFirst().joined(separator: ": ").split(separator: " ").map(String.init)
    let first = words.firstIndex { Self.events.contains($0) } ?? words.count
    place = words.prefix(first).joined(separator: " ")
    expected = [:]
    for index in stride(from: first, to: words.count - 1, by: 2) {
      let parts = words[index + 1].split(separator: ":").compactMap { Double($0) }
      expected[words[index]] = parts.reduce(0) { $0 * 60 + $1 }
    }
  }

  /// What happened, in seconds after the beginning of the observed days.
  func stamps(_ layout: ObservationLayout, _ rows: EntityRows, after warmUp: Int) -> [String: Double] {
    let members = stride(from: 0, to: rows.values.count, by: rows.width).filter {
      layout.classes[Int(rows.values[$0])] == trafficClass
    }
    guard number <= members.count else { return [:] }
    var result: [String: Double] = [:]
    for (column, stamp) in layout.stamps.enumerated() where stamp.place == place && stamp.visit == 1 {
      let value = rows.values[members[number - 1] + EntityRows.fixedColumns + column]
      if value >= 0 { result[stamp.event.rawValue] = Double(value) / 1_000_000 - Double(warmUp) }
    }
    return result
  }
}
