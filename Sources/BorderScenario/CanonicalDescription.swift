// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// A text that is the same for two posts exactly if every replication of them is the same.
///
/// Everything stands in the order of its name and refers to other things by name, so that the order of entries in
/// the file does not matter. Numbers are written so that they read back exactly; durations in microseconds. Question,
/// expectations and provenance are left out: they change no result.
///
/// - Returns: Lines that end in LF; UTF-8. The first line names the version of this format.
public func canonicalDescription(of post: BorderPost) -> String {
  CanonicalWriter(post: post).text
}

private struct CanonicalWriter {
  let post: BorderPost

  var text: String {
    var lines = ["osbp resolved model 1", "name \(quoted(post.name))"]
    for state in State.allCases {
      if let country = post.countries[state] { lines.append("country \(state.rawValue) \(quoted(country))") }
    }
    lines.append("layout \(post.layout?.rawValue ?? "-")")
    lines.append("overtaking \(post.overtaking.rawValue)")
    let calendar = post.calendar
    lines.append("calendar \(calendar.starts.dayNumber) days \(calendar.days) warm-up \(calendar.warmUpDays)")
    if calendar.untilMinute != 1_440 { lines.append("until \(calendar.untilMinute)") }
    if calendar.ends != .goOn { lines.append("ends \(calendar.ends.rawValue)") }
    for state in State.allCases { lines.append("clock \(state.rawValue) \(calendar.clockOffsetMinutes[state] ?? 0)") }
    for state in State.allCases {
      for day in (post.holidays[state] ?? []).sorted() { lines.append("holiday \(state.rawValue) \(day.dayNumber)") }
    }
    lines += post.agencies.map(agency).sorted()
    lines += post.pools.map(pool).sorted()
    lines += post.controls.map(control).sorted()
    for traffic in post.traffic.sorted(by: { $0.name < $1.name }) { lines += trafficClass(traffic) }
    lines += post.content.map(content).sorted()
    lines += post.targets.map(target).sorted()
    lines += post.probes.map(probe).sorted()
    return lines.joined(separator: "\n") + "\n"
  }

  private func agency(_ agency: Agency) -> String {
    let states = agency.states.sorted().map(\.rawValue).joined()
    return "agency \(quoted(agency.name)) \(states) \(quoted(agency.kind)) private \(agency.isPrivate)"
  }

  private func pool(_ pool: Pool) -> String {
    let agency = pool.agency.map { quoted(post.agencies[$0].name) } ?? "-"
    return "pool \(quoted(pool.name)) \(pool.kind) \(pool.state.rawValue) agency \(agency) "
      + "\(capacity(pool.capacity)) end \(pool.atEndOfShift.rawValue)\(units(pool.units))" + duty(pool)
  }

  private func capacity(_ capacity: Capacity) -> String {
    switch capacity {
    case .unlimited: return "unlimited"
    case .constant(let units): return "units \(units)"
    case .shifts(let shifts):
      let parts = shifts.map { shift in
        let days = shift.weekdays.sorted().map { "\($0)" }.joined()
        let breaks = shift.breaks.map {
          " breaks \($0.minutes) from \($0.from) until \($0.until) keep \($0.keepAtLeast)"
        }
        return "\(shift.from)-\(shift.to) x \(shift.officers) on \(days)" + (breaks ?? "")
      }
      return "shifts [" + parts.sorted().joined(separator: ", ") + "]"
    case .teams(let teams):
      let pattern = teams.pattern.map { "\($0)" }.joined(separator: " ")
      return "teams \(teams.sizes) pattern [\(pattern)] from \(teams.changeMinute)"
    }
  }

  /// What is not the same round the clock; empty for a plain pool.
  private func duty(_ pool: Pool) -> String {
    var text = pool.hours.map { " hours \($0.sortKey)" }.sorted().joined()
    if let setUp = pool.setUp { text += " set-up \(law(setUp))" }
    switch pool.attendance {
    case .always: break
    case .otherTask(let time, let repeats): text += " other task \(law(time)) repeats \(repeats)"
    case .byRule(let rule):
      text +=
        " opens \(rule.whenWaiting) closes \(rule.closesWhenWaiting) least \(rule.least) most "
        + (rule.most.map { "\($0)" } ?? "-")
    case .inTurn(let turns):
      let controls = turns.controls.map { quoted(post.controls[$0].name) }.joined(separator: ", ")
      text +=
        " in turn [\(controls)] walking \(law(turns.walking)) \(turns.visit.rawValue) "
        + turns.whenNobodyWaits.rawValue
    }
    switch pool.timetable {
    case nil: break
    case .headway(let headway): text += " departures \(law(headway))"
    case .clockMinutes(let minutes): text += " departures at \(minutes)"
    }
    return text
  }

