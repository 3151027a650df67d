// SPDX-License-Identifier: GPL-3.0-or-later

/// Formulas of lanes that close, officers who leave, flagmen who go round and convoys. Times are minutes.
enum DutyTheory {
  /// Mean wait of M/G/1.
  ///
  /// - Parameter secondMoment: Of the service.
  static func wait(_ rate: Double, mean: Double, secondMoment: Double) -> Double {
    rate * secondMoment / (2 * (1 - rate * mean))
  }

  /// What a set-up adds to the mean wait.
  ///
  /// - Source: Welch, Operations Research 12 (1964) 736-752.
  static func setUp(_ rate: Double, mean: Double, secondMoment: Double) -> Double {
    (2 * mean + rate * secondMoment) / (2 * (1 + rate * mean))
  }

  /// What single vacations of constant length add.
  ///
  /// - Source: Doshi, Queueing Systems 1 (1986) 29-66; `nobody` is the chance that nobody comes during one.
  static func singleVacation(_ rate: Double, length: Double, nobody: Double) -> Double {
    rate * length * length / (2 * (nobody + rate * length))
  }

  /// Mean wait at each of several equal lines, walks of constant length.
  ///
  /// - Source: Takagi, Analysis of Polling Systems (1986).
  static func polling(
    _ rate: Double, lines: Double, mean: Double, secondMoment: Double, walk: Double, isGated: Bool
  ) -> Double {
    let load = lines * rate * mean
    let last = isGated ? lines + load : lines - load
    return (lines * rate * secondMoment + walk * last) / (2 * (1 - load))
  }

  /// Numbers left behind by a convoy with constant headway: probabilities of 0, 1, ...
  ///
  /// - Source: Bailey, Journal of the Royal Statistical Society B 16 (1954) 80-87: n' = max(n + A - places, 0).
  static func leftBehind(perHeadway mean: Double, places: Int) -> [Double] {
    let size = 300
    var arrivals = [1.0]
    for n in 1..<size { arrivals.append(arrivals[n - 1] * mean / Double(n)) }
    let sum = arrivals.reduce(0, +)
    arrivals = arrivals.map { $0 / sum }
    var left = [1.0] + Array(repeating: 0, count: size - 1)
    for _ in 0..<600 {
      var next = Array(repeating: 0.0, count: size)
      for (n, p) in left.enumerated() where p > 1e-18 {
        for (a, q) in arrivals.enumerated() { next[min(size - 1, max(0, n + a - places))] += p * q }
      }
      left = next
    }
    return left
  }

  /// Lanes that open one by one at `opens` who wait and close at `closes`: mean wait, and openings per minute.
  ///
  /// - Source: Markov chain in (lanes open, vehicles present), solved by repeated steps of its uniformised form.
  static func lanesByRule(
    _ rate: Double, service: Double, opens: Int, closes: Int, least: Int, most: Int
  ) -> (wait: Double, openings: Double) {
    let size = 160
    let fastest = rate + Double(most) / service
    var p = Array(repeating: Array(repeating: 0.0, count: size + 1), count: most + 1)
    p[least][0] = 1
    var openings = 0.0
    for _ in 0..<30_000 {
      var next = p.map { $0.map { _ in 0.0 } }
      openings = 0
      for lanes in least...most {
        for present in 0...size where p[lanes][present] > 1e-18 {
          let mass = p[lanes][present]
          let waiting = max(0, present - lanes)
          let served = Double(min(present, lanes)) / service / fastest
          var open = lanes
          var behind = present + 1 - open
          while open < most, behind >= opens {
            open += 1
            behind -= 1
          }
          next[open][min(size, present + 1)] += mass * rate / fastest
          openings += mass * rate * Double(open - lanes)
          if present > 0 {
            next[waiting <= closes && lanes > least ? lanes - 1 : lanes][present - 1] += mass * served
          }
          next[lanes][present] += mass * (1 - rate / fastest - served)
        }
      }
      p = next
    }
    var waiting = 0.0
    for lanes in least...most {
      for present in lanes...size { waiting += p[lanes][present] * Double(present - lanes) }
    }
    return (waiting / rate, openings)
  }
}
