#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <future>
#include <thread>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "http/test_client.hpp"

namespace ledgelight::http {
namespace {

// Counts up to a value; tests wait for events, never for times.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  bool wait(int for_count = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(180), [&] { return count_ >= for_count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

struct Files {
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::size_t> most_memory{0};
  std::atomic<int> finished{0}, undone{0};
  Gate ended;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t pages = 0, resident = 0;
  in >> pages >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

class Counting : public Upload {
 public:
  explicit Counting(Files& files) : files_(files) {}
  ~Counting() override {
    if (!done_) ++files_.undone;
    files_.ended.open();
  }
  Result<void> begin(const Request&, const PartHead&) override { return Done{}; }
  Result<void> bytes(std::string_view chunk) override {
    hash_.update(chunk);
    const auto before = files_.bytes.fetch_add(chunk.size());
    if (before / (4U << 20) != (before + chunk.size()) / (4U << 20)) {
      files_.most_memory = std::max(files_.most_memory.load(), resident_bytes());
    }
    return Done{};
  }
  Result<void> end() override { return Done{}; }
  Response finish(Request& r) override {
    done_ = true;
    ++files_.finished;
    const auto digest = hash_.sha256();
    return text(r.field("note") + hex(digest));
  }

 private:
  Files& files_;
  Hasher hash_;
  bool done_ = false;
};

class Numbers : public Source {
 public:
  explicit Numbers(bool breaks) : breaks_(breaks) {}
  Result<void> read(std::string& to, std::size_t) override {
    if (n_ == 3 && breaks_) return fail(Errc::io, "a disk died");
    if (n_ < 4) to += std::to_string(n_++);
    return Done{};
  }

 private:
  bool breaks_;
  int n_ = 0;
};

class Desk : public ::testing::Test {
 protected:
  Desk() {
    router_ = std::make_shared<Router>();
    router_->get("/", "home", "anyone", [](Request&) { return text("home"); });
    router_->get("/echo/{id}", "echo", "anyone", [](Request& r) {
      return text(r.param("id") + "|" + r.query.get("q") + "|" + r.peer + "|" + (r.secure ? "s" : "p"));
    });
    router_->post("/form", "form", "anyone", [](Request& r) {
      return text(std::to_string(r.form.size()) + r.field("a") + r.body.substr(0, r.form.empty() ? 100 : 0));
    });
    router_->get("/wait", "wait", "anyone", [this](Request&) {
      waiting_.open();
      go_.wait();
      return text("waited");
    });
    router_->get("/count", "count", "anyone", [](Request&) {
      Response r;
      r.source = std::make_shared<Numbers>(false);
      return r;
    });
    router_->get("/breaks", "breaks", "anyone", [](Request&) {
      Response r;
      r.source = std::make_shared<Numbers>(true);
      return r;
    });
    router_->get("/large", "large", "anyone", [](Request&) { return text(std::string(3U << 20, 'L')); });
    router_->get("/file", "file", "anyone", [](Request&) {
      return file(LEDGELIGHT_SOURCE_DIR "/src/http/server_test.cpp", "text/plain").value();
    });
    router_->upload("/upload", "upload", "anyone", 400U << 20,
                    [this](Request&) { return std::make_unique<Counting>(files_); });
    router_->upload("/small", "small", "anyone", 1000,
                    [this](Request&) { return std::make_unique<Counting>(files_); });
  }

  void start() {
    options_.io_threads = 2;
    options_.log = [this](const Access& a) {
      const std::lock_guard lock(mutex_);
      log_.push_back(a);
      logged_.open();
    };
    Listener listener;
    listener.name = "public";
    listener.address = "127.0.0.1";
    listener.router = router_;
    listener.proxies = proxies_;
    listener.tls = tls_;
    auto server = Server::start(options_, {listener});
    ASSERT_TRUE(server) << server.error().detail;
    server_ = std::move(*server);
    port_ = server_->ports()[0];
  }

