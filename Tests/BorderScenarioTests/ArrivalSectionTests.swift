// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import Foundation
import Testing

/// A small scenario with one class, whose words are given.
private enum Small {
  static func reading(_ words: String, spaces: String = "yard: {places: 5}", calendar: String = "") -> ScenarioReading {
    ScenarioReader.read(text: text(words, spaces: spaces, calendar: calendar), file: "post.yaml")
  }

  static func text(_ words: String, spaces: String = "yard: {places: 5}", calendar: String = "") -> String {
    """
    osbp: 1
    name: Small
    calendar: {starts: 2025-03-03, days: 7\(calendar)}
    staff:
      officer: {officers: 2}
    spaces:
      \(spaces)
    controls:
      booth: {by: officer, time: 1 min}
    traffic:
      car:
        direction: A to B
        vehicle: sedan
        \(words)
    procedures:
      car: [{enter: yard}, booth, {leave: yard}, leave]

    """
  }

  static func arrivals(_ words: String) -> Arrivals? { reading("arrivals: \(words)").post?.traffic[0].arrivals }
}

@Suite("Property: words of arrivals become what they say")
struct ArrivalWordTests {
  private let minute: Int64 = 60_000_000
  private func minutes(_ value: Int64) -> TimeSpan { TimeSpan(microseconds: value * minute) }

  @Test("Rates with all that can be said of them")
  func rates() {
    let surges = Surges(calm: .constant(minutes(240)), surge: .exponential(mean: minutes(60)), factor: 3)
    let expected = RateCourse(
      rates: [2], isLinear: true, dayToDaySpread: 0.25, hasOwnSpread: true, gapVariation: 1.5, surges: surges)
    #expect(
      Small.arrivals(
        "{rate: 2 per hour, between hours: linear, day-to-day spread: 0.25, own spread: yes, gaps: {cv: 1.5}, "
          + "surges: {factor: 3, calm: 4 h, surge: {law: exponential, mean: 1 h}}, "
          + "groups of: {values: [2, 1], shares: [25 %, 75 %]}}")
        == Arrivals(
          .rates(expected),
          groupSize: .discrete([CountShare(value: 1, share: 0.75), CountShare(value: 2, share: 0.25)])))
  }

  @Test("Gaps of a law, populations, and a source that is never empty")
  func others() {
    #expect(
      Small.arrivals("{every: 4 min, first: at once, groups of: 40}")
        == Arrivals(.renewal(every: .constant(minutes(4)), first: .atOnce), groupSize: .constant(40)))
    #expect(
      Small.arrivals("{population: 12, away: 6 h}")
        == Arrivals(.population(members: 12, away: .constant(minutes(360)), first: .atRandom)))
    #expect(Small.arrivals("{never empty: yes}") == Arrivals(.neverEmpty))
  }

  @Test("A timetable is a list of minutes of the week")
  func timetable() {
    let expected = ArrivalSchedule(
      minutes: [360, 360, 870, 3240, 3240, 3750], late: .constant(minutes(5)), early: .constant(minutes(1)),
      noShows: 0.05)
    #expect(
      Small.arrivals(
        "{at: [\"14:30\", \"06:00\", \"06:00\"], days: [wed, mon], late: 5 min, early: 1 min, no-shows: 5 %}")
        == Arrivals(.schedule(expected)))
  }

  @Test("Returns and content name their classes; a plural and a vehicle will do")
  func references() throws {
    let words = """
      arrivals: {rate: 1 per hour}
          at the start: 3
        van: {direction: B to A, returns of: car, after: 2 d, share: 80 %}
      """
    for (text, count) in [("2 sedans", 2), ("3 cars", 3), ("4", 4), ("{car: 5}", 5)] {
      let reading = Small.reading(words, spaces: "yard: {places: 5, at the start: \(text)}")
      let printed = reading.diagnostics.printed
      // The van has no procedure, which is the only fault.
      #expect(reading.diagnostics.count == 1, "\(printed)")
      let whole = Small.text(words, spaces: "yard: {places: 5, at the start: \(text)}") + "  van: [booth, leave]\n"
      let post = try #require(ScenarioReader.read(text: whole, file: "post.yaml").post)
      #expect(
        post.content == [
          StartContent(trafficClass: 0, count: 3), StartContent(trafficClass: 0, space: 1, count: count),
        ])
      #expect(
        post.traffic[1].arrivals == Arrivals(.returns(of: 0, after: .constant(minutes(2880)), share: 0.8)))
      #expect(post.calendar.warmUpDays == 0)
    }
  }

  @Test("Without other words the days are observed after two cycles")
  func warmUp() {
    let words = "arrivals: {rate: 1 per hour}"
    #expect(Small.reading(words).post?.calendar.warmUpDays == 2)
    #expect(Small.reading("arrivals: {rate: 1 per hour, days: {sun: 0.5}}").post?.calendar.warmUpDays == 14)
    #expect(Small.reading(words, calendar: ", at the start: empty").post?.calendar.warmUpDays == 0)
    #expect(Small.reading(words, calendar: ", warm-up: 3 d").post?.calendar.warmUpDays == 3)
  }

  @Test("Weekly volume of every kind")
  func volumes() throws {
    let weights = (0..<24).map { "\($0 % 5)" }.joined(separator: ", ")
    let expected: [(String, Double?)] = [
      ("{rate: 2 per hour}", 336), ("{rate: 2 per hour, groups of: {values: [1, 4]}}", 840),
      ("{rate: 24 per day, between hours: linear, profile: [\(weights)]}", 168),
      ("{rate: 2 per hour, surges: {factor: 3, calm: 3 h, surge: 1 h}}", 504), ("{every: 4 min}", 2520),
      ("{at: [\"06:00\", \"07:00\"], days: [mon, tue], no-shows: 25 %}", 3), ("{never empty: yes}", nil),
      ("{population: 3, away: 1 h}", nil),
    ]
    for (words, volume) in expected {
      let post = try #require(Small.reading("arrivals: \(words)").post, "\(words)")
      let found = post.dailyVolume(ofClass: 0)?.reduce(0, +)
      #expect((found == nil) == (volume == nil), "\(words)")
      #expect(abs((found ?? 0) - (volume ?? 0)) < 1e-9, "\(words): \(found ?? 0)")
    }
  }
}

