--- What the plugin itself says, in the language Neovim runs in. (Diagnostics and hovers come from the server.)
local M = {}

local catalog = {
  en = {
    no_binary = 'No chuchu program found. Build it (`cargo build --release`), put it on PATH, or set `cmd`. See :checkhealth chuchu',
    bad_binary = 'Not an executable program: %s (from %s)',
    not_attached = 'chuchu is not attached to this buffer',
    no_claims = 'Every claim has a source',
    claim_of = 'Claim %d of %d without a source',
    no_outline = 'This server does not answer %s; update chuchu',
    empty_list = 'Nothing to list: %s',
    failed = '%s failed: %s',
    unknown = 'No such command: %s (there are: %s)',
    usage_convert = 'Which style? %s',
    restarting = 'The server stopped (%s); starting it again',
    gave_up = 'The server stopped %d times within a minute; `:Chuchu restart` tries again',
    restarted = 'Server restarted',
    stopped = 'Server stopped',
    changed = '%d notes changed',
    read_only = 'This buffer cannot be changed',
    option_unknown = 'Unknown option: %s',
    option_type = 'Option %s must be a %s, not a %s',
    options_not_table = 'Options must be a table',
    state_missing = 'no source',
    state_weak = 'weak source',
    state_sourced = 'sourced',
    note_uses = '%s (cited %d times)',
    actor_count = '%s (%d times)',
  },
  zh_hans = {
    no_binary = '找不到 chuchu 程序。请编译（`cargo build --release`）、放进 PATH，或设置 `cmd`。详见 :checkhealth chuchu',
    bad_binary = '不是可执行程序：%s（来自%s）',
    not_attached = 'chuchu 没有接入这个缓冲区',
    no_claims = '所有论断都有出处',
    claim_of = '缺出处的论断：第 %d 处，共 %d 处',
    no_outline = '这个版本的服务不认得 %s，请更新 chuchu',
    empty_list = '没有可列的内容：%s',
    failed = '%s 失败：%s',
    unknown = '没有这个命令：%s（可用：%s）',
    usage_convert = '要换成哪种样式？%s',
    restarting = '服务停了（%s），正在重新启动',
    gave_up = '服务一分钟内停了 %d 次；用 `:Chuchu restart` 再试',
    restarted = '服务已重新启动',
    stopped = '服务已停止',
    changed = '改动了 %d 条注释',
    read_only = '这个缓冲区不能修改',
    option_unknown = '没有这个选项：%s',
    option_type = '选项 %s 应为 %s，不是 %s',
    options_not_table = '选项应为一个表',
    state_missing = '缺出处',
    state_weak = '出处弱',
    state_sourced = '有出处',
    note_uses = '%s（引用 %d 次）',
    actor_count = '%s（%d 次）',
  },
  zh_hant = {
    no_binary = '找不到 chuchu 程式。請編譯（`cargo build --release`）、放進 PATH，或設定 `cmd`。詳見 :checkhealth chuchu',
    bad_binary = '不是可執行的程式：%s（來自%s）',
    not_attached = 'chuchu 沒有接上這個緩衝區',
    no_claims = '所有論斷都有出處',
    claim_of = '缺出處的論斷：第 %d 處，共 %d 處',
    no_outline = '這個版本的服務不認得 %s，請更新 chuchu',
    empty_list = '沒有可列的內容：%s',
    failed = '%s 失敗：%s',
    unknown = '沒有這個命令：%s（可用：%s）',
    usage_convert = '要換成哪種樣式？%s',
    restarting = '服務停了（%s），正在重新啟動',
    gave_up = '服務一分鐘內停了 %d 次；用 `:Chuchu restart` 再試',
    restarted = '服務已重新啟動',
    stopped = '服務已停止',
    changed = '改動了 %d 條註釋',
    read_only = '這個緩衝區不能修改',
    option_unknown = '沒有這個選項：%s',
    option_type = '選項 %s 應為 %s，不是 %s',
    options_not_table = '選項應為一個表',
    state_missing = '缺出處',
    state_weak = '出處弱',
    state_sourced = '有出處',
    note_uses = '%s（引用 %d 次）',
    actor_count = '%s（%d 次）',
  },
}

--- `zh_hans`, `zh_hant` or `en`, from the locale of Neovim's messages.
---@return string
function M.language()
  local locale = (vim.v.lang or ''):lower()
  if not locale:match('^zh') then
    return 'en'
  end
  return (locale:match('tw') or locale:match('hk') or locale:match('mo') or locale:match('hant')) and 'zh_hant' or 'zh_hans'
end

---@param key string
---@param ... any values for the message's places
---@return string
function M.text(key, ...)
  return string.format(catalog[M.language()][key], ...)
end

--- Shows a heading and a text in the message line, cut so that Neovim does not stop for a key.
---@param heading string
---@param text string
function M.line(heading, text)
  local room = vim.o.columns - vim.fn.strdisplaywidth(heading) - 16
  local shown = text
  while vim.fn.strdisplaywidth(shown) > room do
    shown = vim.fn.strcharpart(shown, 0, vim.fn.strchars(shown) - 1)
  end
  shown = shown == text and text or (shown .. '…')
  vim.api.nvim_echo({ { heading .. '  ' }, { shown, 'Comment' } }, false, {})
end

--- Later: an error that is shown while a file opens would become a failure of whatever opens it.
local function say(text, level)
  vim.schedule(function()
    vim.notify('chuchu: ' .. text, level)
  end)
end

function M.info(text)
  say(text, vim.log.levels.INFO)
end

function M.warn(text)
  say(text, vim.log.levels.WARN)
end

function M.error(text)
  say(text, vim.log.levels.ERROR)
end

return M
