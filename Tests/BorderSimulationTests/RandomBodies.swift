// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Gives the classes of a random post procedures with blocks, loops, branches, persons, groups, papers and kept units.
struct RandomBodies {
  private var choices: RandomChoices
  private var post: BorderPost
  private var bodies = 0
  private var labels = 0
  private var kept: [Int] = []
  private var inside: [Int] = []
  private var branchings = 0

  static func post(seed: UInt64) -> BorderPost {
    var limits = RandomPost.Limits()
    limits.allowsKeeps = false
    var draft = RandomBodies(
      choices: RandomChoices(seed: seed ^ 0xB0D1E5), post: RandomPost.post(seed: seed, limits: limits))
    for index in draft.post.traffic.indices { draft.draw(index) }
    draft.post.targets = []
    draft.post.probes.removeAll { if case .virtualWait = $0.quantity { true } else { false } }
    return draft.post
  }

  private init(choices: RandomChoices, post: BorderPost) {
    self.choices = choices
    self.post = post
  }

  private mutating func draw(_ index: Int) {
    bodies = 0
    labels = 0
    branchings = 0
    post.traffic[index].attributes = [
      Attribute(
        name: "cargo", values: choices.shuffled([.init(name: "dry", share: 0.7), .init(name: "wet", share: 0.3)]))
    ]
    post.traffic[index].people = [People(name: "crew", law: .nearest(to: choices.one(of: [0.4, 1, 1.3, 3.5])))]
    for control in post.controls.indices where choices.chance(30) {
      post.controls[control].isPerPerson = choices.chance(50)
    }
    if post.traffic[index].channels.isEmpty {
      post.traffic[index].channels = RandomPost.channels.map { Channel(name: $0, share: $0 == "red" ? 0.5 : 0.25) }
    }
    var steps = block(depth: 2, isOwn: true)
    let passed = steps.controls.map(\.control)
    if let control = passed.first, choices.chance(60) {
      let officers = post.pools.indices.filter { post.pools[$0].kind == .officers }
      post.traffic[index].papers = [
        Papers(
          control: control, lodgedShare: choices.one(of: [0, 0.5, 1]), time: law(),
          needs: choices.chance(50) ? [] : [choices.one(of: officers)])
      ]
      steps.append(.awaitPapers(control: control))
      steps.append(.control(control, if: .always))
    }
    post.traffic[index].procedure = steps + [.leave]
  }

  private mutating func law() -> Law {
    let minute: Int64 = 60_000_000
    if choices.chance(50) { return .constant(TimeSpan(microseconds: minute * choices.one(of: [0, 1, 5, 10]))) }
    return .exponential(mean: TimeSpan(microseconds: minute * Int64(choices.integer(1...10))))
  }

  private mutating func block(depth: Int, isOwn: Bool) -> [ProcedureStep] {
    (0..<choices.integer(1...3)).flatMap { _ in steps(depth: depth, isOwn: isOwn) }
  }

  private mutating func steps(depth: Int, isOwn: Bool) -> [ProcedureStep] {
    let kind = choices.integer(0...(depth > 0 ? 13 : 4))
    switch kind {
    case 0: return [.stay(name: choices.one(of: ["rest", "prayer"]), time: law())]
    case 1: return [.travel(name: "bridge", time: law())]
    case 2...4: return control(condition()).map { [$0] } ?? []
    case 5, 6:
      let steps = block(depth: depth - 1, isOwn: isOwn)
      let otherwise = choices.chance(40) ? block(depth: depth - 1, isOwn: isOwn) : []
      let end: [ProcedureStep] =
        isOwn && choices.chance(20) ? [.leaveAs(choices.one(of: ["refused", "diverted"]))] : []
      return [.choose(condition(), steps: steps + end, otherwise: otherwise)]
    case 7, 8:
      guard labels < 4 else { return [] }
      labels += 1
      let label = "label \(labels)"
      var condition = condition()
      if condition == .always { condition = Condition(share: 0.3) }
      let steps = block(depth: depth - 1, isOwn: isOwn)
      return [.label(label)] + steps + [.back(to: label, if: condition, atMost: choices.one(of: [1, 2, 5]))]
    case 9:
      let spaces = post.pools.indices.filter { post.pools[$0].kind == .places && !inside.contains($0) }
      guard let space = spaces.first else { return [] }
      inside.append(space)
      defer { inside.removeAll { $0 == space } }
      let whenFull: WhenFull = choices.chance(70) ? .wait : .turnAway
      let enter = ProcedureStep.enter(space, whenFull: isOwn ? whenFull : .wait)
      let first = choices.chance(50) ? enter : .choose(condition(), steps: [enter], otherwise: [])
      return [first] + block(depth: depth - 1, isOwn: isOwn) + [.leaveSpace(space)]
    case 10: return keeping(depth: depth, isOwn: isOwn)
    default: return isOwn ? split(depth: depth) : []
    }
  }

