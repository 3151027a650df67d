// SPDX-License-Identifier: GPL-3.0-or-later

/// What `osbp init` writes: a small post that runs, each part explained where it stands.
package enum StarterScenario {
  package static let text = """
    # A border post to begin with. Change one thing, then `osbp check` and `osbp run` it again.
    # `osbp explain WORD` tells what a word means: osbp explain at end of shift
    osbp: 1                            # version of the language
    name: My post
    question: Do trucks need a second scanner, or more officers in the afternoon?
    countries: {A: Northland, B: Southland}
    layout: juxtaposed                 # both states work side by side in the country that is entered
    calendar:
      starts: 2025-03-03               # a Monday
      days: 14                         # observed days; numbers of results are about these
      warm-up: 1 d                     # simulated before them, so that the post is not empty at first
      clock: {A: "+02:00", B: "+02:00"}

    agencies:                          # who works here; 'customs.B' below is customs of state B
      immigration: {states: [A, B], kind: immigration}
      customs: {states: [A, B], kind: customs}

    staff:
      immigration.A: {officers: 1}     # round the clock
      immigration.B: {like: immigration.A}
      customs.B:                       # a roster: shifts add up where they overlap
        shifts:
          - {from: "06:00", to: "14:00", officers: 4}
          - {from: "14:00", to: "22:00", officers: 4, days: [mon, tue, wed, thu, fri, sat]}
          - {from: "14:00", to: "22:00", officers: 2, days: [sun]}
          - {from: "22:00", to: "06:00", officers: 2}      # ends on the next day
        at end of shift: hand over     # or: finish, interrupt

    equipment:
      scanner: {kind: drive-through X-ray, units: 1, state: B}

    spaces:
      yard: {places: 40, state: B}     # trucks wait and are cleared in it

    controls:                          # who does it, with what, and how long the work takes
      exit passport: {by: immigration.A, time: {law: exponential, mean: 45 s}}
      entry passport: {like: exit passport, by: immigration.B}
      documents:
        by: customs.B
        time:                          # by risk channel; half of the green take up to 7 min, nine of ten up to 15
          green: {median: 7 min, p90: 15 min}
          red: {value: {median: 15 min, p90: 30 min}, source: stopwatch, date: 2025-02, grade: A}
      scan: {with: scanner, by: customs.B, time: {mode: 5 min, low: 3 min, high: 10 min}}
      examination: {by: customs.B, time: {law: lognormal, mean: 40 min, cv: 0.7}}

    traffic:                           # three classes, with counts per day
      truck:
        vehicle: truck
        direction: A to B
        priority: 1                    # 0 is served first
        arrivals:
          rate: {value: 180 per day, source: gate counts, date: 2025-02, grade: A, range: [160, 200]}
          profile: [1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 7, 6, 6, 6, 6, 5, 4, 3, 2, 2, 1, 1, 1]   # from 00:00
          days: {sun: 0.5}             # half as many on Sundays
        channels: {green: 85 %, red: 15 %}
      bus: {vehicle: bus, direction: A to B, arrivals: {rate: 1 per hour}}
      car: {vehicle: car, direction: A to B, arrivals: {rate: 25 per hour}}

    procedures:                        # step by step; the last step is leave
      truck:
        - exit passport
        - {enter: yard, when full: wait}
        - entry passport
        - documents
        - {control: scan, if: red, or: 3 % at random}
        - {control: examination, if: red}
        - {leave: yard}
        - {travel: to the gate, time: 3 min}
        - leave
      bus: [exit passport, entry passport, leave]
      car: [exit passport, entry passport, leave]

    targets:                           # standards that the results are held against
      truck: [90 % within 3 h, {at: documents, waiting within: 30 min, share: 80 %}]
      car: 95 % within 20 min

    probes:                            # looks at the post at one clock time of every day
      trucks and cars at noon: {at: "12:00", of: number present}

    """
}
