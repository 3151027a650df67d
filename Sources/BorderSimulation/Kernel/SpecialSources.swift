// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a special source stands.
struct SpecialState {
  /// The latest arrival, or group, in microseconds; of a course of rates where its inversion stands.
  var time: Int64 = 0
  /// Course: the day under way, counted from 1900-01-01, and its factor.
  var day: UInt32 = 0
  var dayFactor = 1.0
  /// Course: calm or surge under way: its number from 0, its factor, and when it ends.
  var phase: UInt32 = 0
  var isCalm = true
  var phaseFactor = 1.0
  var phaseEnd = Double.infinity
}

/// Tables and state of special sources, in memory of their own.
struct SpecialSources {
  let tables: UnsafeMutablePointer<SpecialSource>
  let states: UnsafeMutablePointer<SpecialState>
  let rateParts: UnsafeMutablePointer<RatePart>
  let slots: UnsafeMutablePointer<ArrivalSlot>
  let traceTimes: UnsafeMutablePointer<Int64>
  let traceChannels: UnsafeMutablePointer<UInt8>
  let followers: UnsafeMutablePointer<Follower>
  let contents: UnsafeMutablePointer<ContentTable>
  let contentCount: Int
  /// Some source follows a schedule.
  let hasSchedules: Bool
  /// The first simulated day, counted from 1900-01-01.
  let firstDay: UInt32

  init(_ network: FlowNetwork) {
    let arrivals = network.arrivals
    tables = KernelMemory.copy(arrivals.specialSources)
    states = KernelMemory.copy(arrivals.specialSources.map { _ in SpecialState() })
    rateParts = KernelMemory.copy(arrivals.rateParts)
    slots = KernelMemory.copy(arrivals.slots)
    traceTimes = KernelMemory.copy(arrivals.traceTimes)
    traceChannels = KernelMemory.copy(arrivals.traceChannels)
    followers = KernelMemory.copy(arrivals.followers)
    contents = KernelMemory.copy(arrivals.contents)
    contentCount = arrivals.contents.count
    hasSchedules = arrivals.specialSources.contains { $0.kind == .schedule }
    firstDay = network.firstDay
  }

  func deallocate() {
    tables.deallocate()
    states.deallocate()
    rateParts.deallocate()
    slots.deallocate()
    traceTimes.deallocate()
    traceChannels.deallocate()
    followers.deallocate()
    contents.deallocate()
  }
}
