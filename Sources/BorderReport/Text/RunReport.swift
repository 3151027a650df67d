// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis

/// The answer of a study as a planner reads it, and as a machine does.
public struct RunReport {
  public let post: BorderPost
  public let result: StudyResult

  /// - Parameters:
  ///   - post: What was simulated.
  ///   - result: What came of it; without a fault.
  public init(post: BorderPost, result: StudyResult) {
    self.post = post
    self.result = result
  }

  package var tables: ResultTables { ResultTables(result, provenance: post.provenance) }

  /// The table for the screen: at most 100 columns, every number with its unit and interval.
  public var text: String {
    let sections = [heading, warning, crossing, traffic, outcomes, lines, pools, conclusions, footnotes]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// `indicators.csv`
  public var commaSeparatedValues: String {
    let buffer = ByteBuffer(capacity: 1 << 16)
    CommaSeparatedValues.append(tables.indicators, to: buffer)
    return buffer.text
  }

  /// All tables in one object.
  public var json: String {
    var members: [(String, JSONValue)] = [
      ("program", .string(Program.name)), ("version", .string(Program.version)),
      ("schema", .integer(Int64(Program.resultsSchema))), ("scenario", .string(result.scenario)),
      ("question", .string(post.question)), ("seed", .unsigned(result.seed)),
      ("replications_asked", .integer(Int64(result.replicationsAsked))),
      ("replications_finished", .integer(Int64(result.replications))), ("interrupted", .boolean(result.isInterrupted)),
      ("starts", .string(post.calendar.starts.text)), ("days", .integer(Int64(result.days))),
      ("observations_digest", .string(result.observationsDigest)),
    ]
    members += tables.all.map { ($0.name, .rows($0)) }
    let buffer = ByteBuffer(capacity: 1 << 20)
    JSONText.append(.object(members), to: buffer)
    return buffer.text
  }
}

/// What the program calls itself in its results.
public enum Program {
  public static let name = "osbp"
  public static let version = "0.1.0"
  /// Rises when a table or the manifest changes its meaning.
  public static let resultsSchema = 1
}
