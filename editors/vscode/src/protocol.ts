// What the server offers beyond the standard protocol; docs/editors.md describes it.
import type { Position, Range } from 'vscode-languageclient/node';

export const OUTLINE = 'chuchu/outline';
export const CARET = 'chuchu/caret';

export type ClaimState = 'sourced' | 'weak' | 'missing';

export interface OutlineClaim {
  range: Range;
  /** The rule that asks for a source, such as `unsourced-statistic`; null where none does. */
  code: string | null;
  state: ClaimState;
  text: string;
}

export interface OutlineNote {
  /** Index of the page, section or document that the number belongs to. */
  scope: number;
  label: string;
  /** Where the note stands; absent for a marker without a note. */
  range: Range | null;
  /** Its markers, in order. */
  uses: Range[];
  text: string;
}

export interface OutlineActor {
  name: string;
  entry: string;
  count: number;
  first: Range;
}

export interface Outline {
  profile: string;
  claims: OutlineClaim[];
  notes: OutlineNote[];
  actors: OutlineActor[];
}

/** The answer of commands that change the text: where the caret goes, or how many notes changed. */
export interface CommandResult {
  caret?: Position;
  changed?: number;
  markdown?: string;
}

/** `experimental` of the server's capabilities. */
export interface Experimental {
  chuchu?: { outline?: boolean; caret?: boolean };
}

/** True for the codes that say "this claim lacks a source". */
export function isUnsourced(code: unknown): boolean {
  return typeof code === 'string' && (code.startsWith('unsourced-') || code.startsWith('vague-'));
}