@Suite("Golden: wording of faults of arrivals")
struct ArrivalFaultTests {
  @Test(
    "Each fault is told with its reason and a cure",
    arguments: [
      ("arrivals: {rate: 1 per hour, every: 4 min}", "'rate' and 'every' exclude each other"),
      ("arrivals: {rate: 1 per hour, gaps: {cv: 0}}", "above 0"),
      ("arrivals: {rate: 1 per hour, own spread: yes}", "'own spread' without a spread"),
      ("arrivals: {rate: 1 per hour, surges: {factor: 2, calm: 1 s, surge: 1 h}}", "a calm is"),
      ("arrivals: {rate: 1 per hour, groups of: 0}", "from 1 to"),
      ("arrivals: {rate: 1 per hour, groups of: 513}", "more than 512 members"),
      ("arrivals: {rate: 1 per hour, groups of: {values: [0, 1]}}", "must be 1 or more"),
      ("arrivals: {every: 0 min}", "too short to be simulated"),
      ("arrivals: {at: []}", "nobody ever arrives"),
      ("arrivals: {at: [\"25:00\"]}", "a clock time here is from"),
      ("arrivals: {at: [\"06:00\", \"06:00\"], groups of: 3}", "one of the times stands twice"),
      ("arrivals: {at: [\"06:00\"], no-shows: 100 %}", "nobody ever comes"),
      ("arrivals: {population: 5000, away: 1 h}", "from 1 to 4096"),
      ("arrivals: {never empty: no}", "says nothing"),
      ("arrivals: {trace: missing.csv}", "no such file: 'missing.csv'"),
      ("priority: 1", "needs the word 'arrivals'"),
      ("returns of: car\n    after: 1 h", "returns from itself"),
      ("returns of: bus\n    after: 1 h", "no class is called 'bus'"),
      ("returns of: car\n    after: 1 h\n    arrivals: {rate: 1 per hour}", "exclude each other"),
      ("arrivals: {rate: 1 per hour}\n    share: 20 %", "are said of returns"),
      ("arrivals: {never empty: yes}\n    at the start: 2", "never empty"),
    ])
  func isTold(words: String, message: String) {
    let reading = Small.reading(words)
    #expect(reading.post == nil, "\(words)")
    #expect(reading.diagnostics.contains { $0.message.contains(message) }, "\(words): \(reading.diagnostics.printed)")
  }

