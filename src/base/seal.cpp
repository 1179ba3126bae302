#include "base/seal.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

#include "base/bytes.hpp"

namespace ledgelight {
namespace {

constexpr char version = 0x01;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

struct FreeCtx {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};
using Ctx = std::unique_ptr<EVP_CIPHER_CTX, FreeCtx>;

const unsigned char* u(const char* p) { return reinterpret_cast<const unsigned char*>(p); }
unsigned char* u(char* p) { return reinterpret_cast<unsigned char*>(p); }

// EVP takes int lengths; feed long inputs in steps.
constexpr std::size_t step = 1U << 30;

}  // namespace

Key::Key(std::string bytes) : bytes_(std::move(bytes)) { CHECK(bytes_.size() == 32); }
Key::~Key() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

Key Key::derive(std::string_view use) const {
  return Key(std::string(view(hmac_sha256(bytes_, "ledgelight/" + std::string(use)))));
}

std::string seal(const Key& key, std::string_view label, std::string_view plain,
                 Randomness& randomness) {
  const auto nonce = randomness.bytes(nonce_size);
  std::string out(1 + nonce_size + plain.size() + tag_size, '\0');
  out[0] = version;
  out.replace(1, nonce_size, nonce);
  const Ctx ctx(EVP_CIPHER_CTX_new());
  int n = 0;
  CHECK(ctx && EVP_EncryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, u(key.bytes().data()),
                                  u(nonce.data())) == 1);
  CHECK(label.size() < step &&
        EVP_EncryptUpdate(ctx.get(), nullptr, &n, u(label.data()),
                          static_cast<int>(label.size())) == 1);
  char* at = out.data() + 1 + nonce_size;
  for (std::size_t i = 0; i < plain.size(); i += step) {
    const auto len = std::min(step, plain.size() - i);
    CHECK(EVP_EncryptUpdate(ctx.get(), u(at + i), &n, u(plain.data() + i),
                            static_cast<int>(len)) == 1);
  }
  CHECK(EVP_EncryptFinal_ex(ctx.get(), u(at + plain.size()), &n) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_GET_TAG, tag_size, at + plain.size()) == 1);
  return out;
}

Result<std::string> unseal(const Key& key, std::string_view label, std::string_view sealed) {
  const auto bad = [] { return fail(Errc::corrupt, "sealed bytes do not open"); };
  if (sealed.size() < 1 + nonce_size + tag_size || sealed[0] != version) return bad();
  const auto nonce = sealed.substr(1, nonce_size);
  const auto body = sealed.substr(1 + nonce_size, sealed.size() - 1 - nonce_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));
  std::string out(body.size(), '\0');
  const Ctx ctx(EVP_CIPHER_CTX_new());
  int n = 0;
  CHECK(ctx && EVP_DecryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, u(key.bytes().data()),
                                  u(nonce.data())) == 1);
  CHECK(EVP_DecryptUpdate(ctx.get(), nullptr, &n, u(label.data()),
                          static_cast<int>(label.size())) == 1);
  for (std::size_t i = 0; i < body.size(); i += step) {
    const auto len = std::min(step, body.size() - i);
    if (EVP_DecryptUpdate(ctx.get(), u(out.data() + i), &n, u(body.data() + i),
                          static_cast<int>(len)) != 1) {
      return bad();
    }
  }
  CHECK(EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1);
  char none = 0;
  if (EVP_DecryptFinal_ex(ctx.get(), u(&none), &n) != 1) return bad();
  return out;
}

}  // namespace ledgelight
