-- wrk's own summary has no 95th percentile. One line: requests/s, p50, p95, p99 (ms), not answered 200.
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %.0f %.2f %.2f %.2f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
-- With a number after --: each request asks for another page of that many, as a reader who jumps about.
local pages = 0
function init(args)
  pages = tonumber(args[1] or "0")
  if pages > 0 then
    math.randomseed(os.time())
    request = function()
      return wrk.format("GET", wrk.path .. "&page=" .. math.random(1, pages))
    end
  end
end
