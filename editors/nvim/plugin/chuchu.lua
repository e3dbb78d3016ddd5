-- Entry point: commands and mappings at once, everything else when a file of a known type opens.
if vim.g.loaded_chuchu then
  return
end
vim.g.loaded_chuchu = 1

if vim.fn.has('nvim-0.7') == 0 then
  vim.api.nvim_err_writeln('chuchu: Neovim 0.8 or newer is needed')
  return
end

vim.api.nvim_create_user_command('Chuchu', function(opts)
  require('chuchu.commands').run(opts)
end, {
  nargs = '*',
  bang = true,
  desc = 'chuchu 出处: notes, claims and names of this document',
  complete = function(lead, line)
    return require('chuchu.commands').complete(lead, line)
  end,
})

for _, sub in ipairs({ 'next', 'prev', 'note', 'fix', 'follow', 'claims', 'notes', 'actors', 'names', 'renumber' }) do
  vim.keymap.set('n', '<Plug>(chuchu-' .. sub .. ')', '<Cmd>Chuchu ' .. sub .. '<CR>', { silent = true })
end

require('chuchu.client').enable()
