--- Options: defaults, the user's from `vim.g.chuchu` and `setup`, and their checks.
local M = {}

local defaults = {
  enabled = true,
  cmd = nil,
  filetypes = { 'markdown', 'text', 'toml' },
  root_markers = { 'chuchu.toml', '.git' },
  restarts = 3,
  keymaps = false,
  settings = {},
}

local types = {
  enabled = 'boolean',
  cmd = 'table',
  filetypes = 'table',
  root_markers = 'table',
  restarts = 'number',
  keymaps = 'boolean',
  settings = 'table',
}

local given = {}
local warned = {}

--- Faults of an options table, each as a sentence.
---@param options any
---@return string[]
function M.faults(options)
  if type(options) ~= 'table' then
    return { require('chuchu.messages').text('options_not_table') }
  end
  local faults = {}
  for key, value in pairs(options) do
    local want = types[key]
    if not want then
      faults[#faults + 1] = require('chuchu.messages').text('option_unknown', tostring(key))
    elseif type(value) ~= want then
      faults[#faults + 1] = require('chuchu.messages').text('option_type', key, want, type(value))
    end
  end
  table.sort(faults)
  return faults
end

local function warn(options)
  for _, fault in ipairs(M.faults(options)) do
    if not warned[fault] then
      warned[fault] = true
      require('chuchu.messages').warn(fault)
    end
  end
end

--- Keeps only options of the right name and type.
local function sound(options)
  local kept = {}
  for key, value in pairs(type(options) == 'table' and options or {}) do
    if types[key] and type(value) == types[key] then
      kept[key] = value
    end
  end
  return kept
end

---@param options table
function M.set(options)
  warn(options)
  given = sound(options)
end

--- The options in force. `setup` wins over `vim.g.chuchu`, which wins over the defaults.
---@return table
function M.get()
  local global = vim.g.chuchu
  if global ~= nil then
    warn(global)
  end
  local all = {}
  for _, layer in ipairs({ defaults, sound(global), given }) do
    for key, value in pairs(layer) do
      all[key] = value
    end
  end
  return all
end

return M
