// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables of a network in raw memory, never changed during a run.
struct NetworkMemory {
  let steps: UnsafeMutablePointer<Step>
  let poolSets: UnsafeMutablePointer<Int32>
  let groupLines: UnsafeMutablePointer<Int32>
  let groupPools: UnsafeMutablePointer<Int32>
  let sourceTables: UnsafeMutablePointer<SourceTable>
  let poolTables: UnsafeMutablePointer<PoolTable>
  let dutyChanges: UnsafeMutablePointer<DutyChange>
  let gaps: UnsafeMutablePointer<Double>
  let channelBounds: UnsafeMutablePointer<Double>
  let probeTables: UnsafeMutablePointer<FlowNetwork.ProbeTable>

  init(_ network: FlowNetwork) {
    steps = KernelMemory.copy(network.steps)
    poolSets = KernelMemory.copy(network.poolSets)
    groupLines = KernelMemory.copy(network.groupLines)
    groupPools = KernelMemory.copy(network.groupPools)
    sourceTables = KernelMemory.copy(network.sources)
    poolTables = KernelMemory.copy(network.pools)
    dutyChanges = KernelMemory.copy(network.dutyChanges)
    gaps = KernelMemory.copy(network.gaps)
    channelBounds = KernelMemory.copy(network.channelBounds)
    probeTables = KernelMemory.copy(network.probes)
  }

  func deallocate() {
    steps.deallocate()
    poolSets.deallocate()
    groupLines.deallocate()
    groupPools.deallocate()
    sourceTables.deallocate()
    poolTables.deallocate()
    dutyChanges.deallocate()
    gaps.deallocate()
    channelBounds.deallocate()
    probeTables.deallocate()
  }
}

/// The tables by their own names.
extension Kernel {
  @inline(__always) var steps: UnsafeMutablePointer<Step> { tables.steps }
  @inline(__always) var poolSets: UnsafeMutablePointer<Int32> { tables.poolSets }
  @inline(__always) var groupLines: UnsafeMutablePointer<Int32> { tables.groupLines }
  @inline(__always) var groupPools: UnsafeMutablePointer<Int32> { tables.groupPools }
  @inline(__always) var sourceTables: UnsafeMutablePointer<SourceTable> { tables.sourceTables }
  @inline(__always) var poolTables: UnsafeMutablePointer<PoolTable> { tables.poolTables }
  @inline(__always) var dutyChanges: UnsafeMutablePointer<DutyChange> { tables.dutyChanges }
  @inline(__always) var gaps: UnsafeMutablePointer<Double> { tables.gaps }
  @inline(__always) var channelBounds: UnsafeMutablePointer<Double> { tables.channelBounds }
  @inline(__always) var probeTables: UnsafeMutablePointer<FlowNetwork.ProbeTable> { tables.probeTables }
}
