// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Which classes of a post are bodies: what is split off from a case, with its own line in every table.
///
/// A body is lowered to a class of its own, called `papers of truck`, whose procedure is what the body passes. From
/// then on the compiler knows classes only.
struct BodyTable {
  struct Body {
    /// Class that it is split off from, and class of the case at the root; indices into the post's traffic.
    var parent: Int
    var root: Int
  }

  struct Key: Hashable {
    var parent: Int
    var name: String
  }

  /// By class of the post: what it is a body of; `nil` for a class that arrives.
  private(set) var bodies: [Body?]
  private(set) var classes: [Key: Int] = [:]
  /// With the bodies' classes, and the controls that work on papers.
  private(set) var post: BorderPost

  init(_ post: BorderPost) {
    self.post = post
    bodies = Array(repeating: nil, count: post.traffic.count)
    var index = 0
    while index < self.post.traffic.count {
      addPapers(of: index)
      addBodies(in: self.post.traffic[index].procedure, of: index)
      index += 1
    }
  }

  /// Index of the class of a body that a class splits off.
  func index(of name: String, in parent: Int) -> Int { classes[Key(parent: parent, name: name)] ?? 0 }

  /// Index of the class of the case at the root.
  func root(of index: Int) -> Int { bodies[index]?.root ?? index }

  private mutating func addBodies(in steps: [ProcedureStep], of parent: Int) {
    for step in steps {
      for body in step.bodies { add(body.name, body.steps, to: parent) }
      for list in step.ownLists { addBodies(in: list, of: parent) }
    }
  }

  private mutating func add(_ name: String, _ steps: [ProcedureStep], to parent: Int) {
    let key = Key(parent: parent, name: name)
    guard classes[key] == nil else { return }
    let source = post.traffic[parent]
    var body = TrafficClass(
      name: TrafficClass.name(ofBody: name, in: source.name), vehicle: source.vehicle, direction: source.direction,
      priority: source.priority, arrivals: Arrivals(rates: [0]), channels: source.channels,
      procedure: steps + [.leave])
    body.attributes = source.attributes
    classes[key] = post.traffic.count
    post.traffic.append(body)
    bodies.append(Body(parent: parent, root: root(of: parent)))
  }

  private mutating func addPapers(of index: Int) {
    let traffic = post.traffic[index]
    for papers in traffic.papers {
      let first = papers.needs.min { post.pools[$0].name < post.pools[$1].name }
      let control = Control(
        name: "preparing \(Self.body(of: papers, in: post)) of \(traffic.name)",
        state: first.map { post.pools[$0].state }, agency: first.flatMap { post.pools[$0].agency },
        needs: papers.needs, time: .same(papers.time))
      post.controls.append(control)
      add(Self.body(of: papers, in: post), [.control(post.controls.count - 1, if: .always)], to: index)
    }
  }

  /// The body that papers are: `papers for entry customs`.
  static func body(of papers: Papers, in post: BorderPost) -> String {
    Papers.body(post.controls[papers.control].name)
  }
}

extension [ProcedureStep] {
  /// The steps that the body itself passes, in the order of its program; blocks stand before what is in them.
  var own: [ProcedureStep] {
    flatMap { step in [step] + step.ownLists.flatMap(\.own) }
  }
}
