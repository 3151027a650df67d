// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - What entities hold at each step

/// What is known about units held from the programs alone.
struct HoldingTable: Sendable {
  /// By step: a slice of `pools`.
  var firstOfStep: [Int32] = []
  /// Pools of which an entity at that step holds a unit, whatever its way there; ascending.
  var pools: [Int32] = []
  /// Whether entities that hold a unit of one pool may wait for another in a circle.
  var canDeadlock = false

  func held(at step: Int) -> ArraySlice<Int32> { pools[Int(firstOfStep[step])..<Int(firstOfStep[step + 1])] }
}

/// A space for whose places somebody may wait, with the lines of those who are inside.
struct SpaceTable: Sendable {
  var pool: Int32
  var group: Int32
  /// A slice of `FlowNetwork.spaceLines`.
  var firstLine: Int32
  var lineCount: Int32
  /// A slice of `FlowNetwork.rootMap`, `CauseKind.inLines` x number of pools: by kind, then pool, the place of that
  /// root among those of this space, or -1. Place 0 is work: nobody inside waits.
  var firstRoot: Int32
  var rootCount: Int32
}

extension NetworkCompiler {
  /// Follows each program from its start; needs all programs.
  mutating func compileHoldings() {
    let steps = network.steps
    var held = [Set<Int32>?](repeating: nil, count: steps.count)
    var everHeld = [Set<Int32>](repeating: [], count: steps.count)
    for source in network.sources { follow(Int(source.start), &held, &everHeld) }
    for content in network.arrivals.contents { follow(Int(content.start), &held, &everHeld) }
    for index in steps.indices {
      network.holdings.firstOfStep.append(Int32(network.holdings.pools.count))
      network.holdings.pools += (held[index] ?? []).sorted()
    }
    network.holdings.firstOfStep.append(Int32(network.holdings.pools.count))
    network.holdings.canDeadlock = hasCircle(everHeld)
    compileSpaces(everHeld)
  }

  /// Merges what is held along all ways: certain is what is held on each, possible what is held on one.
  private func follow(_ start: Int, _ held: inout [Set<Int32>?], _ everHeld: inout [Set<Int32>]) {
    var pending: [(step: Int, certain: Set<Int32>, possible: Set<Int32>)] = [(start, [], [])]
    while let (index, certain, possible) = pending.popLast() {
      let known = held[index]
      let certainNow = known.map { $0.intersection(certain) } ?? certain
      let possibleNow = everHeld[index].union(possible)
      if known == certainNow, possibleNow == everHeld[index] { continue }
      held[index] = certainNow
      everHeld[index] = possibleNow
      let step = network.steps[index]
      for next in successors(of: index) {
        var certain = certainNow
        var possible = possibleNow
        if step.code == .seize, next == index + 1 {
          let line = network.lines[Int(step.a)]
          let needs = network.poolSets[Int(line.set)..<Int(line.set + line.setCount)]
          certain.formUnion(needs)
          possible.formUnion(needs)
        } else if step.code == .release || step.code == .drop {
          let given = network.poolSets[Int(step.set)..<Int(step.set + step.setCount)]
          certain.subtract(given)
          possible.subtract(given)
        }
        pending.append((next, certain, possible))
      }
    }
  }

  /// Steps that may follow a step at once or after a wait; going back to wait after an interruption is none.
  func successors(of index: Int) -> [Int] {
    let step = network.steps[index]
    switch step.code {
    case .dispose, .merge: return []
    case .jump: return [Int(step.target)]
    case .decideByShare, .decideByChannel, .decideByAttribute, .decideByClock, .decideByQueue, .decideByFree,
      .decideByDraw, .decideByHolding, .goBack:
      return [index + 1, Int(step.target)]
    case .seize: return step.target >= 0 ? [index + 1, Int(step.target)] : [index + 1]
    default: return [index + 1]
    }
  }

  /// Whether "holds a unit of p while it waits for q" goes round in a circle.
  private func hasCircle(_ everHeld: [Set<Int32>]) -> Bool {
    var waitsFor = [Set<Int32>](repeating: [], count: network.pools.count)
    for (index, step) in network.steps.enumerated() where step.code == .seize {
      let line = network.lines[Int(step.a)]
      if line.turnsAway { continue }
      let needs = network.poolSets[Int(line.set)..<Int(line.set + line.setCount)]
      let limited = needs.filter { !network.pools[Int($0)].isUnlimited }
      for pool in everHeld[index] { waitsFor[Int(pool)].formUnion(limited) }
    }
    // Pools from which no way leads on are taken away until none is left, or only circles are.
    var left = Set(waitsFor.indices.map { Int32($0) })
    while let end = left.first(where: { waitsFor[Int($0)].isDisjoint(with: left) }) { left.remove(end) }
    return !left.isEmpty
  }
}

