// SPDX-License-Identifier: GPL-3.0-or-later

extension Fault {
  /// Faults of laws, arrivals and channels.
  static let laws = [
    Fault(
      "A rate without a unit",
      exchanging: "{rate: 20 per hour}",
      with: "{rate: 20}",
      prints: #"""
        post.yaml:49:22: error: a rate needs one of the units per hour, per day, per week; found '20'
          in: traffic / car / arrivals / rate
          fix: write '20 per day'
        1 error; nothing was run.
        """#),
    Fault(
      "A rate with a slash",
      exchanging: "{rate: 20 per hour}",
      with: "{rate: 20/h}",
      prints: #"""
        post.yaml:49:22: error: a rate needs one of the units per hour, per day, per week; found '20/h'
          in: traffic / car / arrivals / rate
          fix: write '20 per hour'
        1 error; nothing was run.
        """#),
    Fault(
      "A rate of zero",
      exchanging: "{rate: 20 per hour}",
      with: "{rate: 0 per hour}",
      prints: #"""
        post.yaml:49:22: error: the rate is 0: nobody ever arrives
          in: traffic / car / arrivals / rate
          fix: write a rate above 0, or delete the class
        1 error; nothing was run.
        """#),
    Fault(
      "A law in brackets",
      exchanging: "{law: exponential, mean: 4 min}}",
      with: "lognormal(mean 3 h, cv 1.1)}",
      prints: #"""
        post.yaml:59:35: error: a law is written as a map, found 'lognormal(mean 3 h' (YAML cuts a text at a comma)
          in: procedures / transit truck / 8 / time
          fix: write for example '{law: lognormal, mean: 5 min, cv: 1}'
        1 error; nothing was run.
        """#),
    Fault(
      "A law without a parameter",
      exchanging: "{law: gamma, mean: 2 min, cv: 0.8}",
      with: "{law: gamma, mean: 2 min}",
      prints: #"""
        post.yaml:35:40: error: 'gamma' lacks 'cv'
          in: controls / stamp / time
          fix: write for example '{law: gamma, mean: 5 min, cv: 1}'
        1 error; nothing was run.
        """#),
    Fault(
      "A law with a foreign parameter",
      exchanging: "{law: gamma, mean: 2 min, cv: 0.8}",
      with: "{law: exponential, mean: 2 min, cv: 0.8}",
      prints: #"""
        post.yaml:35:40: error: 'exponential' has no 'cv'
          in: controls / stamp / time
          fix: write for example '{law: exponential, mean: 5 min}'
        1 error; nothing was run.
        """#),
    Fault(
      "An unknown law",
      exchanging: "{law: gamma, mean: 2 min, cv: 0.8}",
      with: "{law: pareto, mean: 2 min, cv: 0.8}",
      prints: #"""
        post.yaml:35:46: error: expected one of constant, uniform, triangular, exponential, erlang, gamma, \#
        lognormal, weibull, pearson V, log-logistic, truncated normal, discrete, \#
        empirical, found 'pareto'
          in: controls / stamp / time / value / law
          fix: write one of these words
        1 error; nothing was run.
        """#),
    Fault(
      "A law without a name",
      exchanging: "{law: gamma, mean: 2 min, cv: 0.8}",
      with: "{mean: 2 min, cv: 0.8}",
      prints: #"""
        post.yaml:35:40: error: a law needs the word 'law', or 'median' and 'p90', or \#
        'mode', 'low' and 'high', or 'values', or 'mixture'
          in: controls / stamp / time
          fix: write for example '{law: lognormal, mean: 5 min, cv: 1}'
        1 error; nothing was run.
        """#),
    Fault(
      "A law whose ends do not ascend",
      exchanging: "low: 8 min, high: 60 min",
      with: "low: 8 min, high: 6 min",
      prints: #"""
        post.yaml:31:34: error: 'low', 'mode' and 'high' must ascend, found 8 min, 20 min, 6 min
          in: controls / entry customs / time / yellow
          fix: exchange the values, or write a plain duration
        1 error; nothing was run.
        """#),
    Fault(
      "A law with a coefficient of variation above 20",
      exchanging: "cv: 0.8",
      with: "cv: 21",
      prints: #"""
        post.yaml:35:70: error: expected a number above 0, at most 20, found '21'
          in: controls / stamp / time / value / cv
          fix: write for example '1'
        1 error; nothing was run.
        """#),
    Fault(
      "A median above the 90th percentile",
      exchanging: "{median: 5 min, p90: 12 min}",
      with: "{median: 5 min, p90: 2 min}",
      prints: #"""
        post.yaml:33:58: error: 'median' must be below 'p90'
          in: controls / scan / time
          fix: exchange the values
        1 error; nothing was run.
        """#),
    Fault(
      "A profile of a wrong length",
      exchanging: "2, 2, 1, 1, 1]",
      with: "2, 2, 1, 1]",
      prints: #"""
        post.yaml:44:16: error: a profile needs 24 or 168 weights, found 23
          in: traffic / transit truck / arrivals / profile
          fix: write one weight per hour, from 00:00
        1 error; nothing was run.
        """#),
    Fault(
      "An unknown day among the factors",
      exchanging: "days: {sun: 0.6}",
      with: "days: {son: 0.6}",
      prints: #"""
        post.yaml:45:14: error: unknown word 'son'; did you mean 'mon'?
          in: traffic / transit truck / arrivals / days
          fix: write 'mon: 0.6'
        1 error; nothing was run.
        """#),
    Fault(
      "Channels that do not sum to 100 %",
      exchanging: "red: 10 %}",
      with: "red: 11 %}",
      prints: #"""
        post.yaml:46:15: error: the shares of the channels sum to 101 %, expected 100 %
          in: traffic / transit truck / channels
          fix: change one of them
        1 error; nothing was run.
        """#),
    Fault(
      "A range with one end",
      exchanging: "range: [400, 450]",
      with: "range: [400]",
      prints: #"""
        post.yaml:43:83: error: expected a list of the lowest and the highest value, found '[400]'
          in: traffic / transit truck / arrivals / rate / range
          fix: write '[700, 1000]'
        1 error; nothing was run.
        """#),
    Fault(
      "An unknown grade",
      exchanging: "grade: C",
      with: "grade: E",
      prints: #"""
        post.yaml:43:73: error: expected one of A, B, C, D, found 'E'
          in: traffic / transit truck / arrivals / rate / grade
          fix: write one of these words
        1 error; nothing was run.
        """#),
    Fault(
      "A range that is no list",
      exchanging: "range: [400, 450]",
      with: "range: 400",
      prints: #"""
        post.yaml:43:83: error: expected a list of the lowest and the highest value, found '400'
          in: traffic / transit truck / arrivals / rate / range
          fix: write '[700, 1000]'
        1 error; nothing was run.
        """#),
    Fault(
      "A number with its source inside another",
      exchanging: "{value: 425 per day,",
      with: "{value: {value: 425 per day},",
      prints: #"""
        post.yaml:43:21: error: a number with its source inside another
          in: traffic / transit truck / arrivals / rate / value
          fix: write one 'value'
        1 error; nothing was run.
        """#),
    Fault(
      "A class that gives its channels as a list",
      exchanging: "channels: {green: 60 %, yellow: 30 %, red: 10 %}",
      with: "channels: [green, red]",
      prints: #"""
        post.yaml:46:15: error: expected a map of channels, found a list
          in: traffic / transit truck / channels
          fix: write '{green: 60 %, yellow: 30 %, red: 10 %}'
        1 error; nothing was run.
        """#),
    Fault(
      "A duration where 0 is not allowed",
      exchanging: "{law: gamma, mean: 2 min",
      with: "{law: gamma, mean: 0 min",
      prints: #"""
        post.yaml:35:59: error: 'mean' must be above zero, found '0 min'
          in: controls / stamp / time / value / mean
          fix: write for example '12 min'
        1 error; nothing was run.
        """#),
  ]
}
