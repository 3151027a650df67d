// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Layouts made by hand, for rooms and tests that need one without a network.
extension ObservationLayout {
  /// - Parameters:
  ///   - classes: Ascending, each with its direction and its channels, which are ascending.
  ///   - outcomes: `released` first.
  package init(
    classes: [(name: String, direction: Direction, channels: [String])], outcomes: [String] = ["released"],
    stamps: [StampDescription] = []
  ) {
    self.init(
      classes: classes.map(\.name), channels: classes.map(\.channels), directions: classes.map(\.direction),
      stations: [], pools: [], tallies: [], levels: [], causes: [], probes: [], outcomes: outcomes, stamps: stamps)
  }
}

extension ObservationLayout.StampDescription {
  /// - Parameter visit: 1 for the first.
  package init(_ place: String, _ event: Event, visit: Int = 1) {
    self.init(place: place, visit: visit, event: event)
  }
}

extension ObservationLayout {
  /// Whether a class is split off from another; then it is reported by itself and never added to others.
  public func isBody(_ trafficClass: Int) -> Bool { trafficClass < cases.count && cases[trafficClass] != nil }

  /// The classes that arrive at the post.
  public var arrivingClasses: [Int] { classes.indices.filter { !isBody($0) } }
}
