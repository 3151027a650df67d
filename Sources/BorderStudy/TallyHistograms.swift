// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import OutputAnalysis

/// The values of tallies by size, and the unfinished of each class, both by section: a group of consecutive
/// replications.
struct TallyHistograms {
  /// Sections behind the interval of a percentile; with fewer replications than this there is no interval.
  static let sections = SectionedHistogram.usualSections

  private let replicationsAsked: Int
  private var histograms: [SectionedHistogram]
  /// By tally: its histogram, or -1.
  private var places: [Int]
  /// By section and class: members of the cohort still inside at the end of the run.
  private var unfinished: [[Int64]]
  private var replications = 0

  /// - Parameters:
  ///   - tallies: Those whose percentiles are wanted.
  ///   - replications: Number asked for, which fixes the sections.
  init(_ layout: ObservationLayout, tallies: Set<Int>, replications: Int) {
    replicationsAsked = replications
    places = Array(repeating: -1, count: layout.tallies.count)
    for (place, tally) in tallies.sorted().enumerated() { places[tally] = place }
    let empty = SectionedHistogram(replications: replications, sections: TallyHistograms.sections)
    histograms = Array(repeating: empty, count: tallies.count)
    unfinished = Array(
      repeating: Array(repeating: 0, count: layout.classes.count), count: empty.sections.count)
  }

  /// Adds the next replication.
  mutating func add(_ observations: Observations) {
    // Buckets come by tally, so each histogram takes its slice in one go.
    observations.buckets.withUnsafeBufferPointer { buckets in
      var start = 0
      while start < buckets.count {
        let tally = buckets[start].tally
        var end = start + 1
        while end < buckets.count, buckets[end].tally == tally { end += 1 }
        add(buckets[start..<end], of: observations.tallies[Int(tally)], to: places[Int(tally)])
        start = end
      }
    }
    let section = section(ofReplication: replications)
    for (index, count) in observations.unfinished.enumerated() { unfinished[section][index] += count }
    replications += 1
  }

  private mutating func add(
    _ buckets: Slice<UnsafeBufferPointer<Observations.BucketCount>>, of tally: Observations.Tally, to place: Int
  ) {
    guard place >= 0 else { return }
    histograms[place].withSection(ofReplication: replications) { section in
      for bucket in buckets { section.add(count: Int64(bucket.count), toBucket: Int(bucket.bucket)) }
      section.note(values: tally.count, zeros: tally.count - tally.positive, maximum: tally.maximum)
    }
  }

  /// Replication *r* = 0 ... of *n* belongs to section floor(*r* x 10 / *n*).
  private func section(ofReplication replication: Int) -> Int { replication * unfinished.count / replicationsAsked }
}

// MARK: - Percentiles

extension TallyHistograms {
  /// Percentiles of the values of some tallies together, in minutes.
  ///
  /// Members that are still inside count as larger than every value, so that a percentile is missing from their share
  /// on; where it would be missing in a section, it has no interval.
  ///
  /// - Parameters:
  ///   - probabilities: Each above 0 and below 1.
  ///   - classes: Whose unfinished members belong to the values; empty where nobody knows whether they do.
  func percentiles(
    _ probabilities: [Double], of tallies: [Int], unfinishedOf classes: [Int], confidence: Double
  ) throws(EstimationError) -> [Estimate] {
    var total = Values()
    var sections: [Values] = []
    for section in unfinished.indices {
      var values = Values()
      for tally in tallies { values.histogram.merge(histograms[places[tally]].sections[section]) }
      values.addLargerThanAll(classes.reduce(0) { $0 + unfinished[section][$1] })
      total.merge(values)
      // The section in which an interrupted study broke off is smaller than the others.
      if isComplete(section) { sections.append(values) }
    }
    var estimates: [Estimate] = []
    for probability in probabilities {
      guard total.reach(probability) else {
        estimates.append(.missing(confidence: confidence, replications: replications, estimator: .quantile))
        continue
      }
      let isDivided =
        replications >= TallyHistograms.sections
        && sections.allSatisfy { $0.histogram.count == 0 || $0.reach(probability) }
      estimates.append(
        try quantileInterval(
          probability: probability, total: total.histogram, sections: isDivided ? sections.map(\.histogram) : [],
          replications: replications, confidence: confidence
        ).scaled(by: 1 / 60_000_000))
    }
    return estimates
  }

  private func isComplete(_ section: Int) -> Bool {
    replications == replicationsAsked || section < self.section(ofReplication: replications)
  }
}

/// Values of which some are known to be larger than all others only.
private struct Values {
  var histogram = LogHistogram()
  private var larger: Int64 = 0

  mutating func addLargerThanAll(_ count: Int64) {
    histogram.add(count: count, toBucket: BucketGeometry.buckets - 1)
    histogram.note(values: count, zeros: 0, maximum: .max)
    larger += count
  }

  mutating func merge(_ other: Values) {
    histogram.merge(other.histogram)
    larger += other.larger
  }

  /// Whether a percentile lies among the values that are known.
  func reach(_ probability: Double) -> Bool {
    let known = Double(histogram.count - larger)
    return known > 0 && (larger == 0 || probability * Double(histogram.count) <= known)
  }
}
