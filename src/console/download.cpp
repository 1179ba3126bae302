#include "console/download.hpp"

namespace ledgelight::console {
namespace {

class Sealed final : public http::Source {
 public:
  explicit Sealed(desk::OpenedFile file) : file_(std::move(file)) {}
  Result<void> read(std::string& to, std::size_t most) override {
    const auto before = to.size();
    to.resize(before + most);
    const auto n = file_.reader->read({to.data() + before, most});
    to.resize(before + (n ? *n : 0));
    if (!n) return n.error();
    return {};
  }
  std::optional<std::uint64_t> size() const override { return file_.size; }

 private:
  desk::OpenedFile file_;
};

}  // namespace

http::Response download(const pages::Web& web, const http::Request& request,
                        Result<desk::OpenedFile> file) {
  if (!file) return web.refuse(request, file.error());
  http::Response response;
  const auto name = file->name;
  response.source = std::make_shared<Sealed>(*std::move(file));
  response.headers.set("Content-Type", "application/octet-stream");
  return http::download(std::move(response), name);
}

http::Response pdf(const pages::Web& web, const http::Request& request, Result<std::string> bytes,
                   std::string_view name) {
  if (!bytes) return web.refuse(request, bytes.error());
  return http::download(http::bytes(*std::move(bytes), "application/pdf"), name);
}

}  // namespace ledgelight::console
