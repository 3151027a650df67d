// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Programs

extension NetworkCompiler {
  /// Writes the program of each class, one after the other, and its source.
  mutating func compilePrograms() throws(CompilationFault) {
    for trafficClass in classOrder.indices {
      let start = Int32(network.steps.count)
      var writer = ProgramWriter(trafficClass: trafficClass)
      if !isBody(trafficClass) { writeObservation(of: .inside, by: 1) }
      try writeBeginning(&writer)
      for step in post.traffic[classOrder[trafficClass]].procedure { try write(step, &writer) }
      writeTurnAways(&writer)
      try writeContent(writer, start: start)
      try compileSource(trafficClass, start: start)
    }
    compileFollowers()
    linkBodies()
    guard network.steps.count <= 65_000 else {
      throw CompilationFault(message: "the procedures make more than 65,000 steps; shorten or merge some of them")
    }
    for index in network.steps.indices where network.steps[index].code == .release {
      if mayHandOver(releaseAt: index) { network.steps[index].flags.insert(.mayHandOver) }
    }
  }

  /// What is known at one place of a program.
  struct ProgramWriter {
    let trafficClass: Int
    /// Visits so far, by control or travel name.
    var visits: [String: Int] = [:]
    /// Units of a control that keeps them, to be released after the next place has been got.
    var kept: (group: Int32, set: Int32, count: Int32)?
    /// Spaces the entity is in (pools of the network).
    var inside: [Int32] = []
    /// Steps whose `target` is the way out for those turned away.
    var turnAways: [TurnAway] = []
    /// The control that keeps its units: those who wait for the next place are still at it.
    var keeping: Int?
    /// By pool of the network: the step that enters the space first, the step behind it, and the steps that enter all
    /// spaces in which the entity is then.
    var entries: [Int32: (next: Int, seizes: [Int])] = [:]
    /// The latest steps that entered the spaces the entity is in.
    var entered: [Int32: Int] = [:]
    /// A `seize` has been written.
    var hasSeized = false
    /// How many lines of the whole procedure have this name.
    var visitTotals: [String: Int] = [:]
    /// Whether what is held is known only in the run.
    var isDynamic = false
    var holdings: [Holding] = []
    var labels: [String: Int] = [:]
    /// Label of each step that goes back, in the order of the program.
    var loops: [String] = []
    var loopCount = 0
    /// A bit for each loop around this place.
    var openLoops: UInt8 = 0
    /// What is waited for, by the papers' name.
    var bundles: [String: Int] = [:]
    var bundleCount = 0
  }

  /// Who finds no place gives back what is held, and leaves.
  struct TurnAway {
    var step: Int
    var outcome: Int
    var inside: [Int32]
    var kept: (group: Int32, set: Int32, count: Int32)?
    var keeping: Int?
  }

  mutating func write(_ step: ProcedureStep, _ writer: inout ProgramWriter) throws(CompilationFault) {
    switch step {
    case .control(let index, let condition): try writeControl(index, condition, step, &writer)
    case .controlKeeping(let index, let pools): try writeControl(index, .always, step, &writer, keeping: pools)
    case .enter(let space, _): try writeEnter(space, step, &writer)
    case .convoy(let space): writeConvoy(space, step, &writer)
    case .leaveSpace(let space) where writer.isDynamic: writeDrop(holdings(of: [space], writer))
    case .leaveSpace(let space):
      let pool = Int32(poolPosition[space])
      writer.inside.removeAll { $0 == pool }
      writeRelease(group: network.pools[Int(pool)].group, set: appendSet([pool]), count: 1)
    case .travel(let name, let law):
      let visit = nextVisit(name, &writer)
      let key = try drawKey(
        trafficClass: className(writer), place: name, quantity: "travel", visit: visit)
      writeDelay(
        law, key, column: stampColumns[StampKey(place: name, visit: visit + 1)], isWork: false, place: name, writer)
    case .leave:
      writeGivingBackAll(writer)
      writeEnd(outcome: 0, writer)
    default: try writeSpecial(step, &writer)
    }
  }

  func className(_ writer: ProgramWriter) -> String { post.traffic[classOrder[writer.trafficClass]].name }

