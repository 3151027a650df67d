// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

/// The exact values of each kind, computed from the formulas of the source it names.
enum ExactValues {
  static let all: [VerificationKind] = [
    oneLane, severalLanes, finiteRoom, lognormalService, uniformService, priorities, varyingDay,
  ]

  static let oneLane = VerificationKind(
    "mm1", replications: 60,
    source: "M/M/1: P(W>t)=rho exp(-(mu-lam)t); p_n=(1-rho)rho^n (Kleinrock 1975, ch. 3)",
    [
      ("mean_wait_min", .waiting(station: "booth", .mean), 9.599999999999994),
      ("mean_time_in_system_min", .crossingTime(.mean), 11.999999999999995),
      ("p_wait_positive", .waiting(station: "booth", .sharePositive), 0.7999999999999999),
      ("p_wait_gt_t", .waiting(station: "booth", .shareAbove(TimeSpan(minutes: 10))), 0.34767856680566245),
      ("wait_p95_min", .waiting(station: "booth", .percentile(0.95)), 33.27106466687736),
      ("mean_queue_length", .queueLength(station: "booth", .mean), 3.1999999999999984),
      ("p_n_in_system_ge_5", .numberPresent(.shareAtLeast(5)), 0.32767999999999986),
    ])

  static let severalLanes = VerificationKind(
    "mmc", replications: 60,
    source: "M/M/c: Erlang C; Wq=C/(c mu-lam); P(W>t)=C exp(-(c mu-lam)t) (Gross & Harris ch. 2)",
    [
      ("mean_wait_min", .waiting(station: "booth", .mean), 3.946329913180743),
      ("p_wait_positive", .waiting(station: "booth", .sharePositive), 0.6577216521967904),
      ("p_wait_gt_t", .waiting(station: "booth", .shareAbove(TimeSpan(minutes: 5))), 0.28584465174104073),
      ("wait_p95_min", .waiting(station: "booth", .percentile(0.95)), 15.460552892526211),
      ("sd_wait_min", .waiting(station: "booth", .standardDeviation), 5.6375916111850275),
      ("mean_queue_length", .queueLength(station: "booth", .mean), 3.2886082609839526),
      ("p_empty", .numberPresent(.shareAt(0)), 0.021310181531176),
      ("p_n_in_system_eq_c", .numberPresent(.shareAt(4)), 0.10962027536613171),
    ])

  static let finiteRoom = VerificationKind(
    "mmck", replications: 40, source: "M/M/c/K birth-death; Wq of admitted=Lq/(lam(1-pK))",
    [
      ("p_blocked", .outcomeShare("turned away at system"), 0.2740022702519645),
      ("mean_wait_admitted_min", .waiting(station: "booth", .mean), 8.002556948247712),
      ("throughput_per_hour", .throughputPerHour(), 29.039909189921424),
      ("utilisation", .utilisation(pool: "lanes"), 0.9679969729973807),
    ])

  private static let pollaczekKhinchine =
    "M/G/1 Pollaczek-Khinchine: W=lam E[S^2]/(2(1-rho)); E[W^2]=2W^2+lam E[S^3]/(3(1-rho))"

  static let lognormalService = VerificationKind(
    "mg1-lognormal", replications: 120, source: pollaczekKhinchine,
    [
      ("mean_wait_min", .waiting(station: "booth", .mean), 9.000000000000002),
      ("second_moment_wait_min2", .waiting(station: "booth", .secondMoment), 234.0000000000001),
      ("sd_wait_min", .waiting(station: "booth", .standardDeviation), 12.369316876852984),
      ("utilisation", .utilisation(pool: "lane"), 0.7500000000000001),
      ("mean_queue_length", .queueLength(station: "booth", .mean), 2.2500000000000004),
    ])

  static let uniformService = VerificationKind(
    "mg1-uniform", replications: 100, source: pollaczekKhinchine,
    [
      ("mean_wait_min", .waiting(station: "booth", .mean), 6.88888888888889),
      ("second_moment_wait_min2", .waiting(station: "booth", .secondMoment), 112.24691358024695),
      ("sd_wait_min", .waiting(station: "booth", .standardDeviation), 8.049231233899928),
      ("utilisation", .utilisation(pool: "lane"), 0.8),
      ("mean_queue_length", .queueLength(station: "booth", .mean), 1.8370370370370372),
    ])

  static let priorities = VerificationKind(
    "prio-np-mmc", replications: 50,
    source: "Cobham 1954 / Kella & Yechiali: W_k=[C(c,a)/(c mu)]/((1-s_{k-1})(1-s_k))",
    [
      ("mean_wait_class1_min", .waiting(station: "booth", trafficClass: "first", .mean), 1.4500141602945342),
      ("mean_wait_class2_min", .waiting(station: "booth", trafficClass: "second", .mean), 13.050127442650801),
      ("mean_wait_all_min", .waiting(station: "booth", .mean), 9.570093457943921),
    ])

  /// Queueing minutes count time in the line within the day; virtual waits go on past its end with the last staffing.
  static let varyingDay = VerificationKind(
    "mt-mt-ct", replications: 500_000,
    source: "M(t)/M/c(t) Kolmogorov forward equations; virtual wait by forward death process",
    [
      ("mean_in_system_at_9.5h", .probeMean("present at 9.5 h"), 12.6305742770016),
      ("mean_in_system_at_10.0h", .probeMean("present at 10 h"), 20.391992874019838),
      ("mean_virtual_wait_at_10.0h_min", .probeMean("wait at 10 h"), 24.46902459500114),
      ("mean_in_system_at_12.0h", .probeMean("present at 12 h"), 22.30262615847384),
      ("mean_virtual_wait_at_12.0h_min", .probeMean("wait at 12 h"), 14.759656837719177),
      ("p_in_system_gt_20_at_12.0h", .probeShareAbove("present at 12 h"), 0.49461875363039676),
      ("mean_in_system_at_15.0h", .probeMean("present at 15 h"), 2.854177172052869),
      ("mean_virtual_wait_at_15.0h_min", .probeMean("wait at 15 h"), 0.2789188694570075),
      ("mean_in_system_at_18.0h", .probeMean("present at 18 h"), 14.303580610856482),
      ("mean_virtual_wait_at_19.0h_min", .probeMean("wait at 19 h"), 3.2860756004038074),
      ("mean_in_system_at_21.0h", .probeMean("present at 21 h"), 0.7508682309086044),
      ("mean_queueing_minutes_per_day", .queueingMinutes(station: "booth"), 6015.383428034807),
      ("queueing_minutes_per_arrival", .queueingMinutesPerArrival(station: "booth"), 9.92637529378681),
      ("expected_arrivals", .arrivals(), 606.0),
    ])
}
