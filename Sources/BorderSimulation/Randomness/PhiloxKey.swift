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
    var x0 = UInt64(c0)
    var x1 = UInt64(c1)
    var x2 = UInt64(c2)
    var x3 = UInt64(c3)
    // The high halves of x1 and x3 hold rubbish between rounds; only low halves are multiplied or kept.
    for round in 0..<10 {
      let product0 = (x0 & 0xFFFF_FFFF) &* UInt64(PhiloxConstant.firstMultiplier)
      let product1 = (x2 & 0xFFFF_FFFF) &* UInt64(PhiloxConstant.secondMultiplier)
      x0 = (product1 &>> 32) ^ x1 ^ UInt64(first[round])
      x1 = product1
      x2 = (product0 &>> 32) ^ x3 ^ UInt64(second[round])
      x3 = product0
    }
    return (
      UInt32(truncatingIfNeeded: x0), UInt32(truncatingIfNeeded: x1),
      UInt32(truncatingIfNeeded: x2), UInt32(truncatingIfNeeded: x3)
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
    let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
    var x0 = SIMD4<UInt64>(repeating: UInt64(c0))
    var x1 = SIMD4<UInt64>(repeating: UInt64(c1)) &+ SIMD4<UInt64>(0, 1, 2, 3)
    var x2 = SIMD4<UInt64>(repeating: UInt64(c2))
    var x3 = SIMD4<UInt64>(repeating: UInt64(c3))
    for round in 0..<10 {
      let product0 = (x0 & low) &* SIMD4(repeating: UInt64(PhiloxConstant.firstMultiplier))
      let product1 = (x2 & low) &* SIMD4(repeating: UInt64(PhiloxConstant.secondMultiplier))
      x0 = (product1 &>> 32) ^ x1 ^ SIMD4(repeating: UInt64(first[round]))
      x1 = product1
      x2 = (product0 &>> 32) ^ x3 ^ SIMD4(repeating: UInt64(second[round]))
      x3 = product0
    }
    return ((x1 &<< 32) | (x0 & low), (x3 &<< 32) | (x2 & low))
  }
}

/// The published constants of Philox4x32.
private enum PhiloxConstant {
  @inline(__always) static var firstMultiplier: UInt32 { 0xD251_1F53 }
  @inline(__always) static var secondMultiplier: UInt32 { 0xCD9E_8D57 }
  @inline(__always) static var firstKeyStep: UInt32 { 0x9E37_79B9 }
  @inline(__always) static var secondKeyStep: UInt32 { 0xBB67_AE85 }
}
