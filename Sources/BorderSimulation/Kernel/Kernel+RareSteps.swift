// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Steps that only some posts have

extension Kernel {
  /// Takes one of the rarer steps.
  ///
  /// - Returns: The next step, or -1 if it takes time or must be waited for.
  @inline(never)
  mutating func takeRareStep(_ slot: Int, _ index: Int) -> Int {
    let step = steps + index
    switch step.pointee.code {
    case .look: putOff(slot, step: index + 1)
    case .decideByAttribute, .decideByClock, .decideByQueue, .decideByFree, .decideByDraw:
      return holds(slot, step.pointee) ? index + 1 : Int(step.pointee.target)
    case .decideByHolding:
      return companions[slot].held & UInt64(bitPattern: step.pointee.value) == 0 ? index + 1 : Int(step.pointee.target)
    case .goBack: return goBack(slot, step.pointee) ? index + 1 : Int(step.pointee.target)
    case .hold:
      companions[slot].held |= UInt64(bitPattern: step.pointee.value)
      return index + 1
    case .drop:
      drop(slot, UInt64(bitPattern: step.pointee.value))
      return index + 1
    case .countPeople:
      countPeople(slot, step.pointee)
      return index + 1
    case .split:
      split(slot, step.pointee)
      return index + 1
    case .join:
      beginWait(slot, step, index)
      guard companions[slot].pending[WaitOperand(step.pointee.value).bundle] == 0 else { return -1 }
      endWait(slot, step)
      return index + 1
    case .gather: gather(slot, step, index)
    case .merge: merge(slot, step)
    case .beginStay:
      beginWait(slot, step, index)
      return index + 1
    case .endStay:
      endWait(slot, step)
      return index + 1
    default: preconditionFailure("a step of the usual kind is no rare one")
    }
    return -1
  }

  private mutating func goBack(_ slot: Int, _ step: Step) -> Bool {
    let shift = UInt64(step.a) * 8
    let laps = Int64((companions[slot].laps >> shift) & 0xFF)
    if laps >= step.value { return false }
    guard laps < 255 else {
      fault = .tooManyVisits(Int(slab[slot].source))
      return false
    }
    companions[slot].laps += 1 << shift
    return true
  }

  mutating func holds(_ slot: Int, _ step: Step) -> Bool {
    switch step.code {
    case .decideByAttribute:
      let u = keyedUniform(slot, Int(step.a))
      var value = 0
      while value < Int(step.setCount) - 1, u >= channelBounds[Int(step.set) + value] { value += 1 }
      return (step.value >> Int64(value)) & 1 == 1
    case .decideByClock:
      let time = (firstMinuteOfWeek * TimeUnit.minute + now) % TimeUnit.day
      let from = (step.value >> 16) * TimeUnit.minute
      let to = (step.value & 0xFFFF) * TimeUnit.minute
      return from < to ? time >= from && time < to : time >= from || time < to
    case .decideByQueue:
      return isWithin(step.a < 0 ? 0 : Int64(levels[Int(step.a)].level), step.value)
    case .decideByFree: return isWithin(Int64(pools[Int(step.a)].free), step.value)
    default: return keyedUniform(slot, Int(step.a)) < step.share
    }
  }

  private func isWithin(_ number: Int64, _ bound: Int64) -> Bool {
    bound & 1 == 0 ? number > bound >> 1 : number < bound >> 1
  }
}

// MARK: - Random numbers whose key is known only now

extension Kernel {
  private mutating func visit(of draw: KeyedDraw, _ slot: Int) -> UInt8 {
    let visit = Int(draw.visit) + Int(draw.stride) * companions[slot].laps(of: draw.loops)
    guard visit < 256 else {
      fault = .tooManyVisits(Int(slab[slot].source))
      return 255
    }
    return UInt8(visit)
  }

  private mutating func note(_ draw: KeyedDraw, _ slot: Int, visit: UInt8, child: UInt16) {
    #if DEBUG
      // What belongs to the case is looked up, by any of its bodies, as often as it is asked for.
      if draw.isOfCase || fault != nil { return }
      let key = DrawKey(purpose: drawKeys[Int(draw.stream)].purpose, visit: visit, child: child)
      ledger.record(key, entity: companions[slot].drawEntity, replication: replication)
    #endif
  }

  mutating func keyedUniform(_ slot: Int, _ index: Int) -> Double {
    let draw = bodyMemory.keyedDraws[index]
    let visit = visit(of: draw, slot)
    let child = draw.isOfCase ? 0 : companions[slot].child
    note(draw, slot, visit: visit, child: child)
    return streams[Int(draw.stream)].uniform(
      entity: companions[slot].drawEntity, visit: visit, child: child, key: UnsafePointer(key),
      replication: replication)
  }

  /// - Parameter code: -2 - the index of the keyed draw.
  @inline(never)
  mutating func keyedDuration(_ slot: Int, _ code: Int32) -> Int64 {
    let draw = bodyMemory.keyedDraws[Int(-2 - code)]
    let visit = visit(of: draw, slot)
    let child = companions[slot].child
    guard draw.isPerPerson, child & 0xFFF == 0 else { return keyedDuration(draw, slot, visit, child) }
    var sum: Int64 = 0
    for person in 0..<companions[slot].people {
      let one = keyedDuration(draw, slot, visit, child + person + 1)
      if one < 0 || sum < 0 { return -1 }
      sum += one
    }
    return sum
  }

  private mutating func keyedDuration(_ draw: KeyedDraw, _ slot: Int, _ visit: UInt8, _ child: UInt16) -> Int64 {
    note(draw, slot, visit: visit, child: child)
    return streams[Int(draw.stream)].duration(
      entity: companions[slot].drawEntity, visit: visit, child: child, key: UnsafePointer(key),
      replication: replication)
  }

  mutating func countPeople(_ slot: Int, _ step: Step) {
    var sum = 0
    for index in 0..<Int(step.setCount) {
      let draw = bodyMemory.keyedDraws[Int(step.a) + index]
      note(draw, slot, visit: 0, child: 0)
      sum += Int(
        streams[Int(draw.stream)].count(
          entity: companions[slot].drawEntity, visit: 0, child: 0, key: UnsafePointer(key), replication: replication))
    }
    if sum > Companion.mostPeople { fault = .tooManyPeople(Int(slab[slot].source)) }
    companions[slot].people = UInt16(clamping: min(sum, Companion.mostPeople))
  }
}
