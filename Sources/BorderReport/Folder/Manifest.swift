// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy

/// What is known of a run beside its answer; goes into `manifest.json`.
public struct RunRecord: Sendable {
  public struct Input: Sendable {
    /// As the user named it.
    public var file: String
    /// 64 hexadecimal digits.
    public var sha256: String

    public init(file: String, sha256: String) {
      self.file = file
      self.sha256 = sha256
    }
  }

  /// The arguments, without the name of the program.
  public var command: [String]
  /// SHA-256 of the resolved model: 64 hexadecimal digits.
  public var modelDigest: String
  public var inputs: [Input]
  /// Seconds since 1970-01-01 00:00 UTC at which the run began.
  public var startedAt: Int
  /// Seconds the run took.
  public var wallSeconds: Double

  public init(command: [String], modelDigest: String, inputs: [Input], startedAt: Int, wallSeconds: Double) {
    self.command = command
    self.modelDigest = modelDigest
    self.inputs = inputs
    self.startedAt = startedAt
    self.wallSeconds = wallSeconds
  }
}

/// `manifest.json`: how the results came about, and digests by which a repetition is checked.
struct ManifestFile {
  static let name = "manifest.json"

  struct Table {
    var file: String
    var rows: Int
    var bytes: Int64
    /// `nil` for the table of entities, which has its own digest.
    var sha256: String?
  }

  var report: RunReport
  var record: RunRecord
  var tables: [Table]
  /// SHA-256 of all bytes of the answer tables, in the order of their names.
  var tablesDigest: String
  var entitiesDigest: String?

  var value: JSONValue {
    let result = report.result
    var digests: [(String, JSONValue)] = [
      ("observations", .string(result.observationsDigest)), ("tables", .string(tablesDigest)),
    ]
    if let entitiesDigest { digests.append(("entities", .string(entitiesDigest))) }
    return .object([
      ("program", .string(Program.name)),
      ("version", .string(Program.version)),
      ("schema", .integer(Int64(Program.resultsSchema))),
      ("command", .array(record.command.map { .string($0) })),
      ("scenario", .string(result.scenario)),
      ("model_sha256", .string(record.modelDigest)),
      ("inputs", .array(record.inputs.map { .object([("file", .string($0.file)), ("sha256", .string($0.sha256))]) })),
      ("seed", .unsigned(result.seed)),
      ("starts", .string(report.post.calendar.starts.text)),
      ("days", .integer(Int64(result.days))),
      ("replications_asked", .integer(Int64(result.replicationsAsked))),
      ("replications_finished", .integer(Int64(result.replications))),
      ("interrupted", .boolean(result.isInterrupted)),
      ("events", .integer(result.events)),
      ("tables", .array(tables.map(entry))),
      ("digests", .object(digests)),
      ("started", .string(ManifestFile.instant(record.startedAt))),
      ("wall_seconds", .number(record.wallSeconds)),
    ])
  }

  private func entry(_ table: Table) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("file", .string(table.file)), ("rows", .integer(Int64(table.rows))), ("bytes", .integer(table.bytes)),
    ]
    if let sha256 = table.sha256 { members.append(("sha256", .string(sha256))) }
    return .object(members)
  }

  /// `2026-11-24T20:00:00Z`
  static func instant(_ seconds: Int) -> String {
    let day = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
    let rest = seconds - day * 86_400
    let clock = [rest / 3_600, rest / 60 % 60, rest % 60].map(ClockOffset.twoDigits).joined(separator: ":")
    return CivilDate(dayNumber: day).text + "T" + clock + "Z"
  }
}

/// A digest of the exact integers of the table of entities, in the order of its rows.
///
/// Sixty-four bits taken from the integers, not from the bytes of the file: SHA-256 over the bytes would cost more than
/// writing them. It tells a repetition from a difference; it is no protection against forgery.
///
/// - Source: the mixing function is the finaliser of SplitMix64: Steele, Lea and Flood, OOPSLA 2014.
struct EntityDigest {
  private var state: UInt64 = 0

  mutating func append(_ rows: EntityRows, replication: Int) {
    state = EntityDigest.mixed(state ^ UInt64(bitPattern: Int64(replication)))
    for value in rows.values { state = EntityDigest.mixed(state ^ UInt64(bitPattern: value)) }
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    var mixed = word &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// 16 hexadecimal digits.
  var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
