-- What a writer sees without changing anything: attachment, diagnostics, hover, following notes both ways, highlights.
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

H.edit('评论.md')

test('attaches to Markdown', function()
  local client = H.client()
  same(client.config.root_dir, vim.fn.resolve(vim.env.WORKSPACE))
  local offered = vim.lsp.protocol.make_client_capabilities().general
  local encodings = offered and offered.positionEncodings
  same(client.offset_encoding, encodings and encodings[1] or 'utf-16', 'the first encoding the editor offers')
end)

test('an unsourced figure is underlined after 𠮷 and an emoji', function()
  local found = wait('diagnostic', function()
    local list = H.diagnostics('unsourced-statistic')
    return #list > 0 and list
  end)
  local text = H.text_of(found[1])
  assert(text:find('37%', 1, true), text)
  assert(not text:find('🙂', 1, true), 'the claim only, not what stands before it: ' .. text)
  same(found[1].source, 'chuchu')
  assert(vim.fn.match(found[1].message, '出处\\|来源') >= 0, found[1].message)
end)

test('a marker without a note is an error on exactly the marker', function()
  local found = H.diagnostics('undefined-footnote')
  same(#found, 1)
  same(H.text_of(found[1]), '[^2]')
  same(found[1].severity, vim.diagnostic.severity.ERROR)
end)

test('every diagnostic stands once', function()
  local seen = {}
  for _, line in ipairs(H.digest()) do
    assert(not seen[line], 'twice: ' .. line)
    seen[line] = true
  end
end)

test('hover on an actor tells who it is', function()
  H.put('泽连斯基', 2)
  local hover = H.request('textDocument/hover')
  assert(hover and hover.contents.value:find('Zelensk', 1, true), vim.inspect(hover))
  assert(hover.range, 'a hover carries its range')
end)

test('hover opens a window', function()
  H.put('泽连斯基')
  vim.lsp.buf.hover()
  wait('float', function()
    return #H.floats() > 0
  end)
  assert(H.floats()[1]:find('泽连斯基', 1, true), H.floats()[1])
  H.close_floats()
end)

test('hover on a marker shows the note', function()
  H.put('[^1]')
  local hover = H.request('textDocument/hover')
  assert(hover.contents.value:find('年度军费报告', 1, true), vim.inspect(hover))
end)

test('a marker leads to its note and the note back', function()
  H.put('[^1]')
  vim.cmd('Chuchu follow')
  wait('jump to the note', function()
    return vim.startswith(H.at_cursor(), '[^1]: ') or nil
  end)
  vim.cmd('Chuchu follow')
  wait('jump back', function()
    return vim.startswith(H.at_cursor(), '[^1]。') or nil
  end)
end)

test('references of a note are its markers', function()
  H.put('[^1]: ')
  local found = H.request('textDocument/references', { context = { includeDeclaration = false } })
  same(#found, 1)
end)

test('highlights of an actor are its mentions', function()
  H.put('泽连斯基')
  same(#H.request('textDocument/documentHighlight'), 2)
end)

test('symbols hold the headings', function()
  local symbols = H.request('textDocument/documentSymbol')
  assert(vim.inspect(symbols):find('账单与盟约', 1, true), vim.inspect(symbols))
end)

test('numbers that restart on each page lead to their own page', function()
  H.edit('分页.md')
  H.client()
  H.put('[1]', 3)
  same(H.at_cursor():sub(1, 3), '[1]')
  assert(H.lines()[vim.api.nvim_win_get_cursor(0)[1]]:find('第二页重新编号', 1, true))
  wait('analysis', function()
    local ok, found = pcall(H.request, 'textDocument/definition')
    return ok and found and #found > 0
  end)
  vim.lsp.buf.definition()
  wait('jump to the second page', function()
    return H.at_cursor():find('第二页的书', 1, true)
  end)
end)

test('Traditional text is judged and answered in Traditional', function()
  H.edit('專訪.md')
  H.client()
  local found = wait('diagnostic', function()
    return vim.diagnostic.get(0)[1]
  end)
  assert(vim.fn.match(found.message, '[这来无没请补标删报]') < 0, found.message)
end)

test('plain text is read too', function()
  H.edit('短评.txt')
  local client = H.client()
  assert(client)
  wait('diagnostic', function()
    return #vim.diagnostic.get(0) > 0
  end)
end)

test('other files and scratch buffers are left alone', function()
  vim.cmd('enew')
  vim.bo.buftype = 'nofile'
  vim.bo.filetype = 'markdown'
  vim.wait(100, function() end)
  same(require('chuchu').statusline(), '')
end)

H.finish()
