// SPDX-License-Identifier: GPL-3.0-or-later

/// The counter-based generator Philox4x32-10: a block of four random words is a function of a key and a counter.
///
/// The key is the seed of a study. The counter is (draw, entity, purpose, replication) in this order of words, so
/// that any draw can be made at any time, on any thread, without a state. The ten round keys are expanded once.
///
/// - Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11 (2011), section 3.3.
package struct PhiloxKey: Sendable {
  /// Round keys 0...9 for the first half of the block.
  let first: SIMD16<UInt32>
  /// Round keys 0...9 for the second half of the block.
  let second: SIMD16<UInt32>

  /// - Parameter seed: Key words are the low and the high half.
  package init(seed: UInt64) {
    var first = SIMD16<UInt32>()
    var second = SIMD16<UInt32>()
    for round in 0..<10 {
      first[round] = UInt32(truncatingIfNeeded: seed) &+ UInt32(round) &* PhiloxConstant.firstKeyStep
      second[round] = UInt32(truncatingIfNeeded: seed >> 32) &+ UInt32(round) &* PhiloxConstant.secondKeyStep
    }
    self.first = first
    self.second = second
  }

  /// The four words of one counter.
  @inline(__always)
  package func block(_ c0: UInt32, _ c1: UInt32, _ c2: UInt32, _ c3: UInt32) -> (UInt32, UInt32, UInt32, UInt32) {
    var words = PhiloxWords(x0: UInt64(c0), x1: UInt64(c1), x2: UInt64(c2), x3: UInt64(c3))
    words.round(first[0], second[0])
    words.round(first[1], second[1])
    words.round(first[2], second[2])
    words.round(first[3], second[3])
    words.round(first[4], second[4])
    words.round(first[5], second[5])
    words.round(first[6], second[6])
    words.round(first[7], second[7])
    words.round(first[8], second[8])
    words.round(first[9], second[9])
    return (
      UInt32(truncatingIfNeeded: words.x0), UInt32(truncatingIfNeeded: words.x1),
      UInt32(truncatingIfNeeded: words.x2), UInt32(truncatingIfNeeded: words.x3)
    )
  }

  /// Both 64-bit halves of one block: words 1 and 0, words 3 and 2, the later word above the earlier.
  @inline(__always)
  func halves(_ c0: UInt32, _ c1: UInt32, _ c2: UInt32, _ c3: UInt32) -> (UInt64, UInt64) {
    let (w0, w1, w2, w3) = block(c0, c1, c2, c3)
    return (UInt64(w1) &<< 32 | UInt64(w0), UInt64(w3) &<< 32 | UInt64(w2))
  }

  /// Both halves of the four blocks `c1 ..< c1 + 4`, by lane; equal in every bit to four calls of `halves`.
  @inline(__always)
  func fourHalves(_ c0: UInt32, from c1: UInt32, _ c2: UInt32, _ c3: UInt32) -> (SIMD4<UInt64>, SIMD4<UInt64>) {
    var state = PhiloxLanes(
      x0: SIMD4<UInt64>(repeating: UInt64(c0)),
      x1: SIMD4<UInt64>(UInt64(c1), UInt64(c1) + 1, UInt64(c1) + 2, UInt64(c1) + 3),
      x2: SIMD4<UInt64>(repeating: UInt64(c2)), x3: SIMD4<UInt64>(repeating: UInt64(c3)))
    state.round(first[0], second[0])
    state.round(first[1], second[1])
    state.round(first[2], second[2])
    state.round(first[3], second[3])
    state.round(first[4], second[4])
    state.round(first[5], second[5])
    state.round(first[6], second[6])
    state.round(first[7], second[7])
    state.round(first[8], second[8])
    state.round(first[9], second[9])
    let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
    return ((state.x1 &<< 32) | (state.x0 & low), (state.x3 &<< 32) | (state.x2 & low))
  }
}

/// The state between two rounds. The high halves of all words hold rubbish; only low halves are multiplied or kept.
private struct PhiloxWords {
  var x0: UInt64
  var x1: UInt64
  var x2: UInt64
  var x3: UInt64

  @inline(__always)
  mutating func round(_ key0: UInt32, _ key1: UInt32) {
    let product0 = (x0 & 0xFFFF_FFFF) &* UInt64(PhiloxConstant.firstMultiplier)
    let product1 = (x2 & 0xFFFF_FFFF) &* UInt64(PhiloxConstant.secondMultiplier)
    x0 = (product1 &>> 32) ^ x1 ^ UInt64(key0)
    x1 = product1
    x2 = (product0 &>> 32) ^ x3 ^ UInt64(key1)
    x3 = product0
  }
}

/// Four such states by lane.
private struct PhiloxLanes {
  var x0: SIMD4<UInt64>
  var x1: SIMD4<UInt64>
  var x2: SIMD4<UInt64>
  var x3: SIMD4<UInt64>

  @inline(__always)
  mutating func round(_ key0: UInt32, _ key1: UInt32) {
    let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
    let multiplier0 = SIMD4<UInt64>(repeating: UInt64(PhiloxConstant.firstMultiplier))
    let multiplier1 = SIMD4<UInt64>(repeating: UInt64(PhiloxConstant.secondMultiplier))
    // Types written out: with inferred ones the compiler takes the generic, slow multiplication.
    let factor0: SIMD4<UInt64> = x0 & low
    let factor1: SIMD4<UInt64> = x2 & low
    let product0: SIMD4<UInt64> = factor0 &* multiplier0
    let product1: SIMD4<UInt64> = factor1 &* multiplier1
    x0 = (product1 &>> 32) ^ x1 ^ SIMD4<UInt64>(repeating: UInt64(key0))
    x1 = product1
    x2 = (product0 &>> 32) ^ x3 ^ SIMD4<UInt64>(repeating: UInt64(key1))
    x3 = product0
  }
}

/// The published constants of Philox4x32.
private enum PhiloxConstant {
  @inline(__always) static var firstMultiplier: UInt32 { 0xD251_1F53 }
  @inline(__always) static var secondMultiplier: UInt32 { 0xCD9E_8D57 }
  @inline(__always) static var firstKeyStep: UInt32 { 0x9E37_79B9 }
  @inline(__always) static var secondKeyStep: UInt32 { 0xBB67_AE85 }
}
