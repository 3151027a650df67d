// SPDX-License-Identifier: GPL-3.0-or-later

/// Something done to a vehicle or person by officers, equipment or both: a counter, a scan, an examination.
public struct Control: Hashable, Sendable {
  /// The scenario's name, unique among controls: `entry customs`.
  public var name: String
  /// State in whose local time the control is reported; also part of the key of its random numbers.
  public var state: State?
  /// Index of the agency that does it, if officers do.
  public var agency: Int?
  /// Indices of the pools of which one unit each is needed, all at once; empty: nobody is needed, nobody waits.
  public var needs: [Int]
  /// Working time.
  public var time: ControlTime
  /// Whether the units stay occupied until the vehicle has got the place of the `enter` step that follows; without
  /// it they are free as soon as the work is done, and the vehicle waits for its place on its own.
  public var keeps: Bool
  /// Whether the time is that of one person, so that a vehicle takes the sum over its people.
  public var isPerPerson = false
  /// Whether more urgent traffic may take its unit away during the work; `nil`: it may not.
  public var interruption: Interruption?
  /// What its officers must be able to do; `nil`: anything.
  public var skill: String?
  /// Lanes with a line each; `nil`: one line for all.
  public var lanes: Lanes?
  public var order: LineOrder

  public init(
    name: String, state: State? = nil, agency: Int? = nil, needs: [Int], time: ControlTime, keeps: Bool = false,
    skill: String? = nil, lanes: Lanes? = nil, order: LineOrder = .firstCome
  ) {
    self.name = name
    self.state = state
    self.agency = agency
    self.needs = needs
    self.time = time
    self.keeps = keeps
    self.skill = skill
    self.lanes = lanes
    self.order = order
  }
}

/// How long a control takes.
public enum ControlTime: Hashable, Sendable {
  case same(Law)
  /// By risk channel; every channel that a class can have and that reaches the control is listed.
  case byChannel([String: Law])
  /// By traffic class; every class that reaches the control is listed, none of them by class again.
  indirect case byClass([String: ControlTime])
}

extension ControlTime {
  /// What holds for a class; `nil` if it is not listed.
  public func time(of trafficClass: String) -> ControlTime? {
    if case .byClass(let times) = self { times[trafficClass] } else { self }
  }
}

/// A kind of traffic in one direction: `transit truck`, `empty truck back`, `pedestrian to B`.
public struct TrafficClass: Hashable, Sendable {
  /// Unique among classes; names the class's random numbers.
  public var name: String
  /// What it is: `truck`, `car`, `person`; may be empty.
  public var vehicle: String
  /// State left, state entered.
  public var direction: Direction
  /// 0 is served first; higher numbers later. 0...99.
  public var priority: Int
  public var arrivals: Arrivals
  /// Shares of the risk channels, summing to 1, whose order means nothing; empty if the class has none.
  public var channels: [Channel]
  public var procedure: [ProcedureStep]
  /// What is drawn once for each member, beside the channel.
  public var attributes: [Attribute] = []
  /// Persons in a vehicle.
  public var people: [People] = []
  /// Papers that some controls wait for.
  public var papers: [Papers] = []
  /// When its members should be served, counted from their arrival, at controls whose order is `earliestDue`.
  public var due: TimeSpan?

  public init(
    name: String, vehicle: String = "", direction: Direction = .aToB, priority: Int = 0, arrivals: Arrivals,
    channels: [Channel] = [], procedure: [ProcedureStep], due: TimeSpan? = nil
  ) {
    self.name = name
    self.vehicle = vehicle
    self.direction = direction
    self.priority = priority
    self.arrivals = arrivals
    self.channels = channels
    self.procedure = procedure
    self.due = due
  }
}

public enum Direction: String, Hashable, Sendable, CaseIterable {
  case aToB = "A to B"
  case bToA = "B to A"
}

/// A risk channel with its share of a class.
public struct Channel: Hashable, Sendable {
  public var name: String
  /// 0...1
  public var share: Double

  public init(name: String, share: Double) {
    self.name = name
    self.share = share
  }
}

