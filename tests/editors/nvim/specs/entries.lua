-- Entry files: those of the folder that the settings name, and no other TOML file.
local H = require('harness')
local test, same, wait = H.test, H.same, H.wait

local function path(name)
  return vim.env.WORKSPACE .. '/' .. name
end

local broken = { '[[actor]]', 'id = "person/tove-lindqvist"', 'nams = []' }
for _, folder in ipairs({ 'chuchu', '词条', 'other' }) do
  vim.fn.mkdir(path(folder), 'p')
  vim.fn.writefile(broken, path(folder .. '/names.toml'))
end
local settings = vim.fn.readfile(path('chuchu.toml'))
vim.fn.writefile(vim.list_extend({ 'entries = "./词条/" # ours' }, settings), path('chuchu.toml'))

test('an entry file of the folder that the settings name is attached', function()
  H.edit('词条/names.toml')
  H.client()
  wait('its fault', function()
    return #H.diagnostics('entry') > 0
  end)
end)

test('another TOML file is not', function()
  H.edit('other/names.toml')
  vim.wait(300)
  same(require('chuchu.compat').client(0), nil)
end)

H.finish()
