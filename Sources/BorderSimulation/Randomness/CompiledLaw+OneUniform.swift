// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// Laws with one uniform number beside those in `CompiledLaw+Draw.swift`, each the quantile function of the law: a
// greater uniform gives a greater value; only Weibull, like exponential, takes the distance to 1.
extension CompiledLaw {
  /// - Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 8.3.5 (Weibull), 8.3.11 (log-logistic),
  ///   8.3.16 (empirical), 8.4.3 (discrete); inversion between two probabilities for the truncated normal law.
  @inline(never)
  func furtherValue(fromUniform u: Double, tables: UnsafePointer<UInt64>?) -> Double {
    switch kind {
    case LawKind.weibull: return weibull(u)
    case LawKind.logLogistic: return logLogistic(u)
    case LawKind.geometric: return geometric(u)
    default: break
    }
    guard let tables else { return 0 }
    let own = tables + Int(table)
    switch kind {
    case LawKind.truncatedNormal:
      return cut(truncatedNormal(ofNormal: normalQuantile(probability(u))), at: own)
    case LawKind.discrete: return discrete(u, own)
    case LawKind.empirical: return empirical(u, own)
    default: return segments(u, own)
    }
  }

  /// The eight numbers of a window of these laws, from eight uniforms.
  @inline(never)
  func furtherTransform(_ place: UnsafeMutablePointer<UInt64>, tables: UnsafePointer<UInt64>?) {
    let law = self
    switch law.kind {
    case LawKind.weibull:
      for i in 0..<8 { place[i] = whole(law.weibull(Double(bitPattern: place[i]))) }
    case LawKind.logLogistic:
      for i in 0..<8 { place[i] = whole(law.logLogistic(Double(bitPattern: place[i]))) }
    case LawKind.truncatedNormal:
      guard let own = tables.map({ $0 + Int(law.table) }) else { return }
      for i in 0..<8 { place[i] = law.probability(Double(bitPattern: place[i])).bitPattern }
      normalQuantiles(place)
      for i in 0..<8 {
        place[i] = whole(law.cut(law.truncatedNormal(ofNormal: Double(bitPattern: place[i])), at: own))
      }
    default:
      for i in 0..<8 { place[i] = whole(law.furtherValue(fromUniform: Double(bitPattern: place[i]), tables: tables)) }
    }
  }

  @inline(__always)
  private func weibull(_ u: Double) -> Double {
    // Of u itself: 1 - u could round to 1, which has no second logarithm.
    exponentialFunction(naturalLogarithm(-naturalLogarithm(u)) * b + a)
  }

  @inline(__always)
  private func logLogistic(_ u: Double) -> Double {
    exponentialFunction((naturalLogarithm(u) - naturalLogarithm(1 - u)) * b + a)
  }

  /// Number of trials until the first success.
  @inline(__always)
  private func geometric(_ u: Double) -> Double {
    let failures = (naturalLogarithm(1 - u) * a).rounded(.down)
    return failures < b ? failures + 1 : b
  }

  /// The probability, of the whole normal law and from the nearer end, that belongs to a uniform number: inside (0, 1).
  @inline(__always)
  private func probability(_ u: Double) -> Double {
    let p = c + d * (b < 0 ? 1 - u : u)
    return p < 1 - 0x1p-53 ? p : 1 - 0x1p-53
  }

  @inline(__always)
  private func truncatedNormal(ofNormal z: Double) -> Double { a + b * z }

  @inline(__always)
  private func cut(_ x: Double, at ends: UnsafePointer<UInt64>) -> Double {
    let (low, high) = (LawTable.number(ends, 0), LawTable.number(ends, 1))
    let above = x > low ? x : low
    return above < high ? above : high
  }

  @inline(__always)
  private func discrete(_ u: Double, _ own: UnsafePointer<UInt64>) -> Double {
    let bounds = Int(a) &- 1
    return LawTable.number(own, bounds &+ LawTable.part(of: u, in: own, count: bounds))
  }

  @inline(__always)
  private func empirical(_ u: Double, _ own: UnsafePointer<UInt64>) -> Double {
    if u > b { return c + naturalLogarithm((1 - u) / (1 - b)) * d }
    let place = u * a
    // A product just below `a` may round to it.
    let index = min(Int(place), Int(a) &- 1)
    let low = LawTable.number(own, index)
    return low + (place - Double(index)) * (LawTable.number(own, index &+ 1) - low)
  }

  /// A length-biased number of a law that is uniform between neighbouring ends: first the segment, then, by what is
  /// left of the uniform number, the place in it, where the density rises in proportion to the value.
  @inline(__always)
  private func segments(_ u: Double, _ own: UnsafePointer<UInt64>) -> Double {
    let bounds = Int(a) &- 1
    let part = LawTable.part(of: u, in: own, count: bounds)
    let from = part == 0 ? 0 : LawTable.number(own, part &- 1)
    let to = part == bounds ? 1 : LawTable.number(own, part)
    let low = LawTable.number(own, bounds &+ part)
    let high = LawTable.number(own, bounds &+ part &+ 1)
    let rest = (u - from) / (to - from)
    return (low * low + rest * (high * high - low * low)).squareRoot()
  }
}