/// One line of a procedure.
public enum ProcedureStep: Hashable, Sendable {
  /// Passes the control with this index, if the condition holds.
  case control(Int, if: Condition)
  /// Takes a place of the pool with this index; waits for one, or is turned away when there is none.
  case enter(Int, whenFull: WhenFull)
  /// Gives the place back.
  case leaveSpace(Int)
  /// Waits for the next departure of the convoy that this pool stands for, and for a place in it.
  case convoy(Int)
  /// Moves; takes time, needs nobody.
  case travel(name: String, time: Law)
  /// Leaves the post, released. Always the last step.
  case leave
  /// Leaves the post with this outcome, giving back what it holds: refused, diverted.
  case leaveAs(String)
  /// The first steps if the condition holds, else the others.
  case choose(Condition, steps: [ProcedureStep], otherwise: [ProcedureStep])
  /// A place to go back to; unique in the procedure of a body.
  case label(String)
  /// Goes back to an earlier label if the condition holds, at most so often (`nil`: 255 times are a fault of the run);
  /// gives back the places and kept units it has got since.
  case back(to: String, if: Condition, atMost: Int?)
  /// Waits for a reason of its own: the driver rests.
  case stay(name: String, time: Law)
  /// Several branches at once; goes on when all are done.
  case together([Branch])
  /// Each person passes these steps as a body of this name, while the vehicle waits.
  case eachPerson(body: String, steps: [ProcedureStep])
  /// Waits for others of its class; the group passes the steps as one body.
  case gather(Gathering, steps: [ProcedureStep])
  /// Passes the control with this index and keeps its units of these pools until `giveBack`.
  case controlKeeping(Int, pools: [Int])
  /// Gives back kept units of these pools, if it has any.
  case giveBack([Int])
  /// Waits until the papers for the control with this index are ready.
  case awaitPapers(control: Int)
  /// Passes the control with this index, unless the line before it is too long or the wait lasts too long; then it
  /// passes these steps instead.
  case controlInLine(Int, Impatience, givingUp: [ProcedureStep], balking: [ProcedureStep])
}

public enum WhenFull: String, Hashable, Sendable, CaseIterable {
  /// Waits where it stands, keeping what it holds.
  case wait
  /// Leaves the post; counted as turned away.
  case turnAway = "turn away"
}

/// When a step applies.
public struct Condition: Hashable, Sendable {
  /// Channels for which the step always applies; empty: no channel decides.
  public var channels: [String]
  /// Share of the others, drawn at random, for whom it applies too; 0...1.
  public var share: Double
  /// Further tests, all of which must hold beside the channel.
  public var tests: [Test]
  /// Whether it applies where channels and tests do not hold.
  public var isNegated: Bool
  /// Name of the random number that decides about the share; conditions of a class with the same name share it.
  public var draw: String?

  public init(
    channels: [String] = [], share: Double, tests: [Test] = [], isNegated: Bool = false, draw: String? = nil
  ) {
    self.channels = channels
    self.share = share
    self.tests = tests
    self.isNegated = isNegated
    self.draw = draw
  }

  public static let always = Condition(share: 1)
}

/// A standard of service: the share that stays within a limit is counted exactly.
public struct Target: Hashable, Sendable {
  public enum Quantity: Hashable, Sendable {
    /// From the tail of the queue to leaving the second state's control.
    case crossingTime
    /// Waiting at the control with this index.
    case waitingTime(control: Int)
  }

  /// Index of the traffic class.
  public var trafficClass: Int
  public var quantity: Quantity
  public var within: TimeSpan
  /// The share aimed at, 0...1, if the scenario states one.
  public var share: Double?

  public init(trafficClass: Int, quantity: Quantity, within: TimeSpan, share: Double? = nil) {
    self.trafficClass = trafficClass
    self.quantity = quantity
    self.within = within
    self.share = share
  }
}

/// A look at the post at the same clock time of each day of the window, or once.
public struct Probe: Hashable, Sendable {
  public enum Quantity: Hashable, Sendable {
    /// Members of all classes inside the post; `moreThan` also asks how often there are more than that many.
    case numberPresent(moreThan: Int?)
    /// The wait of one who joined the line of this control now, had no work and held nobody up. First-come lines only.
    case virtualWait(control: Int)
    /// The number waiting at this control; `moreThan` as above.
    case numberWaiting(control: Int, moreThan: Int?)
  }

  /// The scenario's name, unique among probes.
  public var name: String
  /// Minutes after midnight on the clock of state A, 0..<1440.
  public var clockMinute: Int
  /// If given, the only look is taken this long after the start of the window, whatever the clock says.
  public var after: TimeSpan?
  public var quantity: Quantity

  public init(name: String, clockMinute: Int, after: TimeSpan? = nil, quantity: Quantity) {
    self.name = name
    self.clockMinute = clockMinute
    self.after = after
    self.quantity = quantity
  }
}
