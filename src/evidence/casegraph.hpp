// evidence/casegraph.hpp: the chain of custody as CASE/UCO 1.4.0 JSON-LD (ledgelight/case.jsonld).
//
// One flat @graph, inline @context, every node with an IRI kb:<kind>-<UUIDv5> made of our own
// identifiers, so that two exports of the same thing agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "evidence/bag.hpp"
#include "evidence/custody.hpp"

namespace ledgelight::evidence {

struct CaseGraphItem {
  std::string id;      ///< exhibit number, "2026-0007/E1"
  std::string object;  ///< file name in data/objects; with a '/', the path in the bag
  FileFacts facts;
  std::string original_name;  ///< printable form
};

struct CaseGraph {
  std::string origin;        ///< the log's origin
  std::string organization;  ///< "City of …, incident desk"
  std::string case_id;
  std::string form = "incident";  ///< case | incident | suspicious-activity
  std::string status;             ///< "open", "closed"
  Instant opened{};
  std::string tool_version;
  std::vector<CaseGraphItem> items;
  std::vector<CustodyRow> custody;  ///< ascending by event
};

/// The document. Persons appear by the names in the rows: officer numbers, roles.
Json case_graph(const CaseGraph& graph);

/// RFC 4122 version 5 (SHA-1), in the namespace of this project.
std::string uuid_of(std::string_view name);

}  // namespace ledgelight::evidence
