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

  /// The 64 bits behind the one uniform of a draw.
  package static func half(entity: UInt32, draw: DrawKey, key: PhiloxKey, replication: UInt32) -> UInt64 {
    let (half0, half1) = key.halves(draw.drawWord, entity &>> 1, draw.purpose, replication)
    return entity & 1 == 0 ? half0 : half1
  }

  /// The 64 bits of the eight entities of a window, as a dense stream makes them.
  package static func halves(window: UInt32, draw: DrawKey, key: PhiloxKey, replication: UInt32) -> [UInt64] {
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
    defer { memory.deallocate() }
    key.storeHalves(draw.drawWord, window: window, draw.purpose, replication, at: memory)
    return Array(UnsafeBufferPointer(start: memory, count: 8))
  }
}
