// The view "出处": claims by state, notes by page, actors with counts. A click goes there.
import * as vscode from 'vscode';
import { missing, type Actor, type Claim, type Model, type Models, type Note } from './model.js';
import type { ClaimState } from './protocol.js';

/** A row: a group, or a leaf with its place. */
export interface Row {
  id: string;
  label: string;
  description?: string;
  tooltip?: string;
  icon?: vscode.ThemeIcon;
  context?: string;
  uri: vscode.Uri;
  range?: vscode.Range | undefined;
  /** What a row's inline action works on, beside `range`. */
  uses?: vscode.Range[];
  children?: Row[];
}

const states: [ClaimState, string, string][] = [
  ['missing', 'warning', 'list.warningForeground'],
  ['weak', 'info', 'editorInfo.foreground'],
  ['sourced', 'pass', 'testing.iconPassed'],
];

function stateName(state: ClaimState): string {
  switch (state) {
    case 'missing':
      return vscode.l10n.t('No source');
    case 'weak':
      return vscode.l10n.t('Weak source');
    case 'sourced':
      return vscode.l10n.t('Sourced');
  }
}

const line = (range: vscode.Range | undefined) => (range ? vscode.l10n.t('line {0}', range.start.line + 1) : '');

/** One line of text for a row. */
const short = (text: string) => text.replace(/\s+/gu, ' ').trim();

function claimRows(model: Model): Row[] {
  const sourced = vscode.workspace.getConfiguration('chuchu').get<boolean>('view.sourcedClaims', true);
  const row = (claim: Claim, icon: vscode.ThemeIcon): Row => ({
    id: `claim ${claim.range.start.line}:${claim.range.start.character}`,
    label: short(claim.text),
    description: line(claim.range),
    tooltip: claim.code === undefined ? claim.text : `${claim.text}\n${claim.code}`,
    icon,
    context: `claim-${claim.state}`,
    uri: model.uri,
    range: claim.range,
  });
  return states.flatMap(([state, icon, color]) => {
    const claims = model.claims.filter((claim) => claim.state === state);
    if (claims.length === 0 || (state === 'sourced' && !sourced)) return [];
    const theme = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
    return [{ id: `state ${state}`, label: stateName(state), description: String(claims.length), uri: model.uri, children: claims.map((c) => row(c, theme)) }];
  });
}

function noteRows(model: Model): Row[] {
  const row = (note: Note, index: number): Row => ({
    id: `note ${note.scope} ${note.label} ${index}`,
    label: `${note.label}  ${short(note.text)}`,
    description: note.range ? `× ${note.uses.length}` : vscode.l10n.t('no note'),
    tooltip: note.text,
    icon: new vscode.ThemeIcon(note.range === undefined ? 'error' : note.uses.length === 0 ? 'warning' : 'note'),
    context: note.uses.length > 0 ? 'note-used' : 'note-unused',
    uri: model.uri,
    range: note.range ?? note.uses[0],
    uses: note.uses,
  });
  const place = (note: Note) => (note.uses[0] ?? note.range)?.start ?? new vscode.Position(0, 0);
  const ordered = [...model.notes].sort((a, b) => place(a).compareTo(place(b)));
  const scopes = [...new Set(ordered.map((note) => note.scope))];
  if (scopes.length <= 1) return ordered.map(row);
  return scopes.map((scope, index) => {
    const notes = ordered.filter((note) => note.scope === scope);
    return { id: `scope ${scope}`, label: vscode.l10n.t('Page {0}', index + 1), description: String(notes.length), uri: model.uri, children: notes.map(row) };
  });
}

/** The icon of an entry by the first part of its id, such as `person/…`. */
const entryIcons: Record<string, string> = {
  person: 'person', state: 'globe', place: 'location', media: 'broadcast', weapon: 'target', term: 'book',
};

function actorRows(model: Model): Row[] {
  const row = (actor: Actor): Row => ({
    id: `actor ${actor.entry}`,
    label: actor.name,
    description: `× ${actor.count}`,
    tooltip: actor.entry,
    icon: new vscode.ThemeIcon(entryIcons[actor.entry.split('/')[0] ?? ''] ?? 'organization'),
    context: 'actor',
    uri: model.uri,
    range: actor.first,
  });
  return [...model.actors].sort((a, b) => b.count - a.count).map(row);
}

class Rows implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private rows: Row[] = [];

  show(rows: Row[]): void {
    this.rows = rows;
    this.changed.fire();
  }

  getChildren(row?: Row): Row[] {
    return row === undefined ? this.rows : (row.children ?? []);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const folded = row.id === 'state sourced';
    const state = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.label, row.children === undefined ? state.None : folded ? state.Collapsed : state.Expanded);
    item.id = row.id;
    if (row.description !== undefined) item.description = row.description;
    if (row.tooltip !== undefined) item.tooltip = row.tooltip;
    if (row.icon !== undefined) item.iconPath = row.icon;
    if (row.context !== undefined) item.contextValue = row.context;
    if (row.range !== undefined) {
      const options: vscode.TextDocumentShowOptions = { selection: row.range, preserveFocus: false };
      item.command = { command: 'vscode.open', title: '', arguments: [row.uri, options] };
    }
    return item;
  }
}

/** Creates the three lists and keeps them with the model. */
export function createView(models: Models): vscode.Disposable {
  const lists = { claims: claimRows, notes: noteRows, actors: actorRows };
  const disposables: vscode.Disposable[] = [];
  for (const [name, rowsOf] of Object.entries(lists)) {
    const rows = new Rows();
    const view = vscode.window.createTreeView(`chuchu.${name}`, { treeDataProvider: rows, showCollapseAll: true });
    const update = () => {
      const model = models.current;
      rows.show(model ? rowsOf(model) : []);
      if (name === 'claims') {
        const count = missing(model).length;
        view.badge = count > 0 ? { value: count, tooltip: vscode.l10n.t('{0} claims without a source', count) } : undefined;
      }
    };
    disposables.push(view, models.onDidChange(update));
    update();
  }
  return vscode.Disposable.from(...disposables);
}
