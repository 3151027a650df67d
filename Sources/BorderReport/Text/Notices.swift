// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import BorderStudy

/// Sentences that the command line says beside its results, all on standard error.
public enum Notices {
  public static func error(_ message: String) -> String { "\(Program.name): error: \(message)\n" }

  public static func note(_ message: String) -> String { "\(Program.name): \(message)\n" }

  public static let nothingFinished =
    "interrupted before the first replication was finished; there is nothing to report"

  public static func unknownTerm(_ term: String, nearest: String?) -> String {
    "no word '\(term)' is known" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
      + "\n  fix: " + (nearest.map { "osbp explain \($0)" } ?? "'osbp explain' alone lists all words")
  }

  public static func started(_ path: String) -> String {
    let commands = [
      ("osbp check \(path)", "what it amounts to, and every fault with its cure"),
      ("osbp run \(path)", "who waits how long, where, and why"),
      ("osbp explain at end of shift", "what a word means"),
      ("osbp explain --paths \(path)", "every value, for --set"),
    ]
    let width = commands.map(\.0.count).max() ?? 0
    let lines = commands.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count) + "  " + $0.1 }
    return (["'\(path)' is written. Next:"] + lines).joined(separator: "\n") + "\n"
  }

  public static let nothingExpected =
    "nothing is expected of this scenario; write what must come out under 'expect'"

  /// `mm1.yaml: 120 of about 300 replications`
  public static func verified(_ scenario: String, replications: Int, needed: Int?) -> String {
    let count = CountText.grouped(String(replications))
    let all = needed.map { " of about \(CountText.grouped(String(max($0, replications))))" } ?? ""
    return "\(scenario): \(count)\(all) replications"
  }

  public static func verified(_ scenario: String, replications: Int, after seconds: Double) -> String {
    "\(scenario): \(CountText.counted(replications, "replication")) in \(ProgressText.length(seconds))"
  }

  public static func written(_ path: String) -> String { "results are in '\(path)'" }

  /// - Parameter what: What went wrong, in the words of the room where it did.
  public static func ownFault(_ what: String) -> String {
    "\(what); this is a fault of the program, please report it with the scenario and the command"
  }

  public static func interrupted(finished: Int, asked: Int) -> String {
    "interrupted: these are the first \(finished) of \(asked) replications"
  }

  /// What stopped a replication, and what to do about it.
  public static func fault(_ fault: RunFault, replication: Int, scenario: String) -> String {
    let what: String
    switch fault {
    case .eventLimit(let limit):
      what =
        "more than \(CountText.grouped(String(limit))) events; look for a rate in the wrong unit, or shorten the "
        + "window with --days"
    case .tooManyInside(let count):
      what =
        "\(CountText.grouped(String(count))) vehicles and persons are inside at once; more come than can be served: "
        + "see the loads that 'osbp check' prints"
    case .tooManyArrivals(let count):
      what =
        "a class has more than \(CountText.grouped(String(count))) arrivals; look for a rate in the wrong unit, or "
        + "shorten the window with --days"
    case .tooManyPeople:
      what = "a vehicle has more than 4,095 people; lower the numbers under 'people'"
    case .tooManyVisits:
      what =
        "one member of a class goes back more often than can be counted; write 'at most' behind 'back to', or lower "
        + "its share"
    case .timeOverflow:
      what =
        "times have grown beyond what can be counted: either a duration is in the wrong unit, or far more come than "
        + "can be served for a very long time; see the loads that 'osbp check' prints, or lower --days"
    case .deadlock(let microseconds, let cycle):
      what = deadlock(after: Double(microseconds) / 3_600_000_000, cycle)
    case .conservation(let books):
      what = "the books do not balance (\(books)); this is a fault of the program, please report it"
    }
    return "\(scenario), replication \(replication): \(what)"
  }
}

extension Notices {
  /// Who waits for whom, all round the circle.
  private static func deadlock(after hours: Double, _ cycle: [DeadlockLink]) -> String {
    let links = cycle.map { link in
      "'\(link.trafficClass)' at '\(link.station)' waits for '\(link.pool)'"
    }
    return "deadlock, seen \(Number.fixed(hours, decimals: 0)) h after the start: "
      + links.joined(separator: ", held by one who is in turn stuck: ")
      + ", held by the first: none of them can ever go on; leave one space or unit before the next is asked for, or "
      + "let a full space turn away"
  }
}

/// How far a study has come, in words.
public struct ProgressText: Sendable {
  private let asked: Int

  /// - Parameter asked: Replications asked for, 1 or more.
  public init(asked: Int) { self.asked = asked }

  /// `12 of 20 replications, about 40 s left`
  ///
  /// - Parameter seconds: Since the start.
  public func line(finished: Int, after seconds: Double) -> String {
    var text = "\(finished) of \(CountText.counted(asked, "replication"))"
    if finished > 0 && finished < asked {
      text += ", about \(ProgressText.length(seconds / Double(finished) * Double(asked - finished))) left"
    } else if finished == asked {
      text += " in \(ProgressText.length(seconds))"
    }
    return text
  }

  /// Whether a line is due where lines cannot be rewritten: each time another tenth is finished.
  public func isTenth(finished: Int) -> Bool {
    finished > 0 && finished * 10 / asked > (finished - 1) * 10 / asked
  }

  /// `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`
  static func length(_ seconds: Double) -> String {
    if seconds < 9.95 { return Number.fixed(max(0, seconds), decimals: 1) + " s" }
    let whole = Int(min(seconds, 1e9).rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
  }
}
