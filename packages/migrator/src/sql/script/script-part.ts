import type { Statement } from '../../revision/revision-file.ts';

/** A comment that is, or looks like, a section marker: `text` is the whole comment, `ownLine` says that nothing stands before it. */
export interface ScriptMarker {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly ownLine: boolean;
}

export type ScriptPart =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'marker'; readonly marker: ScriptMarker };
