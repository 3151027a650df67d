// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension TrafficClass {
  /// The channels of the class that pass a step under this condition; `nil` stands for everybody of a class without
  /// channels.
  func channelsReached(under condition: Condition) -> [String]? {
    if channels.isEmpty { return nil }
    return condition.share > 0 ? channels.map(\.name) : condition.channels
  }
}

extension PostBuilder {
  /// Checks of one procedure against itself, its class and its controls.
  mutating func checkProcedures() {
    for index in traffic.indices {
      let isComplete = !brokenProcedures.contains(index)
      let procedure = traffic[index].value.procedure
      guard stepPlaces[index].count == procedure.withInner.count else { continue }
      if isComplete { checkSpaces(of: index) }
      var places = stepPlaces[index][...]
      checkSteps(procedure, &places, of: index, isComplete: isComplete)
    }
    for target in targets { checkTarget(target) }
  }

  private mutating func checkSteps(
    _ steps: [ProcedureStep], _ places: inout ArraySlice<Place>, of index: Int, isComplete: Bool
  ) {
    for (number, step) in steps.enumerated() {
      guard let place = places.popFirst() else { return }
      if let (control, condition) = [step].controls.first, step.inner.isEmpty {
        if !unknownChannels.contains(index) {
          checkCondition(condition, of: index, at: place)
          checkTime(of: control, under: condition, for: index, at: place)
        }
        if isComplete, controls[control].value.keeps {
          checkKeeping(
            control, under: condition, next: number + 1 < steps.count ? steps[number + 1] : .leave, at: place)
        }
      }
      switch step {
      case .choose(let condition, _, _), .back(_, let condition, _):
        if !unknownChannels.contains(index) { checkCondition(condition, of: index, at: place) }
      default: break
      }
      for inner in step.inner { checkSteps(inner, &places, of: index, isComplete: isComplete) }
    }
  }

  /// What a control keeps it gives back at the place entered next: by everybody, and at once.
  private mutating func checkKeeping(
    _ control: Int, under condition: Condition, next: ProcedureStep, at place: Place
  ) {
    let name = controls[control].value.name
    if !next.isEnter {
      findings.error(
        "\(name.quoted) keeps its officers and equipment until the next step has a place, "
          + "but the next step enters no space",
        fix: "put '{enter: ...}' behind it, or delete 'keeps: yes'", at: place)
    }
    if condition != .always {
      findings.error(
        "\(name.quoted) keeps its officers and equipment, and cannot be passed by some only",
        fix: "delete 'keeps: yes', or the condition of this step", at: place)
    }
  }

  private mutating func checkCondition(_ condition: Condition, of index: Int, at place: Place) {
    let name = traffic[index].value.name
    let known = traffic[index].value.channels.map(\.name)
    for channel in condition.channels where !known.contains(channel) {
      let nearest = Suggestion.nearest(to: channel, among: known)
      findings.error(
        "the class \(name.quoted) has no channel \(channel.quoted)"
          + (nearest.map { "; did you mean \($0.quoted)?" } ?? ""),
        fix: known.isEmpty
          ? "add 'channels: {green: 90 %, \(channel): 10 %}' to the class, or write 'share: 10 %' instead of 'if'"
          : "write one of \(known.joined(separator: ", "))", at: place)
    }
  }

  private mutating func checkTime(of control: Int, under condition: Condition, for index: Int, at place: Place) {
    guard case .byChannel(let laws) = controls[control].value.time else { return }
    let traffic = traffic[index].value
    let name = controls[control].value.name
    guard let reached = traffic.channelsReached(under: condition) else {
      findings.error(
        "the time of \(name.quoted) depends on the channel, and the class \(traffic.name.quoted) has no channels",
        fix: "add 'channels' to the class, or write one time for all", at: place)
      return
    }
    for channel in reached where laws[channel] == nil && traffic.channels.contains(where: { $0.name == channel }) {
      let nearest = Suggestion.nearest(to: channel, among: laws.keys.sorted())
      findings.error(
        "the time of \(name.quoted) misses the channel \(channel.quoted) of the class \(traffic.name.quoted)"
          + (nearest.map { "; it has \($0.quoted)" } ?? ""),
        fix: "add '\(channel): ...' to its 'time'", at: place)
    }
  }

  private mutating func checkTarget(_ target: Placed<Target>) {
    guard case .waitingTime(let control) = target.value.quantity,
      !brokenProcedures.contains(target.value.trafficClass)
    else { return }
    let traffic = traffic[target.value.trafficClass].value
    guard !traffic.procedure.isEmpty, !traffic.passes(control) else { return }
    findings.error(
      "the class \(traffic.name.quoted) never passes \(controls[control].value.name.quoted)",
      fix: "name a control of its procedure", at: target.place)
  }

  /// A virtual wait is that of a first-come line.
  mutating func checkProbes() {
    for probe in probes + expectedWaits {
      guard case .virtualWait(let control) = probe.value.quantity else { continue }
      let name = controls[control].value.name
      let needs = controls[control].value.needs
      if needs.allSatisfy({ pools[$0].value.capacity == .unlimited }) {
        let reason =
          needs.isEmpty ? "which needs neither officers nor equipment" : "of whose equipment there is any number"
        findings.error("nobody ever waits at \(name.quoted), \(reason)", fix: "delete the probe", at: probe.place)
      }
      let priorities = Set(traffic.filter { $0.value.passes(control) }.map(\.value.priority))
      if priorities.count > 1 {
        findings.error(
          "the virtual wait is that of a first-come line, and \(name.quoted) serves several priorities",
          fix: "give its classes one priority, or delete the probe", at: probe.place)
      }
    }
  }
}

extension ProcedureStep {
  var isEnter: Bool {
    if case .enter = self { true } else { false }
  }
}

extension TrafficClass {
  func passes(_ control: Int) -> Bool {
    procedure.controls.contains { $0.control == control }
  }
}
