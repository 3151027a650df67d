// SPDX-License-Identifier: GPL-3.0-or-later

/// Choices made from a seed, for posts drawn at random; the program's own random numbers take no part.
///
/// - Source: SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct RandomChoices: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Each whole number of the range with the same chance.
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(((next() >> 32) * UInt64(range.count)) >> 32)
  }

  /// Above 0 and below 1.
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// Whether something happens that happens so many times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { integer(1...100) <= percent }

  /// One of the values, which are not empty.
  mutating func one<Value>(of values: [Value]) -> Value { values[integer(0...(values.count - 1))] }

  /// The values in another order.
  mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var result = values
    for last in stride(from: values.count - 1, to: 0, by: -1) { result.swapAt(last, integer(0...last)) }
    return result
  }
}
