// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Gives a random post work that is interrupted, and travellers who balk or give up.
struct RandomLines {
  private var choices: RandomChoices
  private var post: BorderPost
  private let isBusy: Bool

  static func post(seed: UInt64) -> BorderPost {
    var limits = RandomPost.Limits()
    limits.allowsUnits = seed % 2 == 0
    var draft = RandomLines(
      choices: RandomChoices(seed: seed ^ 0x11E5), post: RandomPost.post(seed: seed, limits: limits),
      isBusy: seed % 2 == 1)
    draft.drawInterruptions()
    for index in draft.post.traffic.indices { draft.drawImpatience(of: index) }
    draft.post.targets = []
    return draft.post
  }

  private init(choices: RandomChoices, post: BorderPost, isBusy: Bool) {
    self.choices = choices
    self.post = post
    self.isBusy = isBusy
  }

  private mutating func drawInterruptions() {
    for index in post.traffic.indices { post.traffic[index].priority = choices.integer(0...2) }
    for index in post.controls.indices where choices.chance(60) && post.controls[index].isPlain {
      post.controls[index].needs = Array(post.controls[index].needs.prefix(1))
    }
    // In every other post all work alone, most of them with the same officers, so that there is much to interrupt.
    for index in post.controls.indices where isBusy && !post.controls[index].needs.isEmpty {
      let first = choices.chance(70) && !post.controls[index].keeps ? 0 : post.controls[index].needs[0]
      post.controls[index].needs = [first]
    }
    for index in post.interruptibleControls where choices.chance(isBusy ? 100 : 70) {
      post.controls[index].interruption = choices.one(of: Interruption.allCases)
    }
  }

  private mutating func drawImpatience(of index: Int) {
    post.traffic[index].procedure = post.traffic[index].procedure.map { step in
      guard case .control(let control, .always) = step, !post.controls[control].keeps,
        !post.controls[control].needs.isEmpty, choices.chance(70)
      else { return step }
      return .controlInLine(control, impatience(), givingUp: instead("abandoned"), balking: instead("balked"))
    }
  }

  private mutating func impatience() -> Impatience {
    var impatience = Impatience()
    if choices.chance(70) {
      let minute: Int64 = 60_000_000
      impatience.patience =
        choices.chance(50)
        ? .constant(TimeSpan(microseconds: minute * Int64(choices.one(of: [0, 1, 5, 10, 10]))))
        : .exponential(mean: TimeSpan(microseconds: minute * Int64(choices.integer(1...20))))
    }
    if choices.chance(50) || impatience.patience == nil {
      impatience.balking =
        choices.chance(50)
        ? .moreThan(choices.integer(0...3))
        : Balking([.init(waiting: choices.integer(0...1), share: 0.3), .init(waiting: 3, share: 0.8)])
    }
    return impatience
  }

  private mutating func instead(_ outcome: String) -> [ProcedureStep] {
    let able = post.controls.indices.filter { index in
      !post.controls[index].keeps && post.controls[index].needs.allSatisfy { post.pools[$0].kind != .places }
        && isForAll(post.controls[index].time)
    }
    guard !able.isEmpty, choices.chance(50) else { return choices.chance(70) ? [.leaveAs(outcome)] : [] }
    let other = choices.one(of: Array(able))
    if choices.chance(30), !post.controls[other].needs.isEmpty {
      return [.controlInLine(other, impatience(), givingUp: [.leaveAs(outcome)], balking: [])]
    }
    return [.control(other, if: .always)] + (choices.chance(30) ? [.leaveAs(outcome)] : [])
  }

  private func isForAll(_ time: ControlTime) -> Bool {
    if case .same = time { true } else { false }
  }
}

extension Control {
  /// One line by age, for anybody who is on duty.
  fileprivate var isPlain: Bool { lanes == nil && order == .firstCome && skill == nil }
}

extension BorderPost {
  /// Controls at which more urgent traffic may interrupt: equal units that work alone, in lines by age.
  var interruptibleControls: [Int] {
    let special = Set(controls.filter { $0.needs.count > 1 || !$0.isPlain }.flatMap(\.needs))
    let repairing = Set(pools.compactMap { $0.units?.breakdown?.repairedBy })
    return controls.indices.filter { index in
      let needs = controls[index].needs
      return needs.count == 1 && controls[index].isPlain && !special.contains(needs[0])
        && !repairing.contains(needs[0]) && pools[needs[0]].units == nil && pools[needs[0]].kind != .places
    }
  }
}
