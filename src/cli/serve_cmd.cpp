// serve: the pages of a desk.
#include <iostream>

#include "cli/commands.hpp"
#include "cli/serve.hpp"
#include "cli/show.hpp"

namespace ledgelight::cli {
namespace {

Result<Answer> serve_desk(Context& c) {
  auto* desk = TRY(c.desk());
  ServeOptions options;
  if (c.given("--listen")) options.listen = c.text("--listen");
  options.staff_listen = c.text("--staff-listen");
  options.tls_cert = c.text("--tls-cert");
  options.tls_key = c.text("--tls-key");
  options.proxies = c.texts("--behind-proxy");
  std::string first;
  options.first_officer = [&first](const std::string& path) { first = path; };
  options.ready = [&](const std::string& site, const std::string& staff) {
    auto& out = c.raw();
    if (c.json()) {
      out << plain_json(Json{{"site", site}, {"staff", staff}, {"first_officer", text_json(first)}}) << std::endl;
      return;
    }
    out << "The desk of " << desk->config().city_name << " is open: " << site << "/\n";
    if (first.empty()) {
      out << "Officers sign in at " << staff << "/staff\n";
    } else {
      out << "The first officer begins here, once, within a day: " << staff << first << "\n";
    }
    out << "Stop with Ctrl-C." << std::endl;
  };
  TRY(serve(*desk, options));
  return Answer{};
}

}  // namespace

void add_serve(Commands& to) {
  to.commands.push_back(
      {.path = "serve",
       .summary = "Serve the pages, until it is stopped",
       .options =
           {{"--listen", "ADDRESS",
             "address and port; 127.0.0.1:8080 if left out, port 0 takes a free one"},
            {"--staff-listen", "ADDRESS", "the officers' pages listen apart, there"},
            {"--tls-cert", "FILE", "certificate chain, PEM"},
            {"--tls-key", "FILE", "its key, PEM"},
            {"--behind-proxy", "ADDRESS", "a proxy whose word on the client's address is taken",
             Option::Need::optional, Option::Times::many},
            {"--rules", "DIR",
             "a folder laid over the rules in the program, instead of the one in desk.toml"}},
       .run = serve_desk,
       .details =
           "Off this machine it refuses to start without TLS or a declared proxy. With a proxy "
           "and\n"
           "without TLS only the proxies named, and this machine, are answered: nobody reaches "
           "the\n"
           "desk in clear around them. Standard error is the log: JSON, without personal data."});
}

}  // namespace ledgelight::cli
