// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import CGSL
import Foundation
import Testing

#if arch(x86_64)
  /// Extended precision: glibc's `logl` and `expl` err by at most 1 unit of its 64 bits, 1/2048 of a double's.
  private typealias Reference = Float80
#else
  /// No extended precision: the library's double functions, themselves wrong by up to 1 unit.
  private typealias Reference = Double
#endif

/// Allowance for the reference, in units of the last place of a double.
private let referenceError = Reference.self == Double.self ? 1.0 : 0.001

/// Error in units of the last place of the double nearest to the truth.
private func unitsOff(_ value: Double, _ truth: Reference) -> Double {
  Double(((Reference(value) - truth) / Reference(Double(truth).ulp)).magnitude)
}

/// Ten million arguments from keys: reproducible, and no test of the sampling.
private func randomBits(_ index: Int, purpose: UInt32) -> UInt64 {
  RandomnessProbe.half(
    entity: UInt32(index), draw: DrawKey(purpose: purpose), key: PhiloxKey(seed: 2024), replication: 0)
}

@Suite("Theory: our logarithm and exponential function against extended precision")
struct ElementaryFunctionTests {
  @Test("log of 4 million uniforms is within 1 unit in the last place")
  func logarithmOfUniforms() {
    var worst = 0.0
    for index in 0..<4_000_000 {
      let x = uniform(fromHalf: randomBits(index, purpose: 1))
      worst = max(worst, unitsOff(naturalLogarithm(x), log(Reference(x))))
    }
    #expect(worst < 1 + referenceError)
  }

  @Test("log of 3 million numbers near 1 is within 1 unit in the last place")
  func logarithmNearOne() {
    var worst = 0.0
    for index in 0..<3_000_000 {
      // 1 ± 2^-1 ... 2^-50, all scales alike.
      let bits = randomBits(index, purpose: 2)
      let size = Double(sign: .plus, exponent: -1 - Int(bits & 63) % 50, significand: uniform(fromHalf: bits))
      let x = bits & 64 == 0 ? 1 + size : 1 - size
      if x == 1 { continue }
      worst = max(worst, unitsOff(naturalLogarithm(x), log(Reference(x))))
    }
    #expect(worst < 1 + referenceError)
  }

  @Test("log of 3 million normal numbers of every size is within 1 unit in the last place")
  func logarithmOfAnySize() {
    var worst = 0.0
    for index in 0..<3_000_000 {
      let bits = randomBits(index, purpose: 3)
      let x = Double(sign: .plus, exponent: Int(bits % 2045) - 1022, significand: 1 + uniform(fromHalf: bits))
      worst = max(worst, unitsOff(naturalLogarithm(x), log(Reference(x))))
    }
    #expect(worst < 1 + referenceError)
  }

  @Test("log is exact at 1 and right at the ends of the normal numbers")
  func logarithmAtEnds() {
    #expect(naturalLogarithm(1) == 0)
    for x in [Double.leastNormalMagnitude, .greatestFiniteMagnitude, 0x1p-54, 1 - 0x1p-53, 1 + 0x1p-52, 0.5, 2] {
      #expect(unitsOff(naturalLogarithm(x), log(Reference(x))) < 1 + referenceError)
    }
  }

  @Test("exp of 10 million numbers within ±700 and ±1 is within 2 units in the last place")
  func exponentials() {
    var worst = 0.0
    for index in 0..<5_000_000 {
      let u = 2 * uniform(fromHalf: randomBits(index, purpose: 4)) - 1
      worst = max(worst, unitsOff(exponentialFunction(u * 700), exp(Reference(u * 700))))
      worst = max(worst, unitsOff(exponentialFunction(u), exp(Reference(u))))
    }
    #expect(worst < 2)
  }

  @Test("exp is 1 at 0, and beyond ±708 it stays at the value there")
  func exponentialAtEnds() {
    #expect(exponentialFunction(0) == 1)
    #expect(exponentialFunction(1e300) == exponentialFunction(708))
    #expect(exponentialFunction(-1e300) == exponentialFunction(-708))
    #expect(exponentialFunction(-708) > 0)
  }

  @Test("Negative control: a logarithm with a coefficient off by 10^-14 is seen")
  func wrongLogarithmIsSeen() {
    var worst = 0.0
    for index in 0..<10_000 {
      let x = uniform(fromHalf: randomBits(index, purpose: 5))
      worst = max(worst, unitsOff(naturalLogarithm(x) * (1 + 1e-14), log(Reference(x))))
    }
    #expect(worst > 2)
  }
}

@Suite("Theory: the normal quantile")
struct NormalQuantileTests {
  /// Both halves of (0, 1), small numbers at every scale down to the least uniform.
  private func probabilities() -> [Double] {
    (0..<500_000).map { index in
      let bits = randomBits(index, purpose: 6)
      let u = uniform(fromHalf: bits)
      return bits & 1 == 0 ? u : Double(sign: .plus, exponent: -1 - Int(bits >> 1 & 63) % 53, significand: u)
    } + [0x1p-54, 1 - 0x1p-53, 0.075, 0.925, 1.3887943864964021e-11]
  }

  @Test("It agrees with GSL's to 2 · 10^-15")
  func agreesWithGSL() {
    var worst = 0.0
    for p in probabilities() where p != 0.5 {
      worst = max(worst, (normalQuantile(p) / gsl_cdf_ugaussian_Pinv(p) - 1).magnitude)
    }
    #expect(worst < 2e-15)
  }

  // GSL inverts by the same published algorithm, so the distribution function is the independent witness.
  @Test("The distribution function leads back to the probability")
  func leadsBack() {
    var worst = 0.0
    for p in probabilities() {
      let z = normalQuantile(p)
      // From the nearer tail; an error of z by 4 units moves the tail by about z² times as much, relatively.
      let tail = p < 0.5 ? gsl_cdf_ugaussian_P(z) / p : gsl_cdf_ugaussian_Q(z) / (1 - p)
      worst = max(worst, (tail - 1).magnitude / (1 + z * z))
    }
    #expect(worst < 2e-15)
  }

  @Test("It is 0 at one half and odd about it")
  func isOdd() {
    #expect(normalQuantile(0.5) == 0)
    for p in [0.25, 0.0625, 0x1p-20, 0x1p-40] { #expect(normalQuantile(p) == -normalQuantile(1 - p)) }
  }
}
