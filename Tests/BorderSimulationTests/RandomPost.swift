// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Draws border posts at random: small, busy, and full of coincidences (whole minutes, shifts, equal priorities).
///
/// The same seed always gives the same post. Names are in no order, so that file order and name order differ.
struct RandomPost {
  /// What a drawn post may contain.
  struct Limits {
    var endOfShift: [EndOfShift] = EndOfShift.allCases
    var warmUpDays = 0...2
    var allowsKeeps = true
    var allowsProbes = true
    /// Percent of laws that are constants of whole minutes.
    var constants = 45
    /// Units that are told apart, lanes, lines with an order of their own.
    var allowsUnits = true
  }

  static let channels = ["green", "red", "yellow"]

  private var choices: RandomChoices
  private let limits: Limits
  private var pools: [Pool] = []
  private var controls: [Control] = []
  private var spaces: [Int] = []

  /// The post with this seed.
  static func post(seed: UInt64, limits: Limits = Limits()) -> BorderPost {
    var draft = RandomPost(choices: RandomChoices(seed: seed), limits: limits)
    let post = draft.post(seed: seed)
    return limits.allowsUnits ? post.withUnits(seed: seed) : post
  }

  private init(choices: RandomChoices, limits: Limits) {
    self.choices = choices
    self.limits = limits
  }

  private mutating func post(seed: UInt64) -> BorderPost {
    let days = choices.integer(1...3)
    let calendar = calendar(days: days)
    drawPools()
    drawControls()
    let letters = choices.shuffled(["k", "c", "t", "a", "w", "m"])
    let classCount = choices.integer(1...4)
    let traffic = (0..<classCount).map { trafficClass("class \(letters[$0])", days: days, of: classCount) }
    return BorderPost(
      name: "random post \(seed)", calendar: calendar,
      agencies: [Agency(name: "police", states: [.a, .b]), Agency(name: "customs", states: [.a, .b])], pools: pools,
      controls: controls, traffic: traffic, overtaking: choices.chance(50) ? .strict : .relaxed,
      targets: targets(traffic), probes: limits.allowsProbes ? probes(traffic) : [])
  }

  private mutating func calendar(days: Int) -> Calendar {
    var offsets: [State: Int] = [:]
    if choices.chance(75) { offsets[.a] = choices.one(of: [0, 60, 180, -180, 330]) }
    if choices.chance(75) { offsets[.b] = choices.one(of: [0, 120, 180, 345, 570, -210, -720, 840]) }
    return Calendar(
      starts: CivilDate(year: 2025, month: 3, day: choices.integer(1...28)), days: days,
      warmUpDays: choices.integer(limits.warmUpDays), clockOffsetMinutes: offsets)
  }

  private mutating func law() -> Law {
    let minute: Int64 = 60_000_000
    if choices.chance(limits.constants) {
      return .constant(TimeSpan(microseconds: minute * Int64(choices.one(of: [0, 1, 2, 5, 5, 10, 10, 20]))))
    }
    let mean = TimeSpan(microseconds: minute * Int64(choices.integer(1...18)) / 2 + Int64(choices.integer(0...999)))
    let double = TimeSpan(microseconds: mean.microseconds * 2)
    switch choices.integer(0...6) {
    case 0: return .uniform(low: choices.chance(50) ? .zero : mean, high: double)
    case 1: return .triangular(low: .zero, mode: mean, high: double)
    case 2: return .exponential(mean: mean)
    case 3: return .erlang(shape: choices.integer(1...18), mean: mean)
    case 4: return .gamma(mean: mean, coefficientOfVariation: 0.3 + 1.5 * choices.uniform())
    case 5: return .lognormal(mean: mean, coefficientOfVariation: 0.3 + choices.uniform())
    default: return .uniform(low: mean, high: mean)
    }
  }
}

// MARK: - Pools and controls

extension RandomPost {
  private mutating func drawPools() {
    let letters = choices.shuffled(["q", "b", "m", "d", "z"])
    for index in 0..<choices.integer(1...5) {
      let kind: Pool.Kind =
        index == 0 ? .officers : choices.one(of: [.officers, .officers, .equipment, .places, .places])
      if kind == .places { spaces.append(index) }
      pools.append(
        Pool(
          name: "pool \(letters[index])", kind: kind, state: choices.one(of: State.allCases),
          capacity: capacity(kind), atEndOfShift: choices.one(of: limits.endOfShift)))
    }
  }

  private mutating func capacity(_ kind: Pool.Kind) -> Capacity {
    if choices.chance(8) { return .unlimited }
    switch kind {
    case .places: return .constant(choices.integer(1...6))
    case .equipment where choices.chance(80): return .constant(choices.integer(1...3))
    case .officers where choices.chance(40): return .constant(choices.integer(1...4))
    default: return .shifts((0..<choices.integer(1...3)).map { _ in shift() })
    }
  }

  private mutating func shift() -> Shift {
    let from = choices.chance(80) ? 60 * choices.one(of: [0, 6, 8, 14, 22]) : choices.integer(0...1439)
    let to = choices.chance(80) ? 60 * choices.one(of: [6, 12, 14, 22, 24]) : choices.integer(1...1440)
    let days = choices.chance(70) ? Array(0..<7) : (0..<7).filter { _ in choices.chance(70) }
    return Shift(
      from: from, to: to, officers: choices.integer(1...3), weekdays: days.isEmpty ? [choices.integer(0...6)] : days)
  }

