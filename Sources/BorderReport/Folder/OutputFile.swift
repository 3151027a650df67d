// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that is being written, in large pieces.
///
/// A class because it owns an open file and a buffer.
final class OutputFile {
  let path: String
  let buffer: ByteBuffer
  /// Bytes handed to the system.
  private(set) var byteCount: Int64 = 0
  private var descriptor: Int32

  /// Bytes collected before they are handed to the system.
  private static let piece = 1 << 18

  /// Creates the file, which must not exist.
  init(creating path: String) throws(OutputError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(.cannotCreate, "cannot create '\(path)'") }
    buffer = ByteBuffer(capacity: OutputFile.piece + 1 << 16)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Hands full pieces to the system; to be called after every few rows.
  @inline(__always)
  func flushIfLarge() throws(OutputError) { if buffer.count >= OutputFile.piece { try flush() } }

  func flush() throws(OutputError) {
    try OutputFile.write(buffer.contents, to: descriptor, called: "'\(path)'")
    byteCount += Int64(buffer.count)
    buffer.removeAll()
  }

  /// Writes the rest and sees to it that it stands on the disk.
  func finish() throws(OutputError) {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(.cannotWrite, "cannot write '\(path)'") }
    let status = close(descriptor)
    descriptor = -1
    guard status == 0 else { throw .system(.cannotWrite, "cannot write '\(path)'") }
  }

  static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, called name: String
  ) throws(OutputError) {
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while start < bytes.count {
      let written = systemWrite(descriptor, base + start, bytes.count - start)
      if written > 0 {
        start += written
      } else if written == 0 || errno != EINTR {
        throw .system(.cannotWrite, "cannot write \(name)")
      }
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// Writing to the standard streams.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all of a text, unbuffered.
  public func write(_ text: String) throws(OutputError) {
    let buffer = ByteBuffer(capacity: max(1, text.utf8.count))
    buffer.append(text)
    let name = self == .output ? "to standard output" : "to standard error"
    try OutputFile.write(buffer.contents, to: rawValue, called: name)
  }
}
