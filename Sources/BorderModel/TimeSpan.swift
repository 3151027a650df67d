// SPDX-License-Identifier: GPL-3.0-or-later

/// A length of simulated time.
///
/// Holds whole microseconds, the kernel's unit. Public functions take a `TimeSpan`, never a bare number of minutes.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// Microseconds, zero or more.
  public let microseconds: Int64

  /// - Precondition: `microseconds` is zero or more.
  public init(microseconds: Int64) {
    precondition(microseconds >= 0, "a time span is never negative")
    self.microseconds = microseconds
  }

  /// - Returns: `nil` if the value is negative, not finite, or longer than 100,000 years.
  public static func seconds(_ value: Double) -> TimeSpan? { TimeSpan(rounding: value * 1_000_000) }
  /// - Returns: `nil` if the value is negative, not finite, or longer than 100,000 years.
  public static func minutes(_ value: Double) -> TimeSpan? { TimeSpan(rounding: value * 60_000_000) }
  /// - Returns: `nil` if the value is negative, not finite, or longer than 100,000 years.
  public static func hours(_ value: Double) -> TimeSpan? { TimeSpan(rounding: value * 3_600_000_000) }
  /// - Returns: `nil` if the value is negative, not finite, or longer than 100,000 years.
  public static func days(_ value: Double) -> TimeSpan? { TimeSpan(rounding: value * 86_400_000_000) }

  private init?(rounding microseconds: Double) {
    guard microseconds >= 0, microseconds <= 3.2e18 else { return nil }
    self.microseconds = Int64(microseconds.rounded())
  }

  public static let zero = TimeSpan(microseconds: 0)
  public static let hour = TimeSpan(microseconds: 3_600_000_000)
  public static let day = TimeSpan(microseconds: 86_400_000_000)
  public static let week = TimeSpan(microseconds: 604_800_000_000)

  public var inMinutes: Double { Double(microseconds) / 60_000_000 }
  public var inHours: Double { Double(microseconds) / 3_600_000_000 }
  public var inDays: Double { Double(microseconds) / 86_400_000_000 }

  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.microseconds < b.microseconds }
}
