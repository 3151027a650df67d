// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Reads the arrivals of one class from a file of records.
struct TraceReader {
  let file: RecordFile
  let trafficClass: TrafficClass
  let calendar: Calendar

  private struct Row {
    var instant: Int64
    var channel: String
  }

  /// - Returns: `nil` after an error.
  func trace(at place: Place, _ findings: inout Findings) -> ArrivalTrace? {
    guard let time = file.column("time", "arrival") else {
      findings.error(
        "\(file.path.quoted) has no column 'time'; it has \(file.columns.prefix(8).joined(separator: ", ").quoted)",
        fix: "name the column of the date-times, or of the minutes, 'time'", at: place)
      return nil
    }
    let classes = file.column("class", "traffic_class")
    let channels = file.column("channel")
    if channels != nil, trafficClass.channels.isEmpty {
      findings.error(
        "\(file.path.quoted) has channels, and the class \(trafficClass.name.quoted) has none",
        fix: "add 'channels' to the class, or delete the column", at: place)
      return nil
    }
    let wanted = [time, classes ?? time, channels ?? time, file.column("replication") ?? time]
    var rows: [Row] = []
    var errors = 0
    var otherClasses: Set<String> = []
    var replication: String?
    let isShort: Bool
    do throws(CommaSeparatedFault) {
      isShort = try file.forEachRow(wanted) { cells in
        if classes != nil, cells[1].text != trafficClass.name {
          if otherClasses.count < 5 { otherClasses.insert(cells[1].text) }
          return true
        }
        // Records of a run of this program: one replication of them.
        if replication == nil { replication = cells[3].text }
        if file.column("replication") != nil, cells[3].text != replication { return true }
        if let row = row(cells, hasChannel: channels != nil, &findings) { rows.append(row) } else { errors += 1 }
        return errors < RecordFile.mostErrors
      }
    } catch {
      findings.error(error.message, fix: error.fix, at: RecordFile.place(error.line, error.column, in: file.path))
      return nil
    }
    guard isShort else {
      findings.error(
        "\(file.path.quoted) has more than \(RecordFile.mostRows) rows", fix: "cut it to the days that are simulated",
        at: place)
      return nil
    }
    guard errors == 0 else { return nil }
    return checked(rows, hasChannels: channels != nil, otherClasses.sorted(), at: place, &findings)
  }

  private func checked(
    _ rows: [Row], hasChannels: Bool, _ otherClasses: [String], at place: Place, _ findings: inout Findings
  ) -> ArrivalTrace? {
    let window = 0..<TimeSpan.day.microseconds * Int64(calendar.days)
    let within = rows.count { window.contains($0.instant) }
    guard within > 0 else {
      let reason =
        rows.isEmpty && !otherClasses.isEmpty
        ? "it has rows of \(otherClasses.map(\.quoted).joined(separator: ", "))"
        : "\(rows.count) rows lie outside of the observed days"
      findings.error(
        "\(file.path.quoted) has no arrival of \(trafficClass.name.quoted) on the observed days: \(reason)",
        fix: "compare its times with 'starts' and 'days' of the calendar", at: place)
      return nil
    }
    // Equal instants keep the order of the file.
    let order = rows.indices.sorted { (rows[$0].instant, $0) < (rows[$1].instant, $1) }
    return ArrivalTrace(
      file: file.path, instants: order.map { rows[$0].instant },
      channels: hasChannels ? order.map { rows[$0].channel } : [])
  }

  private func place(_ cell: RecordFile.Cell) -> Place {
    RecordFile.place(cell.line, cell.column, in: file.path)
  }

  private func row(_ cells: [RecordFile.Cell], hasChannel: Bool, _ findings: inout Findings) -> Row? {
    guard let instant = instant(cells[0].text) else {
      findings.error(
        "expected a date-time such as '2025-03-03 06:12:30' or minutes from the first observed day, found "
          + cells[0].text.quoted, fix: "correct this cell", at: place(cells[0]))
      return nil
    }
    let channel = hasChannel ? cells[2].text : ""
    if hasChannel, !trafficClass.channels.contains(where: { $0.name == channel }) {
      let known = trafficClass.channels.map(\.name)
      findings.error(
        "the class \(trafficClass.name.quoted) has no channel \(channel.quoted)",
        fix: "write one of \(known.joined(separator: ", "))", at: place(cells[2]))
      return nil
    }
    return Row(instant: instant, channel: channel)
  }

  /// Microseconds from the beginning of the observed window.
  private func instant(_ text: String) -> Int64? {
    if let number = NumberText(text), number.unit.isEmpty {
      let microseconds = (number.value * 60_000_000).rounded()
      return abs(microseconds) < 1e17 ? Int64(microseconds) : nil
    }
    guard let (local, offset) = DateTimeText.parsed(text) else { return nil }
    let own = calendar.clockOffsetMinutes[trafficClass.direction == .aToB ? .a : .b] ?? 0
    let start = Int64(calendar.starts.dayNumber) * 1440 - Int64(calendar.clockOffsetMinutes[.a] ?? 0)
    return local - (Int64(offset ?? own) + start) * 60_000_000
  }
}

/// `2025-03-03 06:12`, with `T` in between, seconds, their decimals, and a distance from UTC if wanted.
enum DateTimeText {
  /// - Returns: Microseconds since 1970-01-01 on the clock that is meant, and its minutes ahead of UTC if written.
  static func parsed(_ text: String) -> (microseconds: Int64, offset: Int?)? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes.count <= 40 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[from..<(from + count)] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte) - 48
      }
      return value
    }
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":"),
      bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), (1900...2200).contains(year), (1...12).contains(month), hour < 24, minute < 60
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    let next =
      month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
    guard day >= 1, date < next else { return nil }
    var result = (Int64(date.dayNumber) * 1440 + Int64(hour * 60 + minute)) * 60_000_000
    var index = 16
    if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
      guard let second = number(17, 2), second < 60 else { return nil }
      result += Int64(second) * 1_000_000
      index = 19
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        var unit: Int64 = 100_000
        while index < bytes.count, (48...57).contains(bytes[index]) {
          result += Int64(bytes[index] - 48) * unit
          unit /= 10
          index += 1
        }
      }
    }
    if index == bytes.count { return (result, nil) }
    if bytes[index] == UInt8(ascii: "Z"), index + 1 == bytes.count { return (result, 0) }
    let isAhead = bytes[index] == UInt8(ascii: "+")
    guard isAhead || bytes[index] == UInt8(ascii: "-"), index + 6 == bytes.count,
      bytes[index + 3] == UInt8(ascii: ":"), let hours = number(index + 1, 2), let minutes = number(index + 4, 2),
      hours <= 14, minutes < 60
    else { return nil }
    return (result, (isAhead ? 1 : -1) * (hours * 60 + minutes))
  }
}

extension PostBuilder {
  /// Reads the files of traces, each once.
  mutating func resolveTraces(_ calendar: Calendar) {
    var files: [String: RecordFile] = [:]
    for pending in pendingTraces {
      guard let file = files[pending.file] ?? RecordFile(pending.file, at: pending.place, &findings) else { continue }
      files[pending.file] = file
      let reader = TraceReader(file: file, trafficClass: traffic[pending.trafficClass].value, calendar: calendar)
      guard var trace = reader.trace(at: pending.place, &findings) else { continue }
      trace.file = pending.file
      traffic[pending.trafficClass].value.arrivals.process = .trace(trace)
    }
  }
}
