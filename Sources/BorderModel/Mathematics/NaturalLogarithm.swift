// SPDX-License-Identifier: GPL-3.0-or-later

/// The natural logarithm, by additions, multiplications and one division only, so that every machine gives the same
/// bits.
///
/// x = 2^k · m with m in [sqrt(1/2), sqrt(2)); with f = m - 1 and s = f / (2 + f), log m = f - f²/2 + s (f²/2 + R),
/// where R = s² P(s²) and P is a minimax polynomial of degree 6 (relative error of log m below 2^-58).
///
/// - Parameter x: A normal number above 0; anything else gives a meaningless number.
/// - Returns: Within 1 unit in the last place; 0 for 1.
/// - Source: the argument reduction is that of Cody and Waite, *Software Manual for the Elementary Functions* (1980),
///   in the form with s = f / (2 + f) that fdlibm made usual; coefficients by Tests/Validation/coefficients.py.
@inlinable
@inline(__always)
package func naturalLogarithm(_ x: Double) -> Double {
  typealias C = LogarithmConstant
  let shifted = x.bitPattern &+ C.shift
  let m = Double(bitPattern: (shifted & C.fraction) &+ C.rootOfHalf)
  let k = Double(bitPattern: (shifted &>> 52) | C.integerBits) - C.integerOffset
  let f = m - 1
  let s = f / (f + 2)
  let z = s * s
  let w = z * z
  let even = w * (w * (w * C.p6 + C.p4) + C.p2) + C.p0
  let odd = w * (w * C.p5 + C.p3) + C.p1
  let r = z * (z * odd + even)
  let halfSquare = f * 0.5 * f
  let small = s * (halfSquare + r) + k * C.logTwoTail
  return k * C.logTwoHead - ((halfSquare - small) - f)
}

/// Computed, not stored: the module has no global variable, and the compiler folds them.
@usableFromInline
package enum LogarithmConstant {
  /// Moves the boundary between exponents from 1 to sqrt(1/2) (truncated to 20 bits of fraction).
  @inlinable @inline(__always) static var shift: UInt64 { 0x3FF0_0000_0000_0000 - 0x3FE6_A09E_0000_0000 }
  @inlinable @inline(__always) static var fraction: UInt64 { 0x000F_FFFF_FFFF_FFFF }
  @inlinable @inline(__always) static var rootOfHalf: UInt64 { 0x3FE6_A09E_0000_0000 }
  /// 2^52 as bits: an integer below 2^52 in the fraction makes the double 2^52 + integer.
  @inlinable @inline(__always) static var integerBits: UInt64 { 0x4330_0000_0000_0000 }
  @inlinable @inline(__always) static var integerOffset: Double { 0x1p52 + 1023 }
  @inlinable @inline(__always) static var logTwoHead: Double { 0x1.62e42fefa0000p-1 }
  @inlinable @inline(__always) static var logTwoTail: Double { 0x1.cf79abc9e3b3ap-40 }
  @inlinable @inline(__always) static var p0: Double { 0x1.5555555555592p-1 }
  @inlinable @inline(__always) static var p1: Double { 0x1.999999997fdb8p-2 }
  @inlinable @inline(__always) static var p2: Double { 0x1.24924941f11f1p-2 }
  @inlinable @inline(__always) static var p3: Double { 0x1.c71c520961d00p-3 }
  @inlinable @inline(__always) static var p4: Double { 0x1.74663ee78cf78p-3 }
  @inlinable @inline(__always) static var p5: Double { 0x1.39a1bacb31097p-3 }
  @inlinable @inline(__always) static var p6: Double { 0x1.2f0562d9082d2p-3 }
}
