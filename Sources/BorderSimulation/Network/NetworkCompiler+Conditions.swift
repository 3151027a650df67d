// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Conditions

/// The random number that decides about a share.
struct Selection {
  /// Whose visits are counted.
  var name: String
  var place: String
  var quantity: String
  var visit: Int
}

extension NetworkCompiler {
  /// Writes a condition of any form: its tests one after the other, then the share of the others.
  ///
  /// - Returns: Steps that jump over what follows; their targets are still open.
  mutating func writeFullCondition(
    _ condition: Condition, _ draw: Selection, _ writer: ProgramWriter
  ) throws(CompilationFault) -> [Int] {
    let hasTests = !condition.channels.isEmpty || !condition.tests.isEmpty
    guard hasTests || condition.share < 1 else { return [] }
    let looksAround = condition.tests.contains { test in
      switch test {
      case .waiting, .freePlaces: true
      default: false
      }
    }
    // What is seen is settled first: by what else happens at this instant.
    if looksAround { network.steps.append(Step(code: .look)) }
    var fails: [Int] = []
    if !condition.channels.isEmpty {
      fails.append(network.steps.count)
      network.steps.append(Step(code: .decideByChannel, value: ~mask(condition.channels, writer)))
    }
    for test in condition.tests {
      fails.append(network.steps.count)
      network.steps.append(try step(of: test, writer))
    }
    guard hasTests else { return [try writeShare(condition, draw, writer)] }
    if condition.isNegated, condition.share <= 0 {
      // All hold: over it. One fails: into it.
      let skip = network.steps.count
      network.steps.append(Step(code: .jump))
      for fail in fails { network.steps[fail].target = Int32(network.steps.count) }
      return [skip]
    }
    if !condition.isNegated, condition.share <= 0 { return fails }
    if condition.isNegated {
      let skip = try writeShare(condition, draw, writer)
      for fail in fails { network.steps[fail].target = Int32(network.steps.count) }
      return [skip]
    }
    let applies = network.steps.count
    network.steps.append(Step(code: .jump))
    for fail in fails { network.steps[fail].target = Int32(network.steps.count) }
    let skip = try writeShare(condition, draw, writer)
    network.steps[applies].target = Int32(network.steps.count)
    return [skip]
  }

  /// Goes on with a share, else jumps.
  private mutating func writeShare(
    _ condition: Condition, _ selection: Selection, _ writer: ProgramWriter
  ) throws(CompilationFault) -> Int {
    let index = network.steps.count
    if let draw = condition.draw {
      let key = try drawKey(trafficClass: rootName(writer), place: draw, quantity: "draw", visit: 0)
      let keyed = addKeyedDraw(.unitUniform, key, isOfCase: true, writer)
      network.steps.append(Step(code: .decideByDraw, a: keyed, share: condition.share))
    } else {
      let key = try drawKey(
        trafficClass: className(writer), place: selection.place, quantity: selection.quantity, visit: selection.visit)
      let keyed = addKeyedDraw(.unitUniform, key, stride: writer.visitTotals[selection.name] ?? 1, writer)
      network.steps.append(Step(code: .decideByDraw, a: keyed, share: condition.share))
    }
    return index
  }

  private mutating func step(of test: Condition.Test, _ writer: ProgramWriter) throws(CompilationFault) -> Step {
    switch test {
    case .attribute(let name, let values):
      let known = post.traffic[classOrder[writer.trafficClass]].attributes.first { $0.name == name }
      let attribute = (known?.values ?? []).sorted { isBefore($0.name, $1.name) }
      let key = try drawKey(trafficClass: rootName(writer), place: name, quantity: "attribute", visit: 0)
      var step = Step(code: .decideByAttribute, a: addKeyedDraw(.unitUniform, key, isOfCase: true, writer))
      step.set = Int32(network.channelBounds.count)
      step.setCount = Int32(attribute.count)
      var sum = 0.0
      for (position, value) in attribute.enumerated() {
        sum += value.share
        network.channelBounds.append(sum)
        if values.contains(value.name) { step.value |= 1 << Int64(position) }
      }
      return step
    case .timeOfDay(let from, let to):
      return Step(code: .decideByClock, value: Int64(from) << 16 | Int64(to))
    case .waiting(let control, let bound):
      // Nobody ever waits at a control without a station.
      let station = stations.firstIndex { $0.control == control } ?? -1
      return Step(code: .decideByQueue, a: Int32(station), value: value(of: bound))
    case .freePlaces(let space, let bound):
      return Step(code: .decideByFree, a: Int32(poolPosition[space]), value: value(of: bound))
    }
  }

  /// More than *n*: 2*n*; fewer than *n*: 2*n* + 1.
  private func value(of bound: Condition.Bound) -> Int64 {
    switch bound {
    case .moreThan(let number): Int64(number) * 2
    case .fewerThan(let number): Int64(number) * 2 + 1
    }
  }

  func rootName(_ writer: ProgramWriter) -> String {
    post.traffic[bodyTable.root(of: classOrder[writer.trafficClass])].name
  }

  /// A draw whose visit or child is known only when it is made.
  ///
  /// - Parameters:
  ///   - stride: How many lines of the procedure draw for this purpose.
  ///   - isOfCase: One number for the case and all its bodies.
  mutating func addKeyedDraw(
    _ law: CompiledLaw, _ key: DrawKey, stride: Int = 1, isOfCase: Bool = false, isPerPerson: Bool = false,
    _ writer: ProgramWriter
  ) -> Int32 {
    network.keyedDraws.append(
      KeyedDraw(
        stream: addStream(law, key, isDense: false), visit: key.visit, stride: UInt8(clamping: stride),
        loops: isOfCase ? 0 : writer.openLoops, isOfCase: isOfCase, isPerPerson: isPerPerson))
    return Int32(network.keyedDraws.count - 1)
  }

  /// The stream of a duration, or a keyed draw as -2 - its index.
  mutating func addDuration(
    _ law: Law, _ key: DrawKey, place: String, isDense: Bool, isPerPerson: Bool, _ writer: ProgramWriter
  ) -> Int32 {
    let law = CompiledLaw(law, tables: &network.lawTables)
    if writer.openLoops == 0, !isPerPerson, !isBody(writer.trafficClass) {
      return addStream(law, key, isDense: isDense)
    }
    return -2
      - addKeyedDraw(
        law, key, stride: writer.visitTotals[place] ?? 1, isPerPerson: isPerPerson, writer)
  }

  func isBody(_ trafficClass: Int) -> Bool { bodyTable.bodies[classOrder[trafficClass]] != nil }
}

extension Condition {
  /// Only channels and a share: what the shortest program can decide.
  var isPlain: Bool { tests.isEmpty && !isNegated && draw == nil }
}
