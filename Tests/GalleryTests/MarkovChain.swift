// SPDX-License-Identifier: GPL-3.0-or-later

/// A Markov chain in continuous time, of the states that can be reached from one, with the share of time in each.
struct MarkovChain<State: Hashable> {
  private(set) var states: [State]
  private(set) var shares: [Double]

  /// - Parameter moves: Rates and following states; a state may occur twice.
  ///
  /// Solved by Gauss-Seidel sweeps over the equations of balance: what flows into a state flows out.
  init(from first: State, moves: (State) -> [(rate: Double, to: State)]) {
    var found = [first]
    var place = [first: 0]
    var inflow: [[(from: Int, rate: Double)]] = [[]]
    var outflow: [Double] = [0]
    var next = 0
    while next < found.count {
      for (rate, to) in moves(found[next]) where rate > 0 && to != found[next] {
        if place[to] == nil {
          place[to] = found.count
          found.append(to)
          inflow.append([])
          outflow.append(0)
        }
        inflow[place[to] ?? 0].append((next, rate))
        outflow[next] += rate
      }
      next += 1
    }
    var shares = Array(repeating: 1 / Double(found.count), count: found.count)
    for _ in 0..<20_000 {
      var change = 0.0
      for state in shares.indices {
        let share = inflow[state].reduce(0) { $0 + shares[$1.from] * $1.rate } / outflow[state]
        change += abs(share - shares[state])
        shares[state] = share
      }
      let sum = shares.reduce(0, +)
      for state in shares.indices { shares[state] /= sum }
      if change < 1e-11 * sum { break }
    }
    states = found
    self.shares = shares
  }

  func mean(_ value: (State) -> Double) -> Double {
    zip(states, shares).reduce(0) { $0 + value($1.0) * $1.1 }
  }

  func share(where holds: (State) -> Bool) -> Double { mean { holds($0) ? 1 : 0 } }
}
