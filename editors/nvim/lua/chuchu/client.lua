--- Starting the server, attaching buffers to it, and bringing it back when it dies.
local M = {}

local binary = require('chuchu.binary')
local compat = require('chuchu.compat')
local config = require('chuchu.config')
local messages = require('chuchu.messages')

local group = vim.api.nvim_create_augroup('chuchu', { clear = true })
local stopping = false
local deaths = {}
local complained = false

--- A path with slashes, on any system; `vim.fs` is younger than the oldest Neovim served.
local function slashed(path)
  return vim.fn.has('win32') == 1 and path:gsub('\\', '/') or path
end

--- The folder of entries that the options name, else `chuchu.toml` of a workspace in a line before its first table.
local function entries_folder(root)
  local named = config.get().settings.entries
  local readable, lines = pcall(vim.fn.readfile, root .. '/chuchu.toml', '', 200)
  for _, line in ipairs(readable and not named and lines or {}) do
    if line:match('^%s*%[') then
      break
    end
    named = named or line:match('^%s*entries%s*=%s*"([^"]+)"') or line:match("^%s*entries%s*=%s*'([^']+)'")
  end
  return named and slashed(root .. '/' .. named:gsub('^%./', ''):gsub('/+$', ''))
end

--- True for settings and entry files among TOML files, and for all others.
local function ours(bufnr)
  if vim.bo[bufnr].filetype ~= 'toml' then
    return true
  end
  local name = slashed(vim.api.nvim_buf_get_name(bufnr))
  if name:match('/chuchu%.toml$') or name:match('/chuchu/[^/]+%.toml$') then
    return true
  end
  return name:match('^(.*)/[^/]*$') == entries_folder(compat.root(bufnr, config.get().root_markers))
end

--- True for a buffer of a file (or a new one) of a type that chuchu reads.
local function wanted(bufnr)
  return vim.api.nvim_buf_is_loaded(bufnr)
    and vim.bo[bufnr].buftype == ''
    and vim.tbl_contains(config.get().filetypes, vim.bo[bufnr].filetype)
    and ours(bufnr)
end

--- The command line, or nil after one clear message.
local function command()
  local cmd, fault = binary.find()
  if not cmd and not complained then
    complained = true
    messages.error(fault)
  end
  return cmd
end

local function clock()
  return (vim.uv or vim.loop).now() / 1000
end