  private mutating func drawControls() {
    let letters = choices.shuffled(["x", "e", "r", "h", "o", "l"])
    for index in 0..<choices.integer(1...6) {
      let count = choices.one(of: [0, 1, 1, 1, 1, 2, 2, 3, 3])
      let able = pools.indices.filter { !spaces.contains($0) || choices.chance(10) }
      let needs = Array(choices.shuffled(able).prefix(count))
      let time: ControlTime =
        choices.chance(70)
        ? .same(law()) : .byChannel(Dictionary(uniqueKeysWithValues: RandomPost.channels.map { ($0, law()) }))
      controls.append(
        Control(
          name: "control \(letters[index])", state: choices.one(of: [nil, .a, .b]),
          agency: choices.one(of: [nil, 0, 1]),
          needs: needs, time: time, keeps: limits.allowsKeeps && !needs.isEmpty && choices.chance(20)))
    }
  }
}

// MARK: - Traffic

extension RandomPost {
  private mutating func trafficClass(_ name: String, days: Int, of count: Int) -> TrafficClass {
    let hasChannels = choices.chance(60)
    let shares = hasChannels ? channelShares() : []
    let direction = choices.one(of: Direction.allCases)
    let rates = rates(perDay: Double(choices.integer(60...240)) / Double(days * count))
    return TrafficClass(
      name: name, direction: direction, priority: choices.one(of: [0, 0, 1, 2]), arrivals: Arrivals(rates: rates),
      channels: shares, procedure: procedure(hasChannels: hasChannels))
  }

  private mutating func channelShares() -> [Channel] {
    let green = choices.one(of: [0.5, 0.3, 0.9])
    let red = (1 - green) * choices.one(of: [0, 0.5, 0.2])
    let shares = ["green": green, "red": red, "yellow": 1 - green - red]
    return choices.shuffled(RandomPost.channels).map { Channel(name: $0, share: shares[$0] ?? 0) }
  }

  private mutating func rates(perDay: Double) -> [Double] {
    let hourly = perDay / 24
    switch choices.integer(0...3) {
    case 0: return [hourly]
    case 1: return (0..<168).map { hour in (7..<19).contains(hour % 24) ? 2 * hourly : 0 }
    case 2: return (0..<336).map { part in hourly * (part % 48 < 12 ? 0.25 : 1.25) }
    default: return (0..<7).map { _ in hourly * choices.one(of: [0.5, 1, 2]) }
    }
  }

  private mutating func procedure(hasChannels: Bool) -> [ProcedureStep] {
    var steps: [ProcedureStep] = []
    var inside: [Int] = []
    for index in 0..<choices.integer(1...6) {
      let free = spaces.filter { !inside.contains($0) }
      switch choices.integer(0...9) {
      case 0: steps.append(.travel(name: choices.one(of: ["bridge", "yard road"]), time: law()))
      case 1, 2:
        guard let space = free.first else { continue }
        steps.append(enter(space))
        inside.append(space)
      case 3:
        guard let space = inside.last else { continue }
        steps.append(.leaveSpace(space))
        inside.removeAll { $0 == space }
      default:
        let control = choices.integer(0...(controls.count - 1))
        guard isPossible(control, hasChannels: hasChannels, inside: inside, last: index == 5, free: free) else {
          continue
        }
        steps.append(.control(control, if: controls[control].keeps ? .always : condition(hasChannels)))
        if controls[control].keeps {
          let space = choices.one(of: free)
          steps.append(enter(space))
          inside.append(space)
        }
      }
    }
    for space in choices.shuffled(inside) { steps.append(.leaveSpace(space)) }
    return steps + [.leave]
  }

  private func isPossible(_ index: Int, hasChannels: Bool, inside: [Int], last: Bool, free: [Int]) -> Bool {
    let control = controls[index]
    if case .byChannel = control.time, !hasChannels { return false }
    if control.needs.contains(where: { inside.contains($0) }) { return false }
    return !control.keeps
      || !free.filter { !control.needs.contains($0) }.isEmpty && control.needs.allSatisfy { !free.contains($0) }
  }

  private mutating func enter(_ space: Int) -> ProcedureStep {
    .enter(space, whenFull: choices.chance(70) ? .wait : .turnAway)
  }

  private mutating func condition(_ hasChannels: Bool) -> Condition {
    if choices.chance(60) { return .always }
    let share = choices.one(of: [0, 0.2, 0.5, 0.8])
    guard hasChannels, choices.chance(60) else { return Condition(share: share) }
    return Condition(channels: choices.chance(50) ? ["red"] : ["green", "yellow"], share: share)
  }

  private mutating func targets(_ traffic: [TrafficClass]) -> [Target] {
    var targets: [Target] = []
    for (index, trafficClass) in traffic.enumerated() where choices.chance(50) {
      targets.append(
        Target(trafficClass: index, quantity: .crossingTime, within: TimeSpan(microseconds: 1_800_000_000)))
      for case .control(let control, _) in trafficClass.procedure.prefix(1) {
        targets.append(
          Target(
            trafficClass: index, quantity: .waitingTime(control: control),
            within: TimeSpan(microseconds: 300_000_000 * Int64(choices.integer(0...3)))))
      }
    }
    return targets
  }

  private mutating func probes(_ traffic: [TrafficClass]) -> [Probe] {
    var visited: [Int] = []
    for trafficClass in traffic {
      for case .control(let control, _) in trafficClass.procedure where !controls[control].needs.isEmpty {
        visited.append(control)
      }
    }
    return (0..<choices.integer(0...3)).map { number in
      let minute = choices.chance(50) ? 60 * choices.integer(0...23) : choices.integer(0...1439)
      let quantity: Probe.Quantity =
        visited.isEmpty || choices.chance(40)
        ? .numberPresent(moreThan: choices.one(of: [nil, 3])) : .virtualWait(control: choices.one(of: visited))
      return Probe(name: "probe \(9 - number)", clockMinute: minute, quantity: quantity)
    }
  }
}
