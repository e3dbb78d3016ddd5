-- A server that dies and takes its time to come back: the writer goes on, and meets no error of ours meanwhile.
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

--- A program that starts late, as on a busy machine.
local slow = vim.env.WORKSPACE .. '/slow'
vim.fn.writefile({ '#!/bin/sh', 'sleep 0.5', 'exec "' .. vim.env.CHUCHU_BIN .. '" "$@"' }, slow)
vim.loop.fs_chmod(slow, tonumber('755', 8))
require('chuchu').setup({ cmd = { slow, 'lsp' } })
H.edit('评论.md')
H.client()
local lines = H.lines()

local function kill_server()
  for _, pid in ipairs(H.children()) do
    vim.loop.kill(pid, 'sigkill')
  end
end

local function passes(milliseconds)
  vim.wait(milliseconds, function() end, 10)
end

test('every command may be given while the server is away', function()
  local before = H.client().id
  vim.cmd('Chuchu next')
  vim.lsp.buf.hover()
  kill_server()
  -- With the death unnoticed, noticed, and with the new server started and not yet answering.
  for _, pause in ipairs({ 0, 100, 300 }) do
    passes(pause)
    for _, words in ipairs({ 'next', 'prev', 'note', 'fix', 'renumber', 'convert caret', 'names', 'claims', 'notes', 'actors', 'follow', 'status' }) do
      vim.cmd('Chuchu ' .. words)
    end
    H.put('泽连斯基')
    H.type('aa<Esc>')
    require('chuchu').statusline()
    vim.cmd('redrawstatus!')
    H.type('u')
  end
  same(H.lines(), lines)
  wait('a new server', function()
    local ok, client = pcall(H.client)
    return ok and client.id ~= before
  end)
  passes(500)
  same(H.complaints(), {})
end)

test('what the new server shows is what it showed', function()
  wait('the count', function()
    return require('chuchu').statusline() == '出处 1 · academic'
  end)
  same(H.text_of(H.diagnostics('unsourced-statistic')[1]):find('37%%') ~= nil, true)
  same(#H.diagnostics('undefined-footnote'), 1)
  H.put('[^1]')
  assert(H.request('textDocument/definition'))
end)

test('a restart by command while a restart is under way leaves one server', function()
  kill_server()
  vim.cmd('Chuchu restart')
  passes(200)
  vim.cmd('Chuchu restart')
  wait('one server', function()
    return #require('chuchu.compat').clients() == 1 and #H.children() == 1
  end, 20000)
  passes(1000)
  same({ #require('chuchu.compat').clients(), #H.children() }, { 1, 1 })
  same(H.complaints(), {})
end)

test('an answer about a buffer that is gone is no error', function()
  for _ = 1, 20 do
    H.edit('分页.md')
    local client = H.client()
    local params = { textDocument = vim.lsp.util.make_text_document_params() }
    local answered = false
    require('chuchu.compat').request(client, 'textDocument/documentSymbol', params, 0, function()
      answered = true
    end)
    if vim.lsp.semantic_tokens then
      vim.lsp.semantic_tokens.force_refresh(0)
    end
    vim.cmd('bwipeout!')
    passes(20)
    assert(vim.fn.has('nvim-0.11') == 1 or not answered, 'dropped')
  end
  H.edit('评论.md')
  same(H.complaints(), {})
end)

if vim.fn.has('nvim-0.11') == 1 then
  test('a request that was answered is not cancelled: Neovim would log that as an error', function()
    local client, answered = H.client(), false
    local _, id = client:request('textDocument/hover', vim.lsp.util.make_position_params(0, client.offset_encoding), function()
      answered = true
    end, 0)
    wait('the answer', function()
      return answered and not client.requests[id]
    end)
    assert(client:cancel_request(id))
  end)
end

H.finish()