  func nextVisit(_ place: String, _ writer: inout ProgramWriter) -> Int {
    let visit = writer.visits[place, default: 0]
    writer.visits[place] = visit + 1
    return visit
  }

  mutating func writeControl(
    _ index: Int, _ condition: Condition, _ step: ProcedureStep, _ writer: inout ProgramWriter, keeping: [Int] = []
  ) throws(CompilationFault) {
    let control = post.controls[index]
    let visit = nextVisit(control.name, &writer)
    let place = placeKey(control)
    let selection = Selection(name: control.name, place: place, quantity: "selection", visit: visit)
    let skips = try writeCondition(condition, selection, writer)
    if control.keeps, !skips.isEmpty {
      throw CompilationFault(
        message: "'\(control.name)' keeps its units, so '\(className(writer))' cannot pass it only under a condition; "
          + "remove `keeps` or the condition")
    }
    let column = stampColumns[StampKey(place: control.name, visit: visit + 1)]
    var seize = -1
    writeObservation(of: .atControl(index), by: 1)
    if let station = station(of: step) {
      seize = network.steps.count
      writeSeize(station, step, column: column, &writer)
      network.steps[seize].value = try choiceStreams(
        control, trafficClass: className(writer), place: place, visit: visit)
    }
    let key = try drawKey(trafficClass: className(writer), place: place, quantity: "work", visit: visit)
    writeWork(control, key, column: column, seize: seize, writer)
    if !keeping.isEmpty, seize >= 0 {
      try writeKeeping(keeping, network.lines[Int(network.steps[seize].a)], &writer)
    } else if seize >= 0 {
      let line = network.lines[Int(network.steps[seize].a)]
      if control.keeps {
        writer.kept = (line.group, line.set, line.setCount)
      } else {
        writeRelease(group: line.group, set: line.set, count: line.setCount)
      }
    }
    if control.keeps { writer.keeping = index } else { writeObservation(of: .atControl(index), by: -1) }
    close(skips)
  }

  /// Who does it, in whose name: part of the key of random numbers; no station, site or layout in it.
  func placeKey(_ control: Control) -> String {
    let agency = control.agency.map { post.agencies[$0].name } ?? ""
    return "\(control.state?.rawValue ?? "").\(agency).\(control.name)"
  }

  /// - Returns: Steps that jump over what follows; their targets are still open.
  private mutating func writeCondition(
    _ condition: Condition, _ selection: Selection, _ writer: ProgramWriter
  ) throws(CompilationFault) -> [Int] {
    guard condition.isPlain, writer.openLoops == 0, !isBody(writer.trafficClass) else {
      return try writeFullCondition(condition, selection, writer)
    }
    guard condition.share < 1 else { return [] }
    var applies: Int?
    if !condition.channels.isEmpty {
      applies = network.steps.count
      network.steps.append(Step(code: .decideByChannel, value: mask(condition.channels, writer)))
    }
    let skip = network.steps.count
    if condition.share > 0 {
      let key = try drawKey(
        trafficClass: className(writer), place: selection.place, quantity: selection.quantity, visit: selection.visit)
      let stream = addStream(.unitUniform, key, isDense: condition.channels.isEmpty)
      network.steps.append(Step(code: .decideByShare, a: stream, share: condition.share))
    } else {
      network.steps.append(Step(code: .jump))
    }
    if let applies { network.steps[applies].target = Int32(network.steps.count) }
    return [skip]
  }

  func mask(_ channels: [String], _ writer: ProgramWriter) -> Int64 {
    let own = post.traffic[classOrder[writer.trafficClass]].channels
    return own.indices.reduce(0) { channels.contains(own[$1].name) ? $0 | (1 << Int64($1)) : $0 }
  }

