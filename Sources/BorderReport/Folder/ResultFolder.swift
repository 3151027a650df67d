// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import BorderStudy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder into which the results of a study are written.
///
/// Everything is written into `NAME.partial`, which becomes `NAME` when it is complete: whoever finds a `NAME` finds
/// all of it. While the folder is being written a lock keeps other writers out; the system drops the lock when the
/// program ends, however it ends.
///
/// A class because it owns open files and the lock.
public final class ResultFolder {
  /// The folder as the user named it, without a slash at the end.
  public let path: String
  /// Something the user should know, such as that the rest of a dead run was replaced.
  public let notice: String?

  private let partialPath: String
  private let replaces: Bool
  private let lock: Int32
  private var entities: EntityFile?
  private var isOpen = true

  /// Files that the program writes into a folder; it removes no others.
  static let ownFiles = [
    ManifestFile.name, "causes.csv", "hourly.csv", "indicators.csv", "provenance.csv", "resources.csv",
    EntityTable.fileName,
  ]

  /// Prepares a folder for new results.
  ///
  /// - Parameters:
  ///   - path: Where the results shall stand; folders above it are created.
  ///   - replaces: Whether results that stand there already are replaced, at the very end.
  /// - Throws: `OutputError` when the folder exists and may not be replaced, when it holds files of somebody else, when
  ///   another program is writing it, or when nothing can be written there.
  public init(preparing path: String, replaces: Bool) throws(OutputError) {
    self.path = ResultFolder.trimmed(path)
    self.replaces = replaces
    partialPath = self.path + ".partial"
    try ResultFolder.checkDestination(self.path, replaces: replaces)
    try ResultFolder.createParents(of: self.path)
    let isNew = mkdir(partialPath, 0o777) == 0
    guard isNew || errno == EEXIST else { throw .system(.cannotCreate, "cannot create the folder '\(partialPath)'") }
    let lock = open(partialPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw .system(.cannotCreate, "cannot open the folder '\(partialPath)'") }
    self.lock = lock
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw OutputError(
        .cannotCreate, "another run is writing '\(partialPath)'; wait for it or choose another folder with --out")
    }
    if isNew {
      notice = nil
    } else {
      do throws(OutputError) {
        try ResultFolder.removeOwnFiles(in: partialPath)
      } catch {
        close(lock)
        throw error
      }
      notice = "replacing '\(partialPath)', which an unfinished run left behind"
    }
  }

  deinit { if isOpen { abandon() } }

  /// Removes what has been written so far; what stood at `path` before stays as it is.
  public func abandon() {
    guard isOpen else { return }
    isOpen = false
    entities = nil
    try? ResultFolder.removeOwnFiles(in: partialPath)
    rmdir(partialPath)
    close(lock)
  }

  // MARK: Entities

  /// Begins `entities.csv`.
  public func beginEntities(layout: ObservationLayout, calendar: Calendar) throws(OutputError) {
    entities = try EntityFile(
      creating: partialPath + "/" + EntityTable.fileName, EntityTable(layout: layout, calendar: calendar))
  }

  /// Appends the rows of a replication to `entities.csv`; replications come in ascending order.
  public func append(_ rows: EntityRows, replication: Int) throws(OutputError) {
    try entities?.append(rows, replication: replication)
  }

  // MARK: Completion

  /// Writes all tables and the manifest, and gives the folder its final name.
  ///
  /// - Throws: `OutputError`; then everything written so far has been removed.
  public func complete(_ report: RunReport, _ record: RunRecord) throws(OutputError) {
    precondition(isOpen, "A folder is completed once.")
    do throws(OutputError) {
      try write(report, record)
      try moveIntoPlace()
      isOpen = false
      close(lock)
    } catch {
      abandon()
      throw error
    }
  }

  private func write(_ report: RunReport, _ record: RunRecord) throws(OutputError) {
    var files: [ManifestFile.Table] = []
    var digest = SHA256()
    for table in report.tables.all {
      let file = try OutputFile(creating: partialPath + "/" + table.fileName)
      var own = SHA256()
      CommaSeparatedValues.appendHeader(table, to: file.buffer)
      for row in 0...table.rowCount {
        if row < table.rowCount { CommaSeparatedValues.append(row: table.row(row), to: file.buffer) }
        guard row == table.rowCount || file.buffer.count > 1 << 16 else { continue }
        digest.update(file.buffer.contents)
        own.update(file.buffer.contents)
        try file.flush()
      }
      try file.finish()
      files.append(.init(file: table.fileName, rows: table.rowCount, bytes: file.byteCount, sha256: own.hexadecimal))
    }
    if let entities {
      try entities.file.finish()
      files.append(.init(file: EntityTable.fileName, rows: entities.rowCount, bytes: entities.file.byteCount))
      files.sort { $0.file < $1.file }
    }
    let manifest = ManifestFile(
      report: report, record: record, tables: files, tablesDigest: digest.hexadecimal,
      entitiesDigest: entities?.digest.hexadecimal)
    let file = try OutputFile(creating: partialPath + "/" + ManifestFile.name)
    JSONText.append(manifest.value, to: file.buffer)
    try file.finish()
    guard fsync(lock) == 0 || errno == EINVAL else {
      throw .system(.cannotWrite, "cannot write the folder '\(partialPath)'")
    }
  }

  private func moveIntoPlace() throws(OutputError) {
    // A folder made in the meantime must not be overwritten either.
    try ResultFolder.checkDestination(path, replaces: replaces)
    let former = partialPath + ".former"
    let hasFormer = access(path, F_OK) == 0
    if hasFormer {
      guard rename(path, former) == 0 else { throw .system(.cannotCreate, "cannot replace the folder '\(path)'") }
    }
    guard rename(partialPath, path) == 0 else {
      let error = OutputError.system(.cannotCreate, "cannot give the folder '\(partialPath)' its final name")
      if hasFormer { rename(former, path) }
      throw error
    }
    if hasFormer {
      try? ResultFolder.removeOwnFiles(in: former)
      rmdir(former)
    }
  }
}

/// `entities.csv` while it is being written.
private final class EntityFile {
  let file: OutputFile
  private let table: EntityTable
  private(set) var rowCount = 0
  private(set) var digest = EntityDigest()

  init(creating path: String, _ table: EntityTable) throws(OutputError) {
    self.table = table
    file = try OutputFile(creating: path)
    table.appendHeader(to: file.buffer)
  }

  func append(_ rows: EntityRows, replication: Int) throws(OutputError) {
    let count = rows.width > 0 ? rows.values.count / rows.width : 0
    // Pieces of some hundred rows keep the buffer small whatever the size of a replication.
    var first = 0
    while first < count {
      let next = min(count, first + 256)
      table.append(rows, first..<next, replication: replication, to: file.buffer)
      try file.flushIfLarge()
      first = next
    }
    digest.append(rows, replication: replication)
    rowCount += count
  }
}
