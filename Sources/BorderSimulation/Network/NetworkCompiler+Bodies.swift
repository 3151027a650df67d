// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Blocks, loops and bodies

extension NetworkCompiler {
  /// The part of the program that stands before a class's first step: people are counted, papers begin.
  mutating func writeBeginning(_ writer: inout ProgramWriter) throws(CompilationFault) {
    let index = classOrder[writer.trafficClass]
    let traffic = post.traffic[index]
    countVisits(&writer)
    guard bodyTable.bodies[index] == nil else { return }
    if !traffic.people.isEmpty {
      var step = Step(code: .countPeople, a: Int32(network.keyedDraws.count))
      for people in traffic.people {
        let key = try drawKey(trafficClass: traffic.name, place: people.name, quantity: "people", visit: 0)
        _ = addKeyedDraw(CompiledLaw(people.law, tables: &network.lawTables), key, writer)
      }
      step.setCount = Int32(traffic.people.count)
      network.steps.append(step)
    }
    for papers in traffic.papers {
      let body = BodyTable.body(of: papers, in: post)
      let condition = Condition(share: 1 - papers.lodgedShare)
      let selection = Selection(name: body, place: body, quantity: "lodged", visit: 0)
      let skips = try writeFullCondition(condition, selection, writer)
      writer.bundles[body] = try nextBundle(&writer)
      writeSplit(body, bundle: writer.bundles[body] ?? 0, writer)
      close(skips)
    }
  }

  /// A step that only some posts have.
  mutating func writeSpecial(_ step: ProcedureStep, _ writer: inout ProgramWriter) throws(CompilationFault) {
    switch step {
    case .leaveAs(let outcome): writeLeaving(as: outcome, writer)
    case .choose(let condition, let steps, let otherwise): try writeBlock(condition, steps, otherwise, &writer)
    case .label(let name):
      writer.labels[name] = network.steps.count
      for (loop, target) in writer.loops.enumerated() where target == name { writer.openLoops |= 1 << UInt8(loop) }
    case .back(let label, let condition, let atMost): try writeBack(label, condition, atMost, &writer)
    case .stay(let name, let law): try writeStay(name, law, step, &writer)
    case .together(let branches): try writeTogether(branches, step, &writer)
    case .eachPerson(let body, _):
      let bundle = try nextBundle(&writer)
      writeSplit(body, bundle: bundle, isPerPerson: true, writer)
      network.steps.append(waitStep(.join, step, &writer, bundle: bundle))
    case .gather(let gathering, _): try writeGather(gathering, step, &writer)
    case .giveBack(let pools): writeDrop(holdings(of: pools, writer))
    case .awaitPapers(let control):
      guard let papers = post.traffic[classOrder[writer.trafficClass]].papers.first(where: { $0.control == control })
      else { return }
      let bundle = writer.bundles[BodyTable.body(of: papers, in: post)] ?? 0
      network.steps.append(waitStep(.join, step, &writer, bundle: bundle))
    default: break
    }
  }

  mutating func close(_ skips: [Int]) {
    for skip in skips { network.steps[skip].target = Int32(network.steps.count) }
  }

  private mutating func writeBlock(
    _ condition: Condition, _ steps: [ProcedureStep], _ otherwise: [ProcedureStep], _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    let name = steps.placeOfBlock(post) ?? otherwise.placeOfBlock(post) ?? ""
    let visit = nextVisit("block \(name)", &writer)
    let skips = try writeFullCondition(
      condition, Selection(name: "block \(name)", place: name, quantity: "block", visit: visit), writer)
    for step in steps { try write(step, &writer) }
    guard !otherwise.isEmpty, !skips.isEmpty else { return close(skips) }
    let end = network.steps.count
    network.steps.append(Step(code: .jump))
    close(skips)
    for step in otherwise { try write(step, &writer) }
    close([end])
  }

