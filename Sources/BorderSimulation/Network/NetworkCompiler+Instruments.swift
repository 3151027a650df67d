// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// MARK: - What is observed only where asked for

extension NetworkCompiler {
  /// Lays out levels and tallies that instruments ask for, behind all others.
  mutating func layOutInstruments() {
    for control in post.controls.indices.sorted(by: { isBefore(post.controls[$0].name, post.controls[$1].name) })
    where post.instruments.contains(.numberAt(control: control)) {
      network.layout.levels.append(.init(quantity: .atControl(control)))
    }
    if post.instruments.contains(.numberInside) { network.layout.levels.append(.init(quantity: .inside)) }
    for (index, outcome) in network.layout.outcomes.enumerated()
    where post.instruments.contains(.waitingTime(outcome: outcome)) {
      for trafficClass in classOrder.indices where tally(.timeAtPost(outcome: index), trafficClass) >= 0 {
        addTally(.waitingOfStay(outcome: index), trafficClass, [])
      }
    }
  }

  /// Writes the change of a level, if anybody asked for it.
  mutating func writeObservation(of quantity: ObservationLayout.LevelDescription.Quantity, by difference: Int64) {
    guard let level = network.layout.levels.firstIndex(where: { $0.quantity == quantity }) else { return }
    network.steps.append(Step(code: .observe, a: Int32(level), value: difference))
  }

  /// Writes the end of a way through the post; every way ends with it.
  mutating func writeDispose(outcome: Int, _ writer: ProgramWriter) {
    writeComeBack(writer.trafficClass, isReleased: outcome == 0)
    let waits = tally(.waitingOfStay(outcome: outcome), writer.trafficClass)
    if waits >= 0 { network.steps.append(Step(code: .observe, tally: waits)) }
    writeObservation(of: .inside, by: -1)
    network.steps.append(
      Step(
        code: .dispose, a: Int32(outcome), tally: tally(.timeAtPost(outcome: outcome), writer.trafficClass)))
  }
}

// MARK: - Looks at the post

extension NetworkCompiler {
  mutating func compileProbes() throws(CompilationFault) {
    guard network.layout.probes.count <= 500 else {
      throw CompilationFault(message: "more than 500 looks at the post; write fewer probes or expectations")
    }
    for probe in network.layout.probes { network.probes.append(try table(of: probe)) }
  }

  private func table(of probe: Probe) throws(CompilationFault) -> FlowNetwork.ProbeTable {
    let offset = probe.after?.microseconds ?? Int64(probe.clockMinute) * 60_000_000
    guard offset <= network.window.microseconds else {
      throw CompilationFault(message: "'\(probe.name)' looks at the post when the window has closed; look earlier")
    }
    var table = FlowNetwork.ProbeTable(offset: offset, isDaily: probe.after == nil, line: -1, limit: Int64.max)
    switch probe.quantity {
    case .numberPresent(let limit): table.limit = limit.map { Int64($0) } ?? Int64.max
    case .numberWaiting(let control, let limit):
      guard let station = stations.firstIndex(where: { $0.control == control }) else { throw nobodyWaits(at: control) }
      table.level = Int32(station)
      table.limit = limit.map { Int64($0) } ?? Int64.max
    case .virtualWait(let control):
      let lines = lineOfStation.filter { stations[$0.key.station].control == control }.map { $0.value }
      guard let line = lines.min() else { throw nobodyWaits(at: control) }
      table.line = line
    }
    return table
  }

  private func nobodyWaits(at control: Int) -> CompilationFault {
    CompilationFault(message: "nobody ever waits at '\(post.controls[control].name)'; look elsewhere")
  }
}
