// SPDX-License-Identifier: GPL-3.0-or-later

/// The exponential function, by additions and multiplications only, so that every machine gives the same bits.
///
/// x = k log 2 + r with |r| <= log(2) / 2; exp r = 1 + r + r² Q(r), where Q is a minimax polynomial of degree 9
/// (relative error below 2^-56); the result is scaled by 2^k.
///
/// - Parameter x: Any number; arguments beyond ±708 are taken as ±708, where the result is still a normal number.
/// - Returns: Within 2 units in the last place.
/// - Source: Cody and Waite, *Software Manual for the Elementary Functions* (1980), chapter 6, for the reduction with
///   a logarithm of two in two parts; coefficients by Tests/Validation/coefficients.py.
@inlinable
@inline(__always)
package func exponentialFunction(_ x: Double) -> Double {
  typealias C = ExponentialConstant
  let below = x > C.limit ? C.limit : x
  let inside = below < -C.limit ? -C.limit : below
  let shifted = inside * C.perLogTwo + C.rounder
  let k = shifted - C.rounder
  let high = inside - k * C.logTwoHead
  let low = k * C.logTwoTail
  let r = high - low
  let lost = (high - r) - low
  let z = r * r
  let even = (((z * C.q8 + C.q6) * z + C.q4) * z + C.q2) * z + C.q0
  let odd = (((z * C.q9 + C.q7) * z + C.q5) * z + C.q3) * z + C.q1
  let value = ((z * (r * odd + even) + lost) + r) + 1
  // The low bits of `shifted` hold k.
  let power = (shifted.bitPattern &+ 1023) &<< 52
  return value * Double(bitPattern: power)
}

/// Computed, not stored: the module has no global variable, and the compiler folds them.
@usableFromInline
package enum ExponentialConstant {
  @inlinable @inline(__always) static var limit: Double { 708 }
  @inlinable @inline(__always) static var perLogTwo: Double { 0x1.71547652b82fep0 }
  /// Adding it rounds to the nearest integer, which then stands in the low bits.
  @inlinable @inline(__always) static var rounder: Double { 0x1.8p52 }
  @inlinable @inline(__always) static var logTwoHead: Double { 0x1.62e42fefa0000p-1 }
  @inlinable @inline(__always) static var logTwoTail: Double { 0x1.cf79abc9e3b3ap-40 }
  @inlinable @inline(__always) static var q0: Double { 0x1.000000000000ap-1 }
  @inlinable @inline(__always) static var q1: Double { 0x1.55555555554fap-3 }
  @inlinable @inline(__always) static var q2: Double { 0x1.555555555088cp-5 }
  @inlinable @inline(__always) static var q3: Double { 0x1.1111111127ba2p-7 }
  @inlinable @inline(__always) static var q4: Double { 0x1.6c16c1842678ep-10 }
  @inlinable @inline(__always) static var q5: Double { 0x1.a01a012a68017p-13 }
  @inlinable @inline(__always) static var q6: Double { 0x1.a0199a16bce64p-16 }
  @inlinable @inline(__always) static var q7: Double { 0x1.71df253d33e32p-19 }
  @inlinable @inline(__always) static var q8: Double { 0x1.28ad68c7cf4bcp-22 }
  @inlinable @inline(__always) static var q9: Double { 0x1.ad7f773860219p-26 }
}
