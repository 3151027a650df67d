// SPDX-License-Identifier: GPL-3.0-or-later

/// One who waits in a circle, by indices of class, station and pool.
struct WaitInCircle {
  var trafficClass: Int
  var station: Int
  var pool: Int
}

extension DeadlockLink {
  init(_ wait: WaitInCircle, _ layout: ObservationLayout) {
    trafficClass = layout.classes[wait.trafficClass]
    station = layout.stations[wait.station].name
    pool = layout.pools[wait.pool].name
  }
}

// MARK: - Waiting in a circle

extension Kernel {
  /// Ends the run if some who wait hold what each other waits for, so that none of them can ever go on.
  ///
  /// All who do not wait can go on. A pool can give if it has a free unit, or units that come back by themselves, or if
  /// somebody who can go on holds one. Who waits for pools that can all give can go on. Whoever is left when nothing
  /// changes any more never will. Called once an hour, and only where the programs allow circles.
  @inline(never)
  mutating func checkDeadlock() {
    var waiting: [Int] = []
    var givers = [Bool](repeating: false, count: counts.pools)
    var knownHolders = [Int32](repeating: 0, count: counts.pools)
    for slot in 0..<slotsUsed where slab[slot].step < Entity.ghost {
      let isWaiting = steps[Int(slab[slot].step)].code == .seize && !willGiveUp(slot)
      if isWaiting { waiting.append(slot) }
      for pool in holdings(at: slot) {
        knownHolders[Int(pool)] += 1
        if !isWaiting { givers[Int(pool)] = true }
      }
    }
    guard !waiting.isEmpty else { return }
    for pool in 0..<counts.pools where !givers[pool] { givers[pool] = givesByItself(pool, knownHolders[pool]) }
    var stuck = waiting
    var hasChanged = true
    while hasChanged {
      let goingOn = stuck.filter { slot in needs(of: slot).allSatisfy { givers[Int($0)] } }
      hasChanged = !goingOn.isEmpty
      for slot in goingOn { for pool in holdings(at: slot) { givers[Int(pool)] = true } }
      stuck.removeAll { goingOn.contains($0) }
    }
    guard !stuck.isEmpty else { return }
    waitsInCircle = circle(among: stuck, givers)
    fault = .deadlock(microseconds: now, cycle: [])
  }

  /// A unit is free or comes back, or is held by somebody of whom the programs do not tell.
  private func givesByItself(_ pool: Int, _ knownHolders: Int32) -> Bool {
    let state = pools[pool]
    return state.free > 0 || state.isUnlimited || poolTables[pool].changeCount > 0 || state.down > 0
      || state.onBreak > 0 || state.isClosed || groups[Int(state.group)].needsTending
      || knownHolders < levels[counts.stations + pool].level
  }

  private func holdings(at slot: Int) -> ArraySlice<Int32> {
    let step = Int(slab[slot].step)
    // What is being given back at this instant is given back.
    return holdingTable.held(at: step)
  }

  private func needs(of slot: Int) -> [Int32] {
    let line = lines[Int(steps[Int(slab[slot].step)].a)]
    return (Int(line.set)..<Int(line.set + line.setCount)).map { poolSets[$0] }
  }

  /// Goes from one who is stuck to one who holds what it lacks, until somebody is met again.
  private func circle(among stuck: [Int], _ givers: [Bool]) -> [WaitInCircle] {
    let slab = slab
    // Repairs belong to no class.
    let counted = stuck.filter { Int(slab[$0].source) < counts.classes }
    let order = counted.sorted { (slab[$0].source, slab[$0].ordinal) < (slab[$1].source, slab[$1].ordinal) }
    var way: [(slot: Int, pool: Int32)] = []
    var slot: Int? = order.first
    while let current = slot {
      guard let lacking = needs(of: current).first(where: { !givers[Int($0)] }) else { return [] }
      if let first = way.firstIndex(where: { $0.slot == current }) {
        return way[first...].map { link in
          let line = lines[Int(steps[Int(slab[link.slot].step)].a)]
          return WaitInCircle(
            trafficClass: Int(slab[link.slot].source), station: Int(line.station), pool: Int(link.pool))
        }
      }
      way.append((current, lacking))
      slot = order.first { holdings(at: $0).contains(lacking) }
    }
    return []
  }
}
