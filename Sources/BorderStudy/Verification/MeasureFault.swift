// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a scenario cannot be asked for a measure.
public struct MeasureFault: Error, Sendable, Hashable {
  /// One sentence: what is missing.
  public var message: String

  public init(message: String) { self.message = message }
}