  @Test("Faults of what is there at the start")
  func content() {
    let words = "arrivals: {rate: 1 per hour}"
    for (spaces, message) in [
      ("yard: {places: 5, at the start: 6}", "6 are in 'yard' at the start, which has 5 places"),
      ("yard: {places: 5, at the start: 2 buses}", "no class that enters 'yard' is called 'buses'"),
      ("yard: {places: 5, at the start: many}", "expected a number with a class"),
      ("yard: {places: 5}\n  hall: {places: 5, at the start: 2}", "nobody enters 'hall'"),
    ] {
      let reading = Small.reading(words, spaces: spaces)
      #expect(reading.diagnostics.contains { $0.message.contains(message) }, "\(reading.diagnostics.printed)")
    }
    for calendar in [", warm-up: 2 d", ", at the start: empty"] {
      let reading = Small.reading(words, spaces: "yard: {places: 5, at the start: 2}", calendar: calendar)
      #expect(reading.post == nil)
      #expect(reading.diagnostics.contains { $0.message.contains("there at the start") })
    }
  }
}

@Suite("Property: no record of arrivals, however hostile, stops the program")
struct TraceFileTests {
  /// Reads a scenario whose class follows a record with these bytes.
  private func reading(_ bytes: [UInt8], words: String = "") throws -> ScenarioReading {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(bytes).write(to: folder.appendingPathComponent("record.csv"))
    let text = Small.text("arrivals: {trace: record.csv}" + words)
    try Data(text.utf8).write(to: folder.appendingPathComponent("post.yaml"))
    return ScenarioReader.read(path: folder.appendingPathComponent("post.yaml").path)
  }

  private func instants(_ text: String) throws -> [Int64]? {
    let reading = try reading(Array(text.utf8))
    guard case .trace(let trace)? = reading.post?.traffic[0].arrivals.process else { return nil }
    return trace.instants
  }

  @Test("Date-times and minutes, quotation marks, blank lines, other columns, other order")
  func forms() throws {
    let minute: Int64 = 60_000_000
    #expect(
      try instants("time\n2025-03-03 00:10\n2025-03-03T00:05:30.250\n") == [5 * minute + 30_250_000, 10 * minute])
    #expect(try instants("plate,time\r\n\"a,\"\"b\",2.5\r\n\r\nc,1\r\n") == [minute, 150_000_000])
    #expect(try instants("time\n2025-03-02 23:00\n2025-03-03 01:00Z") == [-60 * minute, 60 * minute])
    #expect(try instants("\u{FEFF}time\n1e1") == [10 * minute])
  }

  @Test("A faulty cell is told with file, line and column")
  func places() throws {
    let reading = try reading(Array("plate,time\na,2025-02-30 10:00\nb,5\nc,soon\n".utf8))
    let cells = reading.diagnostics.map { "\($0.line):\($0.column)" }
    #expect(cells == ["2:3", "4:3"])
    #expect(reading.diagnostics.allSatisfy { $0.file.hasSuffix("record.csv") })
    #expect(reading.post == nil)
  }

  @Test(
    "Files that are no records",
    arguments: [
      "", "\n", "when\n5\n", "time;class\n5;car\n", "time\n", "time,class\n5,bus\n", "time\n1e300\n",
      "time,channel\n5,red\n",
      "time\n99999999\n", "\"time\n5\n", "time\n\"5", "time\u{0}\n5", ",,,\n,,,\n",
    ])
  func hostile(text: String) throws {
    let reading = try reading(Array(text.utf8))
    #expect(reading.post == nil)
    #expect(reading.diagnostics.count <= 25)
  }

  @Test("Bytes at random, and a record of a hundred thousand faulty rows, end soon")
  func bytes() throws {
    var state: UInt64 = 1
    for _ in 0..<20 {
      let bytes = (0..<500).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      _ = try reading(Array("time,class\n".utf8) + bytes)
    }
    let many = try reading(Array("time\n".utf8) + Array(repeatElement(Array("x\n".utf8), count: 100_000).joined()))
    #expect(many.diagnostics.count <= 25)
  }
}
