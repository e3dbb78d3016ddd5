--- The differences between Neovim versions, in one place.
local M = {}

--- True where `vim.lsp.config` and `vim.lsp.enable` exist (0.11).
M.native_config = vim.lsp.config ~= nil and vim.lsp.enable ~= nil

--- Neovim 0.10 takes a byte column for a UTF-16 one when it checks for the end of a line, so that behind the first third
--- of a Chinese line every request is about the line's end. Replaced where that shows.
function M.mend()
  local util = vim.lsp.util
  local index = util._str_utfindex_enc
  if not index or select(2, pcall(index, '出处', 3, 'utf-16')) == 1 then
    return
  end
  util._str_utfindex_enc = function(line, byte, encoding)
    if encoding == 'utf-8' then
      return byte or #line
    end
    local utf32, utf16 = vim.str_utfindex(line, byte and math.min(byte, #line) or nil)
    return encoding == 'utf-32' and utf32 or utf16
  end
end

--- Before 0.11 Neovim hands answers about a buffer that is gone to handlers that read it: an error with a stack trace
--- (neovim/neovim#32348). They are dropped.
local function drop_late_answers(client)
  local request = client.request
  client.request = function(method, params, handler, bufnr)
    local guarded = handler
      and function(err, result, context, ...)
        if not context.bufnr or vim.api.nvim_buf_is_valid(context.bufnr) then
          return handler(err, result, context, ...)
        end
      end
    return request(method, params, guarded, bufnr)
  end
end

--- From 0.11 Neovim cancels a request for semantic tokens that was answered while it still converts the tokens, and logs
--- that as an error of its own (neovim/neovim#36829). There is nothing to cancel then.
local function cancel_what_is_pending(client)
  local cancel = client.cancel_request
  client.cancel_request = function(...)
    local id = select(-1, ...)
    return client.requests[id] == nil or cancel(...)
  end
end

--- Mends what is wrong with Neovim's own client, once for each.
---@param client table
function M.mend_client(client)
  if not client.chuchu_mended then
    client.chuchu_mended = true
    local mend = vim.fn.has('nvim-0.11') == 1 and cancel_what_is_pending or drop_late_answers
    mend(client)
  end
end

--- Ids of clients that we started ourselves: Neovim 0.7 does not list a client before its server has answered.
local started = {}

--- Starts a client where there is no `vim.lsp.start` (before 0.8); returns its id.
function M.start_client(config)
  local id = vim.lsp.start_client(config)
  started[#started + 1] = id
  return id
end

--- All clients that Neovim knows, of one buffer or all.
local function listed(bufnr)
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = bufnr })
  elseif bufnr then
    return vim.tbl_values(vim.lsp.buf_get_clients(bufnr))
  end
  local all = {}
  for _, client in ipairs(vim.lsp.get_active_clients()) do
    all[client.id] = client
  end
  for _, id in ipairs(started) do
    all[id] = vim.lsp.get_client_by_id(id)
  end
  return vim.tbl_values(all)
end

--- The clients of chuchu that Neovim knows, of one buffer or all, running or already stopped.
local function known(bufnr)
  return vim.tbl_filter(function(client)
    return client.name == 'chuchu'
  end, listed(bufnr))
end

local function stopped(client)
  return client.is_stopped ~= nil and M.call(client, 'is_stopped')
end

--- All running clients of chuchu, or those of one buffer.
---@param bufnr integer|nil
---@return table[]
function M.clients(bufnr)
  return vim.tbl_filter(function(client)
    return not stopped(client)
  end, known(bufnr))
end

--- True while Neovim still lists a client whose server is gone; `vim.lsp.start` would take that one again.
function M.lingering()
  return #vim.tbl_filter(stopped, known()) > 0
end

--- The client of a buffer, once it has been initialized.
---@param bufnr integer
---@return table|nil
function M.client(bufnr)
  for _, client in ipairs(M.clients(bufnr)) do
    if client.initialized ~= false and client.server_capabilities then
      return client
    end
  end
end

--- Calls a method of a client: with a colon from 0.11, without before.
function M.call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- Sends a request for a buffer; the callback gets `(error, result)` in the main loop.
function M.request(client, method, params, bufnr, callback)
  return M.call(client, 'request', method, params, function(err, result)
    callback(err, result)
  end, bufnr)
end

--- Byte column (from 0) of an LSP position in a buffer.
---@param bufnr integer
---@param position table LSP position in the client's encoding
---@param encoding string
---@return integer
function M.byte_column(bufnr, position, encoding)
  local line = vim.api.nvim_buf_get_lines(bufnr, position.line, position.line + 1, false)[1] or ''
  local column = position.character
  if encoding == 'utf-8' then
    return math.min(column, #line)
  end
  local ok, byte
  if vim.fn.has('nvim-0.11') == 1 then
    ok, byte = pcall(vim.str_byteindex, line, encoding, column, false)
  else
    ok, byte = pcall(vim.str_byteindex, line, column, encoding == 'utf-16')
  end
  return ok and byte or #line
end

--- The cursor of the current window as parameters of a request about its buffer.
function M.position_params(client)
  if vim.fn.has('nvim-0.11') == 1 then
    return vim.lsp.util.make_position_params(0, client.offset_encoding)
  end
  return vim.lsp.util.make_position_params(0)
end

--- The nearest folder above a file that holds one of the markers, else the file's own.
---@param bufnr integer
---@param markers string[]
---@return string
function M.root(bufnr, markers)
  local name = vim.api.nvim_buf_get_name(bufnr)
  local folder = name ~= '' and vim.fn.fnamemodify(name, ':p:h') or vim.fn.getcwd()
  local at = folder
  while true do
    for _, marker in ipairs(markers) do
      if vim.fn.isdirectory(at .. '/' .. marker) == 1 or vim.fn.filereadable(at .. '/' .. marker) == 1 then
        return at
      end
    end
    local up = vim.fn.fnamemodify(at, ':h')
    if up == at then
      return folder
    end
    at = up
  end
end

--- The file of the editor's LSP log.
function M.log_path()
  return require('vim.lsp.log').get_filename()
end

--- Opens the menu of quick fixes, or applies the preferred one.
---@param preferred boolean
function M.quickfix(preferred)
  if vim.fn.has('nvim-0.8') == 0 then
    return vim.lsp.buf.code_action({ only = { 'quickfix' } })
  end
  vim.lsp.buf.code_action({
    context = { only = { 'quickfix' } },
    apply = preferred,
    filter = preferred and function(action)
      return action.isPreferred == true
    end or nil,
  })
end

return M