  mutating func writeSeize(
    _ station: Int, _ step: ProcedureStep, column: Int32?, _ writer: inout ProgramWriter
  ) {
    let traffic = post.traffic[classOrder[writer.trafficClass]]
    let key = LineKey(station: station, priority: traffic.priority, turnsAway: turnsAway(step))
    let line = lineOfStation[key] ?? 0
    var seize = Step(code: .seize, a: line, stamp: column ?? -1)
    seize.tally = tally(.waitingAtStation(station), writer.trafficClass)
    seize.cause = causeBase[writer.trafficClass][station]
    if let kept = writer.kept {
      seize.set = kept.set
      seize.setCount = kept.count
    } else if writer.isDynamic {
      seize.setCount = Step.keepsHoldings
    }
    let group = network.groups[Int(network.lines[Int(line)].group)]
    let units = network.lines[Int(line)].units
    if units.firstMask >= 0 || units.isByDue {
      seize.flags.insert(.isSpecial)
    } else if group.isSimple, !group.interrupts {
      seize.flags.insert(.isSimple)
    }
    if units.lanes >= 0 { seize.flags.insert(.hasLanes) }
    if isInterruptible(line) { seize.flags.insert(.isInterruptible) }
    network.steps.append(seize)
    writeSummon(&writer)
  }

  func isInterruptible(_ line: Int32) -> Bool {
    let table = network.lines[Int(line)]
    if yields(line) { return true }
    // Who changes lanes has a wait in each; a visit's wait is their sum.
    if table.units.lanes >= 0, network.lanes[Int(table.units.lanes)].changeAt < .max { return true }
    return network.poolSets[Int(table.set)..<Int(table.set + table.setCount)].contains {
      network.pools[Int($0)].rule != .finish && network.pools[Int($0)].changeCount > 0
        || post.pools[poolOrder[Int($0)]].units?.breakdown != nil
    }
  }

  private mutating func writeEnter(
    _ space: Int, _ step: ProcedureStep, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    guard let station = station(of: step) else { return }
    let held = writer.isDynamic ? try holding([Int32(poolPosition[space])], &writer) : 0
    let check = network.steps.count
    // Who has a place already goes on with it.
    if held != 0 { network.steps.append(Step(code: .decideByHolding, value: Int64(bitPattern: held))) }
    let name = post.pools[space].name
    let visit = nextVisit(name, &writer)
    let seize = network.steps.count
    writeSeize(station, step, column: stampColumns[StampKey(place: name, visit: visit + 1)], &writer)
    if turnsAway(step) {
      let outcome = network.layout.outcomes.firstIndex(of: "turned away at \(name)") ?? 0
      writer.turnAways.append(
        TurnAway(
          step: seize, outcome: outcome, inside: writer.inside, kept: writer.kept, keeping: writer.keeping))
    }
    if held == 0 { writer.inside.append(Int32(poolPosition[space])) }
    if let kept = writer.kept {
      writeRelease(group: kept.group, set: kept.set, count: kept.count)
      writer.kept = nil
    }
    if let keeping = writer.keeping { writeObservation(of: .atControl(keeping), by: -1) }
    writer.keeping = nil
    let pool = Int32(poolPosition[space])
    writer.entered[pool] = seize
    if writer.entries[pool] == nil {
      writer.entries[pool] = (network.steps.count, writer.inside.compactMap { writer.entered[$0] })
    }
    if held != 0 {
      network.steps.append(Step(code: .hold, value: Int64(bitPattern: held)))
      close([check])
    }
  }

  mutating func writeRelease(group: Int32, set: Int32, count: Int32) {
    network.steps.append(Step(code: .release, a: group, set: set, setCount: count))
  }

  private mutating func writeWork(
    _ control: Control, _ key: DrawKey, column: Int32?, seize: Int, _ writer: ProgramWriter
  ) {
    // A body takes the time of the class that it belongs to; a class that never comes here may be left out.
    switch control.time.time(of: rootName(writer)) ?? .same(.constant(.zero)) {
    case .same(let law):
      writeDelay(law, key, column: column, isWork: true, control, seize: seize, writer)
    case .byChannel(let laws):
      let channels = post.traffic[classOrder[writer.trafficClass]].channels.filter { laws[$0.name] != nil }
      var ends: [Int] = []
      for (position, channel) in channels.enumerated() {
        var skip: Int?
        if position < channels.count - 1 {
          network.steps.append(
            Step(code: .decideByChannel, target: Int32(network.steps.count + 2), value: mask([channel.name], writer)))
          skip = network.steps.count
          network.steps.append(Step(code: .jump))
        }
        if let law = laws[channel.name] {
          writeDelay(
            law, key, column: column, isWork: true, control, seize: seize, isDense: channel.share > 0.4, writer)
        }
        if let skip {
          ends.append(network.steps.count)
          network.steps.append(Step(code: .jump))
          network.steps[skip].target = Int32(network.steps.count)
        }
      }
      for end in ends { network.steps[end].target = Int32(network.steps.count) }
    case .byClass: preconditionFailure("The time of a class has been looked up.")
    }
  }