--- True while the server may be started again: at most `restarts` deaths in a minute.
local function may_restart()
  local now = clock()
  deaths = vim.tbl_filter(function(at)
    return now - at < 60
  end, deaths)
  deaths[#deaths + 1] = now
  return #deaths <= config.get().restarts
end

local function on_exit(code, signal)
  if stopping or (code == 0 and signal == 0) then
    return
  end
  vim.schedule(function()
    if stopping or vim.v.exiting ~= vim.NIL then
      return
    elseif not may_restart() then
      messages.error(messages.text('gave_up', #deaths))
      return
    end
    messages.warn(messages.text('restarting', signal ~= 0 and ('signal ' .. signal) or ('exit ' .. code)))
    M.attach_all_when_clear()
  end)
end

--- Tells the server where the caret is, so that a sentence is judged once the writer has left it.
--- Only for servers that ask for it; later than Neovim's own delay of changes (150 ms), or it would overtake them.
local function follow_caret(client, bufnr)
  local experimental = client.server_capabilities.experimental
  if type(experimental) ~= 'table' or type(experimental.chuchu) ~= 'table' or not experimental.chuchu.caret then
    return
  end
  local pending = false
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI', 'InsertLeave' }, {
    group = group,
    buffer = bufnr,
    callback = function()
      if pending then
        return
      end
      pending = true
      vim.defer_fn(function()
        pending = false
        local now = compat.client(bufnr)
        if now and vim.api.nvim_get_current_buf() == bufnr then
          compat.call(now, 'notify', 'chuchu/caret', compat.position_params(now))
        end
      end, 200)
    end,
  })
end

--- Keeps what the status line shows: where diagnostics changed, the outline did.
local function keep_status(bufnr)
  local outline = require('chuchu.outline')
  vim.api.nvim_create_autocmd({ 'DiagnosticChanged', 'BufWritePost' }, {
    group = group,
    buffer = bufnr,
    callback = function()
      outline.refresh(bufnr)
    end,
  })
  vim.api.nvim_create_autocmd('BufUnload', {
    group = group,
    buffer = bufnr,
    callback = function()
      outline.forget(bufnr)
    end,
  })
  outline.refresh(bufnr)
end

local function map_keys(bufnr)
  local keys = {
    [']u'] = 'next',
    ['[u'] = 'prev',
    ['<LocalLeader>n'] = 'note',
    ['<LocalLeader>f'] = 'fix',
    ['<LocalLeader>g'] = 'follow',
    ['<LocalLeader>c'] = 'claims',
    ['<LocalLeader>a'] = 'actors',
  }
  for key, sub in pairs(keys) do
    vim.keymap.set('n', key, '<Plug>(chuchu-' .. sub .. ')', { buffer = bufnr, remap = true })
  end
end

local function on_attach(client, bufnr)
  compat.mend_client(client)
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  follow_caret(client, bufnr)
  keep_status(bufnr)
  if config.get().keymaps then
    map_keys(bufnr)
  end
end

--- The settings as the server reads them; an empty Lua table would be sent as a list.
local function server_settings()
  local settings = config.get().settings
  return { chuchu = next(settings) and settings or vim.empty_dict() }
end

--- Diagnostics are to be sent, not asked for: Neovim 0.10 does not hear when they are worth asking for again (a claim is
--- held while it is being typed), later ones forget buffers that are out of sight.
local function want_diagnostics_sent(params)
  params.capabilities.textDocument.diagnostic = nil
end

--- The client's configuration: for `vim.lsp.config` from 0.11, and the base of `vim.lsp.start` before.
---@return table
function M.config()
  return {
    name = 'chuchu',
    -- Found when the server starts, so that options set after loading count.
    cmd = function(dispatchers)
      local cmd = command() or { 'chuchu', 'lsp' }
      return vim.lsp.rpc.start(cmd, dispatchers)
    end,
    filetypes = config.get().filetypes,
    root_dir = function(bufnr, on_dir)
      if wanted(bufnr) and command() then
        on_dir(compat.root(bufnr, config.get().root_markers))
      end
    end,
    get_language_id = function(_, filetype)
      return filetype == 'text' and 'plaintext' or filetype
    end,
    before_init = want_diagnostics_sent,
    init_options = server_settings().chuchu,
    settings = server_settings(),
    -- Before 0.8 there is no event; where there is, a user's own `on_attach` takes nothing away from ours.
    on_attach = vim.fn.has('nvim-0.8') == 0 and on_attach or nil,
    on_exit = on_exit,
  }
end

--- The configuration with everything resolved for one buffer, or nil where there is no program.
local function resolved(bufnr)
  local cmd = command()
  if not cmd then
    return nil
  end
  local all = compat.native_config and vim.lsp.config.chuchu or M.config()
  local own = vim.deepcopy(all)
  own.root_dir = compat.root(bufnr, config.get().root_markers)
  if not compat.native_config then
    own.cmd = cmd
    own.filetypes = nil
  end
  return own
end

--- Attaches one buffer, starting the server if none runs for its folder.
---@param bufnr integer
function M.attach(bufnr)
  if not wanted(bufnr) or compat.client(bufnr) then
    return
  end
  local own = resolved(bufnr)
  if not own then
    return
  end
  if vim.lsp.start then
    -- In 0.8 `vim.lsp.start` attaches the current buffer only.
    vim.api.nvim_buf_call(bufnr, function()
      vim.lsp.start(own, { bufnr = bufnr })
    end)
    return
  end
  for _, client in ipairs(compat.clients()) do
    if client.config.root_dir == own.root_dir then
      vim.lsp.buf_attach_client(bufnr, client.id)
      return
    end
  end
  local id = compat.start_client(own)
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

--- Attaches every loaded buffer that chuchu reads.
function M.attach_all()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    M.attach(bufnr)
  end
end

--- Calls `ready` when `condition` holds, or after five seconds all the same.
local function poll(condition, ready)
  local left = 250
  local function check()
    left = left - 1
    if left == 0 or condition() then
      ready()
    else
      vim.defer_fn(check, 20)
    end
  end
  check()
end

--- As `attach_all`, once Neovim has forgotten servers that are gone.
function M.attach_all_when_clear()
  poll(function()
    return not compat.lingering()
  end, M.attach_all)
end

--- Stops all servers and calls back when they are gone.
---@param done function|nil
function M.stop(done)
  stopping = true
  for _, client in ipairs(compat.clients()) do
    compat.call(client, 'stop')
  end
  poll(function()
    return #compat.clients() == 0 and not compat.lingering()
  end, function()
    stopping = false
    if done then
      done()
    end
  end)
end

function M.restart()
  complained, deaths = false, {}
  M.stop(function()
    M.attach_all()
    messages.info(messages.text('restarted'))
  end)
end

--- Sends the settings in force to running servers.
function M.settings_changed()
  local settings = server_settings()
  if compat.native_config and vim.lsp.config.chuchu then
    vim.lsp.config('chuchu', { settings = settings, filetypes = config.get().filetypes })
  end
  for _, client in ipairs(compat.clients()) do
    client.config.settings = settings
    client.settings = settings
    compat.call(client, 'notify', 'workspace/didChangeConfiguration', { settings = settings })
  end
end

--- Called once when the plugin loads.
function M.enable()
  compat.mend()
  if vim.fn.has('nvim-0.8') == 1 then
    vim.api.nvim_create_autocmd('LspAttach', {
      group = group,
      callback = function(event)
        local client = vim.lsp.get_client_by_id(event.data.client_id)
        if client and client.name == 'chuchu' then
          on_attach(client, event.buf)
        end
      end,
    })
  end
  if compat.native_config then
    -- `enabled` is read when a file opens: `setup` may run after this.
    vim.lsp.enable('chuchu', config.get().enabled)
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = '*',
    callback = function(event)
      if config.get().enabled then
        M.attach(event.buf)
      end
    end,
  })
  if config.get().enabled and vim.v.vim_did_enter == 1 then
    M.attach_all()
  end
end

return M