  private func control(_ control: Control) -> String {
    let needs = control.needs.map { quoted(post.pools[$0].name) }.sorted().joined(separator: ", ")
    let agency = control.agency.map { quoted(post.agencies[$0].name) } ?? "-"
    return "control \(quoted(control.name)) \(control.state?.rawValue ?? "-") agency \(agency) needs [\(needs)] "
      + "time \(time(control.time)) keeps \(control.keeps)\(line(control))" + (control.isPerPerson ? " per person" : "")
      + (control.interruption.map { " interruptible \($0.rawValue)" } ?? "")
  }

  private func time(_ time: ControlTime) -> String {
    func list(_ name: String, _ entries: [String]) -> String {
      name + " {" + entries.sorted().joined(separator: ", ") + "}"
    }
    return switch time {
    case .same(let law): self.law(law)
    case .byChannel(let laws): list("by channel", laws.map { "\(quoted($0.key)): \(self.law($0.value))" })
    case .byClass(let times): list("by class", times.map { "\(quoted($0.key)): \(self.time($0.value))" })
    }
  }

  /// Skill, lanes and order of a control, as far as they are not those of every control.
  private func line(_ control: Control) -> String {
    var text = control.skill.map { " skill \(quoted($0))" } ?? ""
    if let lanes = control.lanes {
      let pool = lanes.pool.map { quoted(post.pools[$0].name) } ?? "-"
      text += " lanes \(lanes.count) \(lanes.join.rawValue) of \(pool) change \(lanes.changeWhenShorterBy ?? 0)"
    }
    return control.order == .firstCome ? text : text + " order \(control.order.rawValue)"
  }

  private func units(_ units: PoolUnits?) -> String {
    guard let units else { return "" }
    let skills = units.skills.map { "[" + $0.map(quoted).joined(separator: ", ") + "]" }.joined(separator: " ")
    var text = " pick \(units.pick.rawValue) speeds \(units.speeds) skills [\(skills)]"
    if let breakdown = units.breakdown {
      let crew = breakdown.repairedBy.map { quoted(post.pools[$0].name) } ?? "-"
      text +=
        " breakdown \(law(breakdown.every)) repair \(law(breakdown.repair)) \(breakdown.clock.rawValue) "
        + "\(breakdown.work.rawValue) by \(crew)"
    }
    return text
  }

  private func law(_ law: Law) -> String { law.canonicalText }

  private func trafficClass(_ traffic: TrafficClass) -> [String] {
    let arrivals = traffic.arrivals.canonicalText { quoted(post.traffic[$0].name) }
    let channels = traffic.channels.map { "\(quoted($0.name)): \($0.share)" }.sorted().joined(separator: ", ")
    let due = traffic.due.map { " due \($0.microseconds)" } ?? ""
    var lines = [
      "class \(quoted(traffic.name)) \(quoted(traffic.vehicle)) \(traffic.direction.rawValue) "
        + "priority \(traffic.priority) channels {\(channels)} \(arrivals)\(due)"
    ]
    lines += bringings(traffic)
    for step in traffic.procedure { lines.append("  " + self.step(step)) }
    return lines
  }

  private func step(_ step: ProcedureStep) -> String {
    switch step {
    case .control(let index, let condition):
      return "control \(quoted(post.controls[index].name)) \(self.condition(condition))"
    case .enter(let index, let whenFull):
      return "enter \(quoted(post.pools[index].name)) \(whenFull.rawValue)"
    case .leaveSpace(let index): return "leave \(quoted(post.pools[index].name))"
    case .travel(let name, let time): return "travel \(quoted(name)) \(law(time))"
    case .convoy(let index): return "convoy \(quoted(post.pools[index].name))"
    case .leave: return "leave"
    case .leaveAs(let outcome): return "leave as \(quoted(outcome))"
    case .choose(let condition, let steps, let otherwise):
      return "choose \(self.condition(condition)) \(block(steps)) otherwise \(block(otherwise))"
    case .label(let name): return "label \(quoted(name))"
    case .back(let label, let condition, let atMost):
      return "back to \(quoted(label)) \(self.condition(condition)) at most \(atMost.map { "\($0)" } ?? "-")"
    case .stay(let name, let time): return "stay \(quoted(name)) \(law(time))"
    case .together(let branches):
      let texts = branches.map { "\($0.body.map(quoted) ?? "-") \(block($0.steps))" }
      return "together " + texts.sorted().joined(separator: " ")
    case .eachPerson(let body, let steps): return "each person \(quoted(body)) \(block(steps))"
    case .gather(let gathering, let steps):
      let limit = gathering.atMostAfter.map { "\($0.microseconds)" } ?? "-"
      return "gather \(quoted(gathering.body)) of \(gathering.size) at most after \(limit) \(block(steps))"
    case .controlKeeping(let index, let pools):
      return "control \(quoted(post.controls[index].name)) keeping \(names(of: pools))"
    case .controlInLine(let index, let impatience, let givingUp, let balking):
      return "control \(quoted(post.controls[index].name)) \(impatience.canonicalText) "
        + "after giving up \(block(givingUp)) after balking \(block(balking))"
    case .giveBack(let pools): return "give back \(names(of: pools))"
    case .awaitPapers(let control): return "await papers for \(quoted(post.controls[control].name))"
    }
  }

