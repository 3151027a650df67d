// SPDX-License-Identifier: GPL-3.0-or-later
// What the ns-3 programs share: a station with officers and a first-come line, on ns-3's own event scheduler, random
// variables and calculators of statistics.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <queue>
#include <string>
#include <vector>

#include "ns3/basic-data-calculators.h"
#include "ns3/core-module.h"

// ns-3 keeps time in whole nanoseconds; `Minutes(double)` goes through 128-bit fixed point and takes longer.
inline ns3::Time from_minutes(double minutes) { return ns3::NanoSeconds(static_cast<uint64_t>(minutes * 60e9)); }
inline double in_minutes(ns3::Time time) { return static_cast<double>(time.GetNanoSeconds()) / 60e9; }

inline uint64_t whole_number(int count, char **argument, int index, const char *usage) {
  if (index >= count) {
    std::cerr << "usage: " << argument[0] << " " << usage << "\n";
    std::exit(64);
  }
  return std::strtoull(argument[index], nullptr, 10);
}

// The list of events: `map` is the default of ns-3, `priority-queue` is faster for such models.
inline void choose_event_list(const std::string &name) {
  std::string type = name == "map" ? "ns3::MapScheduler" : "ns3::PriorityQueueScheduler";
  ns3::Config::SetGlobal("SchedulerType", ns3::StringValue(type));
}

struct Customer {
  ns3::Time arrived;
  ns3::Time joined;
};

// `Post` has `void Served(Customer, int station)`, called at the end of a service.
template <typename Post>
class Station {
 public:
  Station(Post *post, int number, unsigned officers, ns3::Ptr<ns3::RandomVariableStream> law)
      : m_post(post), m_number(number), m_free(officers), m_law(law),
        waits(ns3::CreateObject<ns3::MinMaxAvgTotalCalculator<double>>()),
        services(ns3::CreateObject<ns3::MinMaxAvgTotalCalculator<double>>()) {}

  void Join(Customer customer) {
    customer.joined = ns3::Simulator::Now();
    if (m_free > 0) {
      m_free--;
      Begin(customer);
    } else {
      m_line.push(customer);
    }
  }

 private:
  void Begin(Customer customer) {
    waits->Update(in_minutes(ns3::Simulator::Now() - customer.joined));
    double minutes = m_law->GetValue();
    services->Update(minutes);
    ns3::Simulator::Schedule(from_minutes(minutes), &Station::End, this, customer);
  }

  void End(Customer customer) {
    if (m_line.empty()) {
      m_free++;
    } else {
      Customer next = m_line.front();
      m_line.pop();
      Begin(next);
    }
    m_post->Served(customer, m_number);
  }

  Post *m_post;
  int m_number;
  unsigned m_free;
  ns3::Ptr<ns3::RandomVariableStream> m_law;
  std::queue<Customer> m_line;

 public:
  ns3::Ptr<ns3::MinMaxAvgTotalCalculator<double>> waits;
  ns3::Ptr<ns3::MinMaxAvgTotalCalculator<double>> services;
};

inline ns3::Ptr<ns3::RandomVariableStream> exponential_law(double mean) {
  auto law = ns3::CreateObject<ns3::ExponentialRandomVariable>();
  law->SetAttribute("Mean", ns3::DoubleValue(mean));
  return law;
}
