--- Claims without a source, read from the diagnostics in force: there with any server, and moved along by edits.
local M = {}

local compat = require('chuchu.compat')
local messages = require('chuchu.messages')

--- True for the codes that say "this claim lacks a source".
---@param code any
function M.is_unsourced(code)
  return type(code) == 'string' and (vim.startswith(code, 'unsourced-') or vim.startswith(code, 'vague-'))
end

--- The diagnostics of unsourced claims in a buffer, in order.
---@param bufnr integer
---@return table[]
function M.list(bufnr)
  local list = vim.tbl_filter(function(diagnostic)
    local lsp = (diagnostic.user_data or {}).lsp or {}
    return M.is_unsourced(diagnostic.code or lsp.code)
  end, vim.diagnostic.get(bufnr))
  table.sort(list, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return list
end

--- Moves to the next (1) or previous (-1) unsourced claim, going round at the ends.
---@param direction 1|-1
function M.jump(direction)
  local bufnr = vim.api.nvim_get_current_buf()
  if not compat.client(bufnr) then
    return messages.warn(messages.text('not_attached'))
  end
  local list = M.list(bufnr)
  if #list == 0 then
    return messages.info(messages.text('no_claims'))
  end
  local cursor = vim.api.nvim_win_get_cursor(0)
  local row, col = cursor[1] - 1, cursor[2]
  local target
  if direction > 0 then
    for i, d in ipairs(list) do
      if d.lnum > row or (d.lnum == row and d.col > col) then
        target = i
        break
      end
    end
    target = target or 1
  else
    for i = #list, 1, -1 do
      local d = list[i]
      if d.lnum < row or (d.lnum == row and d.col < col) then
        target = i
        break
      end
    end
    target = target or #list
  end
  local claim = list[target]
  vim.cmd("normal! m'")
  local last = vim.api.nvim_buf_line_count(bufnr)
  vim.api.nvim_win_set_cursor(0, { math.min(claim.lnum + 1, last), claim.col })
  vim.cmd('normal! zv')
  messages.line(messages.text('claim_of', target, #list), claim.message)
end

return M
