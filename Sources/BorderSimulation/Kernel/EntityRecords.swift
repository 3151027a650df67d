// SPDX-License-Identifier: GPL-3.0-or-later

/// Stamps and causes of every entity, when a table of entities is wanted.
struct EntityRecords {
  private let columns: Int
  private var stamps: UnsafeMutablePointer<Int64>
  private var causes: UnsafeMutablePointer<Int64>
  private(set) var rows: [Int64] = []
  private static let kinds = CauseKind.allCases.count

  let width: Int

  init(columns: Int, slots: Int) {
    self.columns = columns
    width = EntityRows.fixedColumns + columns + EntityRecords.kinds
    stamps = .allocate(capacity: max(1, slots * columns))
    causes = .allocate(capacity: slots * EntityRecords.kinds)
  }

  func deallocate() {
    stamps.deallocate()
    causes.deallocate()
  }

  mutating func removeAll() { rows.removeAll(keepingCapacity: true) }

  mutating func grow(to slots: Int) {
    let largerStamps = UnsafeMutablePointer<Int64>.allocate(capacity: max(1, slots * columns))
    largerStamps.update(from: stamps, count: slots / 2 * columns)
    stamps.deallocate()
    stamps = largerStamps
    let largerCauses = UnsafeMutablePointer<Int64>.allocate(capacity: slots * EntityRecords.kinds)
    largerCauses.update(from: causes, count: slots / 2 * EntityRecords.kinds)
    causes.deallocate()
    causes = largerCauses
  }

  mutating func begin(_ slot: Int) {
    (stamps + slot * columns).update(repeating: -1, count: columns)
    (causes + slot * EntityRecords.kinds).update(repeating: 0, count: EntityRecords.kinds)
  }

  /// `column` is that of `joined`; `started` follows, then `finished`.
  mutating func stamp(_ slot: Int, _ column: Int32, joined: Int64? = nil, started: Int64? = nil) {
    guard column >= 0 else { return }
    let first = slot * columns + Int(column)
    if let joined { stamps[first] = joined }
    if let started { stamps[first + 1] = started }
  }

  mutating func stamp(_ slot: Int, finished column: Int32, _ time: Int64) {
    if column >= 0 { stamps[slot * columns + Int(column)] = time }
  }

  /// The number of the unit that serves; `column` is that of `joined`.
  mutating func note(_ slot: Int, unit: Int, column: Int32) {
    if column >= 0 { stamps[slot * columns + Int(column) + 3] = Int64(unit) }
  }

  mutating func add(_ slot: Int, kind: Int, _ span: Int64) { causes[slot * EntityRecords.kinds + kind] += span }

  /// Appends the row of an entity that leaves, or (departure and outcome -1) is still inside at the end.
  mutating func finish(_ slot: Int, _ entity: Entity, channel: Int64, departure: Int64, outcome: Int) {
    rows.append(Int64(entity.source))
    rows.append(Int64(entity.ordinal))
    rows.append(entity.arrival)
    rows.append(departure)
    rows.append(Int64(outcome))
    rows.append(channel)
    rows += UnsafeBufferPointer(start: stamps + slot * columns, count: columns)
    rows += UnsafeBufferPointer(start: causes + slot * EntityRecords.kinds, count: EntityRecords.kinds)
  }

  /// All rows, by class, then ordinal.
  func sorted() -> EntityRows {
    let count = rows.count / width
    let order = (0..<count).sorted {
      (rows[$0 * width], rows[$0 * width + 1]) < (rows[$1 * width], rows[$1 * width + 1])
    }
    var values: [Int64] = []
    values.reserveCapacity(rows.count)
    for row in order { values += rows[(row * width)..<((row + 1) * width)] }
    return EntityRows(width: width, values: values)
  }
}
