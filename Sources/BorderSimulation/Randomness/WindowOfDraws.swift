// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// The eight numbers of a window, made together. Everything after the generator is a loop over eight numbers in memory
// whose body is the scalar function: the compiler turns it into vector instructions, which do in each lane what the
// scalar ones do, so a window cannot differ from single draws.

extension PhiloxKey {
  /// Stores the 64-bit halves of the entities 8 · window ..< 8 · window + 8, that is, of four blocks.
  @inline(never)
  func storeHalves(
    _ draw: UInt32, window: UInt32, _ purpose: UInt32, _ replication: UInt32, at place: UnsafeMutablePointer<UInt64>
  ) {
    let (even, odd) = fourHalves(draw, from: window &<< 2, purpose, replication)
    let bytes = UnsafeMutableRawPointer(place)
    bytes.storeBytes(of: SIMD4<UInt64>(even[0], odd[0], even[1], odd[1]), as: SIMD4<UInt64>.self)
    bytes.storeBytes(of: SIMD4<UInt64>(even[2], odd[2], even[3], odd[3]), toByteOffset: 32, as: SIMD4<UInt64>.self)
  }
}

extension CompiledLaw {
  /// Turns eight halves into eight numbers of the law: whole microseconds, or the bits of doubles for the unit laws.
  @inline(never)
  func transform(_ place: UnsafeMutablePointer<UInt64>, tables: UnsafePointer<UInt64>?) {
    // A copy, so that no store to the window can be thought to change the law.
    let law = self
    for i in 0..<8 { place[i] = uniform(fromHalf: place[i]).bitPattern }
    switch law.kind {
    case LawKind.uniform:
      for i in 0..<8 { place[i] = whole(law.uniformLaw(Double(bitPattern: place[i]))) }
    case LawKind.triangular:
      for i in 0..<8 { place[i] = whole(law.triangular(Double(bitPattern: place[i]))) }
    case LawKind.exponential:
      for i in 0..<8 { place[i] = whole(law.exponential(Double(bitPattern: place[i]))) }
    case LawKind.lognormal:
      normalQuantiles(place)
      for i in 0..<8 { place[i] = whole(law.lognormal(ofNormal: Double(bitPattern: place[i]))) }
    case LawKind.unitExponential:
      for i in 0..<8 { place[i] = (-naturalLogarithm(Double(bitPattern: place[i]))).bitPattern }
    case LawKind.unitUniform: break
    default: law.furtherTransform(place, tables: tables)
    }
  }

  /// Turns eight uniforms into eight standard normal numbers: those in the centre together, the others one by one.
  @inline(__always)
  func normalQuantiles(_ place: UnsafeMutablePointer<UInt64>) {
    var tails: UInt8 = 0
    for i in 0..<8 where !isInCentre(Double(bitPattern: place[i])) { tails |= 1 &<< UInt8(truncatingIfNeeded: i) }
    for i in 0..<8 {
      let p = Double(bitPattern: place[i])
      let z = normalQuantileCentre(p)
      place[i] = (isInCentre(p) ? z : p).bitPattern
    }
    while tails != 0 {
      let i = tails.trailingZeroBitCount
      place[i] = normalQuantileTail(Double(bitPattern: place[i])).bitPattern
      tails &= tails &- 1
    }
  }

  @inline(__always)
  func whole(_ x: Double) -> UInt64 { UInt64(bitPattern: wholeMicroseconds(x)) }
}
