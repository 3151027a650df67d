// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of JSON whose members keep their order, so that the same answer is the same text.
package indirect enum JSONValue {
  case null
  case boolean(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  /// Written with 9 significant digits.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])
  /// The rows of a table as objects, made one at a time.
  case rows(ResultTable)
}

/// JSON with two spaces a level; objects inside an array take one line each.
///
/// - Source: RFC 8259.
package enum JSONText {
  package static func append(_ value: JSONValue, to buffer: ByteBuffer) {
    append(value, level: 0, isOneLine: false, to: buffer)
    buffer.append(UInt8(ascii: "\n"))
  }

  private static func value(of cell: Cell) -> JSONValue {
    switch cell {
    case .text(let text): .string(text)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .missing: .null
    }
  }

  private static func append(_ value: JSONValue, level: Int, isOneLine: Bool, to buffer: ByteBuffer) {
    switch value {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(String(value))
    case .unsigned(let value): buffer.append(String(value))
    case .number(let value): buffer.append(value.isFinite ? Number.nineDigits(value) : "null")
    case .string(let text): buffer.append(quoted(text))
    case .array(let values):
      append(values, between: ("[", "]"), level: level, isOneLine: isOneLine, to: buffer) {
        append($0, level: level + 1, isOneLine: true, to: buffer)
      }
    case .rows(let table):
      append(0..<table.rowCount, between: ("[", "]"), level: level, isOneLine: isOneLine, to: buffer) { index in
        let members = Array(zip(table.columns, table.row(index).map(value(of:))))
        append(.object(members), level: level + 1, isOneLine: true, to: buffer)
      }
    case .object(let members):
      append(members, between: ("{", "}"), level: level, isOneLine: isOneLine, to: buffer) { name, value in
        buffer.append(quoted(name))
        buffer.append(": ")
        append(value, level: level + 1, isOneLine: isOneLine, to: buffer)
      }
    }
  }

  private static func append<Elements: Collection>(
    _ elements: Elements, between ends: (String, String), level: Int, isOneLine: Bool, to buffer: ByteBuffer,
    element: (Elements.Element) -> Void
  ) {
    buffer.append(ends.0)
    for (index, value) in elements.enumerated() {
      if index > 0 { buffer.append(isOneLine ? ", " : ",") }
      if !isOneLine { buffer.append("\n" + String(repeating: "  ", count: level + 1)) }
      element(value)
    }
    if !isOneLine && !elements.isEmpty { buffer.append("\n" + String(repeating: "  ", count: level)) }
    buffer.append(ends.1)
  }

  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
