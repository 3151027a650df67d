// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Gives a random post work that is interrupted, and travellers who balk or give up.
struct RandomLines {
  private var choices: RandomChoices
  private var post: BorderPost

  static func post(seed: UInt64) -> BorderPost {
    var draft = RandomLines(choices: RandomChoices(seed: seed ^ 0x11E5), post: RandomPost.post(seed: seed))
    draft.drawInterruptions()
    for index in draft.post.traffic.indices { draft.drawImpatience(of: index) }
    draft.post.targets = []
    return draft.post
  }

  private init(choices: RandomChoices, post: BorderPost) {
    self.choices = choices
    self.post = post
  }

  private mutating func drawInterruptions() {
    for index in post.traffic.indices { post.traffic[index].priority = choices.integer(0...2) }
    for index in post.controls.indices where choices.chance(60) {
      post.controls[index].needs = Array(post.controls[index].needs.prefix(1))
    }
    let joint = Set(post.controls.filter { $0.needs.count > 1 }.flatMap(\.needs))
    for index in post.controls.indices where choices.chance(70) {
      let needs = post.controls[index].needs
      guard needs.count == 1, !joint.contains(needs[0]), post.pools[needs[0]].kind != .places else { continue }
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
