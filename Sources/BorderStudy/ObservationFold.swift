// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// Merges replications in their order into what the tables are made of.
///
/// Memory does not grow with the number of replications.
package struct ObservationFold {
  package let layout: ObservationLayout
  var facts: Facts
  let quotients: [Quotient]
  private let quotientNumerators: TermTable
  private let quotientDenominators: TermTable
  var ratios: RatioAccumulators
  var samples: [Sample]
  var histograms: TallyHistograms
  let hourlyCells: HourlyCells
  var hourly: RatioAccumulators
  var causes: RatioAccumulators
  var roots: RatioAccumulators
  let shares: [ResourceShares]
  var resourceRatios: RatioAccumulators
  /// By class: members unfinished in any replication, added up.
  var unfinished: [Int64]
  package private(set) var replications = 0
  package private(set) var events: Int64 = 0
  private var digest = SHA256()
  private var hourlyNumerators: [Double]
  private var hourlyDenominators: [Double]
  private var numerators: [Double] = []
  private var denominators: [Double] = []

  /// - Parameter replications: Number asked for, which fixes the sections of percentiles.
  package init(_ layout: ObservationLayout, replications: Int) {
    self.layout = layout
    let facts = Facts(layout)
    self.facts = facts
    quotients = QuotientList(layout, facts).quotients
    quotientNumerators = TermTable(quotients.map(\.numerator))
    quotientDenominators = TermTable(quotients.map(\.denominator))
    ratios = RatioAccumulators(count: quotients.count)
    samples = Sample.list(layout)
    histograms = TallyHistograms(
      layout, tallies: Set(samples.flatMap(\.tallies)), replications: replications)
    hourlyCells = HourlyCells(layout)
    hourly = RatioAccumulators(count: hourlyCells.count)
    hourlyNumerators = Array(repeating: 0, count: hourlyCells.count)
    hourlyDenominators = hourlyNumerators
    causes = RatioAccumulators(count: layout.causes.count * 3)
    roots = RatioAccumulators(count: layout.roots.count)
    shares = layout.pools.indices.map { ResourceShares(pool: $0, layout, facts) }
    resourceRatios = RatioAccumulators(count: shares.reduce(0) { $0 + $1.quotients.count })
    unfinished = Array(repeating: 0, count: layout.classes.count)
  }

  /// Adds the next replication.
  package mutating func add(_ observations: Observations) {
    facts.take(observations)
    addQuotients()
    for index in samples.indices { samples[index].add(observations) }
    histograms.add(observations)
    addHours(observations)
    addCauses(observations)
    addRoots(observations)
    addResources()
    for index in layout.classes.indices { unfinished[index] += observations.unfinished[index] }
    var word = observations.digest.littleEndian
    withUnsafeBytes(of: &word) { digest.update($0) }
    events += observations.events
    replications += 1
  }

  /// Digest of the exact integers of all replications so far, 64 hexadecimal digits.
  package var observationsDigest: String { digest.hexadecimal }

  private mutating func addQuotients() {
    quotientNumerators.evaluate(facts.values, to: &numerators)
    quotientDenominators.evaluate(facts.values, to: &denominators)
    ratios.add(numerators: numerators, denominators: denominators)
  }

  private mutating func addHours(_ observations: Observations) {
    hourlyCells.fill(&hourlyNumerators, &hourlyDenominators, observations)
    hourly.add(numerators: hourlyNumerators, denominators: hourlyDenominators)
  }

  private mutating func addCauses(_ observations: Observations) {
    numerators.removeAll(keepingCapacity: true)
    denominators.removeAll(keepingCapacity: true)
    for (index, cause) in observations.causes.enumerated() {
      let entities = Double(observations.arrived[layout.causes[index].trafficClass])
      for microseconds in [cause.microseconds, cause.sole, cause.present] {
        numerators.append(Double(microseconds) / 60_000_000)
        denominators.append(entities)
      }
    }
    causes.add(numerators: numerators, denominators: denominators)
  }

  private mutating func addRoots(_ observations: Observations) {
    numerators.removeAll(keepingCapacity: true)
    denominators.removeAll(keepingCapacity: true)
    for (root, microseconds) in zip(layout.roots, observations.roots) {
      numerators.append(Double(microseconds) / 60_000_000)
      denominators.append(Double(observations.arrived[root.trafficClass]))
    }
    roots.add(numerators: numerators, denominators: denominators)
  }

  private mutating func addResources() {
    numerators.removeAll(keepingCapacity: true)
    denominators.removeAll(keepingCapacity: true)
    for share in shares {
      for quotient in share.quotients {
        let pair = quotient(facts.values)
        numerators.append(pair.numerator)
        denominators.append(pair.denominator)
      }
    }
    resourceRatios.add(numerators: numerators, denominators: denominators)
  }
}
