// ledgelight-decode-windows evtx|chm SIZE < answers > frames
//
// libevtx and libchm (LGPL) stand in this program alone.
#include "decode/program.hpp"
#include "decode/windows/windows.hpp"

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  run(count, arguments, {}, [](Job& job) {
    if (job.bytes == nullptr) return false;
    if (job.kind == "evtx") return read_event_log(*job.bytes, job.output), true;
    if (job.kind == "chm") return read_help(*job.bytes, job.output), true;
    return false;
  });
}
