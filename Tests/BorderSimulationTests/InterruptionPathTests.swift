// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

/// A booth where more urgent traffic interrupts and some give up, written plainly from the rules.
///
/// Served are the first in the order of priority, then of joining; an interrupted job keeps its place in that order.
private struct Booth {
  struct Traveller {
    var arrival: Int64
    var priority: Int
    var work: Int64
    var left: Int64
    var begun: Int64 = -1
    var started: Int64 = -1
    var finished: Int64 = -1
    var hasGivenUp = false
  }

  let lanes: Int
  let restarts: Bool
  /// By priority; -1: without limit.
  let patience: [Int64]
  /// In the order of arrival, which are all different.
  var travellers: [Traveller]
  /// Within the day.
  var interruptions = 0

  private func order(_ index: Int) -> (Int, Int) { (travellers[index].priority, index) }

  mutating func run() {
    var now: Int64 = 0
    var served: [Int] = []
    var waiting: [Int] = []
    var next = 0
    while next < travellers.count || !served.isEmpty {
      let ends = served.map { travellers[$0].begun + travellers[$0].left }
      let limits = waiting.filter { travellers[$0].started < 0 && patience[travellers[$0].priority] >= 0 }
        .map { travellers[$0].arrival + patience[travellers[$0].priority] }
      let arrivals = next < travellers.count ? [travellers[next].arrival] : []
      now = (ends + limits + arrivals).min() ?? now
      for index in served where travellers[index].begun + travellers[index].left == now {
        travellers[index].finished = now
      }
      served.removeAll { travellers[$0].finished >= 0 }
      if next < travellers.count, travellers[next].arrival == now {
        waiting.append(next)
        next += 1
      }
      serve(&waiting, &served, now)
      for index in waiting where travellers[index].started < 0 && patience[travellers[index].priority] >= 0 {
        if travellers[index].arrival + patience[travellers[index].priority] == now {
          travellers[index].hasGivenUp = true
        }
      }
      waiting.removeAll { travellers[$0].hasGivenUp }
    }
  }

  private mutating func serve(_ waiting: inout [Int], _ served: inout [Int], _ now: Int64) {
    while let first = waiting.min(by: { order($0) < order($1) }) {
      if served.count == lanes {
        guard let last = served.max(by: { order($0) < order($1) }),
          travellers[last].priority > travellers[first].priority
        else { return }
        let left = travellers[last].left - (now - travellers[last].begun)
        travellers[last].left = restarts ? travellers[last].work : left
        if now < 86_400_000_000 { interruptions += 1 }
        served.removeAll { $0 == last }
        waiting.append(last)
      }
      waiting.removeAll { $0 == first }
      served.append(first)
      travellers[first].begun = now
      if travellers[first].started < 0 { travellers[first].started = now }
    }
  }
}

@Suite("Exact path: a booth where work is interrupted and travellers give up")
struct InterruptionPathTests {
  @Test(
    "A short recursion gives every stamp to the microsecond",
    arguments: [(1, Interruption.resume), (1, .restart), (2, .resume), (3, .restart)])
  func stamps(lanes: Int, interruption: Interruption) throws {
    let perHour = lanes == 1 ? 5 : 4.5 * Double(lanes)
    let post = post(perHour: perHour, lanes: .constant(lanes), interruption, patience: 12)
    let (layout, observed) = try observations(of: post, seed: 7)
    // With any number of lanes the work can be read off the stamps; it depends on its key only.
    let unlimited = self.post(perHour: perHour, lanes: .unlimited, nil, patience: nil)
    let works = try observations(of: unlimited, seed: 7).observations
    let rows = observed.entities.list.sorted { $0[2] < $1[2] }
    let free = works.entities.list.sorted { $0[2] < $1[2] }
    #expect(rows.map { $0[2] } == free.map { $0[2] })
    #expect(Set(rows.map { $0[2] }).count == rows.count)
    var booth = Booth(
      lanes: lanes, restarts: interruption == .restart, patience: [-1, -1, 12 * 60_000_000],
      travellers: zip(rows, free).map { row, free in
        Booth.Traveller(arrival: row[2], priority: Int(row[0]), work: free[8] - free[7], left: free[8] - free[7])
      })
    booth.run()
    for (row, expected) in zip(rows, booth.travellers) {
      let leaving = expected.hasGivenUp ? row[3] : expected.finished
      #expect(row[7] == expected.started && row[8] == expected.finished && row[3] == leaving, "\(row[0]):\(row[1])")
      #expect((layout.outcomes[Int(row[4])] == "abandoned") == expected.hasGivenUp)
      if expected.hasGivenUp { #expect(row[3] == row[2] + 12 * 60_000_000) }
    }
    #expect(observed.counters == [Int64(booth.interruptions)])
    #expect(booth.interruptions > 50)
    #expect(booth.travellers.filter(\.hasGivenUp).count > 20)
  }

  /// Three classes, the last of which may give up; all who come on one day.
  private func post(
    perHour: Double, lanes: Capacity, _ interruption: Interruption?, patience: Int64?
  ) -> BorderPost {
    let mean = TimeSpan(microseconds: 240_000_000)
    var control = Control(name: "booth", needs: [0], time: .same(.exponential(mean: mean)))
    control.interruption = interruption
    let traffic = (0..<3).map { priority in
      var steps: [ProcedureStep] = [.control(0, if: .always), .leave]
      if priority == 2, let patience {
        let impatience = Impatience(patience: .constant(TimeSpan(microseconds: patience * 60_000_000)))
        steps[0] = .controlInLine(0, impatience, givingUp: [.leaveAs("abandoned")], balking: [])
      }
      return TrafficClass(
        name: "class \(priority)", priority: priority, arrivals: Arrivals(rates: [perHour]), procedure: steps)
    }
    var calendar = Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 1)
    calendar.ends = .empty
    return BorderPost(
      name: "booth", calendar: calendar, pools: [Pool(name: "lanes", kind: .officers, capacity: lanes)],
      controls: [control], traffic: traffic)
  }
}
