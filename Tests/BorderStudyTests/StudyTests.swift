// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import BorderStudy
import Testing

@Suite("Property: a study is the same on any number of threads")
struct StudyTests {
  private func result(_ study: Study) throws -> StudyResult {
    try study.run(isInterrupted: { false }, finished: { _, _ in })
  }

  /// 450 replications make chunks of two, so that the last of 451 is half empty.
  @Test("1, 2 and 7 threads give the same bits", arguments: [1, 3, 41, 451])
  func threads(replications: Int) throws {
    let post = SmallPost.post(days: 1)
    let expected = spelled(try result(SmallPost.study(post, replications: replications)))
    for threads in [2, 7] {
      #expect(spelled(try result(SmallPost.study(post, replications: replications, threads: threads))) == expected)
    }
  }

  @Test("Another seed gives other numbers")
  func seeds() throws {
    let post = SmallPost.post()
    let digests = try [1, 2].map { try result(SmallPost.study(post, replications: 3, seed: $0)).observationsDigest }
    #expect(digests[0] != digests[1])
  }

  @Test("Rows of entities come in order, and recording them changes no number")
  func entities() throws {
    let post = SmallPost.post()
    let plain = try result(SmallPost.study(post, replications: 30, threads: 3))
    var numbers: [Int] = []
    var values = 0
    let recorded = try SmallPost.study(post, replications: 30, threads: 3, recordsEntities: true).run(
      isInterrupted: { false },
      finished: { replication, rows in
        numbers.append(replication)
        values += rows.values.count
        #expect(rows.width > EntityRows.fixedColumns)
      })
    #expect(numbers == Array(1...30))
    #expect(values > 0)
    #expect(spelled(recorded) == spelled(plain))
  }

  @Test("A study that is interrupted keeps the replications finished before the first gap", arguments: [1, 2, 7])
  func interruption(threads: Int) throws {
    let post = SmallPost.post(days: 1)
    let flag = Flag()
    var last = 0
    let interrupted = try SmallPost.study(post, replications: 1_000_000, threads: threads).run(
      isInterrupted: { flag.isRaised },
      finished: { replication, _ in
        #expect(replication == last + 1)
        last = replication
        if replication == 20 { flag.raise() }
      })
    #expect(interrupted.isInterrupted)
    #expect(interrupted.fault == nil)
    #expect(interrupted.replications == last)
    #expect(last >= 20)
    #expect(last < 1_000_000)
    let whole = try result(SmallPost.study(post, replications: last))
    #expect(!whole.isInterrupted)
    #expect(whole.observationsDigest == interrupted.observationsDigest)
    #expect(whole.causes.map { "\($0)" } == interrupted.causes.map { "\($0)" })
  }

  @Test("A study interrupted before its first replication has no tables")
  func nothing() throws {
    let result = try SmallPost.study(SmallPost.post(), replications: 10, threads: 2).run(
      isInterrupted: { true }, finished: { _, _ in Issue.record("Nothing can be finished.") })
    #expect(result.isInterrupted)
    #expect(result.replications == 0)
    #expect(result.indicators.isEmpty)
  }

  /// The limit is the median number of events, so that half of the replications break off.
  @Test("A fault is that of the lowest replication that has one", arguments: [1, 2, 7])
  func faults(threads: Int) throws {
    let network = try FlowNetwork(compiling: SmallPost.post())
    let runner = ReplicationRunner(network)
    var events: [Int64] = []
    for replication in 1...40 {
      events.append(try #require(runner.observations(replication: replication, seed: 1, shouldStop: { false })).events)
    }
    let limit = events.sorted()[30]
    let first = try #require(events.firstIndex { $0 > limit }) + 1
    var last = 0
    let result = try SmallPost.study(SmallPost.post(), replications: 40, threads: threads, eventLimit: limit).run(
      isInterrupted: { false }, finished: { replication, _ in last = replication })
    #expect(result.fault?.replication == first)
    #expect(result.fault?.fault == .eventLimit(limit))
    #expect(last == first - 1)
    #expect(result.indicators.isEmpty)
    #expect(!result.isInterrupted)
  }

  private struct DiskFull: Error {}

  @Test("What the receiver of rows throws ends the study", arguments: [1, 2, 7])
  func throwing(threads: Int) throws {
    let study = try SmallPost.study(SmallPost.post(days: 1), replications: 1_000_000, threads: threads)
    #expect(throws: DiskFull.self) {
      try study.run(isInterrupted: { false }, finished: { replication, _ in if replication == 5 { throw DiskFull() } })
    }
  }
}
