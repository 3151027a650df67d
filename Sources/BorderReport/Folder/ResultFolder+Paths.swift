// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ResultFolder {
  /// `results/malaba/` as `results/malaba`.
  static func trimmed(_ path: String) -> String {
    var trimmed = path
    while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
    return trimmed
  }

  /// Throws unless the place is free, or holds nothing but results that may be replaced.
  static func checkDestination(_ path: String, replaces: Bool) throws(OutputError) {
    guard !path.isEmpty else { throw OutputError(.cannotCreate, "--out needs the name of a folder") }
    let last = path.split(separator: "/").last
    guard let last, last != ".", last != ".." else {
      throw OutputError(.cannotCreate, "'\(path)' cannot be made anew; name a folder that does not exist yet")
    }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw .system(.cannotCreate, "cannot look at '\(path)'")
    }
    guard replaces else {
      throw OutputError(
        .cannotCreate, "'\(path)' exists already; choose another folder, or replace its results with --force")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw OutputError(.cannotCreate, "'\(path)' is not a folder; choose another name")
    }
    if let stranger = try strangers(in: path).first {
      throw OutputError(
        .cannotCreate,
        "'\(path)' holds '\(stranger)', which this program did not write; move it, or choose another folder")
    }
  }

  /// Names in a folder that the program does not write, ascending.
  private static func strangers(in path: String) throws(OutputError) -> [String] {
    guard let folder = opendir(path) else { throw .system(.cannotCreate, "cannot look into the folder '\(path)'") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." && !ownFiles.contains(name) { names.append(name) }
    }
    return names.sorted()
  }

  static func removeOwnFiles(in path: String) throws(OutputError) {
    if let stranger = try strangers(in: path).first {
      throw OutputError(
        .cannotCreate, "'\(path)' holds '\(stranger)', which this program did not write; move it away first")
    }
    for name in ownFiles {
      let file = path + "/" + name
      guard unlink(file) == 0 || errno == ENOENT else { throw .system(.cannotCreate, "cannot remove '\(file)'") }
    }
  }

  static func createParents(of path: String) throws(OutputError) {
    var parent = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      parent += parent.isEmpty || parent == "/" ? String(part) : "/" + part
      guard mkdir(parent, 0o777) == 0 || errno == EEXIST || isFolder(parent) else {
        throw .system(.cannotCreate, "cannot create the folder '\(parent)'")
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
