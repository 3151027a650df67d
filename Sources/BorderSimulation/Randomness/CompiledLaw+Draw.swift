// SPDX-License-Identifier: GPL-3.0-or-later

import BorderModel

/// What all draws of one purpose, visit and child share; a law chooses the block.
struct DrawPlace {
  let draw: UInt32
  let purpose: UInt32
  let replication: UInt32
}

/// Blocks with a fixed meaning; the others, 1 ... 252, are taken in order by laws that need several uniforms.
enum DrawBlock {
  /// End of the blocks taken in order.
  @inline(__always) static var end: UInt32 { 253 }
  /// The uniform that shrinks the number of an equilibrium law.
  @inline(__always) static var shrinking: UInt32 { 253 }
  /// The choice among the laws of a mixture.
  @inline(__always) static var choice: UInt32 { 254 }
  /// The uniform that raises a gamma number to a shape below 1.
  @inline(__always) static var boost: UInt32 { 255 }
}

extension CompiledLaw {
  /// One duration, computed from its key alone.
  ///
  /// - Parameters:
  ///   - entity: Ordinal of the entity within its source.
  ///   - draw: The counter word `DrawKey.drawWord`.
  ///   - tables: Of the network, or nil if the law needs none.
  /// - Returns: Whole microseconds, to the nearest, ties to even; 0 ... 2^52 - 1. Only laws with rejection may give
  ///   `CompiledLaw.exhausted`, after more than 120 rejections in a row (less likely than 10^-11 for each draw of the
  ///   first gap of a truncated normal law, than 10^-100 for all others): a fault of the run.
  @inline(never)
  package func duration(
    entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32,
    tables: UnsafePointer<UInt64>?
  ) -> Int64 {
    if kind == LawKind.constant, !isShrunk { return Int64(a) }
    let place = DrawPlace(draw: draw, purpose: purpose, replication: replication)
    let x = drawn(entity, at: place, key: key, tables: tables)
    return x < 0 ? CompiledLaw.exhausted : wholeMicroseconds(x)
  }

  /// One number of the laws `unitExponential` and `unitUniform`, computed from its key alone.
  @inline(never)
  func number(
    entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32
  ) -> Double {
    let u = sharedUniform(entity, draw: draw, purpose: purpose, key: key, replication: replication)
    return kind == LawKind.unitExponential ? -naturalLogarithm(u) : u
  }

  /// What a law with rejection returns instead of a duration when its blocks are used up.
  package static var exhausted: Int64 { -1 }

  /// One number of the law before rounding; below 0 if the blocks are used up.
  private func drawn(
    _ entity: UInt32, at place: DrawPlace, key: borrowing PhiloxKey, tables: UnsafePointer<UInt64>?
  ) -> Double {
    var law = self
    if kind == LawKind.mixture, let tables {
      let u = ownUniform(entity, block: DrawBlock.choice, at: place, key: key)
      let own = tables + Int(table)
      let bounds = Int(a) &- 1
      let part = LawTable.part(of: u, in: own, count: bounds)
      law = CompiledLaw(record: own + bounds + part &* CompiledLaw.recordLength)
    }
    let x = law.simple(entity, at: place, key: key, tables: tables)
    guard law.isShrunk else { return x }
    return x * ownUniform(entity, block: DrawBlock.shrinking, at: place, key: key)
  }

  /// One number of a law that is no mixture, not shrunk.
  private func simple(
    _ entity: UInt32, at place: DrawPlace, key: borrowing PhiloxKey, tables: UnsafePointer<UInt64>?
  ) -> Double {
    switch kind {
    case LawKind.constant: return a
    case LawKind.erlang: return erlang(entity, at: place, key: key)
    case LawKind.gamma:
      let cube = gammaCube(entity, from: 1, step: 1, at: place, key: key)
      if cube < 0 || d == 0 { return c * cube }
      return c * cube * exponentialFunction(boost(entity, at: place, key: key))
    case LawKind.gammaPower:
      let cube = gammaCube(entity, from: 1, step: 1, at: place, key: key)
      if cube < 0 { return cube }
      let logarithm = naturalLogarithm(a * cube) + (d == 0 ? 0 : boost(entity, at: place, key: key))
      return exponentialFunction(logarithm * b + c)
    case LawKind.gammaQuotient: return gammaQuotient(entity, at: place, key: key)
    case LawKind.rejection: return rejection(entity, at: place, key: key, tables: tables)
    default:
      let u = sharedUniform(
        entity, draw: place.draw, purpose: place.purpose, key: key, replication: place.replication)
      return value(fromUniform: u, tables: tables)
    }
  }

  /// The value of a law that needs one uniform, in microseconds.
  @inline(__always)
  func value(fromUniform u: Double, tables: UnsafePointer<UInt64>?) -> Double {
    switch kind {
    case LawKind.uniform: uniformLaw(u)
    case LawKind.triangular: triangular(u)
    case LawKind.exponential: exponential(u)
    case LawKind.lognormal: lognormal(ofNormal: normalQuantile(u))
    default: furtherValue(fromUniform: u, tables: tables)
    }
  }

  @inline(__always)
  func uniformLaw(_ u: Double) -> Double { a + b * u }

  @inline(__always)
  func triangular(_ u: Double) -> Double {
    let width = b - a
    let left = c - a
    let right = b - c
    let place = u * width
    let root = (place < left ? place * left : (width - place) * right).squareRoot()
    return place < left ? a + root : b - root
  }

  @inline(__always)
  func exponential(_ u: Double) -> Double { naturalLogarithm(u) * a }

  @inline(__always)
  func lognormal(ofNormal z: Double) -> Double { exponentialFunction(z * b + a) }

