// SPDX-License-Identifier: GPL-3.0-or-later

/// Many quotients over the same replications, updated together: one cell per hour of the week, cause, indicator.
///
/// Each cell holds exactly what a `RatioAccumulator` fed with the same pairs would hold, bit for bit. Four neighbouring
/// cells share a block of vectors, so that adding a replication passes once through memory and allocates nothing.
public struct RatioAccumulators: Sendable {
  /// Number of cells.
  public let cells: Int
  /// Replications added.
  public private(set) var count = 0
  private var blocks: [Block]

  /// Four cells; the meaning of the fields is that of `RatioAccumulator`.
  fileprivate struct Block: Sendable {
    var origin = SIMD4<Double>.zero
    var residualMean = SIMD4<Double>.zero
    var denominatorMean = SIMD4<Double>.zero
    var residualSquares = SIMD4<Double>.zero
    var products = SIMD4<Double>.zero
    var denominatorSquares = SIMD4<Double>.zero
  }

  /// - Parameter count: Number of cells, 0 or more.
  public init(count: Int) {
    precondition(count >= 0, "A number of cells cannot be below 0.")
    cells = count
    blocks = Array(repeating: Block(), count: (count + 3) / 4)
  }

  /// Adds the next replication to all cells.
  ///
  /// - Parameters:
  ///   - numerators: One per cell, in the order of the cells.
  ///   - denominators: One per cell, 0 or more; 0 where the replication had no data.
  /// - Complexity: O(cells), no allocation.
  public mutating func add(
    numerators: UnsafeBufferPointer<Double>, denominators: UnsafeBufferPointer<Double>
  ) {
    precondition(numerators.count == cells, "There must be one numerator per cell.")
    precondition(denominators.count == cells, "There must be one denominator per cell.")
    count += 1
    let isFirst = count == 1
    let share = 1 / Double(count)
    let numerators = UnsafeRawBufferPointer(numerators)
    let denominators = UnsafeRawBufferPointer(denominators)
    let stride = MemoryLayout<SIMD4<Double>>.size
    blocks.withUnsafeMutableBufferPointer { blocks in
      let whole = numerators.count / stride
      for index in 0..<whole {
        let numerator = numerators.loadUnaligned(fromByteOffset: index * stride, as: SIMD4<Double>.self)
        let denominator = denominators.loadUnaligned(fromByteOffset: index * stride, as: SIMD4<Double>.self)
        // Nothing added to nothing changes no bit: most hours of a short window stay so.
        if blocks[index].isEmpty, numerator == .zero, denominator == .zero { continue }
        if isFirst { blocks[index].takeOrigin(numerator: numerator, denominator: denominator) }
        blocks[index].add(numerator: numerator, denominator: denominator, share: share)
      }
      if whole < blocks.count {
        let numerator = lastCells(of: numerators, from: whole * stride)
        let denominator = lastCells(of: denominators, from: whole * stride)
        if isFirst { blocks[whole].takeOrigin(numerator: numerator, denominator: denominator) }
        blocks[whole].add(numerator: numerator, denominator: denominator, share: share)
      }
    }
  }

  /// Adds the next replication to all cells; one number per cell in either array.
  public mutating func add(numerators: [Double], denominators: [Double]) {
    numerators.withUnsafeBufferPointer { numerators in
      denominators.withUnsafeBufferPointer { denominators in
        add(numerators: numerators, denominators: denominators)
      }
    }
  }

  /// One cell by itself.
  ///
  /// - Parameter cell: 0 ..< `cells`.
  public subscript(cell: Int) -> RatioAccumulator {
    precondition(cell >= 0 && cell < cells, "There is no such cell.")
    let block = blocks[cell / 4]
    let lane = cell % 4
    return RatioAccumulator(
      count: count, origin: block.origin[lane], residualMean: block.residualMean[lane],
      denominatorMean: block.denominatorMean[lane], residualSquares: block.residualSquares[lane],
      products: block.products[lane], denominatorSquares: block.denominatorSquares[lane])
  }
}

extension RatioAccumulators.Block {
  @inline(__always)
  fileprivate mutating func takeOrigin(numerator: SIMD4<Double>, denominator: SIMD4<Double>) {
    origin = (numerator / denominator).replacing(with: 0, where: denominator .== 0)
  }

  /// Whether only pairs of zeros have been added.
  @inline(__always)
  fileprivate var isEmpty: Bool { residualMean == .zero && denominatorMean == .zero && residualSquares == .zero }

  /// The steps of `RatioAccumulator.add`, in the same order, so that the bits agree.
  @inline(__always)
  fileprivate mutating func add(numerator: SIMD4<Double>, denominator: SIMD4<Double>, share: Double) {
    let residual = numerator - origin * denominator
    let residualStep = residual - residualMean
    let denominatorStep = denominator - denominatorMean
    residualMean += residualStep * share
    denominatorMean += denominatorStep * share
    let denominatorRest = denominator - denominatorMean
    residualSquares += residualStep * (residual - residualMean)
    products += residualStep * denominatorRest
    denominatorSquares += denominatorStep * denominatorRest
  }
}

/// The cells after the last whole vector, filled up with zeros.
private func lastCells(of numbers: UnsafeRawBufferPointer, from offset: Int) -> SIMD4<Double> {
  var vector = SIMD4<Double>.zero
  let width = MemoryLayout<Double>.size
  for lane in 0..<(numbers.count - offset) / width {
    vector[lane] = numbers.loadUnaligned(fromByteOffset: offset + lane * width, as: Double.self)
  }
  return vector
}
