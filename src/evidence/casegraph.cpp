#include "evidence/casegraph.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/bytes.hpp"

namespace ledgelight::evidence {
namespace {

// Our namespace for UUIDv5, made once at random; changing it would rename every node.
constexpr std::string_view kNamespace =
    "\x6f\x1d\x0c\x52\x9b\x3e\x4a\x87\xa2\x64\x5d\x70\xe8\x15\xc3\x9a";

Json pointer(const std::string& id) {
  return Json{{"@id", id}};
}
Json pointers(const std::vector<std::string>& ids) {
  Json out = Json::array();
  for (const auto& id : ids) out.push_back(pointer(id));
  return out;
}
Json typed(std::string_view type, std::string value) {
  return Json{{"@type", "xsd:" + std::string(type)}, {"@value", std::move(value)}};
}

std::string_view action_name(std::string_view action) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"collect", "collected"},
      {"receive", "custody-received"},
      {"release", "custody-released"},
      {"transfer", "custody-transferred"},
      {"read", "examined"},
      {"derive", "examined"},
      {"verify", "examined"},
      {"export", "exported"},
      {"dispose", "disposed"},
      {"hold", "held"}};
  for (const auto& [from, to] : kNames)
    if (from == action) return to;
  return action;
}

class Builder {
 public:
  explicit Builder(const CaseGraph& graph) : g_(graph) {}
  Json build();

 private:
  std::string iri(std::string_view kind, const std::string& name) const {
    return "kb:" + std::string(kind) + "-" +
           uuid_of(g_.origin + "\n" + std::string(kind) + "\n" + name);
  }
  void add(Json node) { nodes_.push_back(std::move(node)); }
  std::string person(const std::string& name);
  std::string performer(const std::string& actor);
  std::string evidence(const CaseGraphItem& item);
  std::string source(const CaseGraphItem& item);
  std::string provenance(const CaseGraphItem& item, std::size_t number);
  void chain(const CaseGraphItem& item);

  const CaseGraph& g_;
  Json nodes_ = Json::array();
  std::set<std::string> people_;
  std::string tool_;
  std::vector<std::string> members_;
};

std::string Builder::person(const std::string& name) {
  const auto id = iri("person", name);
  if (people_.insert(name).second)
    add({{"@id", id}, {"@type", "uco-identity:Person"}, {"uco-core:name", name}});
  return id;
}

std::string Builder::performer(const std::string& actor) {
  return actor == "system" ? tool_ : person(actor);
}

// The file in the bag, with its digests.
std::string Builder::evidence(const CaseGraphItem& item) {
  const auto id = iri("evidence", item.id);
  const auto hash = [&](const char* method, const std::string& value) {
    return Json{{"@id", iri("hash", item.id + method)},
                {"@type", "uco-types:Hash"},
                {"uco-types:hashMethod", method},
                {"uco-types:hashValue", typed("hexBinary", value)}};
  };
  const auto path =
      item.object.find('/') == std::string::npos ? "data/objects/" + item.object : item.object;
  Json hashes = Json::array({hash("SHA256", item.facts.sha256)});
  if (!item.facts.sha512.empty()) hashes.push_back(hash("SHA512", item.facts.sha512));
  add({{"@id", id},
       {"@type", "uco-observable:File"},
       {"uco-core:hasFacet",
        Json::array({Json{{"@id", iri("facet", item.id + "/file")},
                          {"@type", "uco-observable:FileFacet"},
                          {"uco-observable:fileName", path.substr(path.rfind('/') + 1)},
                          {"uco-observable:filePath", path},
                          {"uco-observable:sizeInBytes", item.facts.size}},
                     Json{{"@id", iri("facet", item.id + "/content")},
                          {"@type", "uco-observable:ContentDataFacet"},
                          {"uco-observable:sizeInBytes", item.facts.size},
                          {"uco-observable:hash", hashes}}})}});
  return id;
}

// Where it came from, as far as it was told.
std::string Builder::source(const CaseGraphItem& item) {
  const auto id = iri("file", item.id);
  add({{"@id", id},
       {"@type", "uco-observable:File"},
       {"uco-core:hasFacet",
        Json::array({Json{{"@id", iri("facet", item.id + "/source")},
                          {"@type", "uco-observable:FileFacet"},
                          {"uco-observable:fileName", item.original_name},
                          {"uco-observable:sizeInBytes", item.facts.size}}})}});
  add({{"@id", iri("relationship", item.id)},
       {"@type", "uco-observable:ObservableRelationship"},
       {"uco-core:source", pointer(iri("evidence", item.id))},
       {"uco-core:target", pointer(id)},
       {"uco-core:isDirectional", true},
       {"uco-core:kindOfRelationship", "Copied_From"}});
  return id;
}

