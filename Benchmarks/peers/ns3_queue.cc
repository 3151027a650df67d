// SPDX-License-Identifier: GPL-3.0-or-later
// M/M/c on ns-3's event scheduler: SERVERS CUSTOMERS SEED EVENT_LIST. From empty until the last customer has left;
// service one minute, load 0.9.
#include "ns3_post.h"

class Post {
 public:
  Post(unsigned servers, uint64_t customers)
      : m_left(customers), m_gap(exponential_law(1 / (0.9 * servers))), m_booth(this, 0, servers, exponential_law(1)) {}

  void Start() { ns3::Simulator::Schedule(from_minutes(m_gap->GetValue()), &Post::Arrive, this); }
  void Served(Customer, int) {}

  void Print() const {
    std::cout << "customers " << m_booth.waits->getCount() << "\n"
              << "mean_wait_min " << m_booth.waits->getMean() << "\n"
              << "sd_wait_min " << m_booth.waits->getStddev() << "\n"
              << "maximum_wait_min " << m_booth.waits->getMax() << "\n"
              << "mean_service_min " << m_booth.services->getMean() << "\n";
  }

 private:
  void Arrive() {
    m_booth.Join({ns3::Simulator::Now(), {}});
    if (--m_left > 0) ns3::Simulator::Schedule(from_minutes(m_gap->GetValue()), &Post::Arrive, this);
  }

  uint64_t m_left;
  ns3::Ptr<ns3::RandomVariableStream> m_gap;
  Station<Post> m_booth;
};

int main(int count, char **argument) {
  const char *usage = "SERVERS CUSTOMERS SEED EVENT_LIST";
  uint64_t servers = whole_number(count, argument, 1, usage);
  uint64_t customers = whole_number(count, argument, 2, usage);
  ns3::RngSeedManager::SetSeed(static_cast<uint32_t>(whole_number(count, argument, 3, usage)));
  choose_event_list(count > 4 ? argument[4] : "map");
  std::cout.precision(9);
  Post post(static_cast<unsigned>(servers), customers);
  post.Start();
  ns3::Simulator::Run();
  post.Print();
  ns3::Simulator::Destroy();
  return 0;
}