  Client::Answer get(const std::string& path, const std::string& headers = "") {
    Client client(port_);
    return client.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
  }

  std::shared_ptr<Router> router_;
  ServerOptions options_;
  std::vector<std::string> proxies_;
  std::optional<Tls> tls_;
  Files files_;
  Gate waiting_, go_, logged_;
  std::mutex mutex_;
  std::vector<Access> log_;
  std::unique_ptr<Server> server_;  // last: stops before what its handlers use
  std::uint16_t port_ = 0;
};

TEST_F(Desk, AnswersAndKeepsTheConnection) {
  start();
  Client client(port_);
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.ask("GET /echo/a%20b?q=%C3%B1 HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "a b|\xC3\xB1|127.0.0.1|p");
    EXPECT_NE(answer.head.find("X-Request-Id: "), std::string::npos);
  }
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"));
  const auto head = client.answer(true);
  EXPECT_NE(head.head.find("Content-Length: 4\r\n"), std::string::npos);
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").body, "home");
}

TEST_F(Desk, AnswersPipelinedRequestsInOrder) {
  start();
  Client client(port_);
  std::string all;
  for (int i = 0; i < 50; ++i) all += "GET /echo/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.answer().body, std::to_string(i) + "||127.0.0.1|p");
}

TEST_F(Desk, AFirstLineOrHeaderOutOfOrderIsRefusedAndTheConnectionEnds) {
  start();
  struct Row {
    std::string bytes;
    int status;
  };
  const std::string host = "Host: x\r\n";
  for (const auto& row : std::vector<Row>{
           {"rubbish\r\n\r\n", 400},
           {"GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
           {"GET / HTTP/3.0\r\n" + host + "\r\n", 400},
           {"GET / HTTP/1.1\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + "Bad Name: x\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + "Name : x\r\n\r\n", 400},
           {std::string("GET /\0 HTTP/1.1\r\n", 17) + host + "\r\n", 400},
           {"GET / HTTP/1.1\r\n" + host + std::string("X: a\0b\r\n\r\n", 10), 400},
           {"GET /../etc/passwd HTTP/1.1\r\n" + host + "\r\n", 400},
           {"GET /echo/%2e%2e%2f%2e%2e HTTP/1.1\r\n" + host + "\r\n", 400},
           {"GET /echo/%00 HTTP/1.1\r\n" + host + "\r\n", 400},
           {"BREW / HTTP/1.1\r\n" + host + "\r\n", 501},
           {"CONNECT evil.example:443 HTTP/1.1\r\n" + host + "\r\n", 501},
           {"POST /form HTTP/1.1\r\n" + host + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Content-Length: -3\r\n\r\nabc", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Content-Length: 0x3\r\n\r\nabc", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc", 400},
           {"POST /form HTTP/1.1\r\n" + host + "Content-Length: 5\r\nExpect: miracles\r\n\r\n", 417},
           {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
           {"GET / HTTP/1.1\r\n" + host + "X: " + std::string(64U << 10, 'x') + "\r\n\r\n", 431},
       }) {
    Client client(port_);
    client.send(row.bytes);
    client.done_sending();
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, row.status) << row.bytes.substr(0, 100);
    // Whatever followed must never be taken for a request of its own.
    const bool has_more = row.bytes.rfind("POST", 0) == 0;
    EXPECT_EQ(has_more ? client.rest() : "", "") << row.bytes;
  }
  EXPECT_EQ(get("/").body, "home");
}

TEST_F(Desk, ReadsAbsoluteAddressesAsProxiesSendThem) {
  start();
  Client client(port_);
  EXPECT_EQ(client.ask("GET http://x/echo/1?q=2 HTTP/1.1\r\nHost: x\r\n\r\n").body, "1|2|127.0.0.1|p");
  EXPECT_EQ(client.ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").status, 204);
}

TEST_F(Desk, TakesFormsWholeOrNotAtAll) {
  start();
  Client client(port_);
  const std::string head = "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
  EXPECT_EQ(client.ask(head + "Content-Length: 7\r\n\r\na=%41+b").body, "1A b");
  EXPECT_EQ(client.ask(head + "Transfer-Encoding: chunked\r\n\r\n3\r\na=%\r\n4;ext=1\r\n41+b\r\n0\r\nTrailer: x\r\n\r\n").body, "1A b");
  ASSERT_TRUE(client.send(head + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client.answer().status, 100);
  EXPECT_EQ(client.ask("a=1").body, "11");
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "f=1&";
  EXPECT_EQ(client.ask(head + "Content-Length: " + std::to_string(many.size()) + "\r\n\r\n" + many).status, 413);
  EXPECT_EQ(client.ask(head + "Content-Length: 3\r\n\r\na=%").status, 400);
}

TEST_F(Desk, AFormThatIsTooLargeIsRefusedBeforeItIsRead) {
  start();
  Client stated(port_);
  EXPECT_EQ(stated.ask("POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n").status, 413);
  EXPECT_EQ(stated.rest(), "");
  Client growing(port_);
  growing.send("POST /form HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const auto chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int i = 0; i < 20; ++i) growing.send(chunk);
  EXPECT_EQ(growing.answer().status, 413);
  EXPECT_EQ(get("/").body, "home");
}

TEST_F(Desk, ASlowHeaderIsCutOffWhileOthersAreServed) {
  options_.limits.header_time = std::chrono::seconds(2);  // time enough for an honest header on a busy machine
  start();
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<Client>(port_));
    slow.back()->send("GET / HTTP/1.1\r\n");
  }
  EXPECT_EQ(get("/").body, "home");
  // Each byte in time, the whole never: sending goes on until the server has had enough.
  std::thread dripping([&] {
    for (bool alive = true; alive;) {
      alive = slow[0]->send("X: y\r\n");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  for (std::size_t i = 1; i < slow.size(); ++i) EXPECT_EQ(slow[i]->rest(), "");
  dripping.join();
  EXPECT_EQ(get("/").body, "home");
}

TEST_F(Desk, ABodyThatDripsIsCutOff) {
  options_.limits.body_grace = std::chrono::milliseconds(200);
  options_.limits.body_rate = 1U << 20;
  start();
  Client client(port_);
  client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc");
  EXPECT_EQ(client.rest(), "");
  ASSERT_TRUE(files_.ended.wait());
  EXPECT_EQ(files_.undone, 1);
}

std::string part(const std::string& name, const std::string& extra, const std::string& value) {
  return "--b\r\nContent-Disposition: form-data; name=" + name + extra + "\r\n\r\n" + value + "\r\n";
}

TEST_F(Desk, AnUploadCutOffIsUndone) {
  start();
  const std::string head =
      "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n";
  {
    Client client(port_);
    client.send(head + part("f", "; filename=x", std::string(1000, 'x')));
  }
  ASSERT_TRUE(files_.ended.wait());
  EXPECT_EQ(files_.undone, 1);
  EXPECT_EQ(files_.finished, 0);
  Client broken(port_);
  broken.send(head + part("f", "; filename=x", "x") + "--bX" + std::string(4800, 'x'));
  EXPECT_EQ(broken.answer().status, 400);
  ASSERT_TRUE(files_.ended.wait(2));
  EXPECT_EQ(files_.undone, 2);
  Client large(port_);
  EXPECT_EQ(large.ask("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n").status, 413);
}

TEST_F(Desk, AnUploadOf200MegabytesStaysOutOfMemory) {
  start();
  EXPECT_EQ(get("/").status, 200);
  const std::string block(1U << 20, 'q');
  const auto before = resident_bytes();
  const auto opening = part("note", "", "n:") + "--b\r\nContent-Disposition: form-data; name=f; filename=big\r\n\r\n";
  const std::string closing = "\r\n--b--\r\n";
  constexpr std::size_t blocks = 200;
  Client client(port_);
  ASSERT_TRUE(client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " +
                          std::to_string(opening.size() + blocks * block.size() + closing.size()) + "\r\n\r\n" + opening));
  Hasher hash;
  for (std::size_t i = 0; i < blocks; ++i) {
    hash.update(block);
    ASSERT_TRUE(client.send(block));
  }
  ASSERT_TRUE(client.send(closing));
  const auto digest = hash.sha256();
  EXPECT_EQ(client.answer().body, "n:" + hex(digest));
  EXPECT_EQ(files_.bytes, blocks * block.size());
  // AddressSanitizer keeps freed memory back on purpose, about 256 MB of it.
  EXPECT_LT(files_.most_memory.load(), before + (sanitized ? 512U << 20 : 24U << 20));
}

TEST_F(Desk, ABodyThatIsNoFormIsStreamedToo) {
  start();
  Client client(port_);
  const auto answer = client.ask("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(answer.body, hex(sha256("abc")));
}

TEST_F(Desk, SendsLargeAnswersFilesAndRanges) {
  start();
  EXPECT_EQ(get("/large").body, std::string(3U << 20, 'L'));
  const auto whole = get("/file");
  EXPECT_EQ(whole.body.substr(0, 10), "#include \"");
  const auto some = get("/file", "Range: bytes=1-7\r\n");
  EXPECT_EQ(some.status, 206);
  EXPECT_EQ(some.body, whole.body.substr(1, 7));
  const auto at = whole.head.find("ETag: ") + 6;
  const auto etag = whole.head.substr(at, whole.head.find("\r\n", at) - at);
  const auto again = get("/file", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.head.find("Content-Length"), std::string::npos);
}

TEST_F(Desk, AnswersOfUnknownLengthEndClearlyOrAreCutOff) {
  start();
  Client fine(port_);
  fine.send("GET /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(fine.rest().find("\r\n\r\n1\r\n0\r\n1\r\n1\r\n1\r\n2\r\n1\r\n3\r\n0\r\n\r\n"), std::string::npos);
  Client old(port_);
  old.send("GET /count HTTP/1.0\r\n\r\n");
  EXPECT_NE(old.rest().find("\r\n\r\n0123"), std::string::npos);
  Client broken(port_);
  broken.send("GET /breaks HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto got = broken.rest();
  EXPECT_NE(got.find("1\r\n2\r\n"), std::string::npos);
  EXPECT_EQ(got.find("0\r\n\r\n"), std::string::npos) << "a broken answer must not look whole";
}

TEST_F(Desk, ABlockedHandlerHoldsUpNobodyElse) {
  options_.handler_threads = 2;
  start();
  Client blocked(port_);
  blocked.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(waiting_.wait());
  for (int i = 0; i < 20; ++i) EXPECT_EQ(get("/").body, "home");
  go_.open();
  EXPECT_EQ(blocked.answer().body, "waited");
}

TEST_F(Desk, TooManyWaitingRequestsAreToldSo) {
  options_.handler_threads = 1;
  options_.limits.waiting = 1;
  start();
  Client blocked(port_);
  blocked.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(waiting_.wait());
  const auto refused = get("/");
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.head.find("Retry-After"), std::string::npos);
  go_.open();
  EXPECT_EQ(blocked.answer().body, "waited");
}

TEST_F(Desk, ConnectionsBeyondTheCapAreClosed) {
  options_.limits.connections = 3;
  start();
  std::vector<std::unique_ptr<Client>> open;
  for (int i = 0; i < 3; ++i) {
    open.push_back(std::make_unique<Client>(port_));
    ASSERT_EQ(open.back()->ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").body, "home");
  }
  Client fourth(port_);
  EXPECT_EQ(fourth.rest(), "");
  EXPECT_EQ(open[0]->ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").body, "home");
}

TEST_F(Desk, StoppingLetsRequestsUnderWayEnd) {
  start();
  Client idle(port_), busy(port_);
  ASSERT_EQ(idle.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").body, "home");
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(waiting_.wait());
  auto stopped = std::async(std::launch::async, [&] { server_->stop(); });
  EXPECT_EQ(idle.rest(), "");  // closed at once
  go_.open();
  const auto last = busy.answer();
  EXPECT_EQ(last.body, "waited");
  EXPECT_NE(last.head.find("Connection: close"), std::string::npos);
  stopped.get();
  EXPECT_FALSE(Client(port_).connected());
  EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(Desk, StoppingEndsEvenWhenAClientNeverDoes) {
  options_.limits.drain_time = std::chrono::milliseconds(100);
  start();
  Client stuck(port_);
  stuck.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc");
  while (files_.bytes != 3) std::this_thread::yield();
  server_.reset();
  EXPECT_EQ(files_.undone, 1);
}

TEST_F(Desk, OnlyADeclaredProxySpeaksForOthers) {
  start();
  EXPECT_EQ(get("/echo/a", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n").body, "a||127.0.0.1|p");
  server_.reset();
  proxies_ = {"127.0.0.1"};
  start();
  const auto answer = get("/echo/a", "X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\nX-Forwarded-Proto: https\r\n");
  EXPECT_EQ(answer.body, "a||1.2.3.4|s");
  EXPECT_NE(answer.head.find("Strict-Transport-Security"), std::string::npos);
}

TEST_F(Desk, OnlyWhoSitsAtThisMachineIsLocal) {
  auto request = request_of(Method::get, "/metrics");
  request.peer = "127.0.0.1";
  EXPECT_TRUE(is_local(request));
  request.by_proxy = true;
  EXPECT_FALSE(is_local(request)) << "a declared proxy that keeps silent about its client";
  request.by_proxy = false;
  request.peer = "192.0.2.7";
  EXPECT_FALSE(is_local(request));
  for (const char* name : {"Forwarded", "x-forwarded-for", "X-Real-IP", "via"}) {
    auto passed_on = request_of(Method::get, "/metrics");
    passed_on.peer = "::1";
    passed_on.headers.add(name, "");
    EXPECT_FALSE(is_local(passed_on)) << name;
  }
}

TEST_F(Desk, TheLogNamesTheRouteAndNothingElse) {
  start();
  get("/echo/SECRET?q=SECRET", "Cookie: s=SECRET\r\nUser-Agent: SECRET\r\n");
  ASSERT_TRUE(logged_.wait());
  const std::lock_guard lock(mutex_);
  const auto line = json_line(log_[0], Instant(std::chrono::seconds(0)));
  EXPECT_EQ(line.find("SECRET"), std::string::npos);
  EXPECT_EQ(line.find("127.0.0.1"), std::string::npos);
  EXPECT_NE(line.find("\"route\":\"echo\""), std::string::npos);
}

TEST_F(Desk, APortInUseOrABadAddressIsSaid) {
  start();
  Listener listener;
  listener.address = "127.0.0.1";
  listener.port = port_;
  listener.router = router_;
  auto second = Server::start({}, {listener});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::io);
  listener.address = "localhost";
  EXPECT_EQ(Server::start({}, {listener}).error().code, Errc::config);
  listener.address = "127.0.0.1";
  listener.tls = Tls{"/nowhere.pem", "/nowhere.key"};
  EXPECT_EQ(Server::start({}, {listener}).error().code, Errc::config);
}

TEST(ServerPorts, SeveralListenersHaveRoutersOfTheirOwn) {
  const auto says = [](const std::string& word) {
    auto router = std::make_shared<Router>();
    router->get("/", "home", "anyone", [word](Request&) { return text(word); });
    return router;
  };
  Listener open, staff;
  open.address = staff.address = "127.0.0.1";
  open.router = says("public");
  staff.router = says("staff");
  auto server = Server::start({}, {open, staff});
  ASSERT_TRUE(server);
  const auto ports = (*server)->ports();
  ASSERT_NE(ports[0], ports[1]);
  EXPECT_EQ(Client(ports[0]).ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").body, "public");
  EXPECT_EQ(Client(ports[1]).ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").body, "staff");
}

}  // namespace
}  // namespace ledgelight::http
