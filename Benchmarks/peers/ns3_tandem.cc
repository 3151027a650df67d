// SPDX-License-Identifier: GPL-3.0-or-later
// The border tandem on ns-3's event scheduler: REPLICATIONS SEED EVENT_LIST. Each replication has 30 days of arrivals
// from empty and runs until all have left.
#include "ns3_post.h"

namespace {

const char *const names[] = {"immigration", "customs", "scanner"};
const double arrivals_end = 30 * 24 * 60;

ns3::Ptr<ns3::RandomVariableStream> immigration_law() {
  double variance = std::log(1 + 0.6 * 0.6);
  auto law = ns3::CreateObject<ns3::LogNormalRandomVariable>();
  law->SetAttribute("Mu", ns3::DoubleValue(std::log(5) - variance / 2));
  law->SetAttribute("Sigma", ns3::DoubleValue(std::sqrt(variance)));
  return law;
}

ns3::Ptr<ns3::RandomVariableStream> customs_law() {
  auto law = ns3::CreateObject<ns3::GammaRandomVariable>();
  law->SetAttribute("Alpha", ns3::DoubleValue(1));
  law->SetAttribute("Beta", ns3::DoubleValue(6.5));
  return law;
}

// ns-3 takes the mean in place of the mode 2: (1.5 + 2 + 4) / 3.
ns3::Ptr<ns3::RandomVariableStream> scanner_law() {
  auto law = ns3::CreateObject<ns3::TriangularRandomVariable>();
  law->SetAttribute("Mean", ns3::DoubleValue(2.5));
  law->SetAttribute("Min", ns3::DoubleValue(1.5));
  law->SetAttribute("Max", ns3::DoubleValue(4));
  return law;
}

class Post {
 public:
  Post() : m_gap(exponential_law(1)), m_choice(ns3::CreateObject<ns3::UniformRandomVariable>()),
           m_stays(ns3::CreateObject<ns3::MinMaxAvgTotalCalculator<double>>()) {
    m_stations.emplace_back(this, 0, 6, immigration_law());
    m_stations.emplace_back(this, 1, 8, customs_law());
    m_stations.emplace_back(this, 2, 1, scanner_law());
  }

  void Start() { ScheduleArrival(); }

  void Served(Customer customer, int station) {
    if (station == 0) {
      m_stations[1].Join(customer);
    } else if (station == 1 && m_choice->GetValue() < 0.2) {
      m_stations[2].Join(customer);
    } else {
      m_stays->Update(in_minutes(ns3::Simulator::Now() - customer.arrived));
    }
  }

  void Print() const {
    double travellers = m_stays->getCount();
    std::cout << "customers " << m_stays->getCount() << "\n"
              << "mean_stay_min " << m_stays->getMean() << "\n"
              << "share_scanned " << m_stations[2].waits->getCount() / travellers << "\n";
    for (int station = 0; station < 3; station++) {
      std::cout << "mean_wait_min_" << names[station] << " " << m_stations[station].waits->getMean() << "\n"
                << "mean_service_min_" << names[station] << " " << m_stations[station].services->getMean() << "\n";
    }
  }

 private:
  void ScheduleArrival() { ns3::Simulator::Schedule(from_minutes(m_gap->GetValue()), &Post::Arrive, this); }

  void Arrive() {
    if (in_minutes(ns3::Simulator::Now()) >= arrivals_end) return;
    m_stations[0].Join({ns3::Simulator::Now(), {}});
    ScheduleArrival();
  }

  ns3::Ptr<ns3::RandomVariableStream> m_gap;
  ns3::Ptr<ns3::UniformRandomVariable> m_choice;
  ns3::Ptr<ns3::MinMaxAvgTotalCalculator<double>> m_stays;
  std::vector<Station<Post>> m_stations;
};

}  // namespace

int main(int count, char **argument) {
  const char *usage = "REPLICATIONS SEED EVENT_LIST";
  uint64_t replications = whole_number(count, argument, 1, usage);
  ns3::RngSeedManager::SetSeed(static_cast<uint32_t>(whole_number(count, argument, 2, usage)));
  choose_event_list(count > 3 ? argument[3] : "map");
  std::cout.precision(9);
  Post post;
  for (uint64_t i = 0; i < replications; i++) {
    post.Start();
    ns3::Simulator::Run();
    // Sets the clock back to zero; the post is empty by now.
    ns3::Simulator::Destroy();
  }
  post.Print();
  return 0;
}
