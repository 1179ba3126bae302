// portal/portal.hpp: the public's pages. No account, no cookie, no script is ever needed.
#pragma once

#include <memory>

#include "http/router.hpp"
#include "pages/web.hpp"

namespace ledgelight::portal {

using WebPtr = std::shared_ptr<pages::Web>;

/// All of them.
void add_portal(http::Router& router, const WebPtr& web);

void add_home(http::Router& router, const WebPtr& web);    ///< home, about, verify
void add_report(http::Router& router, const WebPtr& web);  ///< the report, page by page
void add_status(http::Router& router, const WebPtr& web);  ///< status, messages, receipt file
void add_facts(http::Router& router, const WebPtr& web);   ///< who is responsible, penalties
/// GET /ledger/…: the published files as they are.
void add_ledger(http::Router& router, const WebPtr& web);

http::Frame public_frame(const pages::Web& web, const http::Request& request,
                         std::string_view current);

}  // namespace ledgelight::portal
