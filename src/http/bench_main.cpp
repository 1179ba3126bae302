// A server for bench/http_bench.sh: one page of about 8 KB, rendered anew each time in the real
// frame, and the same bytes kept ready. Prints its port and serves until told to stop.
#include <cstdio>
#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "http/layout.hpp"
#include "http/server.hpp"
#include "http/template.hpp"

using namespace ledgelight;
using namespace ledgelight::http;

namespace {

constexpr std::string_view list_template =
    "<h1>{{TITLE}}</h1>\n<table class=\"usa-table\"><caption>Cases</caption>\n"
    "{{#ROW}}<tr><td><a href=\"/case/{{ID}}\">{{ID}}</a></td><td>{{SUBJECT}}</td><td>{{DUE}}</td></tr>\n"
    "{{/ROW}}</table>\n";

std::string rendered(const Templates& templates, const Messages& messages, const Request& request) {
  Page page("bench/list", "en");
  const Site site{"City of Example", "Cyber desk", "", true, false};
  frame(page, request, messages, *shared_assets(), site, "Cases");
  for (int i = 0; i < 44; ++i) {
    page.row("ROW")
        .set("ID", "2026-" + std::to_string(1000 + i))
        .set("SUBJECT", "A message that asked for a password & more <" + std::to_string(i) + ">")
        .set("DUE", "Wednesday, March 11, 2026");
  }
  return templates.render(page).value();
}

}  // namespace

int main() {
  std::vector<EmbeddedFile> content(embedded_content().begin(), embedded_content().end());
  content.push_back({"templates/bench/list.tpl", list_template});
  const auto messages = Messages::load(content).value();
  const auto templates = Templates::load(content, messages).value();
  static const auto kept = rendered(templates, messages, request_of(Method::get, "/page"));
  auto router = std::make_shared<Router>();
  router->get("/page", "page", "anyone",
              [&](Request& request) { return html(rendered(templates, messages, request)); });
  router->get("/kept", "kept", "anyone", [](Request&) {
    Response response = html("");
    response.fixed = kept;
    return response;
  });
  Listener listener;
  listener.name = "bench";
  listener.address = "127.0.0.1";
  listener.router = router;
  ServerOptions options;
  options.handler_threads = 2;
  auto server = Server::start(options, {listener});
  if (!server) return std::fprintf(stderr, "%s\n", server.error().detail.c_str()), 1;
  std::printf("%u %zu\n", (*server)->ports()[0], kept.size());
  std::fflush(stdout);
  (*server)->run_until_signal();
  return 0;
}
