// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport
import Testing

/// Numbers to try, the same on every run.
struct TestNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// - Source: SplitMix64, Steele, Lea and Flood, OOPSLA 2014.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}

@Suite("Property: numbers with nine significant digits")
struct NumberTests {
  /// Finite numbers of all sizes: random bits, and random decimal fractions.
  private var numbers: [Double] {
    var generator = TestNumbers(seed: 1)
    let anything = (0..<20_000).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
    let ordinary = (0..<20_000).map { _ in Double.random(in: -1e6...1e6, using: &generator) }
    return anything + ordinary
  }

  @Test("What is read back differs by half a unit of the ninth digit at most")
  func readsBack() {
    for number in numbers where number.magnitude > 1e-300 && number.magnitude < 1e300 {
      let back = Double(Number.nineDigits(number)) ?? .nan
      #expect(abs(back - number) <= 5.000_001e-9 * number.magnitude, "\(number)")
    }
  }

  @Test("A number that was written once is written the same again")
  func writingTwiceChangesNothing() {
    for number in numbers {
      let text = Number.nineDigits(number)
      #expect(Double(text).map(Number.nineDigits) == text)
    }
  }

  @Test("No number has more than nine significant digits")
  func noMoreDigits() {
    for number in numbers {
      let mantissa = Number.nineDigits(number).prefix { $0 != "e" }
      let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }
      #expect(digits.count <= 9, "\(number)")
    }
  }

  @Test(
    "Numbers are spelled without needless digits",
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (0.1, "0.1"), (312.5, "312.5"), (1.0 / 3, "0.333333333"), (-2.5, "-2.5"),
      (123_456_789.4, "123456789"), (1e9, "1e+09"), (1.25e-7, "1.25e-07"),
    ] as [(Double, String)])
  func spelling(number: Double, text: String) { #expect(Number.nineDigits(number) == text) }
}
