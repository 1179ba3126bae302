// Reads `federal:` of a pack (docs/formats/pack.md).
#include "law/facts.hpp"
#include "law/load.hpp"

namespace ledgelight::law {
namespace {

template <class R>
R common(const Reader& in, const std::string& pack, std::vector<std::string_view> keys,
         const std::vector<std::string>& events) {
  R out;
  for (const auto* key : {"rule", "kind", "title", "in-force", "source", "flags"})
    keys.emplace_back(key);
  in.is_map(keys);
  out.id = in.text("rule");
  if (out.id.rfind(pack + "/", 0) != 0)
    in.fault("rule '" + out.id.substr(0, 80) + "' is not of this pack; begin it with " + pack +
             "/");
  out.title = in.text("title");
  out.in_force = in.in_force();
  out.sources = in.sources();
  in.each("flags", false, [&](const Reader& one) {
    if (!one.is_map({"on", "code", "text", "source"})) return;
    const auto on = one.token("on", events);
    if (!on.empty()) out.flags[on] = {one.text("code"), one.text("text"), one.sources()};
  });
  return out;
}

std::vector<Conditional> sentences(const Reader& in, std::string_view key) {
  std::vector<Conditional> out;
  in.each(key, false, [&](const Reader& one) {
    if (!one.is_map({"text", "source"})) return;
    out.push_back({{}, one.text("text"), one.sources()});
  });
  return out;
}

}  // namespace

void load_federal(const Reader& in, const std::string& pack, FederalLaw& law) {
  law.pack = pack;
  in.items([&](const Reader& one) {
    if (one.node().kind != Node::Kind::map) return one.fault("write 'rule: …' and 'kind: …' lines");
    const auto kind = one.token("kind", {"hipaa-individuals", "hipaa-secretary", "hipaa-media",
                                         "hipaa-associate", "hipaa-hold", "overlay"});
    if (kind.empty()) return;
    if (kind == "overlay") {
      auto out =
          common<FederalOverlay>(one, pack, {"if-any", "entities", "code", "text"}, {"always"});
      if (one.has("if-any")) out.elements = one.tokens("if-any", element_tokens());
      for (const auto& entity : one.maybe_texts("entities"))
        out.entities.insert(entity);
      out.code = one.text("code");
      out.text = one.text("text");
      law.overlays.push_back(std::move(out));
      return;
    }
    if (kind == "hipaa-hold") {
      if (law.hold) one.fault("a second rule of kind hipaa-hold; keep one");
      const std::vector<std::string> events{"incomplete", "after-due", "released",
                                            "release-unknown", "written-unknown"};
      auto out =
          common<FederalHold>(one, pack, {"suspended-text", "released-text", "oral-days"}, events);
      for (const auto& event : events)
        if (out.flags.count(event) == 0)
          one.fault("no flag for '" + event + "'; add {on: " + event +
                    ", code: …, text: …, source: …} to flags:");
      out.suspended_text = one.text("suspended-text");
      out.released_text = one.text("released-text");
      out.oral_days = one.number("oral-days", 1, 366);
      law.hold = std::move(out);
      return;
    }
    auto out = common<FederalDuty>(one, pack,
                                   {"bearer", "recipient", "due-text", "below-text", "none-because",
                                    "days", "days-after-year", "from-count", "methods", "content"},
                                   {"always"});
    if (kind == "hipaa-secretary") out.what = FederalDuty::What::secretary;
    if (kind == "hipaa-media") out.what = FederalDuty::What::media;
    if (kind == "hipaa-associate") out.what = FederalDuty::What::associate;
    out.bearer = one.text("bearer");
    out.recipient = one.text("recipient");
    out.due_text = one.text("due-text");
    const bool secretary = out.what == FederalDuty::What::secretary;
    out.days = one.number(secretary ? "days-after-year" : "days", 0, 366);
    if (secretary || out.what == FederalDuty::What::media)
      out.from_count = one.number("from-count", 1, 1'000'000'000);
    if (secretary) out.below_text = one.text("below-text");
    if (out.what == FederalDuty::What::media) out.none_because = one.text("none-because");
    out.methods = sentences(one, "methods");
    out.content = sentences(one, "content");
    for (const auto& other : law.hipaa)
      if (other.what == out.what) one.fault("a second rule of kind " + kind + "; keep one");
    law.hipaa.push_back(std::move(out));
  });
}

}  // namespace ledgelight::law
