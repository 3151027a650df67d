// SPDX-License-Identifier: GPL-3.0-or-later

/// What only some posts need to know of a body inside: a second record for each slot of the slab.
///
/// Allocated only if `FlowNetwork.needsCompanions`.
struct Companion {
  /// Slot, class and number of the body that it was split off from; slot -1: none.
  var parent: Int32 = -1
  var parentOrdinal: UInt32 = 0
  var parentSource: UInt16 = 0
  /// Which of the parent's bundles it belongs to.
  var bundle: UInt8 = 0
  /// It waits outside all lines.
  var isWaiting = false
  /// Number of the case at the root, for random numbers.
  var drawEntity: UInt32 = 0
  /// Part of the key of random numbers: number among its like in the low 12 bits, and in the high 4 the laps of the
  /// loops around the place where it was split off.
  var child: UInt16 = 0
  var people: UInt16 = 1
  /// First of the members, if it is a group; they are linked by `Entity.next`.
  var firstMember: Int32 = -1
  /// A bit for each holding of its class.
  var held: UInt64 = 0
  /// A byte for each loop of its program.
  var laps: UInt64 = 0
  /// Bodies split off and not yet back, by bundle.
  var pending = SIMD8<UInt16>()

  static let bundles = 8
  static let loops = 8
  static let mostPeople = 4095

  /// Laps so far, summed over the loops of a mask.
  func laps(of loops: UInt8) -> Int {
    var sum = 0
    var left = loops
    while left != 0 {
      sum += Int((laps >> UInt64(left.trailingZeroBitCount * 8)) & 0xFF)
      left &= left - 1
    }
    return sum
  }
}

/// Members that wait for others at a place where groups form.
struct GatheringState {
  var head: Int32 = -1
  var tail: Int32 = -1
  var count: Int32 = 0
}

/// Tables and state of what only some posts have.
struct BodyMemory {
  let keyedDraws: UnsafeMutablePointer<KeyedDraw>
  let keptSets: UnsafeMutablePointer<KeptSet>
  /// By class: the first of its holdings.
  let firstKeptSet: UnsafeMutablePointer<Int32>
  let gatheringTables: UnsafeMutablePointer<GatheringTable>
  let gatherings: UnsafeMutablePointer<GatheringState>
  private let gatheringCount: Int

  init(_ network: FlowNetwork) {
    keyedDraws = KernelMemory.copy(network.keyedDraws)
    keptSets = KernelMemory.copy(network.keptSets)
    firstKeptSet = KernelMemory.copy(
      network.sources.indices.map { source in
        Int32(network.keptSets.firstIndex { Int($0.trafficClass) == source } ?? 0)
      })
    gatheringTables = KernelMemory.copy(network.gatherings)
    gatheringCount = network.gatherings.count
    gatherings = KernelMemory.copy(Array(repeating: GatheringState(), count: gatheringCount))
  }

  /// Nobody has gathered.
  func reset() { gatherings.update(repeating: GatheringState(), count: gatheringCount) }

  func deallocate() {
    keyedDraws.deallocate()
    keptSets.deallocate()
    firstKeptSet.deallocate()
    gatheringTables.deallocate()
    gatherings.deallocate()
  }
}
