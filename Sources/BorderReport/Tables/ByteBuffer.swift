// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes on their way into a file, in memory that is used again and again.
///
/// A class because it owns raw memory: rows of entities are written through a bare pointer, a few nanoseconds a field.
package final class ByteBuffer {
  package private(set) var count = 0
  private var capacity: Int
  private var bytes: UnsafeMutablePointer<UInt8>

  /// - Parameter capacity: Bytes to begin with; the buffer grows as needed.
  package init(capacity: Int = 4096) {
    precondition(capacity > 0, "A buffer has room for one byte or more.")
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// What has been written since the buffer was last emptied; valid until the next change.
  package var contents: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }

  package var text: String { String(decoding: contents, as: UTF8.self) }

  package func removeAll() { count = 0 }

  package func append(_ byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count += 1
  }

  package func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  package func append(_ source: UnsafeRawBufferPointer) {
    guard let start = source.baseAddress else { return }
    reserve(source.count)
    UnsafeMutableRawPointer(bytes + count).copyMemory(from: start, byteCount: source.count)
    count += source.count
  }

  /// Hands out the memory behind the last byte.
  ///
  /// - Parameters:
  ///   - maximum: The most that `write` may fill.
  ///   - write: Fills bytes from the start and answers where it stopped.
  func append(
    atMost maximum: Int, _ write: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>
  ) {
    reserve(maximum)
    let start = bytes + count
    let written = write(start) - start
    assert(written >= 0 && written <= maximum, "More bytes were written than announced.")
    count += written
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
  }
}