// MARK: - Spaces and the roots of blocking

extension NetworkCompiler {
  private mutating func compileSpaces(_ everHeld: [Set<Int32>]) {
    let blocking = network.pools.indices.filter { pool in
      network.pools[pool].isPlaces && !network.pools[pool].isUnlimited
        && network.lines.contains { !$0.turnsAway && $0.setCount == 1 && network.poolSets[Int($0.set)] == pool }
    }
    for pool in blocking {
      let inside = network.steps.indices.filter {
        network.steps[$0].code == .seize && everHeld[$0].contains(Int32(pool))
          && !network.lines[Int(network.steps[$0].a)].turnsAway
      }
      let lines = Set(inside.map { network.steps[$0].a }).sorted()
      network.spaces.append(
        SpaceTable(
          pool: Int32(pool), group: network.pools[pool].group, firstLine: Int32(network.spaceLines.count),
          lineCount: Int32(lines.count), firstRoot: 0, rootCount: 0))
      network.spaceLines += lines
    }
    for space in network.spaces.indices { compileRoots(of: space) }
    layOutRoots()
  }

  /// What may be at the head of a chain of blocked entities that ends in this space.
  private mutating func compileRoots(of space: Int) {
    let poolCount = network.pools.count
    var map = [Int16](repeating: -1, count: CauseKind.inLines * poolCount)
    var roots: [(kind: CauseKind, pool: Int)] = []
    var reached: Set<Int> = []
    var pending = [space]
    while let next = pending.popLast() {
      guard reached.insert(next).inserted else { continue }
      let table = network.spaces[next]
      for entry in Int(table.firstLine)..<Int(table.firstLine + table.lineCount) {
        let line = network.lines[Int(network.spaceLines[entry])]
        let group = network.groups[Int(line.group)]
        for member in network.groupPools[Int(group.firstPool)..<Int(group.firstPool + group.poolCount)] {
          pending += network.spaces.indices.filter { network.spaces[$0].pool == member }
          for kind in CauseKind.allCases.prefix(CauseKind.inLines) { roots.append((kind, Int(member))) }
        }
      }
    }
    var count: Int16 = 1
    roots.sort { ($0.kind.rawValue, $0.pool) < ($1.kind.rawValue, $1.pool) }
    for root in roots where map[root.kind.rawValue * poolCount + root.pool] < 0 {
      map[root.kind.rawValue * poolCount + root.pool] = count
      count += 1
    }
    network.spaces[space].firstRoot = Int32(network.rootMap.count)
    network.spaces[space].rootCount = Int32(count)
    network.rootMap += map
  }

  /// One slot per class, waiting line and root; the base of each is kept by step.
  private mutating func layOutRoots() {
    network.rootBaseOfStep = Array(repeating: -1, count: network.steps.count)
    let poolCount = network.pools.count
    for (trafficClass, source) in network.sources.enumerated() {
      let end =
        trafficClass + 1 < network.sources.count ? Int(network.sources[trafficClass + 1].start) : network.steps.count
      var bases: [Int32: Int32] = [:]
      for index in Int(source.start)..<end where network.steps[index].code == .seize {
        let line = network.lines[Int(network.steps[index].a)]
        let pool = network.poolSets[Int(line.set)]
        guard !line.turnsAway, line.setCount == 1, let space = network.spaces.firstIndex(where: { $0.pool == pool })
        else { continue }
        if bases[line.station] == nil {
          bases[line.station] = Int32(network.layout.roots.count)
          let table = network.spaces[space]
          var roots = [ObservationLayout.RootDescription](
            repeating: .init(
              trafficClass: trafficClass, station: Int(line.station), space: Int(pool), kind: nil, pool: nil),
            count: Int(table.rootCount))
          for place in 0..<(CauseKind.inLines * poolCount) {
            let root = Int(network.rootMap[Int(table.firstRoot) + place])
            if root > 0 {
              roots[root].kind = CauseKind(rawValue: place / poolCount)
              roots[root].pool = place % poolCount
            }
          }
          network.layout.roots += roots
        }
        network.rootBaseOfStep[index] = bases[line.station] ?? -1
      }
    }
  }
}
