// SPDX-License-Identifier: GPL-3.0-or-later

extension Fault {
  /// Faults of words and names.
  static let words = [
    Fault(
      "An unknown word with a near known one",
      exchanging: "    vehicle: truck",
      with: "    vehical: truck",
      prints: #"""
        post.yaml:39:5: error: unknown word 'vehical'; did you mean 'vehicle'?
          in: traffic / transit truck
          fix: write 'vehicle: truck'
        1 error; nothing was run.
        """#),
    Fault(
      "An unknown word with no near one",
      exchanging: "    vehicle: truck",
      with: "    colour: red",
      prints: #"""
        post.yaml:39:5: error: unknown word 'colour'
          in: traffic / transit truck
          fix: the words of a traffic class are: vehicle, direction, priority, arrivals, channels, attributes, \#
        people, papers, returns of, after, share, at the start, due, like
        1 error; nothing was run.
        """#),
    Fault(
      "A word twice",
      exchanging: #"""
        name: Malaba

        """#,
      with: #"""
        name: Malaba
        name: Busia

        """#,
      prints: #"""
        post.yaml:3:1: error: 'name' is written twice, first on line 2
          in: name
          fix: keep one of them
        1 error; nothing was run.
        """#),
    Fault(
      "A name twice in a section",
      exchanging: "  scale: {units: unlimited}",
      with: #"""
          scale: {units: unlimited}
          scanner: {units: 1}
        """#,
      prints: #"""
        post.yaml:23:3: error: 'scanner' is written twice, first on line 21
          in: equipment / scanner
          fix: keep one of them
        1 error; nothing was run.
        """#),
    Fault(
      "A name twice in two sections",
      exchanging: "  scale: {units: unlimited}",
      with: #"""
          yard B: {units: 1}
          scale: {units: 1}
        """#,
      prints: #"""
        post.yaml:25:3: error: the name 'yard B' is taken under 'equipment', on line 22
          in: spaces / yard B
          fix: rename one of the two
        1 error; nothing was run.
        """#),
    Fault(
      "A missing version",
      exchanging: #"""
        osbp: 1

        """#,
      with: "",
      prints: #"""
        post.yaml:1:1: error: a scenario needs the word 'osbp'
          fix: write 'osbp: 1'
        1 error; nothing was run.
        """#),
    Fault(
      "Another version",
      exchanging: #"""
        osbp: 1

        """#,
      with: #"""
        osbp: 2

        """#,
      prints: #"""
        post.yaml:1:7: error: this program reads version 1 of the language, found '2'
          in: osbp
          fix: write 'osbp: 1'
        1 error; nothing was run.
        """#),
    Fault(
      "A missing required word in a map",
      exchanging: #"""
        direction: B to A
            arrivals
        """#,
      with: "arrivals",
      prints: #"""
        post.yaml:48:5: error: a traffic class needs the word 'direction'
          in: traffic / car
          fix: write 'direction: A to B'
        1 error; nothing was run.
        """#),
    Fault(
      "A text where a map is expected",
      exchanging: "customs.B: {officers: 20}",
      with: "customs.B: 20",
      prints: #"""
        post.yaml:12:14: error: expected a map of the words of staff, found '20'
          in: staff / customs.B
          fix: write for example '{officers: 8}'
        1 error; nothing was run.
        """#),
    Fault(
      "A list where a text is expected",
      exchanging: "name: Malaba",
      with: "name: [Malaba]",
      prints: #"""
        post.yaml:2:7: error: expected a text, found a list
          in: name
          fix: put it into quotation marks
        1 error; nothing was run.
        """#),
    Fault(
      "Nothing where a value is expected",
      exchanging: "  scale: {units: unlimited}",
      with: "  scale: {units: }",
      prints: #"""
        post.yaml:22:18: error: expected a whole number from 1 to 1000000, or 'unlimited', found nothing
          in: equipment / scale / units
          fix: write a value, or delete the word
        1 error; nothing was run.
        """#),
    Fault(
      "A truth value that is neither yes nor no",
      exchanging: "private: no",
      with: "private: false",
      prints: #"""
        post.yaml:9:53: error: expected yes or no, found 'false'
          in: agencies / customs / private
          fix: write 'no'
        1 error; nothing was run.
        """#),
    Fault(
      "An undefined agency",
      exchanging: "agency: customs.B",
      with: "agency: custom.B",
      prints: #"""
        post.yaml:14:13: error: no agency is called 'custom'; did you mean 'customs'?
          in: staff / examination customs.B / agency
          fix: write 'customs', or add 'custom' under 'agencies'
        1 error; nothing was run.
        """#),
    Fault(
      "An undefined agency in the name of a group",
      exchanging: "  customs.B: {officers: 20}",
      with: #"""
          police.B: {officers: 20}
          customs.B: {officers: 20}
        """#,
      prints: #"""
        post.yaml:12:3: error: no agency is called 'police'
          in: staff / police.B
          fix: add 'police' under 'agencies'
        1 error; nothing was run.
        """#),
    Fault(
      "An agency in a state where it does not work",
      exchanging: "  gate keeper: {officers: 4, state: B}",
      with: "  gate keeper: {officers: 4, agency: agents.A}",
      prints: #"""
        post.yaml:19:38: error: the agency 'agents' does not work in state A
          in: staff / gate keeper / agency
          fix: add A to its 'states', or write 'agents.B'
        1 error; nothing was run.
        """#),
    Fault(
      "Officers and shifts",
      exchanging: #"""
            agency: customs.B

        """#,
      with: #"""
            agency: customs.B
            officers: 3

        """#,
      prints: #"""
        post.yaml:15:15: error: 'officers' and 'shifts' exclude each other
          in: staff / examination customs.B / officers
          fix: write the number of officers in each shift
        1 error; nothing was run.
        """#),
    Fault(
      "Neither officers nor shifts",
      exchanging: "customs.B: {officers: 20}",
      with: "customs.B: {at end of shift: finish}",
      prints: #"""
        post.yaml:12:14: error: staff needs the word 'officers', 'shifts' or 'establishment'
          in: staff / customs.B
          fix: write 'officers: 8' or 'shifts: [{from: "06:00", to: "14:00", officers: 8}]'
        1 error; nothing was run.
        """#),
    Fault(
      "A shift on no day",
      exchanging: "days: [mon, tue, wed, thu, fri]",
      with: "days: []",
      prints: #"""
        post.yaml:17:58: error: no day: these officers are never on duty
          in: staff / examination customs.B / shifts / 2 / days
          fix: write days, or delete the shift
        1 error; nothing was run.
        """#),
    Fault(
      "A shift that ends at 00:00",
      exchanging: #"to: "14:00""#,
      with: #"to: "00:00""#,
      prints: #"""
        post.yaml:16:29: error: a shift that ends at midnight ends at 24:00, found '00:00'
          in: staff / examination customs.B / shifts / 1 / to
          fix: write "24:00"
        1 error; nothing was run.
        """#),
    Fault(
      "An undefined group of officers",
      exchanging: "by: [customs.B]",
      with: "by: [custms.B]",
      prints: #"""
        post.yaml:29:10: error: no group of officers is called 'custms.B'; did you mean 'customs.B'?
          in: controls / entry customs / by / 1
          fix: write 'customs.B', or add 'custms.B' under 'staff'
        1 error; nothing was run.
        """#),
    Fault(
      "Officers among the equipment",
      exchanging: "with: scanner",
      with: "with: customs.B",
      prints: #"""
        post.yaml:33:43: error: 'customs.B' stands under 'staff', not under 'equipment'
          in: controls / scan / with
          fix: write 'by: customs.B'
        1 error; nothing was run.
        """#),
    Fault(
      "A name with a slash",
      exchanging: "wave through: {time",
      with: "wave/through: {time",
      prints: #"""
        post.yaml:36:3: error: the name 'wave/through' contains '/', which separates the words of a path
          in: controls / wave/through
          fix: write ' or ' or '-' instead
        post.yaml:62:9: error: no control is called 'wave through'
          in: procedures / car / 1
          fix: add 'wave through' under 'controls'
        2 errors; nothing was run.
        """#),
    Fault(
      "No traffic",
      exchanging: #"""
          car:
            direction
        """#,
      with: #"""
          car: {}
          bus:
            direction
        """#,
      prints: #"""
        post.yaml:47:8: error: a traffic class needs the word 'direction'
          in: traffic / car
          fix: write 'direction: A to B'
        post.yaml:47:8: error: a traffic class needs the word 'arrivals'
          in: traffic / car
          fix: write 'arrivals: {rate: 425 per day}', or 'returns of: CLASS'
        post.yaml:48:3: error: the class 'bus' has no procedure
          in: traffic / bus
          fix: add 'bus: [..., leave]' under 'procedures'
        3 errors; nothing was run.
        """#),
    Fault(
      "A list of names with one twice",
      exchanging: "by: [customs.B]",
      with: "by: [customs.B, customs.B]",
      prints: #"""
        post.yaml:29:21: error: 'customs.B' stands twice in the list
          in: controls / entry customs / by / 2
          fix: keep one of them
        1 error; nothing was run.
        """#),
    Fault(
      "An agency with a state twice",
      exchanging: "states: [A, B]",
      with: "states: [A, A]",
      prints: #"""
        post.yaml:9:21: error: expected A, B or a list of both
          in: agencies / customs / states
          fix: write '[A, B]'
        1 error; nothing was run.
        """#),
  ]
}
