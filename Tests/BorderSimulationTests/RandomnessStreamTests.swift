// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

private let key = PhiloxKey(seed: 20_250_303)

private func span(_ minutes: Int64) -> TimeSpan { TimeSpan(microseconds: minutes * 60_000_000) }

/// One law of each compiled kind, degenerate and extreme ones included.
private let laws: [Law] = [
  .constant(span(3)), .uniform(low: span(2), high: span(10)), .uniform(low: span(2), high: span(2)),
  .triangular(low: span(1), mode: span(2), high: span(4)), .triangular(low: .zero, mode: .zero, high: span(4)),
  .triangular(low: span(1), mode: span(4), high: span(4)), .exponential(mean: span(5)),
  .exponential(mean: TimeSpan(microseconds: 3)), .exponential(mean: span(60_000_000)),
  .erlang(shape: 1, mean: span(5)), .erlang(shape: 7, mean: span(5)), .erlang(shape: 16, mean: span(5)),
  .erlang(shape: 900, mean: span(5)), .gamma(mean: span(6), coefficientOfVariation: 1e-7),
  .gamma(mean: span(6), coefficientOfVariation: 0.001), .gamma(mean: span(6), coefficientOfVariation: 0.6),
  .gamma(mean: span(6), coefficientOfVariation: 1), .gamma(mean: span(6), coefficientOfVariation: 20),
  .lognormal(mean: span(5), coefficientOfVariation: 1e-7), .lognormal(mean: span(5), coefficientOfVariation: 0.6),
  .lognormal(mean: span(60_000_000), coefficientOfVariation: 20),
]

/// Laws with tables, and those made later than the digest below.
private let furtherLaws: [Law] =
  [
    .mixture([
      LawShare(share: 0.5, law: .gamma(mean: span(6), coefficientOfVariation: 2)),
      LawShare(share: 0.5, law: .lognormal(mean: span(6), coefficientOfVariation: 1)),
    ]), .discrete([TimeShare(value: span(3), share: 1)]),
    .truncatedNormal(center: span(10), deviation: span(1), low: span(13), high: nil),
    .empirical(EmpiricalLaw([.zero, .zero, span(1)], tailAbove: 0.75)!),
  ] + (LawReference.further + LawReference.heavy).map(\.law)

private func stream(_ law: Law, memory: UnsafeMutableRawPointer? = nil, visit: UInt8 = 0, child: UInt16 = 0)
  -> DrawStream
{
  law.stream(DrawKey(purpose: 0xc0ff_ee00, visit: visit, child: child), memory: memory)
}

/// The numbers below `count` in a random order.
private func jumbled(_ count: Int, seed: UInt64) -> [UInt32] {
  let shuffle = PhiloxKey(seed: seed)
  var order = (0..<UInt32(count)).map { $0 }
  for index in order.indices.reversed() {
    order.swapAt(index, Int(shuffle.block(0, UInt32(index), 0, 0).0) % (index + 1))
  }
  return order
}

@Suite("Property: a draw depends on its key only")
struct DrawStreamTests {
  @Test("A dense stream gives the numbers of a sparse one", arguments: laws + furtherLaws)
  func denseIsSparse(law: Law) {
    let windows = DrawWindows(streams: 1)
    var dense = stream(law, memory: windows.memory(ofStream: 0))
    var sparse = stream(law)
    var different = 0
    let distant = (0..<3000).map { UInt32.max - UInt32($0) * 7 }
    for replication in [0, 5, .max] as [UInt32] {
      for entity in (0..<3000).map({ UInt32($0) }) + distant {
        let first = dense.duration(entity: entity, key: key, replication: replication)
        if first != sparse.duration(entity: entity, key: key, replication: replication) { different += 1 }
      }
    }
    #expect(different == 0)
    #expect(!sparse.dense)
    withExtendedLifetime(windows) {}
  }

  @Test("Neither the order of entities nor interleaved replications change a number", arguments: laws + furtherLaws)
  func orderDoesNotMatter(law: Law) {
    let windows = DrawWindows(streams: 1)
    var dense = stream(law, memory: windows.memory(ofStream: 0))
    var sparse = stream(law)
    var inSequence = [Int64](repeating: 0, count: 2000)
    RandomnessProbe.durations(of: &sparse, key: key, replication: 3, into: &inSequence)
    var different = 0
    for seed in 1...3 {
      for entity in jumbled(2000, seed: UInt64(seed)) {
        _ = dense.duration(entity: entity, key: key, replication: 4)
        if dense.duration(entity: entity, key: key, replication: 3) != inSequence[Int(entity)] { different += 1 }
      }
    }
    #expect(different == 0)
    withExtendedLifetime(windows) {}
  }

