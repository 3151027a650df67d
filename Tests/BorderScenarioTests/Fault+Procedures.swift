// SPDX-License-Identifier: GPL-3.0-or-later

extension Fault {
  /// Faults of procedures, targets and probes.
  static let procedures = [
    Fault(
      "A space among the officers",
      exchanging: "by: gate keeper",
      with: "by: road",
      prints: #"""
        post.yaml:27:17: error: 'road' stands under 'spaces', not under 'staff'
          in: controls / gate in / by
          fix: write the step '{enter: road}' in the procedures
        1 error; nothing was run.
        """#),
    Fault(
      "An undefined control",
      exchanging: "    - entry customs",
      with: "    - entry custom",
      prints: #"""
        post.yaml:58:7: error: no control is called 'entry custom'; did you mean 'entry customs'?
          in: procedures / transit truck / 7
          fix: write 'entry customs', or add 'entry custom' under 'controls'
        1 error; nothing was run.
        """#),
    Fault(
      "A space where a control is expected",
      exchanging: "    - {enter: road}",
      with: "    - road",
      prints: #"""
        post.yaml:53:7: error: 'road' is a space, found where a control was expected
          in: procedures / transit truck / 2
          fix: write '{enter: road}'
        1 error; nothing was run.
        """#),
    Fault(
      "A step of two kinds",
      exchanging: "    - {enter: road}",
      with: "    - {enter: road, control: weigh}",
      prints: #"""
        post.yaml:53:7: error: a step has exactly one of the words control, enter, leave, leave as, \#
        travel, stay, convoy, back to, label, together, each person, gather, steps, found control and enter
          in: procedures / transit truck / 2
          fix: write two steps
        1 error; nothing was run.
        """#),
    Fault(
      "A step of no kind",
      exchanging: "    - {enter: road}",
      with: "    - {entr: road}",
      prints: #"""
        post.yaml:53:7: error: a step has exactly one of the words control, enter, leave, leave as, \#
        travel, stay, convoy, back to, label, together, each person, gather, steps, found none; did you mean 'enter'?
          in: procedures / transit truck / 2
          fix: write for example 'enter: road'
        1 error; nothing was run.
        """#),
    Fault(
      "A space entered and never left",
      exchanging: #"""
            - {leave: road}

        """#,
      with: "",
      prints: #"""
        post.yaml:53:7: error: 'road' is entered and never left
          in: procedures / transit truck / 2
          fix: add '- {leave: road}' before 'leave'
        1 error; nothing was run.
        """#),
    Fault(
      "A space left and never entered",
      exchanging: "    - {leave: road}",
      with: "    - {leave: road}\n    - {leave: road}",
      prints: #"""
        post.yaml:57:7: error: 'road' is left without having been entered
          in: procedures / transit truck / 6
          fix: add '{enter: road}' before, or delete this step
        1 error; nothing was run.
        """#),
    Fault(
      "A space entered twice",
      exchanging: "    - {enter: road}",
      with: #"""
            - {enter: road}
            - {enter: road}
        """#,
      prints: #"""
        post.yaml:54:7: error: 'road' is entered again without having been left (entered on line 53)
          in: procedures / transit truck / 3
          fix: add '- {leave: road}' before
        1 error; nothing was run.
        """#),
    Fault(
      "A procedure without an end",
      exchanging: #"""
            - {leave: yard B}
            - leave

        """#,
      with: #"""
            - {leave: yard B}

        """#,
      prints: #"""
        post.yaml:60:7: error: a procedure ends with the step 'leave'
          in: procedures / transit truck / 9
          fix: add the line '- leave'
        1 error; nothing was run.
        """#),
    Fault(
      "Steps after the end",
      exchanging: "car: [wave through, stamp, leave]",
      with: "car: [wave through, leave, stamp, leave]",
      prints: #"""
        post.yaml:62:23: error: steps follow after 'leave'
          in: procedures / car / 2
          fix: delete them, or move 'leave' to the end
        1 error; nothing was run.
        """#),
    Fault(
      "A class without a procedure",
      exchanging: #"""
          car: [wave through, stamp, leave]

        """#,
      with: "",
      prints: #"""
        post.yaml:47:3: error: the class 'car' has no procedure
          in: traffic / car
          fix: add 'car: [..., leave]' under 'procedures'
        1 error; nothing was run.
        """#),
    Fault(
      "A procedure without a class",
      exchanging: #"""
          car: [wave through, stamp, leave]

        """#,
      with: #"""
          car: [wave through, stamp, leave]
          cart: [stamp, leave]

        """#,
      prints: #"""
        post.yaml:63:3: error: no traffic class is called 'cart'; did you mean 'car'?
          in: procedures / cart
          fix: write 'car', or add 'cart' under 'traffic'
        1 error; nothing was run.
        """#),
    Fault(
      "A condition on a channel that the class lacks",
      exchanging: "if: red",
      with: "if: rot",
      prints: #"""
        post.yaml:54:7: error: the class 'transit truck' has no channel 'rot'
          in: procedures / transit truck / 3
          fix: write one of green, yellow, red
        1 error; nothing was run.
        """#),
    Fault(
      "A condition on a class without channels",
      exchanging: "car: [wave through, stamp, leave]",
      with: "car: [wave through, {control: stamp, if: red}, leave]",
      prints: #"""
        post.yaml:62:23: error: the class 'car' has no channel 'red'
          in: procedures / car / 2
          fix: add 'channels: {green: 90 %, red: 10 %}' to the class, or write 'share: 10 %' instead of 'if'
        1 error; nothing was run.
        """#),
    Fault(
      "If and share together",
      exchanging: "if: red, or: 5 % at random",
      with: "if: red, share: 5 %",
      prints: #"""
        post.yaml:54:39: error: 'share' and 'if' exclude each other
          in: procedures / transit truck / 3 / share
          fix: write 'if: red, or: 5 % at random'
        1 error; nothing was run.
        """#),
    Fault(
      "Or without if",
      exchanging: "if: red, or: 5 % at random",
      with: "or: 5 % at random",
      prints: #"""
        post.yaml:54:27: error: 'or' needs 'if'
          in: procedures / transit truck / 3 / or
          fix: write 'share: 5 %' for a share of everybody
        1 error; nothing was run.
        """#),
    Fault(
      "A time that misses a channel",
      exchanging: "time: {green: 2 min, yellow:",
      with: "time: {green: 2 min, jellow:",
      prints: #"""
        post.yaml:58:7: error: the time of 'entry customs' misses the channel 'yellow' of the class 'transit \#
        truck'; it has 'jellow'
          in: procedures / transit truck / 7
          fix: add 'yellow: ...' to its 'time'
        1 error; nothing was run.
        """#),
    Fault(
      "A time by channel for a class without channels",
      exchanging: "car: [wave through, stamp, leave]",
      with: "car: [entry customs, stamp, leave]",
      prints: #"""
        post.yaml:62:9: error: the time of 'entry customs' depends on the channel, and the class 'car' has no channels
          in: procedures / car / 1
          fix: add 'channels' to the class, or write one time for all
        1 error; nothing was run.
        """#),
    Fault(
      "A control that keeps without a space behind it",
      exchanging: #"""
            - gate in
            - {enter: road}
        """#,
      with: #"""
            - {enter: road}
            - gate in
        """#,
      prints: #"""
        post.yaml:53:7: error: 'gate in' keeps its officers and equipment until the next step has a place, but \#
        the next step enters no space
          in: procedures / transit truck / 2
          fix: put '{enter: ...}' behind it, or delete 'keeps: yes'
        1 error; nothing was run.
        """#),
    Fault(
      "A control that keeps, passed by some only",
      exchanging: "    - gate in",
      with: "    - {control: gate in, share: 20 %}",
      prints: #"""
        post.yaml:52:7: error: 'gate in' keeps its officers and equipment, and cannot be passed by some only
          in: procedures / transit truck / 1
          fix: delete 'keeps: yes', or the condition of this step
        1 error; nothing was run.
        """#),
    Fault(
      "A target of another form",
      exchanging: "90 % within 4 h",
      with: "4 h",
      prints: #"""
        post.yaml:64:18: error: expected a target such as '90 % within 4 h', found '4 h'
          in: targets / transit truck
          fix: write '90 % within 4 h'
        1 error; nothing was run.
        """#),
    Fault(
      "A target at a control never passed",
      exchanging: "{at: stamp, waiting",
      with: "{at: scan, waiting",
      prints: #"""
        post.yaml:66:7: error: the class 'car' never passes 'scan'
          in: targets / car / 1
          fix: name a control of its procedure
        1 error; nothing was run.
        """#),
    Fault(
      "A target without a limit",
      exchanging: "{at: stamp, waiting within: 10 min, share: 90 %}",
      with: "{at: stamp, share: 90 %}",
      prints: #"""
        post.yaml:66:7: error: a target needs 'within', or 'at' together with 'waiting within'
          in: targets / car / 1
          fix: write '{at: booth, waiting within: 10 min}', or '{within: 4 h, share: 90 %}'
        1 error; nothing was run.
        """#),
    Fault(
      "A virtual wait without a control",
      exchanging: ", control: stamp}",
      with: "}",
      prints: #"""
        post.yaml:70:17: error: a virtual wait needs the word 'control'
          in: probes / wait at noon
          fix: write 'control: booth'
        1 error; nothing was run.
        """#),
    Fault(
      "A virtual wait where nobody is needed",
      exchanging: "of: virtual wait, control: stamp",
      with: "of: virtual wait, control: wave through",
      prints: #"""
        post.yaml:70:3: error: nobody ever waits at 'wave through', which needs neither officers nor equipment
          in: probes / wait at noon
          fix: delete the probe
        1 error; nothing was run.
        """#),
    Fault(
      "A virtual wait at equipment without a limit",
      exchanging: "of: virtual wait, control: stamp",
      with: "of: virtual wait, control: weigh",
      prints: #"""
        post.yaml:70:3: error: nobody ever waits at 'weigh', of whose equipment there is any number
          in: probes / wait at noon
          fix: delete the probe
        1 error; nothing was run.
        """#),
    Fault(
      "A virtual wait at several priorities",
      exchanging: "    - entry customs",
      with: "    - stamp\n    - entry customs",
      prints: #"""
        post.yaml:71:3: error: the virtual wait is that of a first-come line, and 'stamp' serves several priorities
          in: probes / wait at noon
          fix: give its classes one priority, or delete the probe
        1 error; nothing was run.
        """#),
    Fault(
      "A control called leave",
      exchanging: "  wave through: {time",
      with: #"""
          leave: {time: 2 min}
          wave through: {time
        """#,
      prints: #"""
        post.yaml:36:3: error: a control cannot be called 'leave', the last step of every procedure
          in: controls / leave
          fix: rename it
        1 error; nothing was run.
        """#),
    Fault(
      "A probe with the word of the other",
      exchanging: "of: number present, more than: 20",
      with: "of: number present, control: stamp",
      prints: #"""
        post.yaml:69:52: error: the number present has no 'control'
          in: probes / noon / control
          fix: delete 'control', or write 'of: virtual wait'
        1 error; nothing was run.
        """#),
    Fault(
      "The same target twice",
      exchanging: "    - {within: 1 h}",
      with: #"""
            - {within: 1 h}
            - {within: 60 min}
        """#,
      prints: #"""
        post.yaml:68:7: error: the same target stands twice
          in: targets / car / 3
          fix: keep one of them
        1 error; nothing was run.
        """#),
    Fault(
      "A share at random without these words",
      exchanging: "or: 5 % at random",
      with: "or: 5 %",
      prints: #"""
        post.yaml:54:36: error: expected a share such as '5 % at random', found '5 %'
          in: procedures / transit truck / 3 / or
          fix: write '5 % at random'
        1 error; nothing was run.
        """#),
  ]
}
