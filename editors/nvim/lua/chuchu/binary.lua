--- Where the server's program is: the option, the environment, beside the plugin, then PATH.
local M = {}

local messages = require('chuchu.messages')

--- The repository's or the plugin's own copies, from this file's place.
local function bundled()
  local here = debug.getinfo(1, 'S').source:sub(2)
  -- A package is often a link into the clone.
  local plugin = vim.fn.fnamemodify(vim.fn.resolve(vim.fn.fnamemodify(here, ':p')), ':h:h:h')
  local exe = vim.fn.has('win32') == 1 and 'chuchu.exe' or 'chuchu'
  return { plugin .. '/bin/' .. exe, vim.fn.fnamemodify(plugin, ':h:h') .. '/target/release/' .. exe }
end

--- The command line that starts the server and where it was found, or nil and what is wrong.
--- A configured program that cannot run is an error, not passed over.
---@return string[]|nil command
---@return string origin_or_fault
function M.find()
  local cmd = require('chuchu.config').get().cmd
  if cmd then
    if type(cmd[1]) == 'string' and vim.fn.executable(cmd[1]) == 1 then
      return cmd, 'cmd'
    end
    return nil, messages.text('bad_binary', tostring(cmd[1]), 'cmd')
  end
  local env = vim.env.CHUCHU_BIN
  if env and env ~= '' then
    if vim.fn.executable(env) == 1 then
      return { env, 'lsp' }, 'CHUCHU_BIN'
    end
    return nil, messages.text('bad_binary', env, 'CHUCHU_BIN')
  end
  for _, path in ipairs(bundled()) do
    if vim.fn.executable(path) == 1 then
      return { path, 'lsp' }, 'bundled'
    end
  end
  local found = vim.fn.exepath('chuchu')
  if found ~= '' then
    return { found, 'lsp' }, 'PATH'
  end
  return nil, messages.text('no_binary')
end

return M
