// SPDX-License-Identifier: GPL-3.0-or-later

/// One of several sequences of steps that run at the same time.
public struct Branch: Hashable, Sendable {
  /// The body that is split off for this branch, unique within its class; `nil`: the case walks it itself.
  public var body: String?
  public var steps: [ProcedureStep]

  public init(body: String? = nil, steps: [ProcedureStep]) {
    self.body = body
    self.steps = steps
  }
}

/// How members of a class form a group.
public struct Gathering: Hashable, Sendable {
  /// The body that the group is, unique within its class.
  public var body: String
  /// Members of a full group; 2...1000.
  public var size: Int
  /// The group goes on incomplete when its first member has waited so long; `nil`: it waits for the last.
  public var atMostAfter: TimeSpan?

  public init(body: String, size: Int, atMostAfter: TimeSpan? = nil) {
    self.body = body
    self.size = size
    self.atMostAfter = atMostAfter
  }
}

/// Something drawn once for each member of a class: its cargo, its documents.
public struct Attribute: Hashable, Sendable {
  /// Unique within the class.
  public var name: String
  /// Shares of the values, summing to 1; their order means nothing.
  public var values: [Channel]

  public init(name: String, values: [Channel]) {
    self.name = name
    self.values = values
  }
}

/// Some of the persons in a vehicle: its crew, its passengers.
public struct People: Hashable, Sendable {
  /// Unique within the class.
  public var name: String
  /// How many; all together at most 4,095 in a vehicle.
  public var law: CountLaw

  public init(name: String, law: CountLaw) {
    self.name = name
    self.law = law
  }
}

/// Papers of a vehicle that a control waits for: one case with two bodies.
public struct Papers: Hashable, Sendable {
  /// Index of the control that waits for them.
  public var control: Int
  /// Share whose papers are ready on arrival; 0...1. Work on the others begins on arrival.
  public var lodgedShare: Double
  /// Working time on papers that are not ready on arrival.
  public var time: Law
  /// Indices of the pools of which one unit each works on them; empty: nobody is needed.
  public var needs: [Int]

  public init(control: Int, lodgedShare: Double, time: Law, needs: [Int]) {
    self.control = control
    self.lodgedShare = lodgedShare
    self.time = time
    self.needs = needs
  }
}

extension Condition {
  /// Something that holds for a body at the moment at which it is asked, or does not.
  public enum Test: Hashable, Sendable {
    /// The attribute has one of these values.
    case attribute(String, values: [String])
    /// The time of day on the clock of state A lies in [from, to), minutes after midnight; over midnight if to < from.
    case timeOfDay(from: Int, to: Int)
    /// The number waiting at the control with this index.
    case waiting(control: Int, Bound)
    /// The number of free places of the space with this pool index.
    case freePlaces(space: Int, Bound)
  }

  /// Which numbers are meant.
  public enum Bound: Hashable, Sendable {
    case moreThan(Int)
    case fewerThan(Int)
  }
}

extension ProcedureStep {
  /// The sequences of steps inside this step.
  public var inner: [[ProcedureStep]] {
    switch self {
    case .choose(_, let steps, let otherwise): [steps, otherwise]
    case .together(let branches): branches.map(\.steps)
    case .eachPerson(_, let steps), .gather(_, let steps): [steps]
    default: []
    }
  }
}

extension [ProcedureStep] {
  /// All steps with those inside them, each before what is inside it.
  public var withInner: [ProcedureStep] {
    flatMap { [$0] + $0.inner.flatMap(\.withInner) }
  }

  /// The controls that are passed, with their conditions; a control inside a block has the condition of its own step.
  public var controls: [(control: Int, condition: Condition)] {
    withInner.compactMap { step in
      switch step {
      case .control(let control, let condition): (control, condition)
      case .controlKeeping(let control, _): (control, .always)
      default: nil
      }
    }
  }
}

extension ProcedureStep {
  /// The name of the place at which a step waits outside all lines, if it does; places are reported like controls.
  ///
  /// - Parameter controls: Names of controls by index.
  public func placeOfWaiting(_ controls: (Int) -> String) -> String? {
    switch self {
    case .stay(let name, _): name
    case .together(let branches): "waiting for " + branches.compactMap(\.body).sorted().joined(separator: " and ")
    case .eachPerson(let body, _): "waiting for each \(body)"
    case .gather(let gathering, _): "gathering a \(gathering.body)"
    case .awaitPapers(let control): "waiting for \(Papers.body(controls(control)))"
    default: nil
    }
  }

  /// The bodies that a step splits off, each with what it passes.
  public var bodies: [(name: String, steps: [ProcedureStep])] {
    switch self {
    case .together(let branches): branches.compactMap { branch in branch.body.map { ($0, branch.steps) } }
    case .eachPerson(let body, let steps): [(body, steps)]
    case .gather(let gathering, let steps): [(gathering.body, steps)]
    default: []
    }
  }
}

extension Papers {
  /// The body that papers for a control are: `papers for entry customs`.
  public static func body(_ control: String) -> String { "papers for \(control)" }
}

extension TrafficClass {
  /// What the class of a body is called: `papers of truck`.
  public static func name(ofBody body: String, in parent: String) -> String { "\(body) of \(parent)" }

  /// The classes of all bodies that are split off from members of this class, or from their bodies.
  ///
  /// - Parameter controls: Names of controls by index.
  public func bodyClasses(_ controls: (Int) -> String) -> [String] {
    func classes(_ steps: [ProcedureStep], _ parent: String) -> [String] {
      steps.flatMap { step -> [String] in
        let bodies = step.bodies.flatMap { body -> [String] in
          let name = TrafficClass.name(ofBody: body.name, in: parent)
          return [name] + classes(body.steps, name)
        }
        return bodies + step.ownLists.flatMap { classes($0, parent) }
      }
    }
    return papers.map { TrafficClass.name(ofBody: Papers.body(controls($0.control)), in: name) }
      + classes(procedure, name)
  }
}

extension ProcedureStep {
  /// The sequences inside this step that the same body passes.
  public var ownLists: [[ProcedureStep]] {
    switch self {
    case .choose(_, let steps, let otherwise): [steps, otherwise]
    case .together(let branches): branches.filter { $0.body == nil }.map(\.steps)
    default: []
    }
  }
}