  private mutating func writeBack(
    _ label: String, _ condition: Condition, _ atMost: Int?, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    let loop = writer.loopCount
    writer.loopCount += 1
    guard loop < Companion.loops else {
      throw CompilationFault(
        message: "'\(className(writer))' goes back at more than \(Companion.loops) places; merge some of them")
    }
    guard let start = writer.labels[label] else {
      throw CompilationFault(
        message: "'\(className(writer))' goes back to '\(label)', which is no earlier step; name one")
    }
    let visit = nextVisit("back \(label)", &writer)
    var skips = try writeFullCondition(
      condition, Selection(name: "back \(label)", place: label, quantity: "back", visit: visit), writer)
    skips.append(network.steps.count)
    network.steps.append(Step(code: .goBack, a: Int32(loop), value: Int64(atMost ?? 256)))
    // A space entered directly behind the label is kept, so that nobody queues for the place it stands on.
    writeDrop(writer.holdings.filter { $0.writtenAt > start }.reduce(0) { $0 | $1.bit })
    network.steps.append(Step(code: .jump, target: Int32(start)))
    writer.openLoops &= ~(1 << UInt8(loop))
    close(skips)
  }

  private mutating func writeStay(
    _ name: String, _ law: Law, _ step: ProcedureStep, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    let wait = waitStep(.beginStay, step, &writer)
    network.steps.append(wait)
    let visit = (writer.visits[name] ?? 1) - 1
    let key = try drawKey(trafficClass: className(writer), place: name, quantity: "stay", visit: visit)
    writeDelay(law, key, column: wait.stamp >= 0 ? wait.stamp : nil, isWork: false, place: name, writer)
    var end = wait
    end.code = .endStay
    network.steps.append(end)
  }

  private mutating func writeTogether(
    _ branches: [Branch], _ step: ProcedureStep, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    let bundle = try nextBundle(&writer)
    for branch in branches.compactMap(\.body).sorted(by: { isBefore($0, $1) }) {
      writeSplit(branch, bundle: bundle, writer)
    }
    for branch in branches where branch.body == nil {
      for step in branch.steps { try write(step, &writer) }
    }
    network.steps.append(waitStep(.join, step, &writer, bundle: bundle))
  }

  private mutating func writeGather(
    _ gathering: Gathering, _ step: ProcedureStep, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    var wait = waitStep(.gather, step, &writer)
    wait.set = Int32(network.gatherings.count)
    wait.target = Int32(network.steps.count)
    let body = bodyPosition(of: gathering.body, in: writer.trafficClass)
    network.gatherings.append(
      GatheringTable(
        size: Int32(gathering.size), limit: gathering.atMostAfter?.microseconds ?? -1, source: Int32(body),
        loops: writer.openLoops))
    network.steps.append(wait)
  }

  /// A control some of whose units are kept.
  mutating func writeKeeping(
    _ pools: [Int], _ line: LineTable, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    let all = network.poolSets[Int(line.set)..<Int(line.set + line.setCount)]
    let kept = all.filter { pools.contains(poolOrder[Int($0)]) }
    let given = all.filter { !kept.contains($0) }
    if !kept.isEmpty {
      let bit = try holding(Array(kept), &writer)
      // With all units of the line: a shift that ends at the instant at which the work does finds who holds them.
      network.steps.append(Step(code: .hold, set: line.set, setCount: line.setCount, value: Int64(bitPattern: bit)))
    }
    if !given.isEmpty { writeRelease(group: line.group, set: appendSet(Array(given)), count: Int32(given.count)) }
  }

