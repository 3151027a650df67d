// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The quantile function of the standard normal law.
///
/// - Parameter p: In (0, 1).
/// - Returns: The number that a standard normal variable does not exceed with probability `p`; relative accuracy
///   about 10^-16 in exact arithmetic, a few units in the last place here. Exactly 0 for 1/2.
/// - Source: Wichura, "Algorithm AS 241: The percentage points of the normal distribution", *Applied Statistics* 37
///   (1988) 477-484, routine PPND16.
@inline(__always)
package func normalQuantile(_ p: Double) -> Double {
  isInCentre(p) ? normalQuantileCentre(p) : normalQuantileTail(p)
}

/// True for the middle 85 %, where `normalQuantileCentre` holds; elsewhere `normalQuantileTail` does.
@inline(__always)
func isInCentre(_ p: Double) -> Bool { (p - 0.5).magnitude <= 0.425 }

@inline(__always)
func normalQuantileCentre(_ p: Double) -> Double {
  typealias C = QuantileConstant
  let q = p - 0.5
  let r = 0.180625 - q * q
  var above = r * C.a7 + C.a6
  above = above * r + C.a5
  above = above * r + C.a4
  above = above * r + C.a3
  above = above * r + C.a2
  above = above * r + C.a1
  above = above * r + C.a0
  var below = r * C.b7 + C.b6
  below = below * r + C.b5
  below = below * r + C.b4
  below = below * r + C.b3
  below = below * r + C.b2
  below = below * r + C.b1
  below = below * r + 1
  return q * above / below
}

@inline(never)
func normalQuantileTail(_ p: Double) -> Double {
  let root = (-naturalLogarithm(p < 0.5 ? p : 1 - p)).squareRoot()
  let magnitude = root <= 5 ? normalQuantileTail(near: root - 1.6) : normalQuantileTail(far: root - 5)
  return p < 0.5 ? -magnitude : magnitude
}

@inline(__always)
private func normalQuantileTail(near r: Double) -> Double {
  typealias C = QuantileConstant
  var above = r * C.c7 + C.c6
  above = above * r + C.c5
  above = above * r + C.c4
  above = above * r + C.c3
  above = above * r + C.c2
  above = above * r + C.c1
  above = above * r + C.c0
  var below = r * C.d7 + C.d6
  below = below * r + C.d5
  below = below * r + C.d4
  below = below * r + C.d3
  below = below * r + C.d2
  below = below * r + C.d1
  below = below * r + 1
  return above / below
}

@inline(__always)
private func normalQuantileTail(far r: Double) -> Double {
  typealias C = QuantileConstant
  var above = r * C.e7 + C.e6
  above = above * r + C.e5
  above = above * r + C.e4
  above = above * r + C.e3
  above = above * r + C.e2
  above = above * r + C.e1
  above = above * r + C.e0
  var below = r * C.f7 + C.f6
  below = below * r + C.f5
  below = below * r + C.f4
  below = below * r + C.f3
  below = below * r + C.f2
  below = below * r + C.f1
  below = below * r + 1
  return above / below
}

/// The published coefficients; a, b for the centre, c, d for the near tail, e, f for the far tail.
private enum QuantileConstant {
  @inline(__always) static var a0: Double { 3.3871328727963666080e0 }
  @inline(__always) static var a1: Double { 1.3314166789178437745e+2 }
  @inline(__always) static var a2: Double { 1.9715909503065514427e+3 }
  @inline(__always) static var a3: Double { 1.3731693765509461125e+4 }
  @inline(__always) static var a4: Double { 4.5921953931549871457e+4 }
  @inline(__always) static var a5: Double { 6.7265770927008700853e+4 }
  @inline(__always) static var a6: Double { 3.3430575583588128105e+4 }
  @inline(__always) static var a7: Double { 2.5090809287301226727e+3 }
  @inline(__always) static var b1: Double { 4.2313330701600911252e+1 }
  @inline(__always) static var b2: Double { 6.8718700749205790830e+2 }
  @inline(__always) static var b3: Double { 5.3941960214247511077e+3 }
  @inline(__always) static var b4: Double { 2.1213794301586595867e+4 }
  @inline(__always) static var b5: Double { 3.9307895800092710610e+4 }
  @inline(__always) static var b6: Double { 2.8729085735721942674e+4 }
  @inline(__always) static var b7: Double { 5.2264952788528545610e+3 }
  @inline(__always) static var c0: Double { 1.42343711074968357734e0 }
  @inline(__always) static var c1: Double { 4.63033784615654529590e0 }
  @inline(__always) static var c2: Double { 5.76949722146069140550e0 }
  @inline(__always) static var c3: Double { 3.64784832476320460504e0 }
  @inline(__always) static var c4: Double { 1.27045825245236838258e0 }
  @inline(__always) static var c5: Double { 2.41780725177450611770e-1 }
  @inline(__always) static var c6: Double { 2.27238449892691845833e-2 }
  @inline(__always) static var c7: Double { 7.74545014278341407640e-4 }
  @inline(__always) static var d1: Double { 2.05319162663775882187e0 }
  @inline(__always) static var d2: Double { 1.67638483018380384940e0 }
  @inline(__always) static var d3: Double { 6.89767334985100004550e-1 }
  @inline(__always) static var d4: Double { 1.48103976427480074590e-1 }
  @inline(__always) static var d5: Double { 1.51986665636164571966e-2 }
  @inline(__always) static var d6: Double { 5.47593808499534494600e-4 }
  @inline(__always) static var d7: Double { 1.05075007164441684324e-9 }
  @inline(__always) static var e0: Double { 6.65790464350110377720e0 }
  @inline(__always) static var e1: Double { 5.46378491116411436990e0 }
  @inline(__always) static var e2: Double { 1.78482653991729133580e0 }
  @inline(__always) static var e3: Double { 2.96560571828504891230e-1 }
  @inline(__always) static var e4: Double { 2.65321895265761230930e-2 }
  @inline(__always) static var e5: Double { 1.24266094738807843860e-3 }
  @inline(__always) static var e6: Double { 2.71155556874348757815e-5 }
  @inline(__always) static var e7: Double { 2.01033439929228813265e-7 }
  @inline(__always) static var f1: Double { 5.99832206555887937690e-1 }
  @inline(__always) static var f2: Double { 1.36929880922735805310e-1 }
  @inline(__always) static var f3: Double { 1.48753612908506148525e-2 }
  @inline(__always) static var f4: Double { 7.86869131145613259100e-4 }
  @inline(__always) static var f5: Double { 1.84631831751005468180e-5 }
  @inline(__always) static var f6: Double { 1.42151175831644588870e-7 }
  @inline(__always) static var f7: Double { 2.04426310338993978564e-15 }
}
