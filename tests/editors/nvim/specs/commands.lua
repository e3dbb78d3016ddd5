-- Commands, health, options, finding the program, and a server that dies. -- log: expected
-- log: expected
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

H.edit('评论.md')
H.client()

test('commands complete', function()
  local all = vim.fn.getcompletion('Chuchu ', 'cmdline')
  for _, name in ipairs({ 'note', 'renumber', 'names', 'next', 'prev', 'claims', 'restart', 'log' }) do
    assert(vim.tbl_contains(all, name), name .. ' in ' .. vim.inspect(all))
  end
  same(vim.fn.getcompletion('Chuchu claims m', 'cmdline'), { 'missing' })
end)

test('an unknown command names the known ones', function()
  vim.cmd('Chuchu nonsense')
  assert(H.wait_said('nonsense'):find('renumber'))
end)

test('health is complete and without errors', function()
  vim.cmd('checkhealth chuchu')
  local text = wait('report', function()
    local all = table.concat(H.lines(), '\n')
    return all:find('log:') and all
  end)
  assert(text:find(vim.env.CHUCHU_BIN, 1, true), text)
  assert(text:find('chuchu %d+%.%d+'), text)
  assert(not text:find('ERROR'), text)
  vim.cmd('bwipeout!')
  H.edit('评论.md')
end)

test('the help has a tag for every command', function()
  vim.cmd('helptags ' .. vim.fn.fnameescape(vim.env.PLUGIN_DOC or (vim.env.PLUGIN .. '/doc')))
  for _, name in ipairs(require('chuchu.commands').names()) do
    vim.cmd('help :Chuchu-' .. name)
    assert(vim.api.nvim_get_current_line():find(name, 1, true), name)
    vim.cmd('helpclose')
  end
  os.remove(vim.env.PLUGIN .. '/doc/tags')
end)

test('wrong options are said once and left out', function()
  require('chuchu').setup({ cmdd = { 'x' }, restarts = 'three' })
  H.wait_said('cmdd')
  H.wait_said('restarts')
  same(require('chuchu.config').get().restarts, 3)
  require('chuchu').setup({})
end)

test('the names sheet opens beside the draft', function()
  H.edit('评论.md')
  wait('diagnostics', function()
    return #H.diagnostics('unsourced-statistic') > 0
  end)
  vim.cmd('Chuchu names')
  local text = wait('sheet', function()
    local all = table.concat(H.lines(), '\n')
    return all:find('| 名字 |', 1, true) and all
  end)
  assert(text:find('美国', 1, true), text)
  same(vim.bo.buftype, 'nofile')
  vim.cmd('bwipeout!')
  H.edit('评论.md')
end)

test('the claims stand in the location list', function()
  H.edit('评论.md')
  wait('diagnostics', function()
    return #H.diagnostics('unsourced-statistic') > 0
  end)
  vim.cmd('Chuchu claims')
  local list = wait('list', function()
    local items = vim.fn.getloclist(0)
    return #items > 0 and items
  end)
  assert(#list >= 1)
  vim.cmd('lclose')
end)

--- The entry of the location list whose text has `text`.
local function entry(text)
  return wait('an entry: ' .. text, function()
    for _, item in ipairs(vim.fn.getloclist(0)) do
      if item.text:find(text, 1, true) then
        return item
      end
    end
  end)
end

test('notes and actors stand in the location list, at their places', function()
  H.edit('评论.md')
  H.client()
  vim.cmd('Chuchu notes')
  same(entry('年度军费报告').lnum, 14)
  same(entry('[2]').lnum, 10, 'a marker without a note, at the marker')
  vim.cmd('lclose')
  vim.cmd('Chuchu actors')
  local actor = entry('泽连斯基')
  same({ actor.lnum, actor.col }, { 8, 1 })
  assert(actor.text:find('2'), actor.text)
  vim.cmd('lclose')
end)

test('the list of one state holds only that', function()
  vim.cmd('Chuchu claims sourced')
  wait('sourced claims or none', function()
    return vim.fn.getloclist(0, { title = 0 }).title == 'chuchu claims' or #H.said > 0
  end)
  vim.cmd('lclose')
end)

test('a killed server comes back', function()
  local before = H.client()
  local killed = 0
  for _, pid in ipairs(H.children()) do
    if (vim.fn.readfile('/proc/' .. pid .. '/cmdline', 'b')[1] or ''):find('chuchu', 1, true) then
      assert(vim.loop.kill(pid, 'sigkill'))
      killed = killed + 1
    end
  end
  same(killed, 1)
  wait('a new client', function()
    local ok, client = pcall(H.client)
    return ok and client.id ~= before.id
  end)
  H.wait_said('signal 9')
  H.put('[^1]')
  assert(H.request('textDocument/definition'))
end)

test('restart by command', function()
  local before = H.client()
  vim.cmd('Chuchu restart')
  wait('a new client', function()
    local ok, client = pcall(H.client)
    return ok and client.id ~= before.id
  end)
end)

test('a configured program that cannot run is an error with its name', function()
  require('chuchu').setup({ cmd = { '/nonexistent/chuchu', 'lsp' } })
  local cmd, fault = require('chuchu.binary').find()
  same(cmd, nil)
  assert(fault:find('/nonexistent/chuchu', 1, true), fault)
  require('chuchu').setup({})
end)

test('the search goes environment, beside the plugin, PATH', function()
  local binary = require('chuchu.binary')
  local _, origin = binary.find()
  same(origin, 'CHUCHU_BIN')
  local given = vim.env.CHUCHU_BIN
  vim.env.CHUCHU_BIN = nil
  local cmd, found = binary.find()
  assert(cmd == nil or found == 'bundled' or found == 'PATH', found)
  vim.env.CHUCHU_BIN = given
end)

test('a package that is a link into a clone finds the clone\'s program', function()
  local clone, link = vim.env.WORKSPACE .. '/clone', vim.env.WORKSPACE .. '/package'
  vim.fn.mkdir(clone .. '/editors/nvim/lua/chuchu', 'p')
  vim.fn.mkdir(clone .. '/target/release', 'p')
  local file, program = '/lua/chuchu/binary.lua', clone .. '/target/release/chuchu'
  vim.fn.writefile(vim.fn.readfile(vim.env.PLUGIN .. file), clone .. '/editors/nvim' .. file)
  vim.fn.writefile({ '#!/bin/sh' }, program)
  vim.loop.fs_chmod(program, tonumber('755', 8))
  assert(vim.loop.fs_symlink(clone .. '/editors/nvim', link))
  local given = vim.env.CHUCHU_BIN
  vim.env.CHUCHU_BIN = nil
  local cmd, origin = dofile(link .. file).find()
  vim.env.CHUCHU_BIN = given
  same({ cmd, origin }, { { vim.fn.resolve(program), 'lsp' }, 'bundled' })
end)

test('stop leaves no server', function()
  vim.cmd('Chuchu stop')
  wait('stopped', function()
    return #require('chuchu.compat').clients() == 0
  end)
  H.wait_said('Server stopped')
end)

test('without a program a file opens all the same, and one message says what is missing', function()
  require('chuchu').setup({ cmd = { '/nonexistent/chuchu', 'lsp' } })
  local before = #H.said
  H.edit('短评.txt')
  H.edit('專訪.md')
  wait('the message', function()
    return #H.said > before
  end)
  assert(H.said[#H.said]:find('/nonexistent/chuchu', 1, true))
  vim.wait(300, function() end)
  same(#H.said, before + 1)
  same(H.complaints(), {})
end)

H.finish()
