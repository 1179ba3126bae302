#include "vault/sealed_file.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/bytes.hpp"

namespace ledgelight::vault {
namespace {

constexpr std::string_view magic = "LLSEALED";
constexpr char version = 1;
constexpr char log2_chunk = 16;
constexpr std::size_t salt_size = 20;
constexpr std::size_t sealed_chunk = chunk_size + tag_size;

const unsigned char* u(const char* p) { return reinterpret_cast<const unsigned char*>(p); }
unsigned char* u(char* p) { return reinterpret_cast<unsigned char*>(p); }

struct FreeCtx {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};

std::array<unsigned char, 12> nonce_of(std::uint64_t number, ChunkCipher::Last last) {
  std::array<unsigned char, 12> nonce{};
  for (std::size_t i = 0; i < 4; ++i) {
    nonce[7 + i] = static_cast<unsigned char>(number >> (24 - 8 * i));
  }
  nonce[11] = last == ChunkCipher::Last::yes ? 1 : 0;
  return nonce;
}

Error damaged() { return fail(Errc::corrupt, "a sealed file does not open"); }
Error cut_off() { return fail(Errc::truncated, "a sealed file ends early"); }

}  // namespace

struct ChunkCipher::Impl {
  Key key;
  std::unique_ptr<EVP_CIPHER_CTX, FreeCtx> ctx{EVP_CIPHER_CTX_new()};
  std::uint64_t next = 0;
  bool ended = false, keyed = false;

  explicit Impl(Key k) : key(std::move(k)) { CHECK(ctx); }

  // The key schedule is kept in the context; only the nonce changes from chunk to chunk.
  void start(int encrypt, Last last) {
    const auto nonce = nonce_of(next, last);
    if (!keyed) {
      keyed = true;
      CHECK(EVP_CipherInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, u(key.bytes().data()),
                              nonce.data(), encrypt) == 1);
    } else {
      CHECK(EVP_CipherInit_ex(ctx.get(), nullptr, nullptr, nullptr, nonce.data(), encrypt) == 1);
    }
  }
};

ChunkCipher::ChunkCipher(const Key& key, std::string_view header) {
  CHECK(header.size() == header_size);
  impl_ = std::make_unique<Impl>(key.derive("sealed-file/" + std::string(header)));
}
ChunkCipher::~ChunkCipher() = default;
ChunkCipher::ChunkCipher(ChunkCipher&&) noexcept = default;
ChunkCipher& ChunkCipher::operator=(ChunkCipher&&) noexcept = default;

Result<void> ChunkCipher::seal(std::string_view plain, Last last, std::string& out) {
  CHECK(!impl_->ended && plain.size() <= chunk_size);
  if (impl_->next >= max_chunks) return fail(Errc::too_large, "a sealed file holds 256 TiB");
  impl_->start(1, last);
  out.resize(plain.size() + tag_size);
  int n = 0;
  CHECK(EVP_EncryptUpdate(impl_->ctx.get(), u(out.data()), &n, u(plain.data()),
                          static_cast<int>(plain.size())) == 1);
  CHECK(EVP_EncryptFinal_ex(impl_->ctx.get(), u(out.data() + plain.size()), &n) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(impl_->ctx.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                            out.data() + plain.size()) == 1);
  ++impl_->next;
  impl_->ended = last == Last::yes;
  return {};
}

Result<void> ChunkCipher::open(std::string_view sealed, Last last, std::string& out) {
  out.clear();
  if (impl_->ended || impl_->next >= max_chunks || sealed.size() < tag_size ||
      sealed.size() > sealed_chunk) {
    return damaged();
  }
  const auto size = sealed.size() - tag_size;
  std::array<char, tag_size> tag;
  std::copy_n(sealed.data() + size, tag_size, tag.data());
  impl_->start(0, last);
  out.resize(size);
  int n = 0;
  CHECK(EVP_DecryptUpdate(impl_->ctx.get(), u(out.data()), &n, u(sealed.data()),
                          static_cast<int>(size)) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(impl_->ctx.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1);
  unsigned char none[16];
  if (EVP_DecryptFinal_ex(impl_->ctx.get(), none, &n) != 1) {
    std::fill(out.begin(), out.end(), '\0');
    out.clear();
    impl_->ended = true;
    return damaged();
  }
  ++impl_->next;
  impl_->ended = last == Last::yes;
  return {};
}

Result<void> ChunkCipher::open_at(std::uint64_t number, std::string_view sealed, Last last,
                                  std::string& out) {
  impl_->next = number;
  impl_->ended = false;
  return open(sealed, last, out);
}

std::string start_header(Randomness& randomness) {
  std::string header(magic);
  header += version;
  header += log2_chunk;
  header += std::string(2, '\0');
  header += randomness.bytes(salt_size);
  CHECK(header.size() == header_size);
  return header;
}

Result<void> check_header(std::string_view header) {
  if (header.size() < header_size) return cut_off();
  if (header.substr(0, magic.size()) != magic) return fail(Errc::corrupt, "not a sealed file");
  if (header[8] != version || header[9] != log2_chunk || header[10] != 0 || header[11] != 0) {
    return fail(Errc::unsupported, "a sealed file of another version");
  }
  return {};
}

Result<Layout> layout_of(std::uint64_t sealed_size) {
  if (sealed_size < header_size + tag_size + trailer.size()) return cut_off();
  const auto body = sealed_size - header_size - trailer.size();
  const auto rest = static_cast<std::size_t>(body % sealed_chunk);
  const auto full = body / sealed_chunk;
  if (rest == 0) return Layout{full, sealed_chunk};
  // A chunk without a tag, or an empty one after full ones, was never written.
  if (rest < tag_size || (rest == tag_size && full > 0)) return damaged();
  if (full >= max_chunks) return damaged();
  return Layout{full + 1, rest};
}

std::uint64_t sealed_size_of(std::uint64_t plain) {
  const auto chunks = std::max<std::uint64_t>(1, (plain + chunk_size - 1) / chunk_size);
  return header_size + plain + chunks * tag_size + trailer.size();
}

std::string seal_bytes(const Key& key, std::string_view plain, Randomness& randomness) {
  std::string out = start_header(randomness);
  ChunkCipher cipher(key, out);
  std::string chunk;
  do {
    const auto part = plain.substr(0, chunk_size);
    plain.remove_prefix(part.size());
    const auto last = plain.empty() ? ChunkCipher::Last::yes : ChunkCipher::Last::no;
    CHECK(cipher.seal(part, last, chunk));
    out += chunk;
  } while (!plain.empty());
  return out += trailer;
}

Result<std::string> open_bytes(const Key& key, std::string_view sealed) {
  TRY(check_header(sealed.substr(0, header_size)));
  if (sealed.size() < header_size + trailer.size() ||
      sealed.substr(sealed.size() - trailer.size()) != trailer) {
    return cut_off();
  }
  const auto layout = TRY(layout_of(sealed.size()));
  ChunkCipher cipher(key, sealed.substr(0, header_size));
  std::string out;
  std::string chunk;
  for (std::uint64_t i = 0; i < layout.chunks; ++i) {
    const bool last = i + 1 == layout.chunks;
    const auto size = last ? layout.last_sealed : sealed_chunk;
    TRY(cipher.open(sealed.substr(header_size + i * sealed_chunk, size),
                    last ? ChunkCipher::Last::yes : ChunkCipher::Last::no, chunk));
    out += chunk;
  }
  return out;
}

}  // namespace ledgelight::vault
