// SPDX-License-Identifier: GPL-3.0-or-later

/// What has held the head of the chain behind a full space, over time, while somebody waits for a place.
struct RootHistory {
  struct Segment {
    var time: Int64
    /// Place among the roots of the space.
    var root: Int32
  }

  private(set) var segments: UnsafeMutablePointer<Segment>
  private(set) var count = 0
  private var capacity = 4
  private var nextForgetting = 64

  init() { segments = .allocate(capacity: 4) }

  func deallocate() { segments.deallocate() }

  mutating func clear() { count = 0 }

  mutating func set(_ root: Int32, at now: Int64) {
    if count > 0, segments[count - 1].root == root { return }
    if count == capacity {
      let larger = UnsafeMutablePointer<Segment>.allocate(capacity: capacity * 2)
      larger.update(from: segments, count: count)
      segments.deallocate()
      segments = larger
      capacity *= 2
    }
    segments[count] = Segment(time: now, root: root)
    count += 1
  }

  /// Long enough for a look at what can be forgotten.
  var isFull: Bool { count >= nextForgetting }

  /// Forgets what ended before an instant.
  mutating func forget(before time: Int64) {
    var first = 0
    while first + 1 < count, segments[first + 1].time <= time { first += 1 }
    for index in first..<count { segments[index - first] = segments[index] }
    count -= first
    nextForgetting = max(64, count * 2)
  }
}

/// Spaces for whose places somebody may wait, with what holds the head of the chain in each.
struct BlockingMemory {
  let spaceCount: Int
  let rootCount: Int
  let spaces: UnsafeMutablePointer<SpaceTable>
  let spaceLines: UnsafeMutablePointer<Int32>
  let rootMap: UnsafeMutablePointer<Int16>
  let rootBaseOfStep: UnsafeMutablePointer<Int32>
  let rootHistories: UnsafeMutablePointer<RootHistory>
  /// Microseconds, by `ObservationLayout.roots`.
  let roots: UnsafeMutablePointer<Int64>

  init(_ network: FlowNetwork) {
    spaceCount = network.spaces.count
    rootCount = network.layout.roots.count
    spaces = KernelMemory.copy(network.spaces)
    spaceLines = KernelMemory.copy(network.spaceLines)
    rootMap = KernelMemory.copy(network.rootMap)
    rootBaseOfStep = KernelMemory.copy(network.rootBaseOfStep)
    rootHistories = KernelMemory.copy(network.spaces.map { _ in RootHistory() })
    roots = KernelMemory.zeros(rootCount)
  }

  func reset() {
    for space in 0..<spaceCount { rootHistories[space].clear() }
    roots.update(repeating: 0, count: rootCount)
  }

  func deallocate() {
    for space in 0..<spaceCount { rootHistories[space].deallocate() }
    spaces.deallocate()
    spaceLines.deallocate()
    rootMap.deallocate()
    rootBaseOfStep.deallocate()
    rootHistories.deallocate()
    roots.deallocate()
  }
}

// MARK: - Why a space is full

extension Kernel {
  /// Notes what holds the head of each chain from now on; called before time goes on.
  @inline(never)
  mutating func noteRoots() {
    for index in 0..<blocking.spaceCount {
      let group = groups + Int(blocking.spaces[index].group)
      if group.pointee.waitingCount == group.pointee.ghosts {
        blocking.rootHistories[index].clear()
        continue
      }
      blocking.rootHistories[index].set(root(of: index), at: now)
      if blocking.rootHistories[index].isFull { forgetRoots(index) }
    }
  }

  /// The cause of the oldest request among those who wait inside, followed through further full spaces.
  private mutating func root(of first: Int) -> Int32 {
    var space = first
    // A chain that is longer than there are spaces is a circle; its own space is the root then.
    for _ in 0..<blocking.spaceCount {
      guard let line = oldestLineInside(space) else { return 0 }
      let history = lines[line].causes
      let pools = history.count > 0 ? history.segments[history.count &- 1].pools : CauseHistory.none
      guard pools != CauseHistory.none else { return 0 }
      let kind = firstKind(pools)
      let position = Int((pools &>> UInt64(kind &* 8)) & 0xFF)
      let pool = Int(groupPools[Int(groups[Int(lines[line].group)].firstPool) &+ position])
      if kind == CauseKind.noPlace.rawValue, let next = self.space(ofPool: pool) {
        space = next
        continue
      }
      return rootPlace(first, kind, pool)
    }
    return rootPlace(first, CauseKind.noPlace.rawValue, Int(blocking.spaces[space].pool))
  }

  private mutating func rootPlace(_ space: Int, _ kind: Int, _ pool: Int) -> Int32 {
    max(0, Int32(blocking.rootMap[Int(blocking.spaces[space].firstRoot) &+ kind &* counts.pools &+ pool]))
  }

  private mutating func firstKind(_ pools: UInt64) -> Int {
    var kind = 0
    while (pools &>> UInt64(kind &* 8)) & 0xFF == 0xFF { kind &+= 1 }
    return kind
  }

  private mutating func space(ofPool pool: Int) -> Int? {
    for index in 0..<blocking.spaceCount where Int(blocking.spaces[index].pool) == pool { return index }
    return nil
  }

  private mutating func oldestLineInside(_ space: Int) -> Int? {
    var best: Int?
    var age = Int64.max
    let first = Int(blocking.spaces[space].firstLine)
    for entry in first..<(first + Int(blocking.spaces[space].lineCount)) {
      let line = Int(blocking.spaceLines[entry])
      guard lines[line].length > lines[line].ghosts else { continue }
      var slot = Int(lines[line].head)
      while slab[slot].step == Entity.ghost { slot = Int(slab[slot].next) }
      if slab[slot].joinSequence < age {
        age = slab[slot].joinSequence
        best = line
      }
    }
    return best
  }

  private mutating func forgetRoots(_ space: Int) {
    var earliest = now
    let group = groups[Int(blocking.spaces[space].group)]
    for entry in Int(group.firstLine)..<Int(group.firstLine + group.lineCount) {
      let head = lines[Int(groupLines[entry])].head
      if head >= 0 { earliest = min(earliest, slab[Int(head)].mark) }
    }
    blocking.rootHistories[space].forget(before: earliest)
  }

  /// Adds a wait for a place to the roots that held while it lasted.
  @inline(never)
  mutating func attributeRoots(_ step: UnsafeMutablePointer<Step>, from: Int64, until end: Int64) {
    let base = blocking.rootBaseOfStep[step - steps]
    guard base >= 0, let space = space(ofPool: Int(lines[Int(step.pointee.a)].pool)) else { return }
    let history = blocking.rootHistories[space]
    var until = end
    var index = history.count - 1
    while index >= 0, until > from {
      let segment = history.segments[index]
      let begin = max(segment.time, from)
      if begin < until {
        let place = Int(base) + Int(segment.root)
        blocking.roots[place] = added(blocking.roots[place], until - begin)
        until = begin
      }
      index -= 1
    }
  }
}
