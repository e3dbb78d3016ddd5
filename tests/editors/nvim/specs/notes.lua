-- Notes as a writer works on them: conversion by a code action whose edits come when it is chosen, a new note, undo.
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

H.edit('分页.md')
H.client()
wait('notes', function()
  return #(H.request('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() }) or {}) > 0
end)
local original = H.lines()

--- Applies the action with this title at the first `marker`, as an edit of its own to undo.
local function apply(title, marker)
  vim.cmd('let &l:undolevels = &l:undolevels')
  H.put(marker)
  local before = H.lines()
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == title
    end,
  })
  wait(title, function()
    return not vim.deep_equal(H.lines(), before)
  end)
end

if vim.fn.has('nvim-0.8') == 1 then
  for style, marker in pairs({ caret = '[^1]', circled = '①', endnotes = '[1]' }) do
    test('a conversion to ' .. style .. ' is one undoable edit, and the way back gives the same text', function()
      apply('脚注改为 ' .. style, '[1]')
      local converted = H.lines()
      vim.cmd('silent undo')
      same(H.lines(), original, 'undone')
      vim.cmd('silent redo')
      same(H.lines(), converted, 'redone')
      apply('脚注改为 pages', marker)
      same(H.lines(), original)
    end)
  end
end

test('a new note is not flagged as empty, and undone it leaves nothing', function()
  vim.cmd('let &l:undolevels = &l:undolevels')
  local before = #H.diagnostics('empty-footnote')
  H.put('。')
  vim.cmd('Chuchu note')
  wait('a line more', function()
    return #H.lines() > #original
  end)
  vim.wait(3000, function()
    return #H.diagnostics('empty-footnote') > before
  end, 50)
  same(#H.diagnostics('empty-footnote'), before)
  vim.cmd('silent undo')
  same(H.lines(), original)
end)

H.finish()
