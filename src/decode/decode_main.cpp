// ledgelight-decode KIND [SIZE] < container > frames
//
// Reads one container for a parent that trusts neither the container nor this process.
#include "decode/charset.hpp"
#include "decode/mail.hpp"
#include "decode/office.hpp"
#include "decode/program.hpp"
#include "decode/sqlite_file.hpp"
#include "decode/unpack.hpp"

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  if (count >= 2 && (std::string_view(arguments[1]) == "mail" || std::string_view(arguments[1]) == "mbox")) load_charsets();
  run(count, arguments, {}, [](Job& job) {
    if (job.bytes != nullptr) return read_office(job.kind, *job.bytes, job.output) ||
                                     (job.kind == "sqlite" && read_sqlite(*job.bytes, job.output)) ||
                                     unpack(job.kind, *job.bytes, job.output);
    return read_mail(job.kind, job.input, job.output) || unpack(job.kind, job.input, job.output);
  });
}
