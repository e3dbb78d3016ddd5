--- The document's claims, notes and actors as the server's `chuchu/outline` tells them, in location lists.
local M = {}

local claims = require('chuchu.claims')
local compat = require('chuchu.compat')
local messages = require('chuchu.messages')

local METHOD_NOT_FOUND = -32601
--- Milliseconds without new diagnostics before what the status line shows is asked for again.
local QUIET = 250
--- What a buffer's last outline said: `{ profile = …, missing = … }`.
local known = {}
local turns = {}

--- The profile that the server last told for a buffer (`op-ed`, `academic` …), and how many claims lack a source; nil
--- before the first answer.
---@param bufnr integer
---@return string|nil profile
---@return integer|nil missing
function M.summary(bufnr)
  local last = known[bufnr] or {}
  return last.profile, last.missing
end

local function missing_of(outline)
  return vim.tbl_filter(function(claim)
    return claim.state == 'missing'
  end, outline.claims or {})
end

--- Says why there is no outline.
local function complain(err)
  if err.code == METHOD_NOT_FOUND then
    return messages.warn(messages.text('no_outline', 'chuchu/outline'))
  end
  messages.error(messages.text('failed', 'chuchu/outline', err.message or vim.inspect(err)))
end

--- Asks for the outline; `callback(outline, client)` runs with an answer, `otherwise(err)` without, or else it is said.
---@param bufnr integer
---@param callback fun(outline: table, client: table)
---@param otherwise fun(err: table)|nil
function M.get(bufnr, callback, otherwise)
  local client = compat.client(bufnr)
  if not client then
    return messages.warn(messages.text('not_attached'))
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  compat.request(client, 'chuchu/outline', params, bufnr, function(err, outline)
    if err then
      return (otherwise or complain)(err)
    elseif type(outline) == 'table' and vim.api.nvim_buf_is_loaded(bufnr) then
      known[bufnr] = { profile = outline.profile, missing = #missing_of(outline) }
      callback(outline, client)
    end
  end)
end

--- Calls back with the places (`lnum` and `col` from 0, `text`) of all claims without a source, in order.
---@param bufnr integer
---@param callback fun(list: table[])
function M.missing(bufnr, callback)
  M.get(bufnr, function(outline, client)
    callback(vim.tbl_map(function(claim)
      local start = claim.range.start
      return { lnum = start.line, col = compat.byte_column(bufnr, start, client.offset_encoding), text = claim.text }
    end, missing_of(outline)))
  end, function(err)
    if err.code ~= METHOD_NOT_FOUND then
      return complain(err)
    end
    callback(claims.diagnostics(bufnr))
  end)
end

--- Keeps what the status line shows, once nothing has changed for a moment. Nobody asked, so nothing is said.
---@param bufnr integer
function M.refresh(bufnr)
  local turn = (turns[bufnr] or 0) + 1
  turns[bufnr] = turn
  vim.defer_fn(function()
    if turns[bufnr] ~= turn or not vim.api.nvim_buf_is_loaded(bufnr) or not compat.client(bufnr) then
      return
    end
    local function draw()
      vim.cmd('redrawstatus!')
    end
    M.get(bufnr, draw, function(err)
      if err.code == METHOD_NOT_FOUND then
        known[bufnr] = { missing = #claims.diagnostics(bufnr) }
        draw()
      end
    end)
  end, QUIET)
end

--- Forgets a buffer that is gone.
---@param bufnr integer
function M.forget(bufnr)
  known[bufnr], turns[bufnr] = nil, nil
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
  end, claims.diagnostics(bufnr))
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
  end, function(err)
    if err.code ~= METHOD_NOT_FOUND then
      return complain(err)
    end
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

return M
