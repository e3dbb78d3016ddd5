--- The document's claims, notes and actors as the server's `chuchu/outline` tells them, in location lists.
local M = {}

local claims = require('chuchu.claims')
local compat = require('chuchu.compat')
local messages = require('chuchu.messages')

local METHOD_NOT_FOUND = -32601
local profiles = {}

--- The profile that the server last told for a buffer (`op-ed`, `academic` …), or nil.
---@param bufnr integer
---@return string|nil
function M.profile(bufnr)
  return profiles[bufnr]
end

--- Asks for the outline; `callback(outline)` runs only with an answer, everything else is said to the user.
---@param bufnr integer
---@param callback fun(outline: table, client: table)
---@param missing function|nil called instead of a message when the server does not know the request
function M.get(bufnr, callback, missing)
  local client = compat.client(bufnr)
  if not client then
    return messages.warn(messages.text('not_attached'))
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  compat.request(client, 'chuchu/outline', params, bufnr, function(err, outline)
    if err and err.code == METHOD_NOT_FOUND then
      if missing then
        return missing(client)
      end
      return messages.warn(messages.text('no_outline', 'chuchu/outline'))
    elseif err then
      return messages.error(messages.text('failed', 'chuchu/outline', err.message or vim.inspect(err)))
    elseif type(outline) == 'table' then
      profiles[bufnr] = outline.profile
      callback(outline, client)
    end
  end)
end

--- A location-list entry at an LSP range.
local function item(bufnr, client, range, text, kind)
  local function column(position)
    return compat.byte_column(bufnr, position, client.offset_encoding) + 1
  end
  return {
    bufnr = bufnr,
    lnum = range.start.line + 1,
    col = column(range.start),
    end_lnum = range['end'].line + 1,
    end_col = column(range['end']),
    text = text,
    type = kind,
  }
end

--- Shows items as the location list of the current window.
local function show(title, items)
  if #items == 0 then
    return messages.info(messages.text('empty_list', title))
  end
  table.sort(items, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  vim.fn.setloclist(0, {}, ' ', { title = 'chuchu ' .. title, items = items })
  vim.cmd('lopen')
end

local state_types = { missing = 'W', weak = 'I', sourced = 'N' }

--- The claims as diagnostics know them, for servers without an outline.
local function claims_from_diagnostics(bufnr)
  return vim.tbl_map(function(d)
    return { bufnr = bufnr, lnum = d.lnum + 1, col = d.col + 1, text = d.message, type = 'W' }
  end, claims.list(bufnr))
end

--- Lists claims, all or those of one state (`missing`, `weak`, `sourced`).
---@param state string|nil
function M.claims(state)
  local bufnr = vim.api.nvim_get_current_buf()
  M.get(bufnr, function(outline, client)
    local items = {}
    for _, claim in ipairs(outline.claims or {}) do
      if not state or claim.state == state then
        local label = messages.text('state_' .. claim.state)
        items[#items + 1] = item(bufnr, client, claim.range, ('[%s] %s'):format(label, claim.text), state_types[claim.state])
      end
    end
    show('claims', items)
  end, function()
    show('claims', claims_from_diagnostics(bufnr))
  end)
end

--- Lists notes with their text and how often each is cited.
function M.notes()
  local bufnr = vim.api.nvim_get_current_buf()
  M.get(bufnr, function(outline, client)
    local items = {}
    for _, note in ipairs(outline.notes or {}) do
      local uses = note.uses or {}
      local range = (note.range ~= vim.NIL and note.range) or uses[1]
      if range then
        local text = messages.text('note_uses', ('[%s] %s'):format(note.label, note.text or ''), #uses)
        items[#items + 1] = item(bufnr, client, range, text, #uses == 0 and 'W' or 'N')
      end
    end
    show('notes', items)
  end)
end

--- Lists actors at their first mention, with counts.
function M.actors()
  local bufnr = vim.api.nvim_get_current_buf()
  M.get(bufnr, function(outline, client)
    local items = {}
    for _, actor in ipairs(outline.actors or {}) do
      items[#items + 1] = item(bufnr, client, actor.first, messages.text('actor_count', actor.name, actor.count), 'N')
    end
    show('actors', items)
  end)
end

--- Asks for the profile that the status line shows; a server that cannot tell is left in peace.
---@param bufnr integer
function M.refresh_profile(bufnr)
  if compat.client(bufnr) then
    M.get(bufnr, function()
      vim.cmd('redrawstatus!')
    end, function() end)
  end
end

return M
