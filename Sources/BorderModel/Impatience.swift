// SPDX-License-Identifier: GPL-3.0-or-later

/// What becomes of work that more urgent traffic interrupts.
public enum Interruption: String, Hashable, Sendable, CaseIterable {
  /// The rest of the work is done with the first free unit.
  case resume
  /// The same work is done again from its beginning.
  case restart
}

/// Who does not join a line, or leaves it before being served.
public struct Impatience: Hashable, Sendable {
  /// How long somebody waits in the line at most, counted from joining it; `nil`: without limit.
  public var patience: Law?
  /// Who balks, by the number that waits at the control; `nil`: nobody.
  public var balking: Balking?

  public init(patience: Law? = nil, balking: Balking? = nil) {
    self.patience = patience
    self.balking = balking
  }
}

/// The share of those who come that does not join a line, by the number that waits there.
public struct Balking: Hashable, Sendable {
  public struct Step: Hashable, Sendable {
    /// From this number on; zero or more.
    public var waiting: Int
    /// Share that does not join, 0...1.
    public var share: Double

    public init(waiting: Int, share: Double) {
      self.waiting = waiting
      self.share = share
    }
  }

  /// Largest number that a step may name.
  public static let most = 1000

  /// Ascending in number; below the first step nobody balks.
  public var steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }

  /// Nobody joins while more than so many wait.
  public static func moreThan(_ waiting: Int) -> Balking { Balking([Step(waiting: waiting + 1, share: 1)]) }

  /// By number waiting, from 0 up to the number of the last step, which holds for all larger ones.
  public var shares: [Double] {
    guard let last = steps.last else { return [0] }
    return (0...last.waiting).map { number in steps.last { $0.waiting <= number }?.share ?? 0 }
  }
}

extension ProcedureStep {
  /// The control that this step itself passes, with the condition of the step.
  public var passedControl: (control: Int, condition: Condition)? {
    switch self {
    case .control(let control, let condition): (control, condition)
    case .controlKeeping(let control, _), .controlInLine(let control, _, _, _): (control, .always)
    default: nil
    }
  }
}
