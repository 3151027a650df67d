// SPDX-License-Identifier: GPL-3.0-or-later

/// The natural logarithm of the gamma function, by our own logarithm only: the same bits on every machine.
///
/// - Parameter x: 10^-6 ... 10^6.
/// - Returns: Within 10^-14 of the truth, or 10^-14 of its size if that is more.
/// - Source: Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 6.1.41 (Stirling's series) from 12
///   on, 6.1.16 (recurrence) below.
package func logarithmOfGamma(_ x: Double) -> Double {
  var z = x
  var product = 1.0
  while z < 12 {
    product *= z
    z += 1
  }
  let w = 1 / (z * z)
  var series = -691.0 / 360_360
  for coefficient in [1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12] { series = series * w + coefficient }
  let halfLogarithmOfTwoPi = 0.918_938_533_204_672_7
  return (z - 0.5) * naturalLogarithm(z) - z + halfLogarithmOfTwoPi + series / z - naturalLogarithm(product)
}

/// The gamma function.
/// - Parameter x: 10^-6 ... 170.
/// - Returns: Relative error below 10^-12.
package func gammaFunction(_ x: Double) -> Double { exponentialFunction(logarithmOfGamma(x)) }
