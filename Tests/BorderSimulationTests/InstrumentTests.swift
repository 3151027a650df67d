// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: what is observed only where asked for, and what follows the window")
struct InstrumentTests {
  /// Everything that an instrument can observe.
  private func instrumented(_ post: BorderPost) -> BorderPost {
    var post = post
    for control in post.controls.indices { post.instruments.insert(.numberAt(control: control)) }
    post.instruments.insert(.numberInside)
    for space in post.pools where space.kind == .places {
      post.instruments.insert(.waitingTime(outcome: "turned away at \(space.name)"))
      post.instruments.insert(.longer(.waiting(at: space.name), than: TimeSpan(microseconds: 60_000_000)))
    }
    post.instruments.insert(.waitingTime(outcome: "released"))
    for quantity in [Instrument.Quantity.crossingTime, .timeAtPost, .waitingOfStay] {
      post.instruments.insert(.longer(quantity, than: TimeSpan(microseconds: 600_000_000)))
    }
    return post
  }

  @Test("Instruments change no row, and what they say is what the rows say", arguments: 0..<4)
  func instrumentsOnlyLook(_ part: UInt64) throws {
    for seed in (40_000 + part * 50)..<(40_050 + part * 50) {
      let post = RandomPost.post(seed: seed)
      let plain = try observations(of: post, seed: seed).observations
      let watched = instrumented(post)
      let (layout, seen) = try observations(of: watched, seed: seed)
      #expect(plain.entities.values == seen.entities.values, "rows of post \(seed)")
      #expect(try ObservationChecks.violations(of: watched, seed: seed) == [], "post \(seed)")
      var present: Int64 = 0
      for (index, level) in layout.levels.enumerated() {
        if case .present = level.quantity { present += seen.levels[index].area }
      }
      for (index, level) in layout.levels.enumerated() {
        switch level.quantity {
        case .inside: #expect(seen.levels[index].area == present, "inside, post \(seed)")
        case .atControl(let control) where !post.controls[control].keeps && post.calendar.warmUpDays == 0:
          let area = areaAtControl(post.controls[control].name, layout, seen)
          #expect(seen.levels[index].area == area, "\(post.controls[control].name), post \(seed)")
        default: break
        }
      }
    }
  }

  /// Time between joining and finishing, within the window, of all visits to a control.
  private func areaAtControl(_ name: String, _ layout: ObservationLayout, _ seen: Observations) -> Int64 {
    var area: Int64 = 0
    for (column, stamp) in layout.stamps.enumerated() where stamp.place == name && stamp.event == .joined {
      for row in seen.entities.list where row[6 + column] >= 0 {
        let finished = row[6 + column + 2]
        area +=
          min(finished < 0 ? .max : finished, seen.windowMicroseconds) - min(row[6 + column], seen.windowMicroseconds)
      }
    }
    return area
  }

  @Test("With 'stop', every stamp within the window is that of a run that goes on; the others are missing")
  func stopCuts() throws {
    for seed: UInt64 in 41_000..<41_100 {
      var post = RandomPost.post(seed: seed)
      let (layout, whole) = try observations(of: post, seed: seed)
      post.calendar.ends = .stop
      let cut = try observations(of: post, seed: seed).observations
      #expect(cut.reachedMicroseconds == cut.windowMicroseconds)
      #expect(cut.levels == whole.levels && cut.levelTimes == whole.levelTimes, "levels of post \(seed)")
      let end = TimeSpan.day.microseconds * Int64(post.calendar.warmUpDays) + cut.windowMicroseconds
      // The number of a unit is no instant.
      let stamps = [2, 3] + layout.stamps.indices.filter { layout.stamps[$0].event != .unit }.map { $0 + 6 }
      let expected = whole.entities.list.map { row in stamps.map { row[$0] > end ? -1 : row[$0] } }
      #expect(cut.entities.list.map { row in stamps.map { row[$0] } } == expected, "rows of post \(seed)")
    }
  }

  @Test("With 'empty', nobody arrives behind the window, and the last exit is the last departure")
  func emptyEmpties() throws {
    var emptied = 0
    for seed: UInt64 in 42_000..<42_200 {
      var post = RandomPost.post(seed: seed)
      guard post.calendar.warmUpDays == 0 else { continue }
      post.calendar.ends = .empty
      post.instruments = [.numberInside]
      let seen = try observations(of: post, seed: seed).observations
      let rows = seen.entities.list
      guard seen.unfinished.allSatisfy({ $0 == 0 }), !rows.isEmpty else { continue }
      emptied += 1
      #expect(seen.lastExit == rows.map { $0[3] }.max(), "last exit of post \(seed)")
      let empty = rows.map { $0[3] }.sorted().first { time in
        rows.allSatisfy { $0[2] >= time || $0[3] <= time }
      }
      #expect(seen.firstEmpty == empty, "first time empty of post \(seed)")
    }
    #expect(emptied > 20)
  }

  @Test("Numbers waiting, and looks taken once, are those of the second simulator")
  func looks() throws {
    for seed: UInt64 in 43_000..<43_100 {
      var post = RandomPost.post(seed: seed, limits: .init(allowsUnits: false))
      for case .control(let control, _) in post.traffic[0].procedure where !post.controls[control].needs.isEmpty {
        post.probes.append(
          Probe(
            name: "waiting \(post.probes.count)", clockMinute: 600,
            quantity: .numberWaiting(control: control, moreThan: 1)))
        post.probes.append(
          Probe(
            name: "once \(post.probes.count)", clockMinute: 0, after: TimeSpan(microseconds: 1_000_000 * Int64(seed)),
            quantity: .numberWaiting(control: control, moreThan: nil)))
      }
      post.probes.append(
        Probe(
          name: "inside", clockMinute: 0, after: TimeSpan(microseconds: 36_000_000_000),
          quantity: .numberPresent(moreThan: 2)))
      let (layout, seen) = try observations(of: post, seed: seed)
      var reference = ReferenceSimulator(post, layout: layout, replication: 1, seed: seed)
      reference.run()
      for (index, look) in reference.looks.enumerated() {
        let probe = seen.probes[index]
        let own = ReferenceSimulator.Look(
          count: probe.count, sum: probe.sum, above: probe.above, unanswered: probe.unanswered)
        #expect(own == look, "\(layout.probes[index]) of post \(seed)")
      }
    }
  }
}
