// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport
import BorderScenario

/// `osbp schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: HelpText.schemaAbstract, discussion: HelpText.schemaExamples)

  func run() throws {
    let buffer = ByteBuffer()
    JSONText.append(Self.json(LanguageSchema.root), to: buffer)
    try Console.answer(String(decoding: buffer.contents, as: UTF8.self))
  }

  private static func json(_ piece: LanguageSchema.Piece) -> JSONValue {
    switch piece {
    case .truth(let value): .boolean(value)
    case .number(let value): .number(value)
    case .text(let text): .string(text)
    case .list(let items): .array(items.map(json))
    case .map(let members): .object(members.map { ($0.0, json($0.1)) })
    }
  }
}
