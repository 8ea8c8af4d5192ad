import type { PlacedStatement } from '../ownership/placed-statement.ts';
import type { Step } from './step.ts';
import type { Entry, Thing } from './things/entry.ts';
import { thingKey } from './things/thing-key.ts';

/** A statement whose effect cannot be read, or a function body that runs later. */
interface Unread {
  readonly step: number;
  readonly statement: PlacedStatement;
}

export interface UnreadStatements {
  /** The first of each revision that runs code which cannot be read. */
  readonly statements: readonly Unread[];
  /**
   * Those that name a thing that another revision renames, drops or changes the type of: code can only touch what it
   * names.
   */
  readonly touching: readonly (Unread & { readonly thing: Thing; readonly entry: Entry })[];
}

const BREAKING: ReadonlySet<string> = new Set(['unmake', 'alter']);

/** The statements of a history whose effect cannot be read. */
export function unreadStatements(steps: readonly Step[], things: ReadonlyMap<string, Thing>): UnreadStatements {
  const statements = new Map<string, Unread>();
  const worded: (Unread & { readonly words: ReadonlySet<string> })[] = [];
  steps.forEach(({ revision, statements: all }, step) => {
    for (const statement of all) {
      const words = statement.words ?? statement.bodyWords;
      if (words !== undefined) worded.push({ step, statement, words: new Set(words) });
      if (!statements.has(revision) && isOpaque(statement, things)) statements.set(revision, { step, statement });
    }
  });
  return {
    statements: [...statements.values()],
    touching: worded.length === 0 ? [] : [...touching(worded, things, steps)],
  };
}

/** Code, or a query that calls a function of the history. */
function isOpaque({ words, calls = [] }: PlacedStatement, things: ReadonlyMap<string, Thing>): boolean {
  if (words !== undefined) return true;
  return calls.some(({ schema, name }) => {
    const key = thingKey({ space: 'routine', schema: schema === '' ? 'public' : schema, name });
    return things.get(key)?.whole.some(({ access }) => access.does === 'make' && access.ofExtension !== true) === true;
  });
}

function* touching(
  worded: readonly (Unread & { readonly words: ReadonlySet<string> })[],
  things: ReadonlyMap<string, Thing>,
  steps: readonly Step[],
): Generator<Unread & { thing: Thing; entry: Entry }> {
  for (const thing of things.values()) {
    const entries = [thing.whole, ...thing.parts.values()].flatMap((of) => breaking(of, steps));
    for (const entry of entries) {
      const names = [entry.access.object.name, ...(entry.part === undefined ? [] : [wordOf(entry.part)])];
      for (const { words, step, statement } of worded) {
        if (names.every((name) => words.has(name))) yield { step, statement, thing, entry };
      }
    }
  }
}

/**
 * Accesses that break code that names the thing. If a revision creates a thing and its downgrade drops it, unordered
 * code with the same word means something else.
 */
function breaking(entries: readonly Entry[], steps: readonly Step[]): readonly Entry[] {
  const idOf = ({ step }: Entry): string | undefined => steps[step]?.revision;
  const all = entries.filter(({ access }) => BREAKING.has(access.does));
  if (all.length === 0) return [];
  const made = new Set(entries.filter(({ access }) => access.does === 'make').map(idOf));
  return all.filter((entry) => steps[entry.step]?.direction === 'upgrade' || !made.has(idOf(entry)));
}

/** `column total` is `total`. */
function wordOf(part: string): string {
  return part.slice(part.indexOf(' ') + 1);
}
