// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import BorderStudy
import Testing

@Suite("Theory: formulas of the second settings")
struct QueueingTheoryTests {
  /// The formulas must give the exact values of the first settings, which were computed elsewhere.
  @Test("They give the exact values of the first settings")
  func agreeWithExactValues() throws {
    let one = ErlangQueue(arrivalRate: 20.0 / 60, serviceRate: 1 / 2.4, servers: 1)
    try expect("mm1", "mean_wait_min", one.meanWait)
    try expect("mm1", "p_wait_gt_t", one.probabilityOfWaiting(longerThan: 10))
    try expect("mm1", "wait_p95_min", one.percentileOfWait(0.95))
    let several = ErlangQueue(arrivalRate: 50.0 / 60, serviceRate: 0.25, servers: 4)
    try expect("mmc", "p_wait_positive", several.probabilityOfWaiting)
    try expect("mmc", "sd_wait_min", several.standardDeviationOfWait)
    try expect("mmc", "p_empty", several.probability(present: 0))
    try expect("mmc", "p_n_in_system_eq_c", several.probability(present: 4))
    let finite = LossQueue(queue: ErlangQueue(arrivalRate: 40.0 / 60, serviceRate: 0.25, servers: 2), places: 8)
    try expect("mmck", "p_blocked", finite.probabilityOfLoss)
    try expect("mmck", "mean_wait_admitted_min", finite.meanWaitOfAdmitted)
    try expect("mmck", "throughput_per_hour", finite.throughput * 60)
    try expect("mmck", "utilisation", finite.utilisation)
    let lognormal = PollaczekKhinchine(arrivalRate: 0.25, moments: PollaczekKhinchine.lognormal(mean: 3, cv: 1))
    try expect("mg1-lognormal", "second_moment_wait_min2", lognormal.secondMomentOfWait)
    let uniform = PollaczekKhinchine(arrivalRate: 16.0 / 60, moments: PollaczekKhinchine.uniform(low: 1, high: 5))
    try expect("mg1-uniform", "sd_wait_min", uniform.standardDeviationOfWait)
  }

  @Test("The varying day, too: numbers present, virtual waits, minutes in the line")
  func varyingDay() throws {
    let perHour = (0..<24).map { $0 < 6 ? 6.0 : $0 < 9 ? 30 : $0 < 12 ? 60 : $0 < 18 ? 40 : 10 }
    let queue = VaryingQueue(
      arrivalRates: perHour.map { $0 / 60 }, servers: (0..<24).map { $0 < 7 ? 1 : $0 < 11 ? 3 : $0 < 17 ? 5 : 2 },
      serviceRate: 0.25)
    let course = queue.course
    let kind = "mt-mt-ct"
    for hour in [10, 12, 15, 18, 21] {
      let present = course.present[hour]
      let mean = present.indices.reduce(0) { $0 + Double($1) * present[$1] }
      try expect(kind, "mean_in_system_at_\(hour).0h", mean)
    }
    for hour in [10, 12, 15, 19] {
      let wait = queue.meanVirtualWait(atHour: hour, present: course.present[hour])
      try expect(kind, "mean_virtual_wait_at_\(hour).0h_min", wait)
    }
    try expect(kind, "p_in_system_gt_20_at_12.0h", course.present[12][21...].reduce(0, +))
    try expect(kind, "mean_queueing_minutes_per_day", course.queueingMinutes)
  }

  /// Within 2 parts in 100,000, a hundred times less than what the simulations are asked to see.
  private func expect(_ kind: String, _ name: String, _ value: Double) throws {
    let post = try #require(ScenarioReader.read(path: ScenarioFolder.path + "/verification/\(kind).yaml").post)
    let exact = try #require(post.expectations.first { $0.id == "\(kind)-a:\(name)" }).value
    #expect(abs(value / exact - 1) < 2e-5, "\(name): \(value), exact \(exact)")
  }
}
