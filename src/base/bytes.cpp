#include "base/bytes.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstring>

namespace ledgelight {

Digest digest_from(std::string_view bytes) {
  CHECK(bytes.size() == 32);
  Digest d;
  std::memcpy(d.data(), bytes.data(), 32);
  return d;
}

Digest sha256(std::string_view bytes) {
  Digest d;
  unsigned size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), d.data(), &size, EVP_sha256(), nullptr) == 1);
  return d;
}

std::string sha512_hex(std::string_view bytes) {
  std::array<char, 64> d;
  unsigned size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(d.data()), &size,
                   EVP_sha512(), nullptr) == 1);
  return hex({d.data(), d.size()});
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest d;
  unsigned size = 0;
  CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), d.data(),
             &size) != nullptr);
  return d;
}

struct Hasher::Impl {
  EVP_MD_CTX* a = EVP_MD_CTX_new();
  EVP_MD_CTX* b = EVP_MD_CTX_new();
  Impl() {
    CHECK(a && b && EVP_DigestInit_ex(a, EVP_sha256(), nullptr) == 1 &&
          EVP_DigestInit_ex(b, EVP_sha512(), nullptr) == 1);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    EVP_MD_CTX_free(a);
    EVP_MD_CTX_free(b);
  }
};

Hasher::Hasher() : impl_(std::make_unique<Impl>()) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(std::string_view bytes) {
  CHECK(EVP_DigestUpdate(impl_->a, bytes.data(), bytes.size()) == 1);
  CHECK(EVP_DigestUpdate(impl_->b, bytes.data(), bytes.size()) == 1);
}

Digest Hasher::sha256() {
  Digest d;
  unsigned size = 0;
  CHECK(EVP_DigestFinal_ex(impl_->a, d.data(), &size) == 1);
  return d;
}

std::string Hasher::sha512_hex() {
  std::array<char, 64> d;
  unsigned size = 0;
  CHECK(EVP_DigestFinal_ex(impl_->b, reinterpret_cast<unsigned char*>(d.data()), &size) == 1);
  return hex({d.data(), d.size()});
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    out += digits[b >> 4];
    out += digits[b & 15];
  }
  return out;
}

Result<std::string> unhex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Errc::bad_input, "hex text has an odd length");
  const auto nibble = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int hi = nibble(text[i]);
    const int lo = nibble(text[i + 1]);
    if (hi < 0 || lo < 0) return fail(Errc::bad_input, "not hexadecimal");
    out += static_cast<char>(hi * 16 + lo);
  }
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::size_t i = 0;
  const auto at = [&](std::size_t k) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[k]));
  };
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t v = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    out += abc[v >> 18];
    out += abc[v >> 12 & 63];
    out += abc[v >> 6 & 63];
    out += abc[v & 63];
  }
  if (const auto rest = bytes.size() - i; rest == 1) {
    const std::uint32_t v = at(i) << 16;
    out += abc[v >> 18];
    out += abc[v >> 12 & 63];
    out += "==";
  } else if (rest == 2) {
    const std::uint32_t v = at(i) << 16 | at(i + 1) << 8;
    out += abc[v >> 18];
    out += abc[v >> 12 & 63];
    out += abc[v >> 6 & 63];
    out += '=';
  }
  return out;
}

Result<std::string> unbase64(std::string_view text) {
  const auto bad = [] { return fail(Errc::bad_input, "not canonical base64"); };
  if (text.size() % 4 != 0) return bad();
  const auto value = [](char c) -> int {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
  };
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const int pad = last ? (text[i + 3] == '=') + (text[i + 3] == '=' && text[i + 2] == '=') : 0;
    std::uint32_t v = 0;
    for (int k = 0; k < 4 - pad; ++k) {
      const int d = value(text[i + static_cast<std::size_t>(k)]);
      if (d < 0) return bad();
      v |= static_cast<std::uint32_t>(d) << (18 - 6 * k);
    }
    if ((pad == 1 && (v & 0xff) != 0) || (pad == 2 && (v & 0xffff) != 0)) return bad();
    out += static_cast<char>(v >> 16);
    if (pad < 2) out += static_cast<char>(v >> 8 & 0xff);
    if (pad < 1) out += static_cast<char>(v & 0xff);
  }
  return out;
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace ledgelight