  private func content(_ content: StartContent) -> String {
    let space = content.space.map { quoted(post.pools[$0].name) } ?? "-"
    return "at the start \(content.count) of \(quoted(post.traffic[content.trafficClass].name)) in \(space)"
  }

  private func block(_ steps: [ProcedureStep]) -> String {
    "{" + steps.map { step($0) }.joined(separator: "; ") + "}"
  }

  private func names(of pools: [Int]) -> String {
    "[" + pools.map { quoted(post.pools[$0].name) }.sorted().joined(separator: ", ") + "]"
  }

  private func condition(_ condition: Condition) -> String {
    let channels = condition.channels.sorted().map(quoted).joined(separator: ", ")
    var text = "if [\(channels)] share \(condition.share)"
    let tests = condition.tests.map(test).sorted().joined(separator: "; ")
    if !tests.isEmpty { text += " tests [\(tests)]" }
    if condition.isNegated { text += " negated" }
    if let draw = condition.draw { text += " draw \(quoted(draw))" }
    return text
  }

  private func test(_ test: Condition.Test) -> String {
    switch test {
    case .attribute(let name, let values):
      "\(quoted(name)) in [" + values.sorted().map(quoted).joined(separator: ", ") + "]"
    case .timeOfDay(let from, let to): "between \(from) \(to)"
    case .waiting(let control, let bound): "waiting at \(quoted(post.controls[control].name)) \(bound)"
    case .freePlaces(let space, let bound): "free places of \(quoted(post.pools[space].name)) \(bound)"
    }
  }

  /// What the members of a class bring; nothing where they bring nothing.
  private func bringings(_ traffic: TrafficClass) -> [String] {
    traffic.attributes.map { attribute in
      let values = attribute.values.map { "\(quoted($0.name)): \($0.share)" }.sorted().joined(separator: ", ")
      return "  attribute \(quoted(attribute.name)) {\(values)}"
    }.sorted() + traffic.people.map { "  people \(quoted($0.name)) \($0.law.canonicalText)" }.sorted()
      + traffic.papers.map { papers in
        "  papers for \(quoted(post.controls[papers.control].name)) lodged \(papers.lodgedShare) "
          + "time \(law(papers.time)) needs \(names(of: papers.needs))"
      }.sorted()
  }

  private func target(_ target: Target) -> String {
    let quantity: String =
      switch target.quantity {
      case .crossingTime: "crossing"
      case .waitingTime(let control): "waiting at \(quoted(post.controls[control].name))"
      }
    let share = target.share.map { "\($0)" } ?? "-"
    return "target \(quoted(post.traffic[target.trafficClass].name)) \(quantity) "
      + "within \(target.within.microseconds) share \(share)"
  }

  private func probe(_ probe: Probe) -> String {
    let quantity: String =
      switch probe.quantity {
      case .numberPresent(let moreThan): "number present more than \(moreThan.map { "\($0)" } ?? "-")"
      case .virtualWait(let control): "virtual wait at \(quoted(post.controls[control].name))"
      case .numberWaiting(let control, let moreThan):
        "number waiting at \(quoted(post.controls[control].name)) more than \(moreThan.map { "\($0)" } ?? "-")"
      }
    let moment = probe.after.map { "after \($0.microseconds)" } ?? "at \(probe.clockMinute)"
    return "probe \(quoted(probe.name)) \(moment) \(quantity)"
  }

  /// A name that cannot be mistaken for something else, whatever it contains.
  private func quoted(_ text: String) -> String {
    "\""
      + text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
      .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
      .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n") + "\""
  }
}
