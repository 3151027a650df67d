// SPDX-License-Identifier: GPL-3.0-or-later

/// A control on the way of a class, with how often a member is expected to pass it.
struct ExpectedVisit {
  var control: Int
  /// Conditions of the step and of the blocks around it, all of which must hold.
  var conditions: [Condition]
  /// Visits per member for whom the conditions hold: laps of loops, persons, shares of groups.
  var factor: Double
  /// Whether each person passes by itself.
  var isOfPerson: Bool
  /// Nobody can be turned away, or leave otherwise, before.
  var isUnavoidable: Bool
  /// Set for work on papers, which happens in the office.
  var papers: Papers?

  /// Expected visits of a member with this channel; tests other than channels count as met, which is the heaviest case
  /// unless an attribute tells the share.
  func share(ofChannel channel: String?) -> Double {
    conditions.reduce(factor) { $0 * $1.expectedShare(ofChannel: channel) }
  }
}

extension Condition {
  /// The share of members with this channel for whom it applies, as far as it can be known beforehand.
  fileprivate func expectedShare(ofChannel channel: String?) -> Double {
    if channels.isEmpty && tests.isEmpty { return share }
    let hasChannel = channels.isEmpty || channel.map { channels.contains($0) } ?? false
    guard tests.isEmpty else { return hasChannel || isNegated ? 1 : share }
    return hasChannel != isNegated ? 1 : share
  }
}

extension TrafficClass {
  /// Mean number of persons in a vehicle; 1 if none are mentioned.
  var meanPeople: Double { people.isEmpty ? 1 : people.map(\.law.mean).reduce(0, +) }

  /// The controls on the way, papers first, then in the order of the procedure.
  var visits: [ExpectedVisit] {
    var visits = papers.map { papers in
      ExpectedVisit(
        control: papers.control, conditions: [], factor: 1, isOfPerson: false, isUnavoidable: true, papers: papers)
    }
    var walk = Walk(meanPeople: meanPeople)
    walk.take(procedure, conditions: [], factor: 1, isOfPerson: false)
    visits += walk.visits
    return visits
  }

  private struct Walk {
    let meanPeople: Double
    var visits: [ExpectedVisit] = []
    var mayLeave = false
    /// First visit behind each label, and the number of conditions around it.
    var labels: [String: (visit: Int, depth: Int)] = [:]

    mutating func take(_ steps: [ProcedureStep], conditions: [Condition], factor: Double, isOfPerson: Bool) {
      for step in steps {
        switch step {
        case .control(let control, let condition):
          add(control, conditions + [condition], factor, isOfPerson)
        case .controlKeeping(let control, _): add(control, conditions, factor, isOfPerson)
        case .enter(_, whenFull: .turnAway), .leaveAs: mayLeave = true
        case .choose(let condition, let first, let otherwise):
          take(first, conditions: conditions + [condition], factor: factor, isOfPerson: isOfPerson)
          var opposite = condition
          opposite.isNegated.toggle()
          if condition.channels.isEmpty && condition.tests.isEmpty {
            opposite = Condition(share: 1 - condition.share)
          } else {
            opposite.share = 0
          }
          take(otherwise, conditions: conditions + [opposite], factor: factor, isOfPerson: isOfPerson)
        case .label(let name): labels[name] = (visits.count, conditions.count)
        case .back(let label, let condition, let atMost):
          // Whoever comes here does so under the conditions met since the label.
          let (start, depth) = labels[label] ?? (visits.count, conditions.count)
          let share = (conditions.dropFirst(depth) + [condition]).reduce(1) { $0 * $1.share }
          repeatVisits(from: start, share, atMost)
        case .together(let branches):
          for branch in branches {
            take(branch.steps, conditions: conditions, factor: factor, isOfPerson: isOfPerson)
          }
        case .eachPerson(_, let steps):
          take(steps, conditions: conditions, factor: factor * meanPeople, isOfPerson: true)
        case .gather(let gathering, let steps):
          take(steps, conditions: conditions, factor: factor / Double(gathering.size), isOfPerson: isOfPerson)
        default: break
        }
      }
    }

    private mutating func add(_ control: Int, _ conditions: [Condition], _ factor: Double, _ isOfPerson: Bool) {
      visits.append(
        ExpectedVisit(
          control: control, conditions: conditions, factor: factor, isOfPerson: isOfPerson, isUnavoidable: !mayLeave))
    }

    /// A share *p* that goes back makes 1 + p + p² + ... visits.
    private mutating func repeatVisits(from first: Int, _ share: Double, _ atMost: Int?) {
      var laps = 1.0
      var power = 1.0
      for _ in 0..<min(atMost ?? 255, 255) {
        power *= share
        laps += power
      }
      for index in visits.indices.dropFirst(first) { visits[index].factor *= laps }
    }
  }
}
