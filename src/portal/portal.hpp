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
/// Who is responsible, penalties, questions, how-to, resources.
void add_facts(http::Router& router, const WebPtr& web);
void add_forms(http::Router& router, const WebPtr& web);          ///< each form, and to print
void add_breach_notice(http::Router& router, const WebPtr& web);  ///< the breach law, explained
/// "My organization had a breach": facts in, duties out, nothing kept.
void add_organization(http::Router& router, const WebPtr& web);
/// GET /ledger/…: the published files as they are.
void add_ledger(http::Router& router, const WebPtr& web);

http::Frame public_frame(const pages::Web& web, const http::Request& request,
                         std::string_view current);

}  // namespace ledgelight::portal