  /// `shape` exponentials added: the logarithm of a product of uniforms, at least 2^-918, from both halves of the
  /// entity's blocks 1, 2 ...
  @inline(__always)
  private func erlang(_ entity: UInt32, at place: DrawPlace, key: borrowing PhiloxKey) -> Double {
    let shape = Int(b)
    var product = 1.0
    var taken = 0
    var block: UInt32 = 1
    while taken < shape {
      let (half0, half1) = key.halves(place.draw | block, entity, place.purpose, place.replication)
      product *= uniform(fromHalf: half0)
      if taken + 1 < shape { product *= uniform(fromHalf: half1) }
      taken += 2
      block += 1
    }
    return naturalLogarithm(product) * a + c
  }

  /// A gamma number of the shape behind `a`, divided by `a`. Rejection with a cubed normal; the *k*-th attempt takes
  /// the *k*-th block, half 0 for the normal and half 1 for the acceptance.
  ///
  /// - Returns: -1 if the blocks are used up.
  /// - Source: Marsaglia and Tsang, "A simple method for generating gamma variables", *ACM Transactions on
  ///   Mathematical Software* 26 (2000) 363-372; their section 6 for shapes below 1.
  @inline(__always)
  private func gammaCube(
    _ entity: UInt32, from first: UInt32, step: UInt32, at place: DrawPlace, key: borrowing PhiloxKey
  ) -> Double {
    // A gamma law has its factor prepared.
    let b = kind == LawKind.gamma ? self.b : 1 / (3 * a.squareRoot())
    var block = first
    while block < DrawBlock.end {
      let (half0, half1) = key.halves(place.draw | block, entity, place.purpose, place.replication)
      block += step
      let x = normalQuantile(uniform(fromHalf: half0))
      let u = uniform(fromHalf: half1)
      let root = 1 + b * x
      if root <= 0 { continue }
      let cube = root * root * root
      let square = x * x
      // The squeeze decides nine times in ten; it implies the exact test.
      if u < 1 - 0.0331 * (square * square) { return cube }
      if naturalLogarithm(u) < 0.5 * square + a * ((1 - cube) + naturalLogarithm(cube)) { return cube }
    }
    return -1
  }

  /// A shape below 1 multiplies the gamma number of shape + 1 by U^(1 / shape); this is the logarithm of the factor.
  @inline(__always)
  private func boost(_ entity: UInt32, at place: DrawPlace, key: borrowing PhiloxKey) -> Double {
    naturalLogarithm(ownUniform(entity, block: DrawBlock.boost, at: place, key: key)) * d
  }

  /// A power of the quotient of two gamma numbers, the upper one from odd blocks, the lower one from even blocks.
  private func gammaQuotient(_ entity: UInt32, at place: DrawPlace, key: borrowing PhiloxKey) -> Double {
    let upper = gammaCube(entity, from: 1, step: 2, at: place, key: key)
    let below = CompiledLaw(kind: kind, a: d).gammaCube(entity, from: 2, step: 2, at: place, key: key)
    if upper < 0 || below < 0 { return -1 }
    let boosted = ownUniform(entity, block: DrawBlock.boost, at: place, key: key)
    // The lower shape is below 1 and was sampled one higher: 1 / shape = 1 / (d - 2/3).
    let lower = naturalLogarithm(d * below) + naturalLogarithm(boosted) / (d - 2.0 / 3.0)
    return exponentialFunction((naturalLogarithm(a * upper) - lower) * b + c)
  }

  /// A number of a bounded law, accepted in proportion to its size: half 0 of a block for the number, half 1 for the
  /// acceptance.
  private func rejection(
    _ entity: UInt32, at place: DrawPlace, key: borrowing PhiloxKey, tables: UnsafePointer<UInt64>?
  ) -> Double {
    guard let tables else { return -1 }
    let law = CompiledLaw(record: tables + Int(table))
    var block: UInt32 = 1
    while block < DrawBlock.end {
      let (half0, half1) = key.halves(place.draw | block, entity, place.purpose, place.replication)
      block += 1
      let x = law.value(fromUniform: uniform(fromHalf: half0), tables: tables)
      if uniform(fromHalf: half1) < x * a { return x }
    }
    return -1
  }
}

/// A uniform of the entity's own.
@inline(__always)
private func ownUniform(_ entity: UInt32, block: UInt32, at place: DrawPlace, key: borrowing PhiloxKey) -> Double {
  let (half, _) = key.halves(place.draw | block, entity, place.purpose, place.replication)
  return uniform(fromHalf: half)
}

/// The uniform that a law with one uniform takes: entities 2n and 2n + 1 share block 0 of counter word *n*.
///
/// Laws that need more leave block 0 alone: one purpose may have laws of both sorts (by channel, say), and entity *n*
/// of one must not meet entities 2n and 2n + 1 of the other.
@inline(__always)
func sharedUniform(
  _ entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32
) -> Double {
  let (half0, half1) = key.halves(draw, entity &>> 1, purpose, replication)
  return uniform(fromHalf: entity & 1 == 0 ? half0 : half1)
}

/// To the nearest whole microsecond, ties to even, at most `longestDrawnMicroseconds`.
/// - Parameter x: 0 or more.
@inline(__always)
func wholeMicroseconds(_ x: Double) -> Int64 {
  let cut = x > longestDrawnMicroseconds ? longestDrawnMicroseconds : x
  // In [2^52, 2^53) doubles are whole numbers, whose low 52 bits are the fraction of the format.
  return Int64(bitPattern: (cut + 0x1p52).bitPattern & 0x000F_FFFF_FFFF_FFFF)
}
