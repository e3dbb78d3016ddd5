// Settings as the server reads them: the keys of chuchu.toml, without those that only concern the editor.
import * as vscode from 'vscode';

export interface ServerSettings {
  profile?: string;
  language?: string;
  date?: string;
  entries?: string;
  exclude: string[];
  rules: Record<string, string>;
  hints: Record<string, boolean>;
}

export function serverSettings(): ServerSettings {
  const config = vscode.workspace.getConfiguration('chuchu');
  const settings: ServerSettings = {
    exclude: config.get<string[]>('exclude', []),
    rules: config.get<Record<string, string>>('rules', {}),
    hints: config.get<Record<string, boolean>>('hints', {}),
  };
  const profile = config.get<string>('profile', 'auto');
  const language = config.get<string>('language', 'auto');
  if (profile !== 'auto') settings.profile = profile;
  if (language !== 'auto') settings.language = language;
  const date = config.get<string>('date', '');
  if (date !== '') settings.date = date;
  const entries = config.get<string>('entries', '');
  if (entries !== '') settings.entries = entries;
  return settings;
}
