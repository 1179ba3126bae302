#include "law/exposure.hpp"

#include <algorithm>

namespace ledgelight::law {
namespace {

std::string item_key(std::size_t i, std::string_view member) {
  return "data[" + std::to_string(i) + "]." + std::string(member);
}

Json as_json(const Elements& elements) { return Json(elements); }

// Reads one item; says whether it was open to whoever came in.
class ItemReader {
 public:
  ItemReader(const Definition& definition, Exposure& out) : definition_(definition), out_(out) {}

  void read(const DataItem& item, std::size_t i) {
    i_ = i;
    if (item.elements) {
      because("elements", as_json(*item.elements));
      out_.held.insert(item.elements->begin(), item.elements->end());
    }
    // Safe outright needs no further questions: paper, where paper is outside the definition.
    if (!covered(item)) {
      out_.outside_medium_items = true;
      return;
    }
    if (secured(item)) {
      out_.safe_items = true;
      return;
    }
    out_.any_exposed = true;
    if (item.elements) {
      out_.exposed.insert(item.elements->begin(), item.elements->end());
    } else {
      out_.contents_unknown = true;
      ask("elements", "which elements this data held decides whether anything is owed");
    }
  }

 private:
  // (a)(1) "electronic files, media, databases or computerized data".
  bool covered(const DataItem& item) {
    if (!item.medium) {
      if (definition_.media.size() == 2) return true;
      ask("medium", "paper is outside the section; read as electronic until known");
      return definition_.media.count("electronic") > 0;
    }
    const std::string name = *item.medium == Medium::paper ? "paper" : "electronic";
    because("medium", name);
    return definition_.media.count(name) > 0;
  }

  // (a)(1) "when access to the personal information has not been secured by encryption or by any
  // other method or technology that renders the personal information unreadable or unusable".
  bool secured(const DataItem& item) {
    if (item.medium == Medium::paper) return false;
    if (!definition_.encryption_safe) {
      if (item.protection == Protection::encrypted) flag("no-safe-harbour");
      if (item.protection)
        because("protection", item.protection == Protection::none        ? "none"
                              : item.protection == Protection::encrypted ? "encrypted"
                                                                         : "hashed");
      return false;
    }
    if (!item.protection) {
      ask("protection", "data that was encrypted, with the key safe, is outside the section; read "
                        "as not protected until known");
      return false;
    }
    switch (*item.protection) {
      case Protection::none: because("protection", "none"); return false;
      case Protection::hashed:
        because("protection", "hashed");
        flag("hashed");
        return false;
      case Protection::encrypted: break;
    }
    because("protection", "encrypted");
    if (!item.key) {
      ask("key", "with a safe key nothing is owed for this data; without one it is read as open");
      flag("key-unknown");
      return false;
    }
    because("key", *item.key == KeyState::safe ? "safe" : "taken");
    if (*item.key == KeyState::taken) flag("key-taken");
    return *item.key == KeyState::safe;
  }

  void because(std::string_view member, Json value) {
    out_.because.push_back({item_key(i_, member), std::move(value)});
  }
  void ask(std::string_view member, std::string why) {
    out_.questions.push_back({item_key(i_, member), std::move(why)});
  }
  void flag(const std::string& event) {
    const auto found = definition_.flags.find(event);
    if (found == definition_.flags.end()) return;
    const Flag flag{found->second.code, found->second.text};
    if (std::find(out_.flags.begin(), out_.flags.end(), flag) == out_.flags.end())
      out_.flags.push_back(flag);
  }

  const Definition& definition_;
  Exposure& out_;
  std::size_t i_ = 0;
};

// Whether location data is as fine as the definition asks; unknown counts, and is asked.
bool fine_enough(std::int64_t feet, const Facts& facts, Holding& out) {
  if (!facts.data) return true;
  bool fine = false, seen = false;
  for (std::size_t i = 0; i < facts.data->size(); ++i) {
    const auto& item = (*facts.data)[i];
    if (!item.elements || item.elements->count("precise_geolocation") == 0) continue;
    seen = true;
    if (!item.accuracy_feet)
      out.questions.push_back({item_key(i, "accuracy_feet"),
                               "location data counts within a radius of " + std::to_string(feet) +
                                   " feet; read as that fine until known"});
    fine = fine || !item.accuracy_feet || *item.accuracy_feet <= feet;
  }
  return fine || !seen;
}

}  // namespace

Exposure expose(const Definition& definition, const Facts& facts) {
  Exposure out;
  if (facts.access) {
    const std::string name = *facts.access == Access::acquired ? "acquired" : "accessed";
    out.because.push_back({"access", name});
    const auto flag = definition.flags.find("accessed");
    if (*facts.access == Access::accessed && flag != definition.flags.end())
      out.flags.push_back({flag->second.code, flag->second.text});
  } else {
    out.questions.push_back({"access", "unauthorized access or acquisition makes the breach; read "
                                       "as having happened until ruled out"});
  }
  if (!facts.data) {
    out.any_exposed = true;
    out.questions.push_back({"data", "what data was reached, on what medium and how protected "
                                     "decides whether anything is owed; read as exposed until "
                                     "known"});
    return out;
  }
  out.data_known = true;
  ItemReader reader(definition, out);
  for (std::size_t i = 0; i < facts.data->size(); ++i) reader.read((*facts.data)[i], i);
  return out;
}

Holding hold_of(const PersonalInformation& law, const Exposure& exposure, const Facts& facts,
                const std::optional<Elements>& own, Date day) {
  Holding out;
  if (own) {
    for (const auto& element : *own) {
      // What no item holds is read as exposed, as long as anything was.
      const bool placed = exposure.held.count(element) > 0;
      if (exposure.exposed.count(element) > 0 || (!placed && exposure.any_exposed))
        out.exposed.insert(element);
    }
  } else {
    out.exposed = exposure.exposed;
    out.undecided = exposure.contents_unknown || !exposure.data_known;
  }
  const bool named = out.exposed.count("name") > 0;
  for (const auto& rule : law.elements) {
    if (out.exposed.count(rule.element) == 0 || !rule.in_force.holds(day)) continue;
    const bool lone = rule.only_with && out.exposed.count(*rule.only_with) == 0;
    if (lone && !rule.alone_if_usable) {
      out.not_counted.push_back(rule.only_with_because);
      out.not_counted_sources.insert(out.not_counted_sources.end(), rule.sources.begin(),
                                     rule.sources.end());
      continue;
    }
    if (rule.within_feet && !fine_enough(*rule.within_feet, facts, out)) {
      out.not_counted.push_back("Location data counts only within a radius of " +
                                std::to_string(*rule.within_feet) + " feet; this is coarser.");
      out.not_counted_sources.insert(out.not_counted_sources.end(), rule.sources.begin(),
                                     rule.sources.end());
      continue;
    }
    if (rule.needs_name && !named && !rule.nameless_if_enough) {
      out.joinable = true;
      continue;
    }
    if (rule.needs_name && !named) out.events.insert("nameless");
    if (lone) out.events.insert("number-alone");
    out.triggers.insert(rule.element);
    out.sources.insert(out.sources.end(), rule.sources.begin(), rule.sources.end());
  }
  return out;
}

}  // namespace ledgelight::law
