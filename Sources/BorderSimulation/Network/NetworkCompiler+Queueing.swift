// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - Interruption by more urgent traffic

extension NetworkCompiler {
  /// Marks the groups in which requests may take units from less urgent jobs, and lays out their counters.
  mutating func compileInterruptions() throws(CompilationFault) {
    for group in network.groups.indices {
      let lines = network.lines.indices.filter { Int(network.lines[$0].group) == group }
      for line in lines where interruption(at: line) != nil {
        let station = stations[Int(network.lines[line].station)].name
        let isByAge = lines.allSatisfy { !network.lines[$0].units.isByDue }
        guard network.groups[group].isSimple, !network.groups[group].needsTending, isByAge else {
          throw CompilationFault(
            message: "work at '\(station)' cannot be interrupted by more urgent traffic: that needs one pool of equal "
              + "units without breaks and set-ups, in lines by age, which no control needs together with another pool; "
              + "remove `interruptible`")
        }
        network.groups[group].interrupts = true
        let counter = counterOfInterruptions(station)
        if !network.layout.counters.contains(where: { $0.name == counter }) {
          network.layout.counters.append(.init(name: counter))
        }
      }
    }
  }

  private func counterOfInterruptions(_ station: String) -> String { "interruptions at \(station)" }

  private func interruption(at line: Int) -> Interruption? {
    stations[Int(network.lines[line].station)].control.flatMap { post.controls[$0].interruption }
  }

  /// Whether more urgent requests may interrupt those of a line.
  func yields(_ line: Int32) -> Bool { interruption(at: Int(line)) != nil }

  /// Marks work on a request of a line that yields.
  func markYielding(_ delay: inout Step, at line: Int32) {
    guard let interruption = interruption(at: Int(line)) else { return }
    delay.flags.insert(.yields)
    delay.share = interruption == .restart ? 1 : 0
    let counter = counterOfInterruptions(stations[Int(network.lines[Int(line)].station)].name)
    delay.cause = Int32(network.layout.counters.firstIndex { $0.name == counter } ?? 0)
  }
}

// MARK: - Patience and balking

extension NetworkCompiler {
  /// Writes a control whose line some do not join, or leave; what they pass instead stands behind it.
  mutating func writeControlInLine(
    _ index: Int, _ impatience: Impatience, _ givingUp: [ProcedureStep], _ balking: [ProcedureStep],
    _ step: ProcedureStep, _ writer: inout ProgramWriter
  ) throws(CompilationFault) {
    let control = post.controls[index]
    guard !control.keeps else {
      throw CompilationFault(
        message: "'\(control.name)' keeps its units, so '\(className(writer))' can neither balk nor give up there; "
          + "remove `keeps`, or `patience` and `balk`")
    }
    guard writer.hasSeized || post.traffic[classOrder[writer.trafficClass]].arrivals.process != .neverEmpty else {
      throw CompilationFault(
        message: "'\(className(writer))' is never out of members, each of whom comes when the one before is served "
          + "first, so that nobody may balk or give up before; remove `patience` and `balk` at '\(control.name)'")
    }
    let balks = try impatience.balking.map { balking throws(CompilationFault) in
      try writeBalking(balking, control, writer)
    }
    let patience = try impatience.patience.map { law throws(CompilationFault) in
      try writePatience(law, control, writer)
    }
    let first = network.steps.count
    try writeControl(index, .always, step, &writer)
    var ends = [network.steps.count]
    network.steps.append(Step(code: .jump))
    let seize = network.steps[first...].firstIndex { $0.code == .seize }
    if let patience, let seize {
      network.steps[patience].target = Int32(seize)
      network.steps[seize].target = Int32(network.steps.count)
      writeObservation(of: .atControl(index), by: -1)
      for step in givingUp { try write(step, &writer) }
      ends.append(network.steps.count)
      network.steps.append(Step(code: .jump))
    }
    if let balks {
      close([balks])
      for step in balking { try write(step, &writer) }
    }
    close(ends)
  }

  /// - Returns: The step that jumps when somebody balks.
  private mutating func writeBalking(
    _ balking: Balking, _ control: Control, _ writer: ProgramWriter
  ) throws(CompilationFault) -> Int {
    let station = stations.firstIndex { $0.control != nil && post.controls[$0.control ?? 0].name == control.name } ?? 0
    let visit = writer.visits[control.name, default: 0]
    let shares = balking.shares
    // What is seen is settled first: by what else happens at this instant.
    network.steps.append(Step(code: .look))
    var step = Step(code: .decideByCrowd, set: Int32(network.channelBounds.count), setCount: Int32(shares.count))
    step.value = Int64(station)
    network.channelBounds += shares
    if shares.contains(where: { $0 > 0 && $0 < 1 }) {
      let key = try drawKey(
        trafficClass: className(writer), place: placeKey(control), quantity: "balking", visit: visit)
      step.a = addKeyedDraw(.unitUniform, key, stride: writer.visitTotals[control.name] ?? 1, writer)
    }
    network.steps.append(step)
    return network.steps.count - 1
  }

  /// - Returns: The step that settles the patience.
  private mutating func writePatience(
    _ law: Law, _ control: Control, _ writer: ProgramWriter
  ) throws(CompilationFault) -> Int {
    var step = Step(code: .takePatience)
    if case .constant(let patience) = law {
      step.value = patience.microseconds
    } else {
      let visit = writer.visits[control.name, default: 0]
      let key = try drawKey(
        trafficClass: className(writer), place: placeKey(control), quantity: "patience", visit: visit)
      step.a = addDuration(law, key, place: control.name, isDense: true, isPerPerson: false, writer)
    }
    network.steps.append(step)
    return network.steps.count - 1
  }
}
