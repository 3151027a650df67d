// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// Writes rows of `entities.csv`: one entity each, with every stamp and its minutes of waiting by kind.
///
/// Stamps are on the clock of state A, with six decimals of a second; minutes have eight decimals, which is fine enough
/// to get the microseconds back: round(minutes x 60,000,000). What never happened is empty.
///
/// A class because it owns the formatter's memory and is written through for every entity.
package final class EntityTable {
  package static let fileName = "entities.csv"

  package let columns: [String]
  private let classes: [[UInt8]]
  /// By class, then channel.
  private let channels: [[[UInt8]]]
  private let outcomes: [[UInt8]]
  private let stampCount: Int
  /// By stamp: whether it is a number and no instant.
  private let isNumber: [Bool]
  /// Positions among all kinds of the causes that have a column.
  private let causes: [Int]
  private let stamps: StampFormatter
  /// The most bytes a row can take.
  private let rowMaximum: Int

  /// - Parameters:
  ///   - layout: Of the observations whose rows are written.
  ///   - post: Says when the first simulated day is.
  package init(layout: ObservationLayout, calendar: Calendar) {
    let spelled = { (text: String) in Array(CommaSeparatedValues.quoted(text).utf8) }
    let causes = layout.possibleCauses
    columns =
      ["replication", "traffic_class", "entity", "arrival", "departure", "outcome", "channel"]
      + layout.stamps.map(EntityTable.columnName)
      + causes.map { "waiting_" + $0.label.replacing(" ", with: "_") + "_min" }
    classes = layout.classes.map(spelled)
    channels = layout.channels.map { $0.map(spelled) }
    outcomes = layout.outcomes.map(spelled)
    stampCount = layout.stamps.count
    isNumber = layout.stamps.map { $0.event == .unit }
    self.causes = causes.map(\.rawValue)
    stamps = StampFormatter(
      firstDay: CivilDate(dayNumber: calendar.starts.dayNumber - calendar.warmUpDays),
      offsetMinutes: calendar.clockOffsetMinutes[.a] ?? 0)
    let longest = { (texts: [[UInt8]]) in texts.map(\.count).max() ?? 0 }
    rowMaximum =
      longest(classes) + longest(outcomes) + (channels.map(longest).max() ?? 0)
      + (StampFormatter.length + 1) * (stampCount + 2) + 24 * (causes.count + 3) + 16
  }

  /// `entry customs joined`, from the second visit `entry customs joined 2`.
  package static func columnName(_ stamp: ObservationLayout.StampDescription) -> String {
    stamp.place + " " + stamp.event.rawValue + (stamp.visit > 1 ? " \(stamp.visit)" : "")
  }

  package func appendHeader(to buffer: ByteBuffer) {
    CommaSeparatedValues.append(row: columns.map { .text($0) }, to: buffer)
  }

  /// Appends some rows of a replication.
  ///
  /// - Parameters:
  ///   - range: Which of the rows, counted from 0.
  ///   - replication: 1 for the first.
  package func append(_ rows: EntityRows, _ range: Range<Int>, replication: Int, to buffer: ByteBuffer) {
    let width = EntityRows.fixedColumns + stampCount + CauseKind.allCases.count
    precondition(rows.width == width || range.isEmpty, "The rows belong to another layout.")
    let prefix = Array((String(replication) + ",").utf8)
    rows.values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      for row in range { append(first + row * width, prefix: prefix, to: buffer) }
    }
  }

  @inline(__always)
  private func append(_ row: UnsafePointer<Int64>, prefix: [UInt8], to buffer: ByteBuffer) {
    buffer.append(atMost: rowMaximum) { start in
      let trafficClass = Int(row[0])
      var end = DigitWriter.write(prefix, to: start)
      end = DigitWriter.write(classes[trafficClass], comma: true, to: end)
      end = DigitWriter.write(UInt64(row[1]), to: end)
      end = comma(after: end)
      end = comma(after: writeStamp(row[2], to: end))
      end = comma(after: writeStamp(row[3], to: end))
      if row[4] >= 0 { end = DigitWriter.write(outcomes[Int(row[4])], to: end) }
      end = comma(after: end)
      if row[5] >= 0 { end = DigitWriter.write(channels[trafficClass][Int(row[5])], to: end) }
      let firstStamp = row + EntityRows.fixedColumns
      for index in 0..<stampCount {
        end = comma(after: end)
        if isNumber[index] {
          if firstStamp[index] >= 0 { end = DigitWriter.write(UInt64(firstStamp[index]), to: end) }
        } else {
          end = writeStamp(firstStamp[index], to: end)
        }
      }
      let firstCause = firstStamp + stampCount
      for index in causes { end = DigitWriter.writeMinutes(firstCause[index], to: comma(after: end)) }
      end.pointee = UInt8(ascii: "\n")
      return end + 1
    }
  }

  @inline(__always)
  private func writeStamp(_ value: Int64, to end: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    value >= 0 ? stamps.write(value, to: end) : end
  }

  @inline(__always)
  private func comma(after end: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    end.pointee = UInt8(ascii: ",")
    return end + 1
  }
}

/// Puts digits at a place in memory and answers where they end.
enum DigitWriter {
  @inline(__always)
  static func write(_ value: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    var length = 1
    var limit: UInt64 = 10
    while length < 20 && value >= limit {
      length += 1
      limit = length < 20 ? limit * 10 : limit
    }
    writePadded(value, digits: length, to: start)
    return start + length
  }

  /// Minutes with eight decimals, rounded to the nearest: a microsecond is 5/3 of a hundred-millionth of a minute.
  ///
  /// - Parameter microseconds: 0 or more, below 10^18.
  @inline(__always)
  static func writeMinutes(
    _ microseconds: Int64, to start: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let hundredMillionths = (UInt64(microseconds) * 5 + 1) / 3
    let whole = hundredMillionths / 100_000_000
    let end = write(whole, to: start)
    end.pointee = UInt8(ascii: ".")
    writePadded(hundredMillionths - whole * 100_000_000, digits: 8, to: end + 1)
    return end + 9
  }

  @inline(__always)
  private static func writePadded(_ value: UInt64, digits: Int, to start: UnsafeMutablePointer<UInt8>) {
    var rest = value
    var index = digits
    while index > 0 {
      index -= 1
      let next = rest / 10
      start[index] = UInt8(48 + (rest - next * 10))
      rest = next
    }
  }

  @inline(__always)
  static func write(
    _ text: [UInt8], comma: Bool = false, to start: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    text.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { start.update(from: first, count: source.count) }
    }
    guard comma else { return start + text.count }
    start[text.count] = UInt8(ascii: ",")
    return start + text.count + 1
  }
}
