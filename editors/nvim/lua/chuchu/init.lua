--- Public functions of chuchu; `:help chuchu` describes them.
local M = {}

--- Sets options; may be called at any time, before or after the plugin is loaded. A running server is told of changed
--- settings; a changed command takes effect with `:Chuchu restart`.
---@param options table|nil see |chuchu-options|
function M.setup(options)
  require('chuchu.config').set(options or {})
  require('chuchu.client').settings_changed()
end

--- What a status line shows: the number of claims without a source and the profile, or '' where chuchu is not attached.
---@param bufnr integer|nil
---@return string
function M.statusline(bufnr)
  bufnr = bufnr and bufnr ~= 0 and bufnr or vim.api.nvim_get_current_buf()
  if not require('chuchu.compat').client(bufnr) then
    return ''
  end
  local profile, missing = require('chuchu.outline').summary(bufnr)
  return '出处' .. (missing and (' ' .. missing) or '') .. (profile and (' · ' .. profile) or '')
end

--- Runs a command as `:Chuchu` does: `require('chuchu').run('next')`.
---@param sub string
---@param ... string arguments
function M.run(sub, ...)
  require('chuchu.commands').run({ fargs = { sub, ... }, bang = false })
end

return M
