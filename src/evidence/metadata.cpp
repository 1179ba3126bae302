#include "evidence/metadata.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::evidence {
namespace {

constexpr std::uint64_t kMaxInteger = (std::uint64_t{1} << 53) - 1;

// Beyond what a JSON reader keeps exactly (some inode and device numbers): as decimal text.
Json number(std::uint64_t n) {
  if (n > kMaxInteger) return std::to_string(n);
  return n;
}
Json number(const std::optional<std::uint64_t>& n) {
  return n ? number(*n) : Json(nullptr);
}
Json text(const std::optional<std::string>& s) {
  return s ? Json(shown(*s)) : Json(nullptr);
}

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

std::string metadata_line(const ObjectMetadata& m) {
  Json json{{"object", m.object},
            {"size", number(m.size)},
            {"sha256", m.sha256},
            {"sha512", m.sha512},
            {"path", escaped(m.origin_path)},
            {"origin_path_b64", base64(m.origin_path)},
            {"type", m.type},
            {"mode", number(m.mode)},
            {"uid", number(m.uid)},
            {"gid", number(m.gid)},
            {"user", text(m.user)},
            {"group", text(m.group)},
            {"nlink", number(m.nlink)},
            {"dev", number(m.dev)},
            {"ino", number(m.ino)},
            {"mtime", text(m.mtime)},
            {"atime", text(m.atime)},
            {"ctime", text(m.ctime)},
            {"btime", text(m.btime)},
            {"flags", number(m.flags)},
            {"read_start", text(m.read_start)},
            {"read_end", text(m.read_end)},
            {"changed_while_read", m.changed_while_read}};
  if (m.target) json["target_b64"] = base64(*m.target);
  json["xattrs"] = Json::object();
  for (const auto& [name, value] : m.xattrs) json["xattrs"][escaped(name)] = base64(value);
  json["sparse"] = Json::array();
  for (const auto& [offset, length] : m.sparse)
    json["sparse"].push_back(Json::array({number(offset), number(length)}));
  json["errors"] = Json::array();
  for (const auto& error : m.errors) json["errors"].push_back(shown_line(error));
  return canonical(json);
}

Result<ObjectClaim> parse_metadata_line(std::string_view line) {
  const auto json = TRY(parse_json(line, {1U << 20, 8}));
  if (!json.is_object()) return fail(Errc::bad_input, "metadata: not an object");
  const auto size = int_at(json, "size");
  ObjectClaim out{text_at(json, "object"), text_at(json, "sha256"), text_at(json, "sha512"), 0};
  if (out.object.empty() || !size || *size < 0 || !is_hex(out.sha256, 64) ||
      (!out.sha512.empty() && !is_hex(out.sha512, 128)))
    return fail(Errc::bad_input, "metadata: object, size or digest is missing or malformed");
  out.size = static_cast<std::uint64_t>(*size);
  return out;
}

}  // namespace ledgelight::evidence
