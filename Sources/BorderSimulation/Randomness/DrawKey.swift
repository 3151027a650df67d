// SPDX-License-Identifier: GPL-3.0-or-later

/// What a draw is for, without the entity and the replication.
///
/// The words of a counter are: draw = child (16 bits, high) | visit (8 bits) | block (8 bits, low); entity; purpose;
/// replication. A key holds purpose, visit and child; a law chooses the block.
package struct DrawKey: Hashable, Sendable {
  /// Hash of traffic class, control and quantity; see `purposeHash`.
  package var purpose: UInt32
  /// How often this entity has drawn for this purpose before.
  package var visit: UInt8
  /// Number of a child among the children of its parent; 0 for the parent itself.
  package var child: UInt16

  package init(purpose: UInt32, visit: UInt8 = 0, child: UInt16 = 0) {
    self.purpose = purpose
    self.visit = visit
    self.child = child
  }

  /// The key of a unit's clock, whose failures and repairs are counted by 24 bits instead of visit and child.
  /// - Parameter ordinal: 0 ..< 2^24; higher bits are ignored, so the caller reports an overflow.
  package init(purpose: UInt32, ordinal: UInt32) {
    self.purpose = purpose
    self.visit = UInt8(truncatingIfNeeded: ordinal)
    self.child = UInt16(truncatingIfNeeded: ordinal &>> 8)
  }

  /// The counter word *draw* with block 0.
  @inline(__always)
  var drawWord: UInt32 { UInt32(child) &<< 16 | UInt32(visit) &<< 8 }
}

/// The purpose of a draw as one word: FNV-1a of 32 bits over the UTF-8 bytes of the three names, with the byte 1F
/// (unit separator) between them.
///
/// The names are those of the scenario; station, site, layout and file order take no part. Two purposes of one
/// scenario with the same hash are refused when the network is compiled.
///
/// - Source: Fowler, Noll, Vo, Eastlake, Hansen, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923.
package func purposeHash(_ trafficClass: String, _ control: String, _ quantity: String) -> UInt32 {
  var hash: UInt32 = 0x811C_9DC5
  func mix(_ byte: UInt8) { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
  for byte in trafficClass.utf8 { mix(byte) }
  mix(0x1F)
  for byte in control.utf8 { mix(byte) }
  mix(0x1F)
  for byte in quantity.utf8 { mix(byte) }
  return hash
}
