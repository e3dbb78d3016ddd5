// The status bar: how many claims lack a source, and by which profile they are judged.
import * as vscode from 'vscode';
import { missing, type Models } from './model.js';
import { isOurs, type Server } from './server.js';

function profileName(profile: string): string {
  switch (profile) {
    case 'op-ed':
      return vscode.l10n.t('op-ed');
    case 'academic':
      return vscode.l10n.t('academic');
    case 'news':
      return vscode.l10n.t('news');
    default:
      return profile;
  }
}

export function createStatus(server: Server, models: Models): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('chuchu.status', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('Chuchu: claims without a source');
  const update = () => {
    const wanted = vscode.workspace.getConfiguration('chuchu').get<boolean>('statusBar.enabled', true);
    const model = models.current;
    if (!wanted || (model === undefined && !(server.fault !== undefined && isOurs(vscode.window.activeTextEditor?.document)))) {
      item.hide();
      return;
    }
    if (model === undefined) {
      item.text = `$(error) ${vscode.l10n.t('Chuchu')}`;
      item.tooltip = server.fault;
      item.command = 'chuchu.server.log';
    } else {
      const count = missing(model).length;
      const profile = model.profile === undefined ? '' : ` · ${profileName(model.profile)}`;
      item.text = `$(quote) ${vscode.l10n.t('Chuchu')} ${count}${profile}`;
      item.tooltip = count === 0 ? vscode.l10n.t('Every claim has a source') : vscode.l10n.t('{0} claims without a source', count);
      item.command = count === 0 ? 'chuchu.claims.focus' : 'chuchu.claim.next';
    }
    item.show();
  };
  update();
  return vscode.Disposable.from(item, models.onDidChange(update), server.onDidChange(update));
}
