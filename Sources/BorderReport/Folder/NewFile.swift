// SPDX-License-Identifier: GPL-3.0-or-later

/// A single file that did not exist before.
public enum NewFile {
  /// Writes a text; a file that exists stays as it is.
  public static func write(_ text: String, to path: String) throws(OutputError) {
    do throws(OutputError) {
      let file = try OutputFile(creating: path)
      file.buffer.append(text)
      try file.finish()
    } catch {
      throw OutputError(error.kind, error.message + "; nothing was overwritten")
    }
  }
}
