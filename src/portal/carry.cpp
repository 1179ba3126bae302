#include "portal/carry.hpp"

#include "base/bytes.hpp"

namespace ledgelight::portal {
namespace {

Key carry_key(const desk::Desk& desk) { return desk.desk_key().derive("report-carry"); }

Json file_json(const desk::StagedFile& f) {
  return {{"blob", f.blob},     {"key", f.key.str()},       {"name", base64(f.name)},
          {"sha256", f.sha256}, {"sha512", f.sha512},       {"size", f.size},
          {"type", base64(f.claimed_type)}};
}

Result<desk::StagedFile> file_from(const Json& json) {
  desk::StagedFile f;
  f.blob = text_at(json, "blob");
  f.key = KeyId(text_at(json, "key"));
  f.name = TRY(unbase64(text_at(json, "name")));
  f.sha256 = text_at(json, "sha256");
  f.sha512 = text_at(json, "sha512");
  f.size = static_cast<std::uint64_t>(int_at(json, "size").value_or(0));
  f.claimed_type = TRY(unbase64(text_at(json, "type")));
  return f;
}

}  // namespace

std::string pack(desk::Desk& desk, const Carry& carry) {
  Json files = Json::array();
  for (const auto& f : carry.files) files.push_back(file_json(f));
  const Json all{{"answers", casefile::draft_body(carry.answers)}, {"files", std::move(files)}};
  return carry.form_token + base64(seal(carry_key(desk), carry.form_token, plain_json(all), desk.randomness()));
}

Result<Carry> unpack(desk::Desk& desk, std::string_view text) {
  const auto bad = fail(Errc::bad_input, "this page is too old or was changed; begin again");
  if (text.size() < 64 || text.size() > (1U << 20)) return bad;
  Carry out;
  out.form_token = std::string(text.substr(0, 64));
  const auto sealed = unbase64(text.substr(64));
  if (!sealed) return bad;
  const auto plain = unseal(carry_key(desk), out.form_token, *sealed);
  if (!plain) return bad;
  const auto json = TRY(parse_json(*plain));
  out.answers = TRY(casefile::draft_from(text_at(json, "answers")));
  for (const auto& f : json.value("files", Json::array())) out.files.push_back(TRY(file_from(f)));
  return out;
}

}  // namespace ledgelight::portal
