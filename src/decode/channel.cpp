#include "decode/channel.hpp"

#include <algorithm>

#include "discover/frame.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t block_size = 256U << 10;
constexpr std::size_t blocks_at_hand = 32;
constexpr std::size_t longest_text = 512;

}  // namespace

std::string_view Bytes::block(std::uint64_t number) {
  const auto found = std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& b) { return b.number == number; });
  if (found != blocks_.end()) {
    blocks_.splice(blocks_.begin(), blocks_, found);
    return blocks_.front().bytes;
  }
  if (blocks_.size() >= blocks_at_hand) blocks_.pop_back();
  const auto from = number * block_size;
  std::string bytes(static_cast<std::size_t>(std::min(block_size, size_ - from)), '\0');
  bytes.resize(fetch_(from, bytes));
  blocks_.push_front({number, std::move(bytes)});
  return blocks_.front().bytes;
}

std::size_t Bytes::read_at(std::uint64_t offset, std::span<char> into) {
  std::size_t done = 0;
  while (done < into.size() && offset < size_) {
    const auto bytes = block(offset / block_size);
    const auto at = static_cast<std::size_t>(offset % block_size);
    if (at >= bytes.size()) break;
    const auto n = std::min(into.size() - done, bytes.size() - at);
    std::copy_n(bytes.data() + at, n, into.data() + done);
    done += n;
    offset += n;
  }
  return done;
}

std::string Bytes::whole(std::uint64_t most) {
  if (size_ > most) throw Damaged("larger than the " + std::to_string(most) + " bytes that its decoder may hold");
  std::string out(static_cast<std::size_t>(size_), '\0');
  std::size_t done = 0;
  while (done < out.size()) {
    const auto n = fetch_(done, std::span<char>(out).subspan(done, std::min<std::size_t>(out.size() - done, block_size)));
    if (n == 0) break;
    done += n;
  }
  out.resize(done);
  return out;
}

void Speaker::frame(char type, std::string_view body) {
  if (listening_) listening_ = output_(discover::encode_frame(static_cast<discover::FrameType>(type), body));
}

void Speaker::flush() {
  if (!waiting_.empty()) frame('D', waiting_);
  waiting_.clear();
}

void Speaker::begin(char type, std::string_view name) {
  if (inside_) end();
  frame(type, name.substr(0, discover::max_frame_body));
  inside_ = true;
  said_ = 0;
}

void Speaker::member(std::string_view name) { begin('M', name); }
void Speaker::text(std::string_view name) { begin('T', name); }
void Speaker::bytes(std::string_view name) { begin('B', name); }

// Words that a damaged file has outside every part are told too, under a name of their own.
void Speaker::piece(std::uint64_t origin) {
  if (!inside_) text("text");
  flush();
  frame('S', discover::big_endian(origin, 8));
}

void Speaker::say(std::string_view bytes) {
  if (!inside_ && !bytes.empty()) text("text");
  said_ += bytes.size();
  while (!bytes.empty() && listening_) {
    const auto n = std::min(bytes.size(), discover::max_frame_body - waiting_.size());
    waiting_ += bytes.substr(0, n);
    bytes.remove_prefix(n);
    if (waiting_.size() == discover::max_frame_body) flush();
  }
}

void Speaker::end() {
  if (!inside_) return;
  flush();
  frame('E', "");
  inside_ = false;
}

void Speaker::trouble(std::string_view why) {
  flush();
  frame('X', why.substr(0, longest_text));
  inside_ = false;
}

void Speaker::finish() {
  if (inside_) end();
  frame('Z', "");
}

void Speaker::failed(std::string_view why) {
  flush();
  frame('F', why.substr(0, longest_text));
  inside_ = false;
}

}  // namespace ledgelight::decode