  /// Bodies begin where the programs of their classes do; what a step gives back is known when all is written.
  mutating func linkBodies() {
    for (trafficClass, source) in network.sources.enumerated() {
      let isLast = trafficClass + 1 == network.sources.count
      let end = isLast ? network.steps.count : Int(network.sources[trafficClass + 1].start)
      let kept = network.keptSets.filter { Int($0.trafficClass) == trafficClass }
      for index in Int(source.start)..<end where network.steps[index].code == .drop {
        let mask = network.steps[index].value
        let pools = kept.filter { (mask >> Int64($0.bit)) & 1 == 1 }
          .flatMap { network.poolSets[Int($0.set)..<Int($0.set + $0.setCount)] }
        network.steps[index].set = appendSet(pools)
        network.steps[index].setCount = Int32(pools.count)
      }
    }
    for index in network.steps.indices where network.steps[index].code == .split {
      network.steps[index].target = network.sources[Int(network.steps[index].a)].start
    }
    for index in network.gatherings.indices {
      network.gatherings[index].start = network.sources[Int(network.gatherings[index].source)].start
    }
    network.needsCompanions =
      network.needsCompanions || !network.keyedDraws.isEmpty || !network.keptSets.isEmpty
      || network.steps.contains { $0.code.needsCompanion }
  }

  private func nextBundle(_ writer: inout ProgramWriter) throws(CompilationFault) -> Int {
    guard writer.bundleCount < Companion.bundles else {
      throw CompilationFault(
        message: "'\(className(writer))' splits more than \(Companion.bundles) times; merge some of its branches")
    }
    defer { writer.bundleCount += 1 }
    return writer.bundleCount
  }

  private mutating func writeSplit(_ body: String, bundle: Int, isPerPerson: Bool = false, _ writer: ProgramWriter) {
    var step = Step(code: .split, a: Int32(bodyPosition(of: body, in: writer.trafficClass)))
    step.set = isPerPerson ? 1 : 0
    step.value = Int64(bundle) | Int64(writer.openLoops) << 8
    network.steps.append(step)
  }

  /// Position of a body's class among the classes of the network.
  private func bodyPosition(of body: String, in trafficClass: Int) -> Int {
    let index = bodyTable.index(of: body, in: classOrder[trafficClass])
    return classOrder.firstIndex(of: index) ?? 0
  }

  private mutating func writeLeaving(as outcome: String, _ writer: ProgramWriter) {
    writeGivingBackAll(writer)
    writeEnd(outcome: network.layout.outcomes.firstIndex(of: outcome) ?? 0, writer)
  }

  /// The end of a body: it leaves the post, or goes into its case.
  mutating func writeEnd(outcome: Int, _ writer: ProgramWriter) {
    var outcome = outcome
    let isBody = isBody(writer.trafficClass)
    if isBody, outcome == 0 { outcome = network.layout.outcomes.firstIndex(of: ObservationLayout.merged) ?? 0 }
    guard isBody else { return writeDispose(outcome: outcome, writer) }
    var end = Step(code: .merge, a: Int32(outcome))
    end.tally = tally(.timeAtPost(outcome: outcome), writer.trafficClass)
    let orphan = network.layout.outcomes.firstIndex(of: ObservationLayout.noLongerAwaited) ?? 0
    end.set = tally(.timeAtPost(outcome: orphan), writer.trafficClass)
    end.setCount = Int32(orphan)
    network.steps.append(end)
  }

  private mutating func countVisits(_ writer: inout ProgramWriter) {
    let own = post.traffic[classOrder[writer.trafficClass]].procedure.own
    for step in own {
      if let name = visitName(of: step) { writer.visitTotals[name, default: 0] += 1 }
      if case .back(let label, _, _) = step { writer.loops.append(label) }
    }
    writer.isDynamic = own.contains { $0.makesHoldingsUncertain } && own.contains { $0.isHolding }
  }

  private func visitName(of step: ProcedureStep) -> String? {
    switch step {
    case .control(let index, _), .controlKeeping(let index, _): post.controls[index].name
    case .enter(let space, _): post.pools[space].name
    case .travel(let name, _): name
    case .choose(_, let steps, let otherwise):
      "block \(steps.placeOfBlock(post) ?? otherwise.placeOfBlock(post) ?? "")"
    case .back(let label, _, _): "back \(label)"
    default: wait(of: step)?.name
    }
  }
}

// MARK: - Places and units that are held where the program cannot know

extension NetworkCompiler {
  /// Something that a body may hold at a place of its program, with its bit in the companion.
  struct Holding {
    /// Pools of the network, all of one group.
    var pools: [Int32]
    var bit: UInt64
    /// The step of the program at which it is got.
    var writtenAt: Int
  }

