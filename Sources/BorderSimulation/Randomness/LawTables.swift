// SPDX-License-Identifier: GPL-3.0-or-later

/// The numbers of laws that a record of four cannot hold: values with their shares, measured values, parts
/// of a mixture.
///
/// One row of 64-bit words for all laws of a network; a `CompiledLaw` says where its own begin. Equal tables are kept
/// once.
package struct LawTables: Hashable, Sendable {
  /// The words of all tables, one after the other: bits of doubles unless said otherwise.
  package private(set) var words: [UInt64] = []
  private var starts: [Span] = []

  private struct Span: Hashable {
    var first: Int
    var count: Int
  }

  package init() {}

  /// - Returns: Where the words begin.
  mutating func place(_ table: [UInt64]) -> UInt32 {
    let known = starts.first { span in
      span.count == table.count && words[span.first..<(span.first + span.count)].elementsEqual(table)
    }
    if let known { return UInt32(known.first) }
    let first = words.count
    precondition(first + table.count < 1 << 32, "laws have more than 2^32 numbers")
    words += table
    starts.append(Span(first: first, count: table.count))
    return UInt32(first)
  }
}

/// Owns the words of law tables as raw memory, for streams outside a kernel. It must outlive the streams.
///
/// A class because memory is freed when its owner goes.
package final class LawTableMemory {
  package let words: UnsafePointer<UInt64>

  package init(_ tables: LawTables) { words = LawTableMemory.allocate(tables) }

  deinit { words.deallocate() }

  package static func allocate(_ tables: LawTables) -> UnsafePointer<UInt64> {
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, tables.words.count))
    memory.initialize(from: tables.words, count: tables.words.count)
    return UnsafePointer(memory)
  }
}

/// Reading of tables.
enum LawTable {
  @inline(__always)
  static func number(_ table: UnsafePointer<UInt64>, _ index: Int) -> Double { Double(bitPattern: table[index]) }

  /// The first of `count` ascending bounds above `u`, or `count`: which of `count + 1` parts the uniform number falls
  /// into.
  @inline(__always)
  static func part(of u: Double, in bounds: UnsafePointer<UInt64>, count: Int) -> Int {
    var first = 0
    var length = count
    while length > 0 {
      let half = length &>> 1
      if Double(bitPattern: bounds[first &+ half]) <= u {
        first = first &+ half &+ 1
        length = length &- half &- 1
      } else {
        length = half
      }
    }
    return first
  }

  /// The bounds between parts: sums of shares, scaled to 1, without the last.
  static func bounds(_ shares: [Double]) -> [UInt64] {
    let total = shares.reduce(0, +)
    var sum = 0.0
    return shares.dropLast().map { share in
      sum += share
      return (sum / total).bitPattern
    }
  }
}
