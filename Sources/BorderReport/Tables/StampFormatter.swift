// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Writes instants as ISO 8601 with six decimals of a second and the offset of the clock:
/// `2025-03-03T06:12:45.123456+03:00`. Instants are exact: nothing is rounded.
///
/// A class because it owns raw memory: the dates of all days met so far, and the pairs of digits `00` ... `99`.
package final class StampFormatter {
  /// Bytes of a stamp.
  package static let length = 32

  private let firstDay: Int
  /// `+03:00`
  private let offset: [UInt8]
  private let pairs: UnsafeMutablePointer<UInt16>
  /// 16 bytes a day, of which 11 are used: `2025-03-03T`.
  private var dates: UnsafeMutableRawPointer
  private var dayCount = 0

  /// - Parameters:
  ///   - firstDay: The day whose midnight is instant 0.
  ///   - offsetMinutes: Minutes by which the clock is ahead of UTC.
  package init(firstDay: CivilDate, offsetMinutes: Int) {
    self.firstDay = firstDay.dayNumber
    offset = Array(ClockOffset.text(minutes: offsetMinutes).utf8)
    precondition(offset.count == 6, "The offset of a clock is below 100 hours.")
    pairs = .allocate(capacity: 100)
    for value in 0..<100 {
      let digits = UInt16(48 + value / 10) | UInt16(48 + value % 10) << 8
      pairs[value] = digits.littleEndian
    }
    dates = .allocate(byteCount: 16, alignment: 16)
  }

  deinit {
    pairs.deallocate()
    dates.deallocate()
  }

  /// - Parameter microseconds: From midnight of the first day, 0 or more.
  package func text(microseconds: Int64) -> String {
    let buffer = ByteBuffer(capacity: StampFormatter.length)
    buffer.append(atMost: StampFormatter.length) { write(microseconds, to: $0) }
    return buffer.text
  }

  /// - Parameters:
  ///   - microseconds: From midnight of the first day, 0 or more.
  ///   - start: Room for `length` bytes.
  /// - Returns: The byte after the stamp.
  @inline(__always)
  func write(_ microseconds: Int64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let wholeSeconds = UInt64(bitPattern: microseconds) / 1_000_000
    let fraction = UInt32(UInt64(bitPattern: microseconds) - wholeSeconds * 1_000_000)
    let day = Int(wholeSeconds / 86_400)
    let second = UInt32(wholeSeconds - UInt64(day) * 86_400)
    if day >= dayCount { learnDays(through: day) }
    let room = UnsafeMutableRawPointer(start)
    room.copyMemory(from: dates + 16 * day, byteCount: 16)
    let minute = second / 60
    let hour = minute / 60
    write(hour, to: room + 11)
    start[13] = UInt8(ascii: ":")
    write(minute - hour * 60, to: room + 14)
    start[16] = UInt8(ascii: ":")
    write(second - minute * 60, to: room + 17)
    start[19] = UInt8(ascii: ".")
    let hundreds = fraction / 100
    let tenThousands = fraction / 10_000
    write(tenThousands, to: room + 20)
    write(hundreds - tenThousands * 100, to: room + 22)
    write(fraction - hundreds * 100, to: room + 24)
    offset.withUnsafeBytes { (room + 26).copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: 6) }
    return start + StampFormatter.length
  }

  /// Two digits of a number below 100.
  @inline(__always)
  private func write(_ value: UInt32, to room: UnsafeMutableRawPointer) {
    room.storeBytes(of: pairs[Int(value)], as: UInt16.self)
  }

  private func learnDays(through day: Int) {
    let count = max(day + 1, 2 * dayCount)
    let more = UnsafeMutableRawPointer.allocate(byteCount: 16 * count, alignment: 16)
    more.copyMemory(from: dates, byteCount: 16 * dayCount)
    for index in dayCount..<count {
      let text = Array((CivilDate(dayNumber: firstDay + index).text + "T").utf8)
      precondition(text.count == 11, "A date beyond the year 9999 has no room in a stamp.")
      text.withUnsafeBytes { (more + 16 * index).copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: 11) }
    }
    dates.deallocate()
    dates = more
    dayCount = count
  }
}

/// How the offset of a clock is spelled.
package enum ClockOffset {
  /// `+03:00`; `+00:00` for UTC.
  package static func text(minutes: Int) -> String {
    let size = minutes.magnitude
    return (minutes < 0 ? "-" : "+") + twoDigits(Int(size / 60)) + ":" + twoDigits(Int(size % 60))
  }

  static func twoDigits(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
}

extension CivilDate {
  /// The day with this number.
  ///
  /// - Parameter dayNumber: Days since 1970-01-01, negative before.
  /// - Source: the inverse of `dayNumber`, counting in years that start in March.
  package init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
  }

  /// `2025-03-03`
  package var text: String {
    let digits = String(year.magnitude)
    return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-"
      + ClockOffset.twoDigits(month) + "-" + ClockOffset.twoDigits(day)
  }
}
