import type { PlacedStatement } from '../ownership/placed-statement.ts';
import type { Entry, Thing } from './entry.ts';
import type { RevisionFootprints } from './race.ts';

/** A statement of which nobody can read what it does, or a function body that runs later. */
interface Unread {
  readonly revision: number;
  readonly statement: PlacedStatement;
}

export interface UnreadStatements {
  /** The first of each revision that runs code which cannot be read. */
  readonly statements: readonly Unread[];
  /**
   * Where one names a thing that another revision renames, drops or gives another type: it can only touch what it
   * names.
   */
  readonly touching: readonly (Unread & { readonly thing: Thing; readonly entry: Entry })[];
}

const BREAKING: ReadonlySet<string> = new Set(['unmake', 'alter']);

/** The statements of a history whose effect cannot be read off them. */
export function unreadStatements(
  history: readonly RevisionFootprints[],
  things: ReadonlyMap<string, Thing>,
): UnreadStatements {
  const statements: Unread[] = [];
  const worded: (Unread & { readonly words: ReadonlySet<string> })[] = [];
  history.forEach(({ upgrade }, revision) => {
    let isUnread = false;
    for (const statement of upgrade) {
      const words = statement.words ?? statement.bodyWords;
      if (words !== undefined) worded.push({ revision, statement, words: new Set(words) });
      if (isUnread || !isOpaque(statement, things)) continue;
      isUnread = true;
      statements.push({ revision, statement });
    }
  });
  return { statements, touching: worded.length === 0 ? [] : [...touching(worded, things)] };
}

/** Code, or a query that calls a function which the history makes. */
function isOpaque({ words, calls = [] }: PlacedStatement, things: ReadonlyMap<string, Thing>): boolean {
  if (words !== undefined) return true;
  return calls.some(({ schema, name }) => {
    const key = JSON.stringify(['routine', schema === '' ? 'public' : schema, name]);
    return things.get(key)?.whole.some(({ access }) => access.does === 'make' && access.ofExtension !== true) === true;
  });
}

function* touching(
  worded: readonly (Unread & { readonly words: ReadonlySet<string> })[],
  things: ReadonlyMap<string, Thing>,
): Generator<Unread & { thing: Thing; entry: Entry }> {
  for (const thing of things.values()) {
    const entries = [...thing.whole, ...[...thing.parts.values()].flat()].filter(({ access }) =>
      BREAKING.has(access.does),
    );
    for (const entry of entries) {
      const names = [entry.access.object.name, ...(entry.part === undefined ? [] : [wordOf(entry.part)])];
      for (const { words, revision, statement } of worded) {
        if (names.every((name) => words.has(name))) yield { revision, statement, thing, entry };
      }
    }
  }
}

/** `column total` is `total`. */
function wordOf(part: string): string {
  return part.slice(part.indexOf(' ') + 1);
}
