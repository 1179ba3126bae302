// serving/serve.hpp: routers and threads of a serving desk (the call itself: cli/serve.hpp).
#pragma once

#include <memory>

#include "http/access.hpp"
#include "http/router.hpp"
#include "pages/web.hpp"

namespace ledgelight::serving {

struct Routers {
  std::shared_ptr<http::Router> site;
  std::shared_ptr<http::Router> staff;  ///< the same object when they listen together
};
/// Every route there is, guarded. Used by the server and by the test that walks them.
Routers routers(const std::shared_ptr<pages::Web>& web, bool apart,
                const std::shared_ptr<http::Metrics>& metrics);

}  // namespace ledgelight::serving
