// SPDX-License-Identifier: GPL-3.0-or-later

/// A small generator with a fixed seed.
///
/// - Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Damages scenario files: bytes, and the words and values between them.
struct ScenarioMutator {
  private let files: [[UInt8]]
  /// Small files are taken more often: they say more in the same time.
  private let weights: [Int]
  private let lines: [[UInt8]]
  private let words: [[UInt8]]

  /// - Parameters:
  ///   - files: Good scenarios.
  ///   - words: Words of the language, to be put in where they do not belong.
  init(files: [[UInt8]], words: [String]) {
    self.files = files
    weights = files.map { max(1, 200_000 / max(1, $0.count)) }
    lines = files.flatMap { $0.split(separator: 10, omittingEmptySubsequences: false).map(Array.init) }
    self.words = words.map { Array($0.utf8) }
  }

  /// The mutant of this number: always the same.
  func mutant(_ number: Int) -> [UInt8] {
    var generator = SplitMix(state: UInt64(truncatingIfNeeded: number) &* 0xD134_2543_DE82_EF95)
    var bytes = file(&generator)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      guard !bytes.isEmpty else { break }
      if Int.random(in: 0..<3, using: &generator) == 0 {
        damageBytes(&bytes, &generator)
      } else {
        damageWords(&bytes, &generator)
      }
    }
    return bytes
  }

  private func file(_ generator: inout SplitMix) -> [UInt8] {
    var place = Int.random(in: 0..<weights.reduce(0, +), using: &generator)
    for (file, weight) in zip(files, weights) {
      if place < weight { return file }
      place -= weight
    }
    return files[0]
  }

  // MARK: - Bytes

  private static let marks = Array(" \n\t:,-?[]{}&*!|>'\"%@`#~0919.eE+/\\\u{E000}é".utf8)

  private func damageBytes(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
    let place = Int.random(in: bytes.indices, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: bytes.remove(at: place)
    case 1: bytes[place] = Self.marks.randomElement(using: &generator) ?? 0
    case 2: bytes.insert(Self.marks.randomElement(using: &generator) ?? 0, at: place)
    case 3: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 4: bytes.removeSubrange(place..<end)
    case 5: bytes.insert(contentsOf: (lines.randomElement(using: &generator) ?? []) + [10], at: place)
    default:
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: bytes.indices, using: &generator))
    }
  }

  // MARK: - Words and values

  private static let values = [
    "", "-1", "0", "1", "2", "1e308", "1e-308", "nan", ".inf", "-inf", "99999999999999999999", "0x10", "1000000",
    "unlimited", "remove", "yes", "no", "~", "null", "A", "B", "A to B", "\"24:00\"", "\"00:00\"", "25:61", "0 %",
    "100 %", "101 %", "5 % at random", "0 s", "1 ms", "3650 d", "4000 d", "-5 min", "1000000 per hour",
    "1e9 per day", "0 per day", "0.0000001 per week", "2025-02-30", "2200-12-31", "[]", "{}", "[[]]", "{value: 1}",
    "{value: {value: 1}}", "{law: exponential, mean: 1 ms}", "{law: lognormal, mean: 3650 d, cv: 20}",
    "{law: gamma, mean: 1 min, cv: 0.0001}", "{median: 1 ms, p90: 3650 d}", "{mode: 0 s, low: 0 s, high: 1 ms}",
    "{like: x}", "&a x", "*a", "!!binary x", "'", "\"", "|\n x", "1,000", "1.000", "90 % within 1 ms", "leave",
  ].map { Array($0.utf8) }

  /// Pieces of text between the signs of YAML.
  private static func pieces(of bytes: [UInt8]) -> [Range<Int>] {
    let signs = Set(":,[]{}\n#".utf8)
    var pieces: [Range<Int>] = []
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      if signs.contains(byte) || (byte == 32 && start == nil) {
        if let first = start { pieces.append(first..<index) }
        start = nil
      } else if start == nil {
        start = index
      }
    }
    return pieces
  }

  private func damageWords(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
    let pieces = Self.pieces(of: bytes)
    guard let piece = pieces.randomElement(using: &generator), let other = pieces.randomElement(using: &generator)
    else { return }
    switch Int.random(in: 0..<8, using: &generator) {
    case 0, 1, 2: bytes.replaceSubrange(piece, with: Self.values.randomElement(using: &generator) ?? [])
    case 3: bytes.replaceSubrange(piece, with: words.randomElement(using: &generator) ?? [])
    case 4: bytes.replaceSubrange(piece, with: Array(bytes[other]))
    case 5:
      // A letter left out, doubled or changed: a misspelt word.
      let place = Int.random(in: piece, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(bytes[place], at: place)
      default: bytes[place] = UInt8.random(in: 97...122, using: &generator)
      }
    case 6: changeLine(at: piece.lowerBound, &bytes, &generator)
    default:
      // Digits put behind a number, or before it.
      let digits = ["0", "00000", "9", ".5", "e9", "-", "1e"].randomElement(using: &generator) ?? "0"
      let isBefore = Bool.random(using: &generator)
      bytes.insert(contentsOf: digits.utf8, at: isBefore ? piece.lowerBound : piece.upperBound)
    }
  }

  /// A line left out, written twice, moved in, or exchanged for one of another file.
  private func changeLine(at place: Int, _ bytes: inout [UInt8], _ generator: inout SplitMix) {
    let start = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: Array(bytes[start..<end]), at: end)
    case 2: bytes.insert(contentsOf: [32, 32], at: start)
    default: bytes.replaceSubrange(start..<end, with: (lines.randomElement(using: &generator) ?? []) + [10])
    }
  }
}
