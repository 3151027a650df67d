// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Files on the disk.
enum ScenarioFile {
  /// Why a file cannot be read.
  struct Fault: Error {
    var message: String
    var fix: String
  }

  /// The bytes of a file, at most one more than a scenario may have.
  ///
  /// - Parameter mustBeRegular: Whether pipes and devices, which may never end, are refused.
  static func bytes(of path: String, mustBeRegular: Bool) throws(Fault) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard !path.utf8.contains(0), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Fault(message: "no such file", fix: "check the name; paths start at the current folder")
    }
    guard !isFolder.boolValue else {
      throw Fault(message: "this is a folder; expected a scenario file", fix: "name a file in it")
    }
    if mustBeRegular, !isRegular(path) { throw Fault(message: "this is no ordinary file", fix: "name a scenario file") }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      var bytes: [UInt8] = []
      // One byte more than allowed tells that the file is too long, without reading the rest of it.
      while bytes.count <= SourceText.mostBytes {
        guard let part = try handle.read(upToCount: SourceText.mostBytes + 1 - bytes.count), !part.isEmpty else {
          break
        }
        bytes.append(contentsOf: part)
      }
      return bytes
    } catch {
      throw Fault(message: "the file cannot be read", fix: "check its permissions")
    }
  }

  /// A path as written in a file, from the current folder.
  static func path(_ written: String, besides file: String) -> String {
    guard !written.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return written }
    return file[...slash] + written
  }

  /// The same text for two names of one file.
  static func truePath(of path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  private static func isRegular(_ path: String) -> Bool {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType
    return type == .typeRegular
  }
}
