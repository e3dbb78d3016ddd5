--- Claims without a source, and the way from one to the next.
local M = {}

local compat = require('chuchu.compat')
local messages = require('chuchu.messages')

--- True for the codes that say "this claim lacks a source".
---@param code any
function M.is_unsourced(code)
  return type(code) == 'string' and (vim.startswith(code, 'unsourced-') or vim.startswith(code, 'vague-'))
end

local function before(a, b)
  return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
end

--- The diagnostics of unsourced claims in a buffer, in order. An editor is sent a limited number of diagnostics, so this
--- is complete only where there are few; the outline always is.
---@param bufnr integer
---@return table[]
function M.diagnostics(bufnr)
  local list = vim.tbl_filter(function(diagnostic)
    local lsp = (diagnostic.user_data or {}).lsp or {}
    return M.is_unsourced(diagnostic.code or lsp.code)
  end, vim.diagnostic.get(bufnr))
  table.sort(list, before)
  return list
end

--- Why a claim lacks a source, where a diagnostic says so, else its own words.
local function words(bufnr, claim)
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr, { lnum = claim.lnum })) do
    if diagnostic.col == claim.col then
      return diagnostic.message
    end
  end
  return claim.text or ''
end

--- The index of the next (1) or previous (-1) of some places in order, going round at the ends.
local function neighbour(list, here, direction)
  if direction > 0 then
    for index, place in ipairs(list) do
      if before(here, place) then
        return index
      end
    end
    return 1
  end
  for index = #list, 1, -1 do
    if before(list[index], here) then
      return index
    end
  end
  return #list
end

--- Moves to the next (1) or previous (-1) unsourced claim, going round at the ends.
---@param direction 1|-1
function M.jump(direction)
  local bufnr = vim.api.nvim_get_current_buf()
  require('chuchu.outline').missing(bufnr, function(list)
    if vim.api.nvim_get_current_buf() ~= bufnr then
      return
    elseif #list == 0 then
      return messages.info(messages.text('no_claims'))
    end
    local cursor = vim.api.nvim_win_get_cursor(0)
    local target = neighbour(list, { lnum = cursor[1] - 1, col = cursor[2] }, direction)
    local claim = list[target]
    vim.cmd("normal! m'")
    vim.api.nvim_win_set_cursor(0, { math.min(claim.lnum + 1, vim.api.nvim_buf_line_count(bufnr)), claim.col })
    vim.cmd('normal! zv')
    messages.line(messages.text('claim_of', target, #list), words(bufnr, claim))
  end)
end

return M
