--- `:checkhealth chuchu`.
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local err = health.error or health.report_error
local info = health.info or health.report_info

local function editor()
  local v = vim.version()
  local text = ('Neovim %d.%d.%d'):format(v.major, v.minor, v.patch)
  if vim.fn.has('nvim-0.8') == 1 then
    ok(text)
  else
    warn(text .. ': works, but 0.8 or newer is recommended (no preferred quick fix, utf-16 only)')
  end
end

local function program()
  local cmd, origin = require('chuchu.binary').find()
  if not cmd then
    err(origin, { 'cargo build --release, then set vim.g.chuchu = { cmd = { "/path/to/chuchu", "lsp" } } or extend PATH' })
    return
  end
  ok(('program: %s (%s)'):format(table.concat(cmd, ' '), origin))
  local version = vim.fn.system({ cmd[1], '--version' })
  if vim.v.shell_error == 0 then
    ok('version: ' .. vim.trim(version))
  else
    err('`' .. cmd[1] .. ' --version` failed', { vim.trim(version) })
  end
end

local function options()
  local faults = {}
  for _, given in ipairs({ vim.g.chuchu or {} }) do
    vim.list_extend(faults, require('chuchu.config').faults(given))
  end
  if #faults == 0 then
    ok('options are valid')
  else
    for _, fault in ipairs(faults) do
      warn(fault)
    end
  end
end

local function clients()
  local compat = require('chuchu.compat')
  local running = compat.clients()
  if #running == 0 then
    info('no server is running: it starts when a Markdown or text file opens')
  end
  for _, client in ipairs(running) do
    local buffers = 0
    for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
      local attached = vim.api.nvim_buf_is_loaded(bufnr) and compat.client(bufnr)
      buffers = buffers + ((attached and attached.id == client.id) and 1 or 0)
    end
    ok(('server %d: folder %s, encoding %s, %d buffers'):format(client.id, tostring(client.config.root_dir), client.offset_encoding, buffers))
  end
  info('log: ' .. require('chuchu.compat').log_path())
end

function M.check()
  start('chuchu 出处')
  editor()
  program()
  options()
  clients()
end

return M
