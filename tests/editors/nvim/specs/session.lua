-- A writer at work, by script: two drafts side by side, typing, undo, a whole article pasted, saving, closing, opening
-- again, a killed server. Nothing typed may be lost, and what is shown must be what a fresh file shows.
-- CHUCHU_WRITING_MINUTES says for how long; a few rounds without it.
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

local minutes = tonumber(vim.env.CHUCHU_WRITING_MINUTES) or 0
local until_then = vim.loop.now() + minutes * 60000
local sentences = {
  '据报道，双方上周在闭门会谈中同意停火。',
  '去年出口下降了18%，减少93亿美元。🙂',
  '𠮷田茂的路線被繼承下來，外界普遍認為不會改變。',
  '川普与特朗普是同一个人<sup>[1]</sup>。',
  '他说：“谈判将在六周内恢复。”[^1]',
}
local names = { '甲稿.md', '乙稿.md' }

local function path(name)
  return vim.env.WORKSPACE .. '/' .. name
end

--- Types at the end of the buffer, key by key, at the speed of a fast writer while there is time.
local function write(typed)
  local before = H.lines()
  H.type('Go<Esc>')
  for _, char in ipairs(vim.fn.split(typed, '\\zs')) do
    H.type('A' .. char .. '<Esc>')
    vim.wait(minutes > 0 and 15 or 1, function() end)
  end
  table.insert(before, typed)
  same(H.lines()[#H.lines()], typed, 'what was typed')
  same(H.lines(), before, 'the text around it')
end

--- What is shown of the buffer is what is shown of a file that was never edited.
local function as_fresh(what)
  local here, copy = vim.api.nvim_get_current_buf(), path('副本.md')
  vim.fn.writefile(H.lines(), copy)
  vim.cmd('edit! ' .. vim.fn.fnameescape(copy))
  local fresh = vim.api.nvim_get_current_buf()
  H.client()
  H.request('textDocument/hover')
  vim.cmd('buffer ' .. here)
  local agree = vim.wait(10000, function()
    return #H.digest(fresh) > 0 and vim.deep_equal(H.digest(here), H.digest(fresh))
  end, 20)
  if not agree then
    same(H.digest(here), H.digest(fresh), what)
    error('nothing is shown: ' .. what)
  end
  vim.cmd('bwipeout! ' .. fresh)
end

local function kill_server()
  local before = H.client().id
  for _, pid in ipairs(H.children()) do
    if (vim.fn.readfile('/proc/' .. pid .. '/cmdline', 'b')[1] or ''):find('chuchu', 1, true) then
      vim.loop.kill(pid, 'sigkill')
    end
  end
  wait('a new server', function()
    local ok, client = pcall(H.client)
    return ok and client.id ~= before
  end)
end

local article = vim.fn.readfile(path('分页.md'))

local function round(number)
  for turn, name in ipairs(names) do
    vim.cmd('edit ' .. vim.fn.fnameescape(path(name)))
    H.client()
    local before = H.lines()
    vim.fn.setreg('a', article, 'l')
    H.type('G"ap')
    local pasted = vim.list_extend(vim.deepcopy(before), article)
    same(H.lines(), pasted, 'pasted')
    for index = 1, 3 do
      write(sentences[(number + turn + index) % #sentences + 1])
    end
    local written = H.lines()
    for _ = 1, 400 do
      H.type('u')
      if #H.lines() <= #pasted then
        break
      end
    end
    same(H.lines(), pasted, 'undone')
    for _ = 1, 400 do
      H.type('<C-r>')
      if vim.deep_equal(H.lines(), written) then
        break
      end
    end
    same(H.lines(), written, 'done again')
    if #written > 300 then
      vim.cmd('silent 1,250delete _')
      written = H.lines()
    end
    if number % 20 == 1 and number < 40 and turn == 2 then
      kill_server()
    end
    as_fresh('round ' .. number .. ' in ' .. name)
    vim.cmd('silent write')
    same(vim.fn.readfile(path(name)), written, 'saved')
    vim.cmd('bwipeout')
    vim.cmd('edit ' .. vim.fn.fnameescape(path(name)))
    H.client()
    same(H.lines(), written, 'opened again')
  end
end

local rounds = 0
test('a session in two drafts loses nothing and shows nothing stale', function()
  for _, name in ipairs(names) do
    vim.fn.writefile(vim.fn.readfile(path('评论.md')), path(name))
  end
  while rounds < 2 or vim.loop.now() < until_then do
    rounds = rounds + 1
    round(rounds)
    vim.loop.update_time()
  end
  same(H.complaints(), {})
end)
H.out(('%d rounds'):format(rounds))

H.finish()
