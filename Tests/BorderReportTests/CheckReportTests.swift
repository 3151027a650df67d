// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport
import Testing

@Suite("Theory: offered and staffed work")
struct CheckReportTests {
  /// By hand. Gate: (2 + 6) an hour x 168 h x 2 min = 44.8 h. Customs, 336 trucks a week: red, all of the 25 %, 60 min;
  /// green, 20 % of the 75 %, 3 min: 336 x (0.25 x 60 + 0.15 x 3) / 60 = 86.52 h. Staffed: 3 officers x 8 h x 7 days
  /// + 1 officer x 8 h x 2 nights = 184 h.
  @Test("Loads are those counted by hand")
  func loads() {
    let loads = CheckReport.loads(of: HandMadeStudy.post)
    #expect(loads.map(\.pool) == ["customs.B", "gate"])
    #expect(abs((loads[0].load ?? 0) - 86.52 / 184) < 1e-9)
    #expect(abs(loads[0].offeredHours - 86.52) < 1e-9 && loads[0].staffedHours == 184)
    #expect(abs(loads[1].offeredHours - 44.8) < 1e-9 && loads[1].staffedHours == 168)
  }

  @Test("Golden: the summary of a scenario")
  func golden() {
    #expect(
      CheckReport(file: "small.yaml", post: HandMadeStudy.post).text == """
        small.yaml: Small post
        2 classes, 2 controls, 3 pools, 7 days
        1 of 2 numbers with a source note are assumptions (grade D)

        EXPECTED TRAFFIC
                          expected    per day,
        class  direction  per week  on average
        --------------------------------------
        car    B to A        1,008         144
        truck  A to B          336        48.0

        WORK
                                 work offered,   time on duty,
        officers and equipment  hours per week  hours per week  load
        ------------------------------------------------------------
        customs.B                         86.5             184  47 %
        gate                              44.8             168  27 %

        """)
  }
}
