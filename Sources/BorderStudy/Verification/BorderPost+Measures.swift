// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension BorderPost {
  /// The post with the probes and instruments that measures need; none of them changes what happens.
  ///
  /// - Throws: `MeasureFault` if the post has not the control that a measure asks for.
  package func prepared(for measures: [Measure]) throws(MeasureFault) -> BorderPost {
    var post = self
    for measure in measures {
      for probe in try probes(for: measure) where post.index(of: probe) == nil {
        var probe = probe
        probe.name = "expected \(post.probes.count)"
        post.probes.append(probe)
      }
      post.instruments.formUnion(try instruments(for: measure))
    }
    return post
  }

  private func index(of probe: Probe) -> Int? { probes.firstIndex { $0.looksLike(probe) } }

  private func control(_ name: String) throws(MeasureFault) -> Int {
    guard let index = controls.firstIndex(where: { $0.name == name }) else {
      throw MeasureFault(message: "no control '\(name)'")
    }
    return index
  }

  /// The looks that a measure is made of; a share at *n* is the share above *n* - 1 less that above *n*.
  func probes(for measure: Measure) throws(MeasureFault) -> [Probe] {
    guard let moment = measure.moment else { return [] }
    let control = measure.place.isEmpty ? nil : try control(measure.place)
    func probe(_ limit: Int?) -> Probe {
      let quantity: Probe.Quantity =
        switch (measure.indicator, control) {
        case (.virtualWait, let control?): .virtualWait(control: control)
        case (_, let control?): .numberWaiting(control: control, moreThan: limit)
        default: .numberPresent(moreThan: limit)
        }
      switch moment {
      case .clock(let minute): return Probe(name: "", clockMinute: minute, quantity: quantity)
      case .after(let span): return Probe(name: "", clockMinute: 0, after: span, quantity: quantity)
      }
    }
    switch measure.statistic {
    case .shareAt(let level): return level == 0 ? [probe(0)] : [probe(level - 1), probe(level)]
    case .shareAtLeast(let level): return [probe(max(0, level - 1))]
    default: return [probe(nil)]
    }
  }

  private func instruments(for measure: Measure) throws(MeasureFault) -> Set<Instrument> {
    var found: Set<Instrument> = []
    switch measure.indicator {
    case .numberAtControl: found.insert(.numberAt(control: try control(measure.place)))
    case .lastExit, .firstEmpty: found.insert(.numberInside)
    case .numberPresent where measure.moment == nil && measure.subject.isEmpty && traffic.count > 1:
      if measure.statistic != .mean { found.insert(.numberInside) }
    case .waitingTime where !measure.outcome.isEmpty: found.insert(.waitingTime(outcome: measure.outcome))
    default: break
    }
    if case .shareLonger(let limit) = measure.statistic, limit > .zero {
      switch measure.indicator {
      case .waitingTime where measure.place.isEmpty: found.insert(.longer(.waitingOfStay, than: limit))
      case .waitingTime: found.insert(.longer(.waiting(at: measure.place), than: limit))
      case .crossingTime: found.insert(.longer(.crossingTime, than: limit))
      default: found.insert(.longer(.timeAtPost, than: limit))
      }
    }
    return found
  }
}

extension Probe {
  /// Whether both see the same at the same times.
  func looksLike(_ other: Probe) -> Bool {
    quantity == other.quantity && after == other.after && (after != nil || clockMinute == other.clockMinute)
  }
}
