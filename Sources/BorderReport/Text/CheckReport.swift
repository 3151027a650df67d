// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What a scenario amounts to before it is run: how many come in a week, and how much work that is for whom.
///
/// The work is what the procedures ask for if everybody passes all of them; who is turned away on the way asks for
/// less.
public struct CheckReport {
  private let post: BorderPost
  private let file: String

  /// - Parameter file: As the user named it.
  public init(file: String, post: BorderPost) {
    self.file = file
    self.post = post
  }

  public var text: String {
    let sections = [heading, volumes, teams, loads].filter { !$0.isEmpty }
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    let assumed = post.provenance.count { $0.grade == .assumed }
    var lines = TextColumns.wrapped("\(file): \(post.name)", width: TextColumns.pageWidth)
    let parts = [
      CountText.counted(post.traffic.count, "class", "classes"), CountText.counted(post.controls.count, "control"),
      CountText.counted(post.pools.count, "pool"), CountText.counted(post.calendar.days, "day"),
    ]
    lines.append(parts.joined(separator: ", "))
    if !post.provenance.isEmpty {
      lines.append("\(assumed) of \(post.provenance.count) numbers with a source note are assumptions (grade D)")
    }
    return lines
  }

  private var volumes: [String] {
    var table = TextColumns([
      .init(heading: ["class"], isRightAligned: false, widest: 40),
      .init(heading: ["direction"], isRightAligned: false),
      .init(heading: ["expected", "per week"]), .init(heading: ["per day,", "on average"]),
    ])
    let order = post.traffic.indices.sorted { post.traffic[$0].name < post.traffic[$1].name }
    for index in order {
      let entry = post.traffic[index]
      let week = post.dailyVolume(ofClass: index)?.reduce(0, +)
      let words = week == nil ? [SupplyText.supply(of: index, in: post)] : []
      table.append([
        [entry.name] + words, [entry.direction.rawValue], [week.map { CountText.text($0) } ?? "?"],
        [week.map { CountText.text($0 / 7) } ?? "?"],
      ])
    }
    guard !table.isEmpty else { return [] }
    return ["EXPECTED TRAFFIC"] + table.lines + SupplyText.notes(on: post)
  }

  /// What an establishment comes to: how many work at the counters, and how many in each team.
  private var teams: [String] {
    var lines: [String] = []
    for pool in post.pools.sorted(by: { $0.name < $1.name }) {
      guard case .teams(let teams) = pool.capacity else { continue }
      let sizes = teams.sizes.map { "\($0)" }.joined(separator: ", ")
      let shares = [teams.present, teams.atCounters].map { Number.fixed($0 * 100, decimals: 1) + " %" }
      let text =
        "\(pool.name): \(teams.establishment) posts x \(shares[0]) present x \(shares[1]) at counters = "
        + "\(teams.officers) officers (rounded to a whole number, halves up); teams of \(sizes)"
      lines += TextColumns.wrapped(text, width: TextColumns.pageWidth)
    }
    return lines.isEmpty ? [] : ["TEAMS"] + lines
  }

  private var loads: [String] {
    var table = TextColumns([
      .init(heading: ["officers and equipment"], isRightAligned: false, widest: 40),
      .init(heading: ["work offered,", "hours per week"]), .init(heading: ["time on duty,", "hours per week"]),
      .init(heading: ["load"]),
    ])
    let loads = CheckReport.loads(of: post)
    for load in loads {
      let staffed = load.staffedHours.map { CountText.text($0) } ?? "unlimited"
      let share = load.load.map { Number.fixed($0 * 100, decimals: 0) + " %" } ?? ""
      table.append([[load.pool], [CountText.text(load.offeredHours)], [staffed], [share]])
    }
    guard !table.isEmpty else { return [] }
    var lines = ["WORK"] + table.lines
    let overloaded = loads.filter { ($0.load ?? 0) >= 1 }.map(\.pool)
    if !overloaded.isEmpty {
      let text =
        "More work, if nobody is held back on the way, than \(overloaded.joined(separator: ", ")) can do: queues grow "
        + "for as long as the window lasts, first of all that for \(overloaded[0])."
      lines += TextColumns.wrapped(text, width: TextColumns.pageWidth)
    }
    return lines
  }

  /// Officers and equipment, the highest load first.
  package static func loads(of post: BorderPost) -> [Workload] {
    post.workloads.sorted { ($1.load ?? 0, $0.pool) < ($0.load ?? 0, $1.pool) }
  }
}
