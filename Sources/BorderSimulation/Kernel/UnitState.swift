// SPDX-License-Identifier: GPL-3.0-or-later

/// A unit that is told apart from the others of its pool.
struct UnitState {
  var pool: Int32
  /// Its bit among the units of its pool.
  var bit: UInt64
  var speed: Double
  /// Who holds it, -1 if nobody.
  var holder: Int32 = -1
  /// Failures so far: the number of its current life.
  var failures: UInt32 = 0
  /// On the roster, or ends a job after its shift.
  var isOnDuty = false
  /// Goes off duty when it is given back.
  var isLeaving = false
  var isDown = false
  /// A failure of a unit that ages by its work stands among the events.
  var isFailureDue = false
  var freeSince: Int64 = 0
  /// Working time left until it fails, where only that counts.
  var life: Int64 = 0
  var downSince: Int64 = 0
  /// 1 while it is held; held by somebody who waits; on duty and not away for repair; away for repair while on duty.
  var held = AreaState()
  var kept = AreaState()
  var duty = AreaState()
  var away = AreaState()
}

/// Tables and states of units, lanes and breakdowns.
struct UnitMemory {
  let states: UnsafeMutablePointer<UnitState>
  let count: Int
  let masks: UnsafeMutablePointer<UInt64>
  let ranks: UnsafeMutablePointer<UInt8>
  let lanes: UnsafeMutablePointer<LaneTable>
  let laneLines: UnsafeMutablePointer<Int32>
  /// By row of lanes: whose turn it is.
  let turns: UnsafeMutablePointer<Int32>
  let laneCount: Int
  let breakdowns: UnsafeMutablePointer<BreakdownTable>

  init(_ network: FlowNetwork) {
    var states: [UnitState] = []
    for unit in network.units {
      let first = network.pools[Int(unit.pool)].identity.firstUnit
      states.append(UnitState(pool: unit.pool, bit: 1 << UInt64(states.count - Int(first)), speed: unit.speed))
    }
    self.states = KernelMemory.copy(states)
    count = states.count
    masks = KernelMemory.copy(network.unitMasks)
    ranks = KernelMemory.copy(network.unitRanks)
    lanes = KernelMemory.copy(network.lanes)
    laneLines = KernelMemory.copy(network.laneLines)
    turns = KernelMemory.copy(network.lanes.map { _ in 0 })
    laneCount = network.lanes.count
    breakdowns = KernelMemory.copy(network.breakdowns)
  }

  func deallocate() {
    states.deallocate()
    masks.deallocate()
    ranks.deallocate()
    lanes.deallocate()
    laneLines.deallocate()
    turns.deallocate()
    breakdowns.deallocate()
  }

  /// Everything up, nobody on duty.
  func reset() {
    for unit in 0..<count {
      let state = states[unit]
      states[unit] = UnitState(pool: state.pool, bit: state.bit, speed: state.speed)
    }
    turns.update(repeating: 0, count: laneCount)
  }
}