  mutating func writeDelay(
    _ law: Law, _ key: DrawKey, column: Int32?, isWork: Bool, _ control: Control? = nil, place: String = "",
    seize: Int = -1, isDense: Bool = true, _ writer: ProgramWriter
  ) {
    var delay = Step(code: .delay, stamp: column.map { $0 + 2 } ?? -1, target: Int32(seize))
    let isPerPerson = control?.isPerPerson ?? false
    if case .constant(let value) = law, !isPerPerson {
      delay.value = value.microseconds
    } else {
      delay.a = addDuration(
        law, key, place: control?.name ?? place, isDense: isDense, isPerPerson: isPerPerson, writer)
    }
    if isWork { delay.flags.insert(.isWork) }
    if seize >= 0 {
      let line = network.lines[Int(network.steps[seize].a)]
      delay.set = line.set
      delay.setCount = line.setCount
      if line.units.firstMask >= 0 { delay.flags.insert(.isSpecial) }
      if network.steps[seize].flags.contains(.isInterruptible) {
        delay.flags.insert(.isInterruptible)
        delay.tally = network.steps[seize].tally
      }
      markYielding(&delay, at: network.steps[seize].a)
    }
    network.steps.append(delay)
  }

  private mutating func writeTurnAways(_ writer: inout ProgramWriter) {
    for turnAway in writer.turnAways {
      network.steps[turnAway.step].target = Int32(network.steps.count)
      if let kept = turnAway.kept { writeRelease(group: kept.group, set: kept.set, count: kept.count) }
      writer.inside = turnAway.inside
      writeGivingBackAll(writer)
      if let keeping = turnAway.keeping { writeObservation(of: .atControl(keeping), by: -1) }
      writeEnd(outcome: turnAway.outcome, writer)
    }
  }

  /// Whether nothing the entity does after this release at the same instant can touch the same group of pools.
  private func mayHandOver(releaseAt index: Int) -> Bool {
    let group = network.steps[index].a
    guard network.groups[Int(group)].isSimple, network.steps[index].setCount == 1 else { return false }
    var pending = [index + 1]
    var seen: Set<Int> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      let step = network.steps[next]
      switch step.code {
      case .dispose, .delay, .merge, .look, .gather, .restore: continue
      case .seize: if network.lines[Int(step.a)].group == group { return false }
      case .release:
        if step.a == group { return false }
        pending.append(next + 1)
      case .observe: pending.append(next + 1)
      // Who comes back at this very instant may ask for a unit of the group.
      case .comeBack: return false
      case .summon: pending.append(next + 1)
      case .jump: pending.append(Int(step.target))
      case .decideByShare, .decideByChannel, .decideByAttribute, .decideByClock, .decideByQueue, .decideByFree,
        .decideByDraw, .decideByHolding, .decideByCrowd, .goBack:
        pending += [next + 1, Int(step.target)]
      case .drop: return false
      case .hold, .countPeople, .split, .join, .beginStay, .endStay, .takePatience: pending.append(next + 1)
      }
    }
    return true
  }
}

// MARK: - Sources and streams

extension NetworkCompiler {
  mutating func addStream(_ law: Law, _ key: DrawKey, isDense: Bool) -> Int32 {
    addStream(CompiledLaw(law, tables: &network.lawTables), key, isDense: isDense)
  }

  mutating func addStream(_ law: CompiledLaw, _ key: DrawKey, isDense: Bool) -> Int32 {
    network.streams.append(StreamTable(law: law, key: key, isDense: isDense))
    return Int32(network.streams.count - 1)
  }
}