  private mutating func split(depth: Int) -> [ProcedureStep] {
    guard branchings < 3 else { return [] }
    branchings += 1
    bodies += 1
    let body = "body \(bodies)"
    switch choices.integer(0...3) {
    case 0: return [.eachPerson(body: body, steps: block(depth: depth - 1, isOwn: false))]
    case 1:
      let limit = choices.one(of: [nil, TimeSpan(microseconds: 600_000_000), TimeSpan(microseconds: 1_800_000_000)])
      return [
        .gather(
          Gathering(body: body, size: choices.integer(2...3), atMostAfter: limit),
          steps: block(depth: depth - 1, isOwn: false))
      ]
    default:
      var branches = [Branch(body: body, steps: block(depth: depth - 1, isOwn: false))]
      if choices.chance(50) {
        bodies += 1
        branches.append(Branch(body: "body \(bodies)", steps: block(depth: depth - 1, isOwn: false)))
      }
      if choices.chance(70) { branches.append(Branch(steps: block(depth: depth - 1, isOwn: true))) }
      return [.together(branches)]
    }
  }

  private func isPossible(_ control: Int) -> Bool {
    post.controls[control].needs.allSatisfy { !kept.contains($0) && !inside.contains($0) }
  }

  private mutating func control(_ condition: Condition) -> ProcedureStep? {
    let able = post.controls.indices.filter { isPossible($0) }
    return able.isEmpty ? nil : .control(choices.one(of: Array(able)), if: condition)
  }

  private mutating func keeping(depth: Int, isOwn: Bool) -> [ProcedureStep] {
    let able = post.controls.indices.filter {
      isPossible($0) && post.controls[$0].needs.contains(where: { isUnit($0) })
    }
    guard !able.isEmpty else { return [] }
    let control = choices.one(of: Array(able))
    let pools = post.controls[control].needs.filter { isUnit($0) && choices.chance(70) }
    guard !pools.isEmpty else { return [] }
    kept += pools
    defer { kept.removeAll { pools.contains($0) } }
    return [.controlKeeping(control, pools: pools)] + block(depth: depth - 1, isOwn: isOwn) + [.giveBack(pools)]
  }

  private func isUnit(_ pool: Int) -> Bool { post.pools[pool].kind != .places }

  private mutating func condition() -> Condition {
    switch choices.integer(0...7) {
    case 0, 1: return .always
    case 2: return Condition(share: choices.one(of: [0.2, 0.5]))
    case 3: return Condition(channels: ["red"], share: choices.one(of: [0, 0.3]), isNegated: choices.chance(40))
    case 4: return Condition(share: 0, tests: [.attribute("cargo", values: ["wet"])], isNegated: choices.chance(40))
    case 5: return Condition(share: 0.2, tests: [.timeOfDay(from: choices.one(of: [1320, 360]), to: 720)])
    case 6:
      let controls = post.controls.indices.filter { !post.controls[$0].needs.isEmpty }
      guard !controls.isEmpty else { return .always }
      let bound: Condition.Bound = choices.chance(50) ? .moreThan(1) : .fewerThan(2)
      return Condition(share: 0, tests: [.waiting(control: choices.one(of: Array(controls)), bound)])
    default: return Condition(share: 0.4, draw: "coin")
    }
  }
}
