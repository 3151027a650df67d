// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import Testing

@Suite("Property: random damage")
struct MutationTests {
  @Test("A damaged scenario gives a post or at least one error, never both, never a crash", arguments: [1, 2, 3])
  func damage(seed: UInt64) {
    var generator = SplitMix(state: seed)
    let good = Array(GoodScenario.text.utf8)
    let lines = GoodScenario.text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
    for _ in 0..<1_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, lines, &generator) }
      let reading = ScenarioReader.read(bytes: bytes, file: "m.yaml")
      let hasError = reading.diagnostics.contains { $0.severity == .error }
      #expect(hasError == (reading.post == nil))
      #expect(reading.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.fix.isEmpty })
      if let post = reading.post { #expect(!canonicalDescription(of: post).isEmpty) }
    }
  }

  private func damage(_ bytes: inout [UInt8], _ lines: [[UInt8]], _ generator: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &generator)
    let marks = Array(" \n\t:,-?[]{}&*!|>'\"%@`#~0919.eE+/\\\u{E000}é".utf8)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes.remove(at: place)
    case 1: bytes[place] = marks[Int.random(in: marks.indices, using: &generator)]
    case 2: bytes.insert(marks[Int.random(in: marks.indices, using: &generator)], at: place)
    case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 4:
      let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
      bytes.removeSubrange(place..<end)
    case 5:
      let line = lines[Int.random(in: lines.indices, using: &generator)]
      bytes.insert(contentsOf: line + [10], at: place)
    case 6:
      let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
      bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: bytes.indices, using: &generator))
    default:
      let numbers = ["1e308", "-1", "nan", "inf", "0", "99999999999999999999", "%", "yes", "24:00", "A", "[]", "{}"]
      bytes.insert(contentsOf: numbers[Int.random(in: numbers.indices, using: &generator)].utf8, at: place)
    }
  }
}

/// A small generator with a fixed seed.
///
/// - Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
