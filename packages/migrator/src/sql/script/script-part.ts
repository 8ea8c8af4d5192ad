import type { Statement } from './statement.ts';

/**
 * A comment to which the format of the file gives a meaning: `text` is the whole comment, `ownLine` says that nothing
 * is before it.
 */
export interface ScriptMarker {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly ownLine: boolean;
}

export type ScriptPart =
  | {
      readonly kind: 'statement';
      readonly statement: Statement;
      /** Offset after its semicolon, in the text that was scanned. */
      readonly end: number;
    }
  | { readonly kind: 'marker'; readonly marker: ScriptMarker };
