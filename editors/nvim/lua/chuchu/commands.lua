--- `:Chuchu …`: one table of commands, each a function of its arguments.
local M = {}

local claims = require('chuchu.claims')
local compat = require('chuchu.compat')
local messages = require('chuchu.messages')
local outline = require('chuchu.outline')

local METHOD_NOT_FOUND = -32601
local states = { 'missing', 'weak', 'sourced' }
local styles = { 'pages', 'caret', 'circled', 'endnotes' }
local numberings = { 'page', 'section', 'document' }

--- Runs a command of the server on the current document; `callback(result)` runs with its answer.
local function execute(command, extra, callback)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = compat.client(bufnr)
  if not client then
    return messages.warn(messages.text('not_attached'))
  end
  local argument = vim.tbl_extend('force', compat.position_params(client), extra or {})
  local params = { command = command, arguments = { argument } }
  compat.request(client, 'workspace/executeCommand', params, bufnr, function(err, result)
    if err and err.code == METHOD_NOT_FOUND then
      messages.warn(messages.text('no_outline', command))
    elseif err then
      messages.error(messages.text('failed', command, err.message or vim.inspect(err)))
    elseif callback then
      callback(result ~= vim.NIL and result or nil, client, bufnr)
    end
  end)
end

--- Runs `act` where a server is attached, and says so where none is.
local function attached(act)
  if compat.client(vim.api.nvim_get_current_buf()) then
    return act()
  end
  messages.warn(messages.text('not_attached'))
end

local function writable()
  if vim.bo.modifiable and not vim.bo.readonly then
    return true
  end
  messages.warn(messages.text('read_only'))
  return false
end

local function report_changes(result)
  if type(result) == 'table' and result.changed then
    messages.info(messages.text('changed', result.changed))
  end
end

--- Puts the caret where the server says and starts to insert there: the text of a new note.
local function go_to_caret(result, client, bufnr)
  local caret = type(result) == 'table' and result.caret
  if not caret or vim.api.nvim_get_current_buf() ~= bufnr then
    return
  end
  local column = compat.byte_column(bufnr, caret, client.offset_encoding)
  local line = vim.api.nvim_buf_get_lines(bufnr, caret.line, caret.line + 1, false)[1] or ''
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { math.min(caret.line + 1, vim.api.nvim_buf_line_count(bufnr)), column })
  vim.cmd(column >= #line and 'startinsert!' or 'startinsert')
end

local function show_names(result)
  local text = type(result) == 'table' and result.markdown
  if not text then
    return messages.info(messages.text('empty_list', 'names'))
  end
  vim.cmd('new')
  local bufnr = vim.api.nvim_get_current_buf()
  vim.bo[bufnr].buftype = 'nofile'
  vim.bo[bufnr].bufhidden = 'wipe'
  vim.bo[bufnr].swapfile = false
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(text, '\n', { trimempty = true }))
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].filetype = 'markdown'
end

--- Each command: what it does with its arguments, what completes them, and whether it changes the text.
M.table = {
  note = {
    writes = true,
    run = function()
      execute('chuchu.newNote', nil, go_to_caret)
    end,
  },
  renumber = {
    writes = true,
    arguments = numberings,
    run = function(numbering)
      execute('chuchu.renumber', { numbering = numbering }, report_changes)
    end,
  },
  convert = {
    writes = true,
    arguments = styles,
    run = function(style)
      if not vim.tbl_contains(styles, style) then
        return messages.warn(messages.text('usage_convert', table.concat(styles, ', ')))
      end
      execute('chuchu.convertNotes', { style = style }, report_changes)
    end,
  },
  names = {
    run = function()
      execute('chuchu.names', nil, show_names)
    end,
  },
  next = {
    run = function()
      claims.jump(1)
    end,
  },
  prev = {
    run = function()
      claims.jump(-1)
    end,
  },
  claims = {
    arguments = states,
    run = function(state)
      outline.claims(state)
    end,
  },
  notes = { run = outline.notes },
  actors = { run = outline.actors },
  follow = {
    run = function()
      attached(vim.lsp.buf.definition)
    end,
  },
  fix = {
    writes = true,
    run = function(_, bang)
      attached(function()
        compat.quickfix(bang)
      end)
    end,
  },
  start = {
    run = function()
      require('chuchu.client').attach_all()
    end,
  },
  stop = {
    run = function()
      require('chuchu.client').stop(function()
        messages.info(messages.text('stopped'))
      end)
    end,
  },
  restart = {
    run = function()
      require('chuchu.client').restart()
    end,
  },
  log = {
    run = function()
      vim.cmd('tabedit ' .. vim.fn.fnameescape(compat.log_path()))
    end,
  },
  status = {
    run = function()
      local text = require('chuchu').statusline()
      messages.info(text ~= '' and text or messages.text('not_attached'))
    end,
  },
  health = {
    run = function()
      vim.cmd('checkhealth chuchu')
    end,
  },
}

--- The names of the commands, sorted.
---@return string[]
function M.names()
  local names = vim.tbl_keys(M.table)
  table.sort(names)
  return names
end

---@param opts table of `nvim_create_user_command`
function M.run(opts)
  local sub = opts.fargs[1] or 'status'
  local command = M.table[sub]
  if not command then
    return messages.error(messages.text('unknown', sub, table.concat(M.names(), ' ')))
  end
  if command.writes and not writable() then
    return
  end
  command.run(opts.fargs[2], opts.bang)
end

--- Completion of the command line: the command first, then its argument.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local words = vim.split(vim.trim(line:sub(1, #line - #lead)), '%s+')
  local candidates = {}
  if #words <= 1 then
    candidates = M.names()
  elseif #words == 2 and M.table[words[2]] then
    candidates = M.table[words[2]].arguments or {}
  end
  return vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, candidates)
end

return M
