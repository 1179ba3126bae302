// The TLS listener, with a certificate made here.
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>

#include "http/server.hpp"
#include "http/test_client.hpp"

namespace ledgelight::http {
namespace {

// A self-signed certificate and its key in a directory of its own.
class Certificate {
 public:
  Certificate() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ll-tls-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* cert = X509_new();
    X509_set_version(cert, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
    X509_gmtime_adj(X509_getm_notBefore(cert), -60);
    X509_gmtime_adj(X509_getm_notAfter(cert), 86400);
    X509_set_pubkey(cert, key);
    auto* name = X509_get_subject_name(cert);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("desk.test"), -1, -1, 0);
    X509_set_issuer_name(cert, name);
    X509_sign(cert, key, EVP_sha256());
    write("cert.pem", [&](FILE* f) { PEM_write_X509(f, cert); });
    write("key.pem", [&](FILE* f) { PEM_write_PrivateKey(f, key, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(cert);
    EVP_PKEY_free(key);
  }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;
  ~Certificate() { std::filesystem::remove_all(dir_); }
  Tls files() const { return {dir_ + "/cert.pem", dir_ + "/key.pem"}; }

 private:
  template <class Write>
  void write(const char* name, Write how) {
    FILE* f = std::fopen((dir_ + "/" + name).c_str(), "w");
    how(f);
    std::fclose(f);
  }
  std::string dir_;
};

// What the server sends to `request` over TLS up to `most_version`; "" when no handshake.
std::string over_tls(std::uint16_t port, const std::string& request, int most_version = TLS1_3_VERSION) {
  Client client(port);
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);  // this client would even speak TLS 1.0
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, most_version);
  SSL* ssl = SSL_new(context);
  SSL_set_fd(ssl, client.fd());
  std::string got;
  if (SSL_connect(ssl) == 1) {
    SSL_write(ssl, request.data(), static_cast<int>(request.size()));
    char piece[16384];
    for (int n = 0; (n = SSL_read(ssl, piece, sizeof piece)) > 0;) got.append(piece, static_cast<std::size_t>(n));
  }
  SSL_free(ssl);
  SSL_CTX_free(context);
  return got;
}

TEST(TlsListener, ServesOnlyModernTls) {
  const Certificate certificate;
  auto router = std::make_shared<Router>();
  router->get("/", "home", "anyone", [](Request& r) { return text(r.secure ? "secure" : "plain"); });
  std::string large;
  while (large.size() < (1U << 20)) large += std::to_string(large.size()) + " ";
  router->get("/large", "large", "anyone", [large](Request&) { return text(large); });
  Listener listener;
  listener.address = "127.0.0.1";
  listener.router = router;
  listener.tls = certificate.files();
  auto server = Server::start({}, {listener});
  ASSERT_TRUE(server) << server.error().detail;
  const auto port = (*server)->ports()[0];
  const std::string ask = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto got = over_tls(port, ask, version);
    EXPECT_NE(got.find("\r\n\r\nsecure"), std::string::npos);
    EXPECT_NE(got.find("Strict-Transport-Security"), std::string::npos);
  }
  const auto got_large = over_tls(port, "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(got_large.substr(got_large.find("\r\n\r\n") + 4) == large) << got_large.substr(got_large.find("\r\n\r\n") + 4, 20) << " … " << got_large.substr(got_large.size() - 20);
  EXPECT_EQ(over_tls(port, ask, TLS1_1_VERSION), "");
  Client plain(port);
  plain.send(ask);
  plain.done_sending();
  EXPECT_EQ(plain.rest().find("HTTP/"), std::string::npos);
  EXPECT_NE(over_tls(port, ask).find("secure"), std::string::npos);
}

TEST(TlsListener, RefusesAKeyOfAnotherCertificate) {
  const Certificate one, other;
  Listener listener;
  listener.address = "127.0.0.1";
  listener.router = std::make_shared<Router>();
  listener.tls = Tls{one.files().cert_file, other.files().key_file};
  const auto server = Server::start({}, {listener});
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().code, Errc::config);
}

}  // namespace
}  // namespace ledgelight::http