  mutating func holding(_ pools: [Int32], _ writer: inout ProgramWriter) throws(CompilationFault) -> UInt64 {
    if let known = writer.holdings.firstIndex(where: { $0.pools == pools }) {
      writer.holdings[known].writtenAt = max(writer.holdings[known].writtenAt, network.steps.count)
      return writer.holdings[known].bit
    }
    guard writer.holdings.count < 64 else {
      throw CompilationFault(message: "'\(className(writer))' holds more than 64 places and units; use fewer")
    }
    let bit = UInt64(1) << UInt64(writer.holdings.count)
    writer.holdings.append(Holding(pools: pools, bit: bit, writtenAt: network.steps.count))
    network.keptSets.append(
      KeptSet(
        trafficClass: Int32(writer.trafficClass), bit: Int32(writer.holdings.count - 1),
        group: network.pools[Int(pools[0])].group, set: appendSet(pools), setCount: Int32(pools.count)))
    return bit
  }

  func holdings(of pools: [Int], _ writer: ProgramWriter) -> UInt64 {
    let wanted = Set(pools.map { Int32(poolPosition[$0]) })
    return writer.holdings.filter { wanted.isSuperset(of: $0.pools) }.reduce(0) { $0 | $1.bit }
  }

  mutating func writeDrop(_ mask: UInt64) {
    if mask != 0 { network.steps.append(Step(code: .drop, value: Int64(bitPattern: mask))) }
  }

  /// Gives back whatever the body holds at this place.
  mutating func writeGivingBackAll(_ writer: ProgramWriter) {
    if writer.isDynamic {
      // All bits: what is got only behind this place may be held too, after going back.
      network.steps.append(Step(code: .drop, value: -1))
    }
    for pool in writer.inside.reversed() {
      writeRelease(group: network.pools[Int(pool)].group, set: appendSet([pool]), count: 1)
    }
  }
}

extension ProcedureStep {
  fileprivate var makesHoldingsUncertain: Bool {
    switch self {
    case .choose, .back, .leaveAs, .controlKeeping: true
    default: false
    }
  }

  fileprivate var isHolding: Bool {
    switch self {
    case .enter, .controlKeeping: true
    default: false
    }
  }
}

extension [ProcedureStep] {
  /// The name of the first place in a block, which names the random number that decides about it.
  fileprivate func placeOfBlock(_ post: BorderPost) -> String? {
    for step in withInner {
      switch step {
      case .control(let index, _), .controlKeeping(let index, _): return post.controls[index].name
      case .enter(let space, _): return post.pools[space].name
      case .travel(let name, _), .stay(let name, _), .leaveAs(let name), .back(let name, _, _): return name
      default: continue
      }
    }
    return nil
  }
}

// MARK: - Outcomes

extension ObservationLayout {
  /// The outcome of a body that has gone into its case.
  public static let merged = "merged"
  /// The outcome of a body whose case had left before it was done.
  public static let noLongerAwaited = "no longer awaited"
  static let outcomesOfBodies = [merged, noLongerAwaited]
}

extension NetworkCompiler {
  /// Outcomes beside being released and turned away: those that procedures name, and those of bodies.
  var otherOutcomes: [String] {
    var named: Set<String> = []
    for traffic in post.traffic {
      for case .leaveAs(let outcome) in traffic.procedure.withInner { named.insert(outcome) }
    }
    let hasBodies = bodyTable.bodies.contains { $0 != nil }
    return named.sorted { isBefore($0, $1) } + (hasBodies ? ObservationLayout.outcomesOfBodies : [])
  }

  func isOutcomeOfBody(_ outcome: Int, _ traffic: TrafficClass) -> Bool {
    let name = network.layout.outcomes[outcome]
    let index = post.traffic.firstIndex { $0.name == traffic.name } ?? 0
    return bodyTable.bodies[index] != nil && ObservationLayout.outcomesOfBodies.contains(name)
  }
}
