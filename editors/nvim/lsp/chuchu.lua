-- Read by `vim.lsp.config` (Neovim 0.11 and newer); a user's own `vim.lsp.config('chuchu', { … })` is merged over it.
return require('chuchu.client').config()
