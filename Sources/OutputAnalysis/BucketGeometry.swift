// SPDX-License-Identifier: GPL-3.0-or-later

/// Which bucket of a histogram a whole number falls into.
///
/// Values below 2^20 share 64 buckets of equal width 2^14. Above, each octave [2^k, 2^(k+1)), k = 20 ... 62, is cut
/// into 256 buckets of equal width 2^(k-8): their relative width lies between 1/512 and 1/256 (0.2 % and 0.39 %). The
/// index is found by shifts alone, without logarithms, so that it can be counted in an inner loop and is the same on
/// every machine. With microseconds, the linear part ends at 1.05 s.
///
/// Whoever counts into buckets elsewhere must follow this file; a test holds the two equal.
///
/// - Source: the idea of HdrHistogram (G. Tene), with an octave cut by the leading bits.
public enum BucketGeometry {
  /// Values below 2 to this power are cut linearly.
  public static let linearBits = 20
  /// log2 of the number of buckets in the linear part.
  public static let linearBucketBits = 6
  /// log2 of the number of buckets per octave.
  public static let octaveBucketBits = 8

  /// Buckets in the linear part: 64.
  public static let linearBuckets = 1 << linearBucketBits
  /// Buckets in an octave: 256.
  public static let bucketsPerOctave = 1 << octaveBucketBits
  /// Octaves up to the largest `Int64`: 43.
  public static let octaves = 63 - linearBits
  /// All buckets: 11,072.
  public static let buckets = linearBuckets + octaves * bucketsPerOctave

  /// The bucket of a value.
  ///
  /// - Parameter value: 0 or more.
  /// - Returns: 0 ..< `buckets`, not decreasing in `value`.
  public static func index(of value: Int64) -> Int {
    precondition(value >= 0, "A histogram holds no values below 0.")
    if value < 1 << linearBits { return Int(value >> (linearBits - linearBucketBits)) }
    let exponent = 63 - value.leadingZeroBitCount
    // The leading one, moved to bit 8, adds 256 to the eight bits after it: one octave too many.
    let leadingBits = Int(value >> (exponent - octaveBucketBits))
    return linearBuckets + (exponent - linearBits - 1) * bucketsPerOctave + leadingBits
  }

  /// The smallest value in a bucket.
  ///
  /// - Parameter index: 0 ..< `buckets`.
  public static func lowerEdge(of index: Int) -> Int64 {
    precondition(index >= 0 && index < buckets, "There is no such bucket.")
    if index < linearBuckets { return Int64(index) << (linearBits - linearBucketBits) }
    let (octave, position) = (index - linearBuckets).quotientAndRemainder(dividingBy: bucketsPerOctave)
    return Int64(bucketsPerOctave + position) << (linearBits + octave - octaveBucketBits)
  }

  /// How many whole values a bucket covers; its values are `lowerEdge ..< lowerEdge + width`.
  ///
  /// The sum is 2^63 for the last bucket, which does not fit into `Int64`: add in `Double` or wrap.
  /// - Parameter index: 0 ..< `buckets`.
  public static func width(of index: Int) -> Int64 {
    precondition(index >= 0 && index < buckets, "There is no such bucket.")
    if index < linearBuckets { return 1 << (linearBits - linearBucketBits) }
    let octave = (index - linearBuckets) / bucketsPerOctave
    return 1 << (linearBits + octave - octaveBucketBits)
  }
}
