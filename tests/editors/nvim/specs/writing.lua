-- What a writer changes: quick fixes, undo, commands, and a longer session that must lose nothing.
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

H.edit('评论.md')
H.client()
wait('diagnostics', function()
  return #H.diagnostics('unsourced-statistic') > 0
end)
local original = H.lines()

--- The quick fixes offered for the diagnostic with `code`.
local function fixes(code)
  local diagnostic = H.diagnostics(code)[1]
  local client = H.client()
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
  local params = vim.fn.has('nvim-0.11') == 1 and vim.lsp.util.make_range_params(0, client.offset_encoding)
    or vim.lsp.util.make_range_params()
  local start = params.range.start
  local lsp = (diagnostic.user_data or {}).lsp or {}
  lsp = vim.tbl_extend('keep', lsp, {
    range = { start = start, ['end'] = start },
    message = diagnostic.message,
    code = code,
    severity = diagnostic.severity,
    source = 'chuchu',
  })
  params.context = { diagnostics = { lsp }, only = { 'quickfix' } }
  return H.request('textDocument/codeAction', params)
end

test('the claim has a quick fix that adds a note', function()
  local offered = fixes('unsourced-statistic')
  assert(#offered > 0, 'no quick fix')
  assert(offered[1].title:find('注', 1, true), offered[1].title)
end)

if vim.fn.has('nvim-0.8') == 1 then
  test('applied, it writes marker and note, and the claim is no longer flagged', function()
    local diagnostic = H.diagnostics('unsourced-statistic')[1]
    vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
    vim.cmd('Chuchu! fix')
    wait('edit', function()
      return not vim.deep_equal(H.lines(), original)
    end)
    assert(#H.lines() > #original, 'a line for the note')
    local line = H.lines()[diagnostic.lnum + 1]
    assert(line:find('%[%^%w+%]'), line)
    wait('diagnostic gone', function()
      return #H.diagnostics('unsourced-statistic') == 0
    end)
  end)

  test('one undo takes all of it back', function()
    vim.cmd('silent undo')
    same(H.lines(), original)
    wait('diagnostic back', function()
      return #H.diagnostics('unsourced-statistic') > 0
    end)
  end)
end

test('typing a note by hand clears the claim at once', function()
  H.put('美元。')
  H.type('f。a[^1]<Esc>')
  wait('cleared', function()
    return #H.diagnostics('unsourced-statistic') == 0
  end)
  vim.cmd('silent undo')
  same(H.lines(), original)
  wait('back', function()
    return #H.diagnostics('unsourced-statistic') == 1
  end)
end)

test('next and previous go round the claims', function()
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  local claim = H.diagnostics('unsourced-statistic')[1]
  local first = { claim.lnum + 1, claim.col }
  local function at(place, what)
    wait(what, function()
      return vim.deep_equal(vim.api.nvim_win_get_cursor(0), place)
    end)
  end
  vim.cmd('Chuchu next')
  at(first, 'next')
  vim.cmd('normal! G')
  vim.cmd([[execute "normal \<Plug>(chuchu-next)"]])
  at(first, 'next, round the end')
  vim.cmd('normal! G')
  vim.cmd('Chuchu prev')
  at(first, 'previous')
end)

test('the status line counts claims', function()
  wait('1 claim', function()
    return require('chuchu').statusline() == '出处 1 · academic'
  end)
end)

test('claims are counted and gone to without diagnostics, which are not all sent of a long text', function()
  vim.cmd('enew')
  vim.bo.filetype = 'markdown'
  local lines = {}
  for number = 1, 1500 do
    vim.list_extend(lines, { '第' .. number .. '项支出去年减少了93亿美元。', '' })
  end
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  H.client()
  wait('1500 claims', function()
    return require('chuchu').statusline():find('出处 1500', 1, true)
  end, 60000)
  vim.cmd('normal! G')
  vim.cmd('Chuchu prev')
  wait('the last claim', function()
    return vim.api.nvim_win_get_cursor(0)[1] == 2999
  end)
  vim.cmd('bwipeout!')
end)

--- Puts the buffer back as it is on disk.
local function revert()
  vim.cmd('stopinsert')
  vim.cmd('edit!')
  wait('diagnostics of the file', function()
    return #H.diagnostics('unsourced-statistic') == 1 and #H.diagnostics('undefined-footnote') == 1
  end)
end

test('a new note by command, the cursor in its text', function()
  H.put('。财政部门')
  vim.cmd('Chuchu note')
  wait('the note', function()
    return #H.lines() > #original and vim.startswith(vim.api.nvim_get_current_line(), '[^')
  end)
  same(vim.api.nvim_win_get_cursor(0)[2] + 1 >= #vim.api.nvim_get_current_line(), true, 'behind the label')
  H.put('口径[^1][^2]')
  revert()
  same(H.lines(), original)
end)

test('renaming a note renames its marker and its definition', function()
  H.put('1]。')
  vim.lsp.buf.rename('budget')
  wait('both', function()
    local text = table.concat(H.lines(), '\n')
    return text:find('口径[^budget]', 1, true) and text:find('\n[^budget]: ', 1, true)
  end)
  revert()
end)

test('renaming a name renames all its mentions, one undo brings them back', function()
  revert()
  local before = H.lines()
  H.put('泽连斯基')
  same(#H.request('textDocument/references', { context = { includeDeclaration = true } }), 2)
  vim.lsp.buf.rename('泽连斯基总统')
  wait('both mentions', function()
    return select(2, table.concat(H.lines(), '\n'):gsub('泽连斯基总统', '')) == 2
  end)
  vim.cmd('silent undo')
  same(H.lines(), before)
end)

test('notes are converted to another style, renumbered, and one undo brings them back', function()
  H.edit('分页.md')
  H.client()
  local pages = H.lines()
  H.request('textDocument/hover')
  vim.cmd('Chuchu convert caret')
  wait('converted', function()
    local text = table.concat(H.lines(), '\n')
    return text:find('丙[^3]', 1, true) and text:find('\n[^3]: 丙著', 1, true)
  end)
  vim.cmd('silent undo')
  same(H.lines(), pages)
  vim.fn.writefile({ '甲[^2]，乙[^1]。', '', '[^1]: 第一条。', '[^2]: 第二条。' }, vim.env.WORKSPACE .. '/编号.md')
  H.edit('编号.md')
  H.client()
  vim.cmd('Chuchu renumber')
  wait('renumbered', function()
    return H.lines()[1] == '甲[^1]，乙[^2]。'
  end)
  assert(table.concat(H.lines(), '\n'):find('[^1]: 第二条。', 1, true), 'the notes keep their text')
  vim.cmd('edit!')
  H.edit('评论.md')
  H.client()
end)

test('a name is completed by pinyin, by its initials and by Latin letters', function()
  for typed, name in pairs({ zelian = '泽连斯基', zlsj = '泽连斯基', Zelen = '泽连斯基' }) do
    vim.api.nvim_win_set_cursor(0, { #H.lines(), 0 })
    H.type('o字' .. typed .. '<Esc>')
    vim.api.nvim_win_set_cursor(0, { #H.lines(), #H.lines()[#H.lines()] })
    local row = vim.api.nvim_win_get_cursor(0)[1]
    local client = H.client()
    local params = { context = { triggerKind = 1 }, position = { line = row - 1, character = 0 } }
    local units = client.offset_encoding == 'utf-8' and #'字' or 1
    params.position.character = units + #typed
    local list = H.request('textDocument/completion', params)
    local item = vim.tbl_filter(function(item)
      return item.label:find(name, 1, true)
    end, list.items or list)[1]
    assert(item, typed .. ' completes to ' .. name)
    vim.lsp.util.apply_text_edits({ item.textEdit }, vim.api.nvim_get_current_buf(), client.offset_encoding)
    local line = H.lines()[row]
    assert(line:find('^字') and line:find(name, 1, true) and not line:find(typed, 1, true), line)
    vim.cmd('edit!')
  end
  same(H.lines(), original)
end)

test('a sentence typed character by character is flagged in the end', function()
  local before = #H.diagnostics('unsourced-statistic')
  vim.api.nvim_win_set_cursor(0, { #H.lines() - 2, 0 })
  H.type('o<Esc>')
  for _, char in ipairs(vim.fn.split('𠮷去年出口下降了18%，减少93亿美元。🙂', '\\zs')) do
    H.type('A' .. char .. '<Esc>')
    vim.wait(2, function() end)
  end
  H.type('gg')
  wait('new claim', function()
    return #H.diagnostics('unsourced-statistic') > before
  end)
  vim.cmd('edit!')
  wait('as on disk', function()
    return #H.diagnostics('unsourced-statistic') == before
  end)
  same(H.lines(), original)
end)

--- A copy of the buffer opened as a file of its own gives what a server sees that knows no history.
local function fresh_digest(name)
  local text = H.lines()
  local here = vim.api.nvim_get_current_buf()
  local path = vim.env.WORKSPACE .. '/' .. name
  vim.fn.writefile(text, path)
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  local copy = vim.api.nvim_get_current_buf()
  H.client()
  H.request('textDocument/hover')
  vim.cmd('buffer ' .. here)
  return copy
end

test('after 200 random edits the diagnostics are those of a fresh file', function()
  local seed = 20251120
  local function random(n)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return math.floor(seed / 65536) % n + 1
  end
  local pieces = { '𠮷', '🙂', '，', '。', '37%', '[^1]', '“', '”', '据报道', '\n', '泽连斯基', '[^9]', ' ', '<sup>[1]</sup>', '640亿美元' }
  for step = 1, 200 do
    local row = random(vim.api.nvim_buf_line_count(0))
    vim.api.nvim_win_set_cursor(0, { row, 0 })
    local moves = random(30) - 1
    if moves > 0 then
      vim.cmd('normal! ' .. moves .. 'l')
    end
    local kind = random(8)
    if kind <= 4 then
      H.type((random(2) == 1 and 'i' or 'a') .. pieces[random(#pieces)]:gsub('<', '<lt>'):gsub('\n', '<CR>') .. '<Esc>')
    elseif kind == 5 then
      H.type(random(3) .. 'x')
    elseif kind == 6 then
      H.type('yyp')
    elseif kind == 7 then
      H.type('u')
    elseif vim.api.nvim_buf_line_count(0) > 10 then
      H.type('dd')
    end
    if step % 10 == 0 then
      vim.wait(5, function() end)
    end
  end
  H.type('gg')
  local here = vim.api.nvim_get_current_buf()
  local copy = fresh_digest('副本.md')
  local agree = vim.wait(8000, function()
    return #H.digest(copy) > 0 and vim.deep_equal(H.digest(here), H.digest(copy))
  end, 20)
  if not agree then
    same(H.digest(here), H.digest(copy), 'diagnostics after edits and of a fresh file')
  end
  vim.cmd('bdelete! ' .. copy)
  vim.cmd('buffer ' .. here)
  vim.cmd('edit!')
  same(H.lines(), original)
end)

test('a whole article pasted, saved, closed and opened again', function()
  local article = vim.fn.readfile(vim.env.WORKSPACE .. '/分页.md')
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.WORKSPACE .. '/新稿.md'))
  H.client()
  vim.fn.setreg('a', article, 'l')
  H.type('"ap')
  vim.api.nvim_buf_set_lines(0, 0, 1, false, {})
  vim.cmd('silent write')
  vim.cmd('bdelete')
  H.edit('新稿.md')
  H.client()
  same(H.lines(), article)
  H.put('[2]')
  local found = H.request('textDocument/definition')
  assert(found and #found > 0, vim.inspect(found))
end)

test('two files at once keep to themselves', function()
  H.edit('短评.txt')
  local text = vim.api.nvim_get_current_buf()
  wait('diagnostic', function()
    return #vim.diagnostic.get(text) > 0
  end)
  vim.cmd('split ' .. vim.fn.fnameescape(vim.env.WORKSPACE .. '/评论.md'))
  wait('diagnostic', function()
    return #H.diagnostics('undefined-footnote') == 1
  end)
  same(#H.diagnostics('undefined-footnote', text), 0)
  vim.cmd('only')
end)

H.finish()
