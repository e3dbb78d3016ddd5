--- What every spec uses: tests that count, waiting without sleeping, the cursor and the floats, comparison of diagnostics.
local H = {}

local passed, failed = 0, 0
local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients

function H.out(text)
  io.stdout:write(text .. '\n')
end

function H.same(got, want, what)
  if not vim.deep_equal(got, want) then
    error(('%sgot %s, want %s'):format(what and (what .. ': ') or '', vim.inspect(got), vim.inspect(want)), 2)
  end
end

--- Runs the event loop until `condition` gives something, and returns it.
function H.wait(what, condition, milliseconds)
  local value
  local arrived = vim.wait(milliseconds or 10000, function()
    value = condition()
    return value
  end, 10)
  if not arrived then
    error('timed out: ' .. what, 2)
  end
  return value
end

function H.test(name, body)
  local ok, fault = xpcall(body, function(e)
    return tostring(e) .. '\n' .. debug.traceback('', 2):gsub('\n[^\n]*%[builtin[^\n]*', '')
  end)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
  end
  H.out((ok and 'ok - ' or 'not ok - ') .. name .. (ok and '' or '\n' .. fault))
end

--- The chuchu client of the current buffer, once it has been initialized.
function H.client()
  return H.wait('client', function()
    for _, client in pairs(get_clients()) do
      local attached = vim.lsp.buf_get_clients and vim.lsp.buf_get_clients(0) or {}
      local here = client.attached_buffers and client.attached_buffers[vim.api.nvim_get_current_buf()] or attached[client.id]
      if client.name == 'chuchu' and here and client.initialized ~= false and next(client.server_capabilities or {}) then
        return client
      end
    end
  end)
end

--- The processes that this Neovim started, read from /proc: not every machine has pgrep.
function H.children()
  local children = {}
  for _, stat in ipairs(vim.fn.glob('/proc/[0-9]*/stat', true, true)) do
    local ok, lines = pcall(vim.fn.readfile, stat, '', 1)
    local pid, parent = (ok and lines[1] or ''):match('^(%d+) %(.*%) %a (%d+)')
    if tonumber(parent) == vim.fn.getpid() then
      table.insert(children, tonumber(pid))
    end
  end
  return children
end

--- Opens a file of the workspace.
function H.edit(name)
  vim.cmd('edit! ' .. vim.fn.fnameescape(vim.env.WORKSPACE .. '/' .. name))
end

function H.lines(bufnr)
  return vim.api.nvim_buf_get_lines(bufnr or 0, 0, -1, false)
end

--- Puts the cursor on the first character of `text`, its `nth` occurrence in the buffer, and returns the line (from 1).
function H.put(text, nth)
  for number, line in ipairs(H.lines()) do
    local at = 1
    while true do
      local from = line:find(text, at, true)
      if not from then
        break
      end
      nth = (nth or 1) - 1
      if nth == 0 then
        vim.api.nvim_win_set_cursor(0, { number, from - 1 })
        return number
      end
      at = from + #text
    end
  end
  error('not in the buffer: ' .. text, 2)
end

--- The text from the cursor on.
function H.at_cursor()
  local cursor = vim.api.nvim_win_get_cursor(0)
  return H.lines()[cursor[1]]:sub(cursor[2] + 1)
end

--- Types keys as a user does, key codes as `<Esc>`; `then_do` runs with them typed, before the mode ends.
function H.type(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'tx', false)
end

local function code(diagnostic)
  return diagnostic.code or ((diagnostic.user_data or {}).lsp or {}).code
end

--- The diagnostics of a buffer with one code.
function H.diagnostics(wanted, bufnr)
  return vim.tbl_filter(function(diagnostic)
    return code(diagnostic) == wanted
  end, vim.diagnostic.get(bufnr or 0))
end

--- The text under a diagnostic's range, which is in byte columns.
function H.text_of(diagnostic)
  local line = H.lines(diagnostic.bufnr)[diagnostic.lnum + 1]
  return line:sub(diagnostic.col + 1, diagnostic.end_col)
end

--- All diagnostics of a buffer as comparable lines.
function H.digest(bufnr)
  local list = vim.tbl_map(function(d)
    return ('%d:%d-%d:%d %s %s'):format(d.lnum, d.col, d.end_lnum or d.lnum, d.end_col or 0, tostring(code(d)), d.message)
  end, vim.diagnostic.get(bufnr or 0))
  table.sort(list)
  return list
end

--- The texts of all floating windows.
function H.floats()
  local found = {}
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      found[#found + 1] = table.concat(H.lines(vim.api.nvim_win_get_buf(window)), '\n')
    end
  end
  return found
end

function H.close_floats()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      vim.api.nvim_win_close(window, true)
    end
  end
end

--- Sends a request about the cursor's position and returns the result.
function H.request(method, extra)
  local client = H.client()
  local params = vim.fn.has('nvim-0.11') == 1 and vim.lsp.util.make_position_params(0, client.offset_encoding)
    or vim.lsp.util.make_position_params()
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', params, extra or {}), 10000)
  local answer = (answers or {})[client.id]
  if not answer or answer.err or answer.error then
    error(method .. ': ' .. vim.inspect(answers), 2)
  end
  return answer.result
end

--- What was said with `vim.notify` and `:echo` since the harness was loaded.
H.said = {}
vim.notify = function(text)
  H.said[#H.said + 1] = text
end

function H.wait_said(pattern)
  return H.wait('message ' .. pattern, function()
    for _, text in ipairs(H.said) do
      if text:find(pattern) then
        return text
      end
    end
  end)
end

--- What Neovim itself complained of: errors in callbacks stand among its messages, with their stack traces.
function H.complaints()
  return vim.tbl_filter(function(line)
    return line:find('E%d+:') or line:find('stack traceback') or line:find('%.lua:%d+:')
  end, vim.split(vim.fn.execute('messages'), '\n'))
end

--- Ends the spec: the summary line and the exit code.
function H.finish()
  local client = get_clients()[1]
  local v = vim.version()
  H.out(('nvim %d.%d.%d, encoding %s'):format(v.major, v.minor, v.patch, tostring(client and client.offset_encoding)))
  H.out(('%d passed, %d failed'):format(passed, failed))
  io.stdout:flush()
  vim.cmd(failed == 0 and 'qa!' or 'cq!')
end

return H
