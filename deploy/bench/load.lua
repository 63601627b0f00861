-- For wrk: says in one line what became of a run. With a file of requests, one a line (path, cookie and body between
-- tabs), sends each of them once instead of one again and again.
local lines, at = {}, 0

function init(args)
  if not args[1] then return end
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
  function request()
    at = at + 1
    if at > #lines then
      wrk.thread:stop()
      return wrk.format("GET", "/prepared-requests-ran-out")
    end
    local path, cookie, body = lines[at]:match("^(.-)\t(.-)\t(.*)$")
    return wrk.format("POST", path, {
      ["Cookie"] = cookie,
      ["Content-Type"] = "application/x-www-form-urlencoded"
    }, body)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("result %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
