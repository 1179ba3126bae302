#include "law/source.hpp"

namespace ledgelight::law {

std::string_view name_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::statute_text: return "statute-text";
    case Confidence::official_page: return "official-page";
    case Confidence::secondary: return "secondary";
    case Confidence::recalled_unseen: return "recalled-unseen";
  }
  return "?";
}

std::string_view name_of(Answer answer) {
  switch (answer) {
    case Answer::value: return "value";
    case Answer::not_specified: return "not-specified-on-the-cited-page";
    case Answer::sources_disagree: return "sources-disagree";
    case Answer::not_seen: return "not-seen";
  }
  return "?";
}

Json to_json(const Source& source) {
  Json out = {{"cite", source.cite},
              {"url", source.url},
              {"read", nullptr},
              {"confidence", name_of(source.confidence)},
              {"verified", source.verified()}};
  if (source.read) out["read"] = to_text(*source.read);
  if (!source.what.empty()) out["what"] = source.what;
  if (!source.note.empty()) out["note"] = source.note;
  if (!source.note_es.empty()) out["note_es"] = source.note_es;
  return out;
}

}  // namespace ledgelight::law
