// ledgelight-decode KIND [SIZE] < container > frames
//
// Reads one container for a parent that trusts neither the container nor this process.
#include "decode/access.hpp"
#include "decode/charset.hpp"
#include "decode/dbase.hpp"
#include "decode/drawing.hpp"
#include "decode/mail.hpp"
#include "decode/office.hpp"
#include "decode/old_office.hpp"
#include "decode/program.hpp"
#include "decode/rtf.hpp"
#include "decode/sqlite_file.hpp"
#include "decode/tnef.hpp"
#include "decode/unpack.hpp"

namespace {

bool database(ledgelight::decode::Job& job) {
  using ledgelight::decode::read_sqlite;
  if (job.parts.size() < 2) return read_sqlite(*job.bytes, nullptr, job.output);
  auto file = job.bytes->part(0, job.parts[0]), log = job.bytes->part(job.parts[0], job.parts[1]);
  return read_sqlite(file, &log, job.output);
}

/// Bytes of a job that can be read anywhere, front to back.
ledgelight::decode::Input front_to_back(ledgelight::decode::Bytes& bytes) {
  return [&bytes, at = std::uint64_t{0}](std::span<char> into) mutable {
    const auto n = bytes.read_at(at, into);
    at += n;
    return static_cast<long>(n);
  };
}

void table_with_memos(ledgelight::decode::Job& job) {
  using namespace ledgelight::decode;
  if (job.parts.size() < 2) throw Damaged("its memos are not beside it");
  auto table = job.bytes->part(0, job.parts[0]),
       memos = job.bytes->part(job.parts[0], job.parts[1]);
  read_dbase(front_to_back(table), job.output, &memos);
}

}  // namespace

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  const auto prepare = [](std::string_view kind) {
    if (kind == "mail" || kind == "mbox" || kind == "rtf" || kind == "dbf") load_charsets();
  };
  const auto work = [](Job& job) {
    if (job.kind == "mdb" && job.bytes != nullptr) return read_access(*job.bytes, job.output), true;
    if (job.kind == "dbf" && job.bytes != nullptr) return table_with_memos(job), true;
    if (job.kind == "tnef" && job.bytes != nullptr) return read_tnef(*job.bytes, job.output), true;
    if (job.bytes != nullptr && read_drawing(job.kind, front_to_back(*job.bytes), job.output))
      return true;
    if (job.bytes != nullptr)
      return read_office(job.kind, *job.bytes, job.output) ||
             (job.kind == "ole" && read_old_office(*job.bytes, job.output)) ||
             (job.kind == "sqlite" && database(job)) || unpack(job.kind, *job.bytes, job.output);
    if (job.kind == "rtf") return read_rtf(job.input, job.output), true;
    if (job.kind == "dbf") return read_dbase(job.input, job.output), true;
    return read_mail(job.kind, job.input, job.output) || unpack(job.kind, job.input, job.output);
  };
  run(count, arguments, {}, work, prepare);
}
