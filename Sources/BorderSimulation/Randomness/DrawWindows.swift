// SPDX-License-Identifier: GPL-3.0-or-later

/// Owns the memory of the windows of many streams.
///
/// A class because memory is freed when its owner goes; it is created and dropped outside the hot path, which sees
/// raw pointers only. The owner must outlive the streams.
package final class DrawWindows {
  private let start: UnsafeMutableRawPointer
  private let count: Int

  /// - Parameter streams: Number of dense streams, 0 or more.
  package init(streams: Int) {
    count = streams
    start = DrawWindows.allocate(streams: streams)
  }

  deinit { DrawWindows.deallocate(start) }

  /// The memory of one stream, 0 ..< streams.
  package func memory(ofStream index: Int) -> UnsafeMutableRawPointer {
    precondition(index >= 0 && index < count, "there is no window memory for stream \(index)")
    return start + index * DrawWindows.bytes
  }

  /// Bytes of one stream: eight tags and eight windows of eight 64-bit numbers.
  package static var bytes: Int { 8 * (8 + 64) }

  /// Memory for neighbouring streams, with empty windows.
  package static func allocate(streams: Int) -> UnsafeMutableRawPointer {
    let start = UnsafeMutableRawPointer.allocate(byteCount: max(1, streams) * bytes, alignment: 64)
    start.bindMemory(to: UInt64.self, capacity: max(1, streams) * bytes / 8)
    for index in 0..<max(1, streams) { clear(start + index * bytes) }
    return start
  }

  package static func deallocate(_ start: UnsafeMutableRawPointer) { start.deallocate() }

  /// Empties the windows of one stream: no entity has a tag of all ones, whose window number would exceed 2^29.
  static func clear(_ memory: UnsafeMutableRawPointer) {
    memory.assumingMemoryBound(to: UInt64.self).initialize(repeating: .max, count: 8 + 64)
  }
}
