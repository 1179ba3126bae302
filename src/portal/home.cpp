#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "desk/place.hpp"
#include "http/gzip.hpp"
#include "ledger/durable.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t max_bundle =
    256 * (2 + 65);  // our entries have 65 bytes, and two for the length

Response plain_page(const pages::Web& web, const Request& request, const char* name) {
  http::Page page(std::string("portal/") + name, web.language(request));
  if (std::string_view(name) == "verify") {
    page.set("VKEY", web.desk().config().ledger_vkey).set("ORIGIN", web.desk().config().origin);
  }
  return web.page(request, std::move(page), web.say(request, std::string("portal.") + name + ".title"),
                  public_frame(web, request, name == std::string_view("home") ? "/" : std::string("/") + name));
}

// Only names that the log's own format has: no dots, no way out of the folder.
bool ledger_path(std::string_view path) {
  if (path == "checkpoint") return true;
  if (path.rfind("tile/", 0) != 0 || path.size() > 200) return false;
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '/' || c == 'x' || c == '.' || c == 'p' ||
           (c >= 'a' && c <= 'z');
  }) && path.find("..") == std::string_view::npos && path.find("//") == std::string_view::npos &&
         path.find("/.") == std::string_view::npos;
}

}  // namespace

http::Frame public_frame(const pages::Web& web, const Request& request, std::string_view current) {
  http::Frame frame;
  if (const auto place = desk::place_state(web.desk()); place && !place->open()) {
    frame.alert_title = web.say(request, "portal.closed.title");
    frame.alert = web.say(request, "portal.closed.text");
  }
  const auto link = [&](const char* key, const char* address) {
    frame.navigation.push_back({web.say(request, key), address, current == address});
  };
  link("portal.nav.home", "/");
  link("portal.nav.report", "/report");
  link("portal.nav.status", "/status");
  link("portal.nav.responsible", "/responsible");
  link("portal.nav.penalties", "/penalties");
  link("portal.nav.faq", "/faq");
  link("portal.nav.forms", "/forms");
  link("portal.nav.resources", "/resources");
  link("portal.nav.verify", "/verify");
  return frame;
}

void add_home(http::Router& router, const WebPtr& web) {
  router.get("/", "home", "anyone", [web](Request& r) { return plain_page(*web, r, "home"); });
  router.get("/verify", "verify", "anyone", [web](Request& r) { return plain_page(*web, r, "verify"); });
  router.get("/about", "about", "anyone", [web](Request& r) { return plain_page(*web, r, "about"); });
}

void add_ledger(http::Router& router, const WebPtr& web) {
  router.get("/ledger/{path*}", "ledger", "anyone", [web](Request& r) {
    const auto path = r.param("path");
    if (!ledger_path(path)) return web->refuse(r, fail(Errc::not_found, "no such file of the ledger"));
    const bool head = path == "checkpoint";
    const auto on_disk = std::filesystem::path(web->desk().config().folder) / "ledger" / path;
    auto file = http::file(on_disk.string(),
                           head ? "text/plain; charset=utf-8" : "application/octet-stream");
    if (!file) return web->refuse(r, file.error());
    const auto kept = head ? http::Privacy::published : http::Privacy::immutable;
    if (!path.starts_with("tile/entries/")) return std::move(*file).kept(kept);
    // Bundles are base64 within, tiles are digests: only the first grow smaller.
    file->headers.add("Vary", "Accept-Encoding");
    if (!http::accepts(r, "gzip")) return std::move(*file).kept(kept);
    const auto bytes = ledger::read_whole(on_disk, max_bundle);
    if (!bytes) return std::move(*file).kept(kept);
    auto packed = http::text(http::gzip(*bytes)).kept(kept);
    packed.headers.set("Content-Type", "application/octet-stream");
    packed.headers.add("Content-Encoding", "gzip");
    packed.headers.add("Vary", "Accept-Encoding");
    return packed;
  });
}

void add_portal(http::Router& router, const WebPtr& web) {
  add_home(router, web);
  add_report(router, web);
  add_status(router, web);
  add_facts(router, web);
  add_forms(router, web);
  add_breach_notice(router, web);
  add_organization(router, web);
  add_ledger(router, web);
}

}  // namespace ledgelight::portal
