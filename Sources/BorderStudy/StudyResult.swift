// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import OutputAnalysis

/// The answer of a study: every table that is printed or written, as values.
public struct StudyResult: Sendable {
  /// Name of the scenario.
  public var scenario: String
  public var seed: UInt64
  public var replicationsAsked: Int
  /// Finished replications; below `replicationsAsked` when the study was interrupted.
  public var replications: Int
  public var isInterrupted: Bool
  /// What stopped a replication, with its number; then the tables are empty.
  public var fault: (replication: Int, fault: RunFault)?
  public var events: Int64
  public var days: Int
  public var layout: ObservationLayout
  public var indicators: [IndicatorRow]
  public var hourly: [HourlyRow]
  public var resources: [ResourceRow]
  public var causes: [CauseRow]
  /// Digest of the exact integers of all replications in order: 64 hexadecimal digits.
  public var observationsDigest: String

  package init(
    scenario: String, seed: UInt64, replicationsAsked: Int, replications: Int, isInterrupted: Bool,
    fault: (replication: Int, fault: RunFault)?, events: Int64, days: Int, layout: ObservationLayout,
    indicators: [IndicatorRow], hourly: [HourlyRow], resources: [ResourceRow], causes: [CauseRow],
    observationsDigest: String
  ) {
    self.scenario = scenario
    self.seed = seed
    self.replicationsAsked = replicationsAsked
    self.replications = replications
    self.isInterrupted = isInterrupted
    self.fault = fault
    self.events = events
    self.days = days
    self.layout = layout
    self.indicators = indicators
    self.hourly = hourly
    self.resources = resources
    self.causes = causes
    self.observationsDigest = observationsDigest
  }
}

/// A row of `indicators.csv`.
public struct IndicatorRow: Sendable {
  /// Stable name: `crossing_time_min`.
  public var indicator: String
  /// Empty for all classes.
  public var trafficClass: String
  /// `A to B`, `B to A` or empty.
  public var direction: String
  /// Control or space; empty for the whole post.
  public var station: String
  /// `mean`, `p50`, `p90`, `p95`, `standard deviation`, `second moment`, `maximum`, `share waiting`, ...
  public var statistic: String
  public var unit: String
  public var estimate: Estimate

  package init(
    indicator: String, trafficClass: String, direction: String, station: String, statistic: String, unit: String,
    estimate: Estimate
  ) {
    self.indicator = indicator
    self.trafficClass = trafficClass
    self.direction = direction
    self.station = station
    self.statistic = statistic
    self.unit = unit
    self.estimate = estimate
  }
}

/// A row of `hourly.csv`.
public struct HourlyRow: Sendable {
  public var indicator: String
  public var trafficClass: String
  public var direction: String
  public var station: String
  public var statistic: String
  public var unit: String
  /// 0 Monday ... 6 Sunday, local time of the station's state.
  public var weekday: Int
  /// 0...23
  public var hour: Int
  public var estimate: Estimate

  package init(
    indicator: String, trafficClass: String, direction: String, station: String, statistic: String, unit: String,
    weekday: Int, hour: Int, estimate: Estimate
  ) {
    self.indicator = indicator
    self.trafficClass = trafficClass
    self.direction = direction
    self.station = station
    self.statistic = statistic
    self.unit = unit
    self.weekday = weekday
    self.hour = hour
    self.estimate = estimate
  }
}

/// A row of `resources.csv`: shares of the roster's maximum, summing to 1, and utilisation = busy / on duty.
public struct ResourceRow: Sendable {
  public var pool: String
  /// `officers`, `equipment` or `places`.
  public var kind: String
  /// Roster's maximum; 0 if unlimited.
  public var capacity: Int
  public var busy: Estimate
  public var kept: Estimate
  public var free: Estimate
  public var freeForWantOfPartner: Estimate
  public var onBreak: Estimate
  public var down: Estimate
  /// Getting ready for the first job.
  public var settingUp: Estimate
  /// At another task, or on the way to another line.
  public var away: Estimate
  public var offDuty: Estimate
  public var utilisation: Estimate
  /// Minutes of overtime per day of the window.
  public var overtimeMinutesPerDay: Estimate

  package init(
    pool: String, kind: String, capacity: Int, busy: Estimate, kept: Estimate, free: Estimate,
    freeForWantOfPartner: Estimate, onBreak: Estimate, down: Estimate, settingUp: Estimate, away: Estimate,
    offDuty: Estimate, utilisation: Estimate,
    overtimeMinutesPerDay: Estimate
  ) {
    self.pool = pool
    self.kind = kind
    self.capacity = capacity
    self.busy = busy
    self.kept = kept
    self.free = free
    self.freeForWantOfPartner = freeForWantOfPartner
    self.onBreak = onBreak
    self.down = down
    self.settingUp = settingUp
    self.away = away
    self.offDuty = offDuty
    self.utilisation = utilisation
    self.overtimeMinutesPerDay = overtimeMinutesPerDay
  }
}

/// A row of `causes.csv`: minutes per entity of the class.
public struct CauseRow: Sendable {
  public var trafficClass: String
  public var direction: String
  /// The line: control or space.
  public var station: String
  /// `all busy`, `nobody on duty: customs.B`, ...
  public var cause: String
  /// For `no place`: the cause at the head of the chain of those who are blocked; else empty.
  public var root: String
  public var minutes: Estimate
  public var minutesSole: Estimate
  public var minutesPresent: Estimate

  package init(
    trafficClass: String, direction: String, station: String, cause: String, root: String = "",
    minutes: Estimate, minutesSole: Estimate, minutesPresent: Estimate
  ) {
    self.trafficClass = trafficClass
    self.direction = direction
    self.station = station
    self.cause = cause
    self.root = root
    self.minutes = minutes
    self.minutesSole = minutesSole
    self.minutesPresent = minutesPresent
  }
}

/// Words for the head of a chain of blocked entities that waits for nothing.
public enum RootOfBlocking {
  /// Nobody inside the space waits: they are served, or move.
  public static let work = "those inside are served"
}