  @Test("Unit exponentials and uniforms: dense is sparse, in any order, in their range")
  func unitLaws() {
    let windows = DrawWindows(streams: 2)
    let draw = DrawKey(purpose: 9, visit: 2)
    var denseUniform = DrawStream(law: .unitUniform, key: draw, memory: windows.memory(ofStream: 0))
    var denseExponential = DrawStream(law: .unitExponential, key: draw, memory: windows.memory(ofStream: 1))
    var uniforms = DrawStream(law: .unitUniform, key: draw, memory: nil)
    var exponentials = DrawStream(law: .unitExponential, key: draw, memory: nil)
    var wrong = 0
    for entity in jumbled(100_000, seed: 4) {
      let u = denseUniform.uniform(entity: entity, key: key, replication: 1)
      let gap = denseExponential.unitExponential(entity: entity, key: key, replication: 1)
      if u != uniforms.uniform(entity: entity, key: key, replication: 1) { wrong += 1 }
      if gap != exponentials.unitExponential(entity: entity, key: key, replication: 1) { wrong += 1 }
      if u <= 0 || u >= 1 || gap != -naturalLogarithm(u) { wrong += 1 }
    }
    #expect(wrong == 0)
    withExtendedLifetime(windows) {}
  }

  @Test(
    "A later visit and a child, drawn alone, are the draws of a stream with that key", arguments: laws + furtherLaws)
  func visitsAndChildren(law: Law) {
    var first = stream(law)
    var other = stream(law, visit: 3, child: 12)
    for entity in 0..<UInt32(100) {
      #expect(
        withUnsafePointer(to: key) {
          first.duration(entity: entity, visit: 3, child: 12, key: $0, replication: 0)
        }
          == other.duration(entity: entity, key: key, replication: 0))
    }
  }

  @Test("After the key changes, `forget` empties the windows")
  func forgetting() {
    let windows = DrawWindows(streams: 1)
    var dense = stream(.exponential(mean: span(5)), memory: windows.memory(ofStream: 0))
    var sparse = stream(.exponential(mean: span(5)))
    _ = dense.duration(entity: 1, key: key, replication: 0)
    dense.forget()
    let newKey = PhiloxKey(seed: 8)
    #expect(
      dense.duration(entity: 1, key: newKey, replication: 0)
        == sparse.duration(entity: 1, key: newKey, replication: 0))
    withExtendedLifetime(windows) {}
  }

  @Test("No draw is negative or longer than 2^52 - 1 microseconds", arguments: laws + furtherLaws)
  func rangeOfDraws(law: Law) {
    var durations = [Int64](repeating: -7, count: 100_000)
    var sparse = stream(law)
    RandomnessProbe.durations(of: &sparse, key: key, replication: 0, into: &durations)
    #expect(durations.allSatisfy { (0..<(1 << 52)).contains($0) })
    switch law {
    case .constant(let value): #expect(durations.allSatisfy { $0 == value.microseconds })
    case .uniform(let low, let high), .triangular(let low, _, let high):
      #expect(durations.allSatisfy { (low.microseconds...high.microseconds).contains($0) })
    case .lognormal(let mean, _) where mean > .week: #expect(durations.max() == 1 << 52 - 1)
    case .truncatedNormal(_, _, let low, let high):
      #expect(durations.allSatisfy { $0 >= low.microseconds && $0 <= high?.microseconds ?? .max })
    case .discrete(let parts):
      #expect(durations.allSatisfy { drawn in parts.contains { $0.value.microseconds == drawn } })
    default: break
    }
  }
}

@Suite("Property: rejection and products")
struct SeveralUniformsTests {
  @Test("The squeeze of the gamma law never changes a result", arguments: [0.05, 0.6, 0.999, 1.5, 20])
  func squeezeChangesNothing(coefficient: Double) {
    var sparse = Law.gamma(mean: span(6), coefficientOfVariation: coefficient).stream(DrawKey(purpose: 5, visit: 1))
    let shape = 1 / (coefficient * coefficient)
    let d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3.0
    var different = 0
    for entity in 0..<UInt32(200_000) {
      var attempt: UInt32 = 1
      var value = -1.0
      while value < 0 {
        let words = key.block(0x100 | attempt, entity, 5, 2)
        attempt += 1
        let x = normalQuantile(uniform(fromHalf: UInt64(words.1) << 32 | UInt64(words.0)))
        let u = uniform(fromHalf: UInt64(words.3) << 32 | UInt64(words.2))
        let root = 1 + x / (3 * d.squareRoot())
        if root <= 0 { continue }
        let v = root * root * root
        if naturalLogarithm(u) < x * x / 2 + d * (1 - v + naturalLogarithm(v)) { value = d * v }
      }
      if shape < 1 {
        let words = key.block(0x1ff, entity, 5, 2)
        let u = uniform(fromHalf: UInt64(words.1) << 32 | UInt64(words.0))
        value *= exponentialFunction(naturalLogarithm(u) / shape)
      }
      let expected = value * 360_000_000 / shape
      let drawn = Double(sparse.duration(entity: entity, key: key, replication: 2))
      if (drawn - expected).magnitude > 0.5 + 1e-9 * expected { different += 1 }
    }
    #expect(different == 0)
  }

