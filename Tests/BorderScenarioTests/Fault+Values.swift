// SPDX-License-Identifier: GPL-3.0-or-later

extension Fault {
  /// Faults of values.
  static let values = [
    Fault(
      "A bare number as a duration",
      exchanging: "value: 90 s",
      with: "value: 90",
      prints: #"""
        post.yaml:34:53: error: a duration needs one of the units s, min, h, d; found '90'
          in: controls / weigh / time / value
          fix: write '90 min' if minutes are meant
        1 error; nothing was run.
        """#),
    Fault(
      "An unknown unit of a duration",
      exchanging: "value: 90 s",
      with: "value: 90 mins",
      prints: #"""
        post.yaml:34:53: error: unknown unit 'mins'; a duration has one of the units s, min, h, d
          in: controls / weigh / time / value
          fix: write '90 min'
        1 error; nothing was run.
        """#),
    Fault(
      "A negative duration",
      exchanging: "value: 90 s",
      with: "value: -90 s",
      prints: #"""
        post.yaml:34:53: error: a duration is from 0 s to 3650 d, found '-90 s'
          in: controls / weigh / time / value
          fix: write for example '12 min'
        1 error; nothing was run.
        """#),
    Fault(
      "An endless duration",
      exchanging: "value: 90 s",
      with: "value: 1e308 s",
      prints: #"""
        post.yaml:34:53: error: a duration is from 0 s to 3650 d, found '1e308 s'
          in: controls / weigh / time / value
          fix: write for example '12 min'
        1 error; nothing was run.
        """#),
    Fault(
      "No number",
      exchanging: "value: 90 s",
      with: "value: nan s",
      prints: #"""
        post.yaml:34:53: error: expected a duration, found 'nan s'
          in: controls / weigh / time / value
          fix: write for example '12 min'
        1 error; nothing was run.
        """#),
    Fault(
      "A share without a unit",
      exchanging: "share: 20 %",
      with: "share: 0.2",
      prints: #"""
        post.yaml:57:31: error: a share needs the unit %, found '0.2'
          in: procedures / transit truck / 6 / share
          fix: write '20 %'
        1 error; nothing was run.
        """#),
    Fault(
      "A share above 100 %",
      exchanging: "share: 20 %",
      with: "share: 120 %",
      prints: #"""
        post.yaml:57:31: error: a share is from 0 % to 100 %, found '120 %'
          in: procedures / transit truck / 6 / share
          fix: write for example '15 %'
        1 error; nothing was run.
        """#),
    Fault(
      "A count out of range",
      exchanging: "units: 2,",
      with: "units: 0,",
      prints: #"""
        post.yaml:21:47: error: 'units' must be from 1 to 1000000, found '0'
          in: equipment / scanner / units
          fix: write a number in that range
        1 error; nothing was run.
        """#),
    Fault(
      "A broken count",
      exchanging: "units: 2,",
      with: "units: 1.5,",
      prints: #"""
        post.yaml:21:47: error: expected a whole number from 1 to 1000000, found '1.5'
          in: equipment / scanner / units
          fix: write for example '1'
        1 error; nothing was run.
        """#),
    Fault(
      "A clock time that is none",
      exchanging: #"{at: "12:00", of: number"#,
      with: #"{at: "12:60", of: number"#,
      prints: #"""
        post.yaml:69:14: error: a clock time here is from 00:00 to 23:59, found '12:60'
          in: probes / noon / at
          fix: write for example "06:00"
        1 error; nothing was run.
        """#),
    Fault(
      "A clock time as a number",
      exchanging: #"{at: "12:00", of: number"#,
      with: "{at: 12, of: number",
      prints: #"""
        post.yaml:69:14: error: expected a clock time, found '12'
          in: probes / noon / at
          fix: write for example "06:00"
        1 error; nothing was run.
        """#),
    Fault(
      "A choice that is none",
      exchanging: "at end of shift: hand over",
      with: "at end of shift: handover",
      prints: #"""
        post.yaml:18:22: error: expected one of finish, hand over, interrupt, found 'handover'
          in: staff / examination customs.B / at end of shift
          fix: write 'hand over'
        1 error; nothing was run.
        """#),
    Fault(
      "A day that does not exist",
      exchanging: "2025-03-03",
      with: "2025-02-30",
      prints: #"""
        post.yaml:7:20: error: '2025-02-30' is no day of the years 1900 to 2200
          in: calendar / starts
          fix: write for example '2025-03-03'
        1 error; nothing was run.
        """#),
    Fault(
      "A day of the week that does not exist",
      exchanging: "[mon, tue",
      with: "[monday, tue",
      prints: #"""
        post.yaml:17:59: error: expected a day of the week, found 'monday'
          in: staff / examination customs.B / shifts / 2 / days / 1
          fix: write one of mon, tue, wed, thu, fri, sat, sun
        1 error; nothing was run.
        """#),
    Fault(
      "A clock too far from UTC",
      exchanging: #"A: "+03:00""#,
      with: #"A: "+15:00""#,
      prints: #"""
        post.yaml:7:53: error: expected a distance from UTC between -12:00 and +14:00, found '+15:00'
          in: calendar / clock / A
          fix: write for example "+03:00"
        1 error; nothing was run.
        """#),
    Fault(
      "A warm-up of half a day",
      exchanging: "warm-up: 2 d",
      with: "warm-up: 36 h",
      prints: #"""
        post.yaml:7:86: error: a warm-up is a number of whole days, found 1.5 d
          in: calendar / warm-up
          fix: write '2 d'
        1 error; nothing was run.
        """#),
    Fault(
      "Warm-up and empty start",
      exchanging: "warm-up: 2 d",
      with: "warm-up: 2 d, at the start: empty",
      prints: #"""
        post.yaml:7:86: error: 'at the start: empty' and a warm-up exclude each other
          in: calendar / warm-up
          fix: keep one of the two words
        1 error; nothing was run.
        """#),
    Fault(
      "A priority out of range",
      exchanging: "priority: 1",
      with: "priority: 100",
      prints: #"""
        post.yaml:41:15: error: 'priority' must be from 0 to 99, found '100'
          in: traffic / transit truck / priority
          fix: write a number in that range
        1 error; nothing was run.
        """#),
  ]
}
