// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How numbers are spelled in tables for machines.
package enum Number {
  /// A number with 9 significant digits, correctly rounded, without trailing zeros: `312.5`, `1.2e-07`.
  ///
  /// - Parameter value: Finite. Minus zero is written `0`.
  package static func nineDigits(_ value: Double) -> String { significant(value, digits: 9) }

  /// - Parameter digits: 1...17 significant digits.
  static func significant(_ value: Double, digits: Int) -> String {
    value == 0 ? "0" : formatted("%.\(digits)g", value)
  }

  /// A number with a fixed number of decimals: `12.0`. What rounds to zero is written without a sign.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let text = formatted("%.\(decimals)f", value)
    let isMinusZero = text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
    return isMinusZero ? String(text.dropFirst()) : text
  }

  /// The C library rounds correctly from the binary value; the program never leaves the "C" locale.
  private static func formatted(_ format: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 352) { room in
      guard let start = room.baseAddress else { return "" }
      let length = withVaList([value]) { vsnprintf(start, room.count, format, $0) }
      precondition(length > 0 && Int(length) < room.count, "A number took more room than any number needs.")
      return String(cString: start)
    }
  }
}
