// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import Testing

@Suite("Property: the books of any replication balance to the microsecond")
struct ObservationTests {
  @Test("Over random posts: conservation, Little, capacities, causes, hours and probes", arguments: 0..<20)
  func hold(_ part: UInt64) throws {
    for seed in (10_000 + part * 100)..<(10_000 + part * 100 + 100) {
      let violations = try ObservationChecks.violations(of: RandomPost.post(seed: seed), seed: seed)
      if let first = violations.first {
        Issue.record("post \(seed): \(violations.count) violations; \(first)")
        return
      }
    }
  }
}
