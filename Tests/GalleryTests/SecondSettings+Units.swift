// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

/// Lanes, units of different speed and skill, breakdowns: second settings, by closed forms where there are any, else by
/// Markov chains of lines that are cut where hardly anybody ever stands.
extension SecondSetting {
  static let units: [SecondSetting] = [
    shortestOfThree, changingLanes, lanesByChance, lanesInTurn, slowUnitFirst, skills, machineRepair, breakdown,
    busyBreakdown,
  ]

  private static func wait(_ statistic: Measure.Statistic = .mean, at station: String = "booth") -> Measure {
    .waiting(station: station, statistic)
  }

  private static func lanes(
    _ count: Int, mean: Int64, perHour: Double, _ join: LaneChoice, changeWhenShorterBy: Int? = nil
  ) -> BorderPost {
    var post = BorderPost.booth(
      .constant(count), .exponential(mean: TimeSpan(minutes: mean)), perHour: [perHour])
    post.controls[0].lanes = Lanes(count: count, join: join, changeWhenShorterBy: changeWhenShorterBy)
    return post
  }

  /// The lanes are alike, so their lengths in ascending order tell all.
  private static let shortestOfThree: SecondSetting = {
    let arrivals = 0.7
    let chain = MarkovChain(from: [0, 0, 0]) { lanes in
      var moves: [(rate: Double, to: [Int])] = []
      if lanes[2] < 30 { moves.append((arrivals, [lanes[0] + 1, lanes[1], lanes[2]].sorted())) }
      for lane in 0..<3 where lanes[lane] > 0 {
        var shorter = lanes
        shorter[lane] -= 1
        moves.append((1 / 3.0, shorter.sorted()))
      }
      return moves
    }
    let waiting = chain.mean { $0.reduce(0) { $0 + Double(max(0, $1 - 1)) } }
    return SecondSetting(
      "jsq", lanes(3, mean: 3, perHour: 60 * arrivals, .shortest),
      [
        (wait(), waiting / arrivals), (wait(.shareLonger(than: .zero)), chain.share { $0[0] > 0 }),
        (.queueLength(station: "booth", .mean), waiting),
      ])
  }()

  /// With a gap of two nobody waits while a lane is idle, so that the mean wait is that of one line.
  private static let changingLanes: SecondSetting = {
    let queue = ErlangQueue(arrivalRate: 0.5, serviceRate: 1 / 3.0, servers: 2)
    return SecondSetting(
      "jockeying", lanes(2, mean: 3, perHour: 30, .inTurn, changeWhenShorterBy: 2),
      [
        (wait(), queue.meanWait), (.crossingTime(.mean), queue.meanWait + 3),
        (.queueLength(station: "booth", .mean), queue.meanWait * queue.arrivalRate),
      ])
  }()

  private static let lanesByChance: SecondSetting = {
    let queue = ErlangQueue(arrivalRate: 0.25, serviceRate: 1 / 3.0, servers: 1)
    return SecondSetting(
      "lanes-split at random", lanes(3, mean: 3, perHour: 45, .atRandom),
      [
        (wait(), queue.meanWait),
        (wait(.shareLonger(than: TimeSpan(minutes: 10))), queue.probabilityOfWaiting(longerThan: 10)),
        (.utilisation(pool: "lanes of booth"), 0.75),
      ])
  }()

  /// Each of three lanes is an E3/M/1 queue: a share of (λ / (λ + μ (1 - σ)))³ = σ waits.
  private static let lanesInTurn: SecondSetting = {
    let (arrivals, service) = (0.75, 1 / 3.0)
    var waiting = 0.5
    for _ in 0..<10_000 {
      let ratio = arrivals / (arrivals + service * (1 - waiting))
      waiting = ratio * ratio * ratio
    }
    return SecondSetting(
      "lanes-split in turn", lanes(3, mean: 3, perHour: 60 * arrivals, .inTurn),
      [(wait(), waiting / (service * (1 - waiting))), (wait(.shareLonger(than: .zero)), waiting)])
  }()

  /// Unit 1 has half the speed of unit 2 and is taken first.
  private static let slowUnitFirst: SecondSetting = {
    let arrivals = 0.4
    let rates = [1 / 6.0, 1 / 3.0]
    let chain = MarkovChain(from: [0, 0, 0]) { state in
      var moves: [(rate: Double, to: [Int])] = []
      if state[0] == 0 {
        moves.append((arrivals, [1, state[1], 0]))
      } else if state[1] == 0 {
        moves.append((arrivals, [1, 1, 0]))
      } else if state[2] < 400 {
        moves.append((arrivals, [1, 1, state[2] + 1]))
      }
      for unit in 0..<2 where state[unit] == 1 {
        var after = state
        if state[2] > 0 { after[2] -= 1 } else { after[unit] = 0 }
        moves.append((rates[unit], after))
      }
      return moves
    }
    var post = BorderPost.booth(.constant(2), .exponential(mean: TimeSpan(minutes: 3)), perHour: [60 * arrivals])
    post.pools[0].units = PoolUnits(pick: .lowest, speeds: [0.5, 1])
    return SecondSetting(
      "hetero-servers", post,
      [
        (wait(), chain.mean { Double($0[2]) } / arrivals),
        (.crossingTime(.mean), chain.mean { Double($0[0] + $0[1] + $0[2]) } / arrivals),
        (Measure(.utilisation, of: "lanes", number: 1), chain.mean { Double($0[0]) }),
        (Measure(.utilisation, of: "lanes", number: 2), chain.mean { Double($0[1]) }),
      ])
  }()
}
