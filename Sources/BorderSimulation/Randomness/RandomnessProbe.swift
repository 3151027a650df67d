// SPDX-License-Identifier: GPL-3.0-or-later

/// What tests and measurements of the random numbers need and the kernel does not: loops that are compiled in this
/// module, as the kernel's are.
package enum RandomnessProbe {
  /// Fills `values` with the durations of entities 0, 1, 2 ...
  package static func durations(
    of stream: inout DrawStream, key: PhiloxKey, replication: UInt32, into values: inout [Int64]
  ) {
    for entity in values.indices {
      values[entity] = stream.duration(entity: UInt32(entity), key: key, replication: replication)
    }
  }

  /// Fills `values` with the numbers of a unit law, entities 0, 1, 2 ...
  package static func numbers(
    of stream: inout DrawStream, key: PhiloxKey, replication: UInt32, into values: inout [Double]
  ) {
    let exponential = stream.law.kind == LawKind.unitExponential
    for entity in values.indices {
      values[entity] =
        exponential
        ? stream.unitExponential(entity: UInt32(entity), key: key, replication: replication)
        : stream.uniform(entity: UInt32(entity), key: key, replication: replication)
    }
  }

  /// The sum of the durations of the entities `0 ..< count`, for measuring the time of a draw.
  @inline(never)
  package static func sumOfDurations(
    of stream: inout DrawStream, key: PhiloxKey, replication: UInt32, count: UInt32
  ) -> Int64 {
    var sum: Int64 = 0
    for entity in 0..<count { sum &+= stream.duration(entity: entity, key: key, replication: replication) }
    return sum
  }

  /// The sum of the unit exponentials of the entities `0 ..< count`, for measuring the time of a draw.
  @inline(never)
  package static func sumOfUnitExponentials(
    of stream: inout DrawStream, key: PhiloxKey, replication: UInt32, count: UInt32
  ) -> Double {
    var sum = 0.0
    for entity in 0..<count { sum += stream.unitExponential(entity: entity, key: key, replication: replication) }
    return sum
  }
}
