// console/download.hpp: sealed bytes on their way out: streamed, as an attachment, never shown.
#pragma once

#include "desk/reports.hpp"
#include "pages/web.hpp"

namespace ledgelight::console {

http::Response download(const pages::Web& web, const http::Request& request,
                        Result<desk::OpenedFile> file);
/// A PDF of ours, made for this request.
http::Response pdf(const pages::Web& web, const http::Request& request, Result<std::string> bytes,
                   std::string_view name);

}  // namespace ledgelight::console
