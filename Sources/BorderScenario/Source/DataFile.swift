// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import Foundation

/// A file that a law refers to: measured values. It belongs to the input as the scenario does.
struct DataFile: Sendable {
  /// As written in the scenario.
  var name: String
  /// From the current folder.
  var path: String
  var bytes: [UInt8]
}

/// The data files of one scenario: each is read once.
struct DataFiles: Sendable {
  /// Bytes of all files together, and of all columns that are read from them.
  static let mostBytes = 20_000_000

  enum Refusal: Error {
    case missing, noFile, unreadable, tooLong
  }

  /// In the order in which they were met.
  private(set) var files: [DataFile] = []
  private var bytes = 0
  private var bytesOfColumns = 0
  private var columns: [MeasuredColumn: MeasuredValues] = [:]
  /// Values of all laws together.
  private var valueCount = 0

  /// - Parameter owner: Path of the file in which the name stands; the data file is looked for in its folder.
  mutating func file(_ name: String, besides owner: String) throws(Refusal) -> DataFile {
    let path = ScenarioFile.path(name, besides: owner)
    if let known = files.first(where: { $0.path == path }) { return known }
    guard !path.utf8.contains(0) else { throw .missing }
    let attributes = try? FileManager.default.attributesOfItem(atPath: ScenarioFile.truePath(of: path))
    guard let attributes else { throw .missing }
    // Devices and pipes would never end.
    guard attributes[.type] as? FileAttributeType == .typeRegular else { throw .noFile }
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard size <= Self.mostBytes - bytes else { throw .tooLong }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Self.mostBytes - bytes + 1) ?? Data() else { throw .unreadable }
    bytes += data.count
    let file = DataFile(name: name, path: path, bytes: Array(data))
    files.append(file)
    return file
  }

  /// The values of a column that has been read.
  func values(of column: MeasuredColumn) -> MeasuredValues? { columns[column] }

  /// - Returns: False if too many bytes would be read in all.
  mutating func mayRead(_ file: DataFile) -> Bool {
    bytesOfColumns += file.bytes.count
    return bytesOfColumns <= 2 * Self.mostBytes
  }

  mutating func keep(_ values: [TimeSpan], as column: MeasuredColumn) {
    columns[column] = MeasuredValues(values: values)
  }

  /// - Returns: False if all laws together have too many values.
  mutating func mayUse(_ count: Int) -> Bool {
    valueCount += count
    return valueCount <= MeasuredTimes.most
  }
}

/// The values of a column; empty after an error.
struct MeasuredValues: Sendable {
  var values: [TimeSpan]
}

/// Which numbers of which file.
struct MeasuredColumn: Hashable, Sendable {
  var path: String
  var column: String?
  var unit: String?
}

extension Findings {
  /// The values of a column of a file, read once for all laws that use it.
  ///
  /// - Returns: `nil` after an error.
  mutating func measuredTimes(_ name: String, column: String?, unit: String?, at place: Place) -> [TimeSpan]? {
    guard let file = dataFile(name, at: place) else { return nil }
    let key = MeasuredColumn(path: file.path, column: column, unit: unit)
    if dataFiles.values(of: key) == nil {
      guard dataFiles.mayRead(file) else {
        error("too many columns of large data files", fix: "write small files, one for each law", at: place)
        return nil
      }
      let values = MeasuredTimes(file: file, column: column, unit: unit, place: place).read(&self)
      // A file with faults is told once.
      dataFiles.keep(values ?? [], as: key)
    }
    guard let values = dataFiles.values(of: key)?.values, !values.isEmpty else { return nil }
    guard dataFiles.mayUse(values.count) else {
      error(
        "the laws of this scenario have more than \(MeasuredTimes.most) measured values together",
        fix: "draw a sample of them", at: place)
      return nil
    }
    return values
  }

  /// A file beside the scenario, for what stands at `place`.
  ///
  /// - Returns: `nil` after an error.
  mutating func dataFile(_ name: String, at place: Place) -> DataFile? {
    let refusal: DataFiles.Refusal
    do {
      // A setting of the command line, which has no line, stands for a word of the scenario itself.
      return try dataFiles.file(name, besides: place.line > 0 ? place.file ?? file : file)
    } catch { refusal = error }
    switch refusal {
    case .missing:
      error(
        "no such file: \(name.quoted)", fix: "check the name; it is looked for in the folder of the scenario",
        at: place)
    case .noFile: error("\(name.quoted) is no plain file", fix: "name a file of comma-separated values", at: place)
    case .unreadable: error("\(name.quoted) cannot be read", fix: "check its permissions", at: place)
    case .tooLong:
      error(
        "the data files of a scenario have more than \(DataFiles.mostBytes / 1_000_000) MB together",
        fix: "keep the column that is needed", at: place)
    }
    return nil
  }
}