std::string Builder::provenance(const CaseGraphItem& item, std::size_t number) {
  const auto exhibit = number == 1 ? item.id : item.id + "-" + std::to_string(number);
  const auto id = iri("provenance", exhibit);
  add({{"@id", id},
       {"@type", "case-investigation:ProvenanceRecord"},
       {"case-investigation:exhibitNumber", exhibit},
       {"case-investigation:rootExhibitNumber", item.id},
       {"uco-core:object", Json::array({pointer(iri("evidence", item.id))})}});
  members_.push_back(id);
  return id;
}

// One item from its taking in to its last handling: each action yields a provenance record that the
// next one takes in (CASE issues 136 and 146).
void Builder::chain(const CaseGraphItem& item) {
  const auto copy = evidence(item);
  const auto original = source(item);
  std::string last_action, last_record;
  std::size_t number = 0;
  for (const auto& row : g_.custody) {
    if (row.item != item.id) continue;
    const auto id = iri("action", std::to_string(row.event));
    const auto record = provenance(item, ++number);
    Json action{{"@id", id},
                {"@type", "case-investigation:InvestigativeAction"},
                {"uco-core:name", std::string(action_name(row.action))},
                {"uco-core:description",
                 "ledgelight log " + g_.origin + " index " + std::to_string(row.event)},
                {"uco-action:startTime", typed("dateTime", to_text(row.at))},
                {"uco-action:performer", pointer(performer(row.actor))}};
    if (row.actor != "system") action["uco-action:instrument"] = pointers({tool_});
    std::vector<std::string> others;
    for (const auto& side : {row.giver, row.taker})
      if (!side.empty() && side != row.actor) others.push_back(person(side));
    if (!others.empty()) action["uco-action:participant"] = pointers(others);
    action["uco-action:object"] = pointers({last_record.empty() ? original : last_record});
    if (last_action.empty())
      action["uco-action:result"] = pointers({copy, record});
    else
      action["uco-action:result"] = pointers({record});
    if (!last_action.empty()) action["case-investigation:wasInformedBy"] = pointers({last_action});
    add(std::move(action));
    members_.push_back(id);
    last_action = id;
    last_record = record;
  }
}

Json Builder::build() {
  tool_ = iri("tool", "ledgelight " + g_.tool_version);
  add({{"@id", iri("organization", g_.organization)},
       {"@type", "uco-identity:Organization"},
       {"uco-core:name", g_.organization}});
  add({{"@id", tool_},
       {"@type", "uco-tool:Tool"},
       {"uco-core:name", "ledgelight"},
       {"uco-tool:version", g_.tool_version},
       {"uco-tool:toolType", "acquisition"}});
  for (const auto& item : g_.items) chain(item);
  Json investigation{{"@id", iri("investigation", g_.case_id)},
                     {"@type", "case-investigation:Investigation"},
                     {"uco-core:name", "Case " + g_.case_id},
                     {"case-investigation:investigationForm", g_.form},
                     {"case-investigation:investigationStatus", g_.status},
                     {"uco-core:startTime", typed("dateTime", to_text(g_.opened))}};
  if (!members_.empty()) investigation["uco-core:object"] = pointers(members_);
  nodes_.insert(nodes_.begin(), std::move(investigation));
  const std::string case_ns = "https://ontology.caseontology.org/case/";
  const std::string uco = "https://ontology.unifiedcyberontology.org/uco/";
  return {{"@context",
           {{"kb", "urn:ledgelight:kb:"},
            {"case-investigation", case_ns + "investigation/"},
            {"uco-action", uco + "action/"},
            {"uco-core", uco + "core/"},
            {"uco-identity", uco + "identity/"},
            {"uco-observable", uco + "observable/"},
            {"uco-tool", uco + "tool/"},
            {"uco-types", uco + "types/"},
            {"xsd", "http://www.w3.org/2001/XMLSchema#"}}},
          {"@graph", nodes_}};
}

}  // namespace

std::string uuid_of(std::string_view name) {
  std::string bytes(kNamespace);
  bytes += name;
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0f) | 0x50);
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3f) | 0x80);
  auto text = hex(std::string_view(reinterpret_cast<const char*>(digest.data()), 16));
  for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

Json case_graph(const CaseGraph& graph) {
  return Builder(graph).build();
}

}  // namespace ledgelight::evidence
