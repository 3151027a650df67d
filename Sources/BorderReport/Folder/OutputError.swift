// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why results cannot be written.
public struct OutputError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The place is taken or cannot be created; exit code 73.
    case cannotCreate
    /// Writing failed on the way: a full disk, a lost connection; exit code 74.
    case cannotWrite
    /// Nobody reads what is written any more.
    case readerHasGone
  }

  public var kind: Kind
  /// One sentence: what, where, and what to do.
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// From the system's error number, read at once after the failed call.
  static func system(_ kind: Kind, _ what: String, _ number: Int32 = errno) -> OutputError {
    let cure: String
    switch number {
    case ENOSPC, EDQUOT, EFBIG: cure = "; free some space or choose another place"
    case EACCES, EPERM, EROFS: cure = "; choose a folder where you may write"
    default: cure = ""
    }
    return OutputError(number == EPIPE ? .readerHasGone : kind, "\(what): \(String(cString: strerror(number)))\(cure)")
  }
}