  @Test("An Erlang draw is the sum of the exponentials of its halves, in order", arguments: [2, 3, 16])
  func erlangIsASum(shape: Int) {
    var sparse = Law.erlang(shape: shape, mean: span(6)).stream(DrawKey(purpose: 5))
    for entity in 0..<UInt32(10_000) {
      var sum = 0.0
      for taken in 0..<shape {
        let words = key.block(UInt32(1 + taken / 2), entity, 5, 0)
        let half = taken % 2 == 0 ? UInt64(words.1) << 32 | UInt64(words.0) : UInt64(words.3) << 32 | UInt64(words.2)
        sum -= naturalLogarithm(uniform(fromHalf: half))
      }
      let drawn = Double(sparse.duration(entity: entity, key: key, replication: 0))
      #expect((drawn - sum * 360_000_000 / Double(shape)).magnitude < 0.51)
    }
  }
}

extension SeveralUniformsTests {
  // Entity 10 of a law with blocks of its own and entities 20 and 21 of a law with one uniform have the same entity
  // word in their counters.
  @Test("Laws of both sorts under one purpose never use the same block")
  func sortsOfLawsAreDisjoint() {
    let draw = DrawKey(purpose: 5)
    var erlang = Law.erlang(shape: 2, mean: span(2)).stream(draw)
    var gaps = DrawStream(law: .unitExponential, key: draw, memory: nil)
    var equal = 0
    for entity in 0..<UInt32(1000) {
      let sum = (0..<UInt32(2)).reduce(0.0) {
        $0 + gaps.unitExponential(entity: 2 * entity + $1, key: key, replication: 0)
      }
      let drawn = Double(erlang.duration(entity: entity, key: key, replication: 0))
      if (drawn - sum * 60_000_000).magnitude < 1 { equal += 1 }
    }
    #expect(equal == 0)
  }
}

@Suite("Golden: digest of draws")
struct DrawDigestTests {
  @Test("The first 2,000 draws of every law have the same bits on every machine and in every build")
  func digest() {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for law in laws {
      var durations = [Int64](repeating: 0, count: 2000)
      var sparse = stream(law)
      RandomnessProbe.durations(of: &sparse, key: key, replication: 1, into: &durations)
      for duration in durations { digest = (digest ^ UInt64(bitPattern: duration)) &* 0x0000_0100_0000_01b3 }
    }
    for index in 0..<20_000 {
      let u = uniform(
        fromHalf: RandomnessProbe.half(
          entity: UInt32(index), draw: DrawKey(purpose: 77), key: key, replication: 0))
      for value in [naturalLogarithm(u), exponentialFunction(1400 * (u - 0.5)), normalQuantile(u)] {
        digest = (digest ^ value.bitPattern) &* 0x0000_0100_0000_01b3
      }
    }
    #expect(digest == 1_756_676_811_116_066_245)
  }

  @Test("So have those of the further laws, and of their equilibrium forms")
  func digestOfFurtherLaws() {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for law in laws + furtherLaws {
      var durations = [Int64](repeating: 0, count: 2000)
      var sparse = stream(law)
      if !laws.contains(law) {
        RandomnessProbe.durations(of: &sparse, key: key, replication: 1, into: &durations)
        for duration in durations { digest = (digest ^ UInt64(bitPattern: duration)) &* 0x0000_0100_0000_01b3 }
      }
      var first = law.equilibriumStream(DrawKey(purpose: 0xc0ff_ee00))
      RandomnessProbe.durations(of: &first, key: key, replication: 1, into: &durations)
      for duration in durations { digest = (digest ^ UInt64(bitPattern: duration)) &* 0x0000_0100_0000_01b3 }
    }
    #expect(digest == 7_193_284_410_994_294_049)
  }
}

#if DEBUG
  @Suite("Property: a double draw is found in debug builds")
  struct DrawLedgerTests {
    @Test("The same key twice is found, another entity, visit, child, purpose or replication is not")
    func doubleDraw() {
      let ledger = DrawLedger()
      let draw = DrawKey(purpose: 1)
      #expect(ledger.isNew(draw, entity: 1, replication: 0))
      #expect(!ledger.isNew(draw, entity: 1, replication: 0))
      #expect(ledger.isNew(draw, entity: 2, replication: 0))
      #expect(ledger.isNew(draw, entity: 1, replication: 1))
      #expect(ledger.isNew(DrawKey(purpose: 1, visit: 1), entity: 1, replication: 0))
      #expect(ledger.isNew(DrawKey(purpose: 1, child: 1), entity: 1, replication: 0))
      #expect(ledger.isNew(DrawKey(purpose: 2), entity: 1, replication: 0))
    }
  }
#endif
