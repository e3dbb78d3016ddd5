-- Runs the spec that the environment names; a fault outside a test is a failure as well.
local ok, fault = xpcall(dofile, debug.traceback, vim.env.SPEC)
if not ok then
  io.stdout:write('not ok - ' .. vim.env.SPEC .. '\n' .. fault .. '\n0 passed, 1 failed\n')
  io.stdout:flush()
  vim.cmd('cq!')
end
