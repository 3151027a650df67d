// SPDX-License-Identifier: GPL-3.0-or-later

extension CompiledLaw {
  /// One duration, computed from its key alone.
  ///
  /// - Parameters:
  ///   - entity: Ordinal of the entity within its source.
  ///   - draw: The counter word `DrawKey.drawWord`.
  /// - Returns: Whole microseconds, to the nearest, ties to even; 0 ... 2^52 - 1. Only a gamma law may give
  ///   `CompiledLaw.exhausted`, after 254 rejections in a row (less likely than 10^-300): a fault of the run.
  @inline(never)
  package func duration(
    entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32
  ) -> Int64 {
    switch kind {
    case LawKind.constant: Int64(a)
    case LawKind.erlang:
      wholeMicroseconds(erlang(entity: entity, draw: draw, purpose: purpose, key: key, replication: replication))
    case LawKind.gamma: gamma(entity: entity, draw: draw, purpose: purpose, key: key, replication: replication)
    default:
      wholeMicroseconds(
        value(fromUniform: sharedUniform(entity, draw: draw, purpose: purpose, key: key, replication: replication)))
    }
  }

  /// One number of the laws `unitExponential` and `unitUniform`, computed from its key alone.
  @inline(never)
  func number(
    entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32
  ) -> Double {
    value(fromUniform: sharedUniform(entity, draw: draw, purpose: purpose, key: key, replication: replication))
  }

  /// What a gamma law returns instead of a duration when its 256 blocks are used up.
  package static var exhausted: Int64 { -1 }

  /// The value of a law that needs one uniform, in microseconds or, for the unit laws, as a pure number.
  @inline(__always)
  func value(fromUniform u: Double) -> Double {
    switch kind {
    case LawKind.uniform: uniformLaw(u)
    case LawKind.triangular: triangular(u)
    case LawKind.exponential: exponential(u)
    case LawKind.lognormal: lognormal(ofNormal: normalQuantile(u))
    case LawKind.unitExponential: -naturalLogarithm(u)
    default: u
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

  /// The logarithm of a product of `shape` uniforms, at least 2^-864, from both halves of the entity's blocks 1, 2 ...
  @inline(__always)
  private func erlang(
    entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32
  ) -> Double {
    let shape = Int(b)
    var product = 1.0
    var taken = 0
    var block: UInt32 = 1
    while taken < shape {
      let (half0, half1) = key.halves(draw | block, entity, purpose, replication)
      product *= uniform(fromHalf: half0)
      if taken + 1 < shape { product *= uniform(fromHalf: half1) }
      taken += 2
      block += 1
    }
    return naturalLogarithm(product) * a
  }

  /// Rejection with a cubed normal; attempt *k* = 1, 2 ... takes block *k*, half 0 for the normal and half 1 for the
  /// acceptance.
  /// A shape below 1 multiplies by U^(1 / shape), U from block 255, which no attempt uses.
  ///
  /// - Source: Marsaglia and Tsang, "A simple method for generating gamma variables", *ACM Transactions on
  ///   Mathematical Software* 26 (2000) 363-372; their section 6 for shapes below 1.
  @inline(__always)
  private func gamma(
    entity: UInt32, draw: UInt32, purpose: UInt32, key: borrowing PhiloxKey, replication: UInt32
  ) -> Int64 {
    var block: UInt32 = 1
    while block < 255 {
      let (half0, half1) = key.halves(draw | block, entity, purpose, replication)
      block += 1
      let x = normalQuantile(uniform(fromHalf: half0))
      let u = uniform(fromHalf: half1)
      let root = 1 + b * x
      if root <= 0 { continue }
      let cube = root * root * root
      let square = x * x
      // The squeeze decides nine times in ten; it implies the exact test.
      let accepted =
        u < 1 - 0.0331 * (square * square)
        || naturalLogarithm(u) < 0.5 * square + a * ((1 - cube) + naturalLogarithm(cube))
      if !accepted { continue }
      if d == 0 { return wholeMicroseconds(c * cube) }
      let (half, _) = key.halves(draw | 255, entity, purpose, replication)
      return wholeMicroseconds(c * cube * exponentialFunction(naturalLogarithm(uniform(fromHalf: half)) * d))
    }
    return CompiledLaw.exhausted
  }
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
