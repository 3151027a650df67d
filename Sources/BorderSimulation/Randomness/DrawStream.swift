// SPDX-License-Identifier: GPL-3.0-or-later

/// All draws of one source for one purpose, visit and law: one number for each entity.
///
/// A *dense* stream keeps windows of eight neighbouring entities, eight windows in all, in memory that its owner
/// provides; a window is computed as a whole the first time one of its entities asks. A sparse stream, used by few
/// entities, computes each number alone. The numbers are the same in both modes, in any order, any number of times.
///
/// Give each stream its own memory. The memory may be used with other replications, not with another key: call
/// `forget` when the seed changes.
package struct DrawStream {
  /// Nil for a sparse stream. Eight tags, then eight windows of eight numbers.
  private let memory: UnsafeMutablePointer<UInt64>?
  /// Nil for laws without a table.
  private let tables: UnsafePointer<UInt64>?
  package let law: CompiledLaw
  private let purpose: UInt32
  private let draw: UInt32

  /// - Parameter memory: `DrawWindows.bytes` bytes aligned to 64, prepared by `DrawWindows` and outliving the stream,
  ///   for a dense stream; nil for a sparse one. Laws that need several uniforms are always drawn alone.
  /// - Parameter tables: The words of the `LawTables` with which the law was compiled, outliving the stream; nil for a
  ///   law without a table.
  package init(
    law: CompiledLaw, key: DrawKey, memory: UnsafeMutableRawPointer?, tables: UnsafePointer<UInt64>? = nil
  ) {
    precondition(!law.usesTable || tables != nil, "this law needs the tables with which it was compiled")
    self.law = law
    self.tables = tables
    self.purpose = key.purpose
    self.draw = key.drawWord
    self.memory = law.usesOneUniform ? memory?.assumingMemoryBound(to: UInt64.self) : nil
  }

  /// True if numbers are kept in windows.
  package var dense: Bool { memory != nil }

  /// The duration of one entity.
  ///
  /// - Parameter key: By address, for a copy of its 128 bytes would cost more than the draw.
  /// - Returns: Whole microseconds, 0 ... 2^52 - 1; or `CompiledLaw.exhausted`, see there.
  @inline(__always)
  package mutating func duration(entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32) -> Int64 {
    if let memory {
      return Int64(bitPattern: kept(in: memory, entity: entity, key: key, replication: replication))
    }
    return aloneDuration(entity: entity, key: key, replication: replication)
  }

  /// As above, with a key by value; for the rare caller.
  package mutating func duration(entity: UInt32, key: PhiloxKey, replication: UInt32) -> Int64 {
    withUnsafePointer(to: key) { duration(entity: entity, key: $0, replication: replication) }
  }

  @inline(never)
  private mutating func aloneDuration(
    entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Int64 {
    if law.isConstant { return Int64(law.a) }
    return law.duration(
      entity: entity, draw: draw, purpose: purpose, key: key.pointee, replication: replication, tables: tables)
  }

  /// An exponential number with mean 1. Only for streams of the law `CompiledLaw.unitExponential`.
  @inline(__always)
  package mutating func unitExponential(
    entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Double {
    assert(law.kind == LawKind.unitExponential, "the stream has another law")
    return number(entity: entity, key: key, replication: replication)
  }

  /// As above, with a key by value; for the rare caller.
  package mutating func unitExponential(entity: UInt32, key: PhiloxKey, replication: UInt32) -> Double {
    withUnsafePointer(to: key) { unitExponential(entity: entity, key: $0, replication: replication) }
  }

  /// A number in (0, 1). Only for streams of the law `CompiledLaw.unitUniform`.
  @inline(__always)
  package mutating func uniform(entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32) -> Double {
    assert(law.kind == LawKind.unitUniform, "the stream has another law")
    return number(entity: entity, key: key, replication: replication)
  }

  /// As above, with a key by value; for the rare caller.
  package mutating func uniform(entity: UInt32, key: PhiloxKey, replication: UInt32) -> Double {
    withUnsafePointer(to: key) { uniform(entity: entity, key: $0, replication: replication) }
  }

  /// A whole number. Only for streams of a compiled `CountLaw`.
  ///
  /// - Returns: 0 ... 1,000,000.
  @inline(__always)
  package mutating func count(entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32) -> Int32 {
    Int32(truncatingIfNeeded: duration(entity: entity, key: key, replication: replication))
  }

  /// Empties the windows; needed when the key changes.
  package mutating func forget() {
    if let memory { DrawWindows.clear(UnsafeMutableRawPointer(memory)) }
  }

  @inline(__always)
  private mutating func number(entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32) -> Double {
    if let memory {
      return Double(bitPattern: kept(in: memory, entity: entity, key: key, replication: replication))
    }
    return aloneNumber(entity: entity, key: key, replication: replication)
  }

  @inline(never)
  private mutating func aloneNumber(entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32) -> Double {
    law.number(entity: entity, draw: draw, purpose: purpose, key: key.pointee, replication: replication)
  }

  @inline(__always)
  private mutating func kept(
    in memory: UnsafeMutablePointer<UInt64>, entity: UInt32, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> UInt64 {
    let tag = UInt64(replication) &<< 32 | UInt64(entity &>> 3)
    let slot = Int(truncatingIfNeeded: entity &>> 3 & 7)
    if memory[slot] != tag {
      fill(memory, slot: slot, window: entity &>> 3, key: key, replication: replication)
    }
    return memory[8 &+ Int(truncatingIfNeeded: entity & 63)]
  }

  /// Computes the eight numbers of one window: four blocks, eight uniforms, eight values.
  @inline(never)
  private mutating func fill(
    _ memory: UnsafeMutablePointer<UInt64>, slot: Int, window: UInt32, key: UnsafePointer<PhiloxKey>,
    replication: UInt32
  ) {
    let place = memory + 8 + 8 * slot
    key.pointee.storeHalves(draw, window: window, purpose, replication, at: place)
    law.transform(place, tables: tables)
    memory[slot] = UInt64(replication) &<< 32 | UInt64(window)
  }
}

// MARK: - Visits and children that are known only during the run

extension DrawStream {
  /// The duration of a visit or of a child that need not be those of the stream's key; not kept in windows, and equal
  /// in every bit to what a stream with that key gives.
  ///
  /// - Parameters:
  ///   - visit: How often this entity has drawn for this purpose before, modulo 256.
  ///   - child: Number of a child among the children of its parent; 0 for the parent itself.
  /// - Returns: Whole microseconds, 0 ... 2^52 - 1; or `CompiledLaw.exhausted`, see there.
  @inline(never)
  package mutating func duration(
    entity: UInt32, visit: UInt8, child: UInt16, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Int64 {
    law.duration(
      entity: entity, draw: DrawKey(purpose: purpose, visit: visit, child: child).drawWord, purpose: purpose,
      key: key.pointee, replication: replication, tables: tables)
  }

  /// As above, a number in (0, 1). Only for streams of the law `CompiledLaw.unitUniform`.
  package mutating func uniform(
    entity: UInt32, visit: UInt8, child: UInt16, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Double {
    assert(law.kind == LawKind.unitUniform, "the stream has another law")
    return number(entity: entity, visit: visit, child: child, key: key, replication: replication)
  }

  /// As above, an exponential number with mean 1. Only for streams of the law `CompiledLaw.unitExponential`.
  package mutating func unitExponential(
    entity: UInt32, visit: UInt8, child: UInt16, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Double {
    assert(law.kind == LawKind.unitExponential, "the stream has another law")
    return number(entity: entity, visit: visit, child: child, key: key, replication: replication)
  }

  /// As above, a whole number. Only for streams of a compiled `CountLaw`.
  package mutating func count(
    entity: UInt32, visit: UInt8, child: UInt16, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Int32 {
    Int32(
      truncatingIfNeeded: duration(entity: entity, visit: visit, child: child, key: key, replication: replication))
  }

  @inline(never)
  private mutating func number(
    entity: UInt32, visit: UInt8, child: UInt16, key: UnsafePointer<PhiloxKey>, replication: UInt32
  ) -> Double {
    law.number(
      entity: entity, draw: DrawKey(purpose: purpose, visit: visit, child: child).drawWord, purpose: purpose,
      key: key.pointee, replication: replication)
  }
}
