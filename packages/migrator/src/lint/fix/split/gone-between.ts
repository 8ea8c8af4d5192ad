import { storedName } from '../../../sql/names/stored-name.ts';
import { TokenList } from '../../../sql/tokens/token-list.ts';

/** The names that one transaction of a chain removes, and all names in its statements. */
export interface Stage {
  readonly removes: readonly string[];
  readonly statements: readonly string[];
}

/**
 * A name that one stage removes and a later one uses again: within one transaction no other session sees that it is
 * gone, but between two transactions all of them would.
 */
export function goneBetween(stages: readonly Stage[]): string | undefined {
  const gone = new Set<string>();
  for (const { removes, statements } of stages) {
    if (gone.size > 0) {
      const again = statements.flatMap((sql) => [...wordsOf(sql)]).find((word) => gone.has(word));
      if (again !== undefined) return again;
    }
    for (const name of removes) if (name !== '') gone.add(name);
  }
  return undefined;
}

function* wordsOf(sql: string): Generator<string> {
  for (const { kind, text } of new TokenList(sql)) {
    if (kind === 'word' || kind === 'quoted-identifier') yield storedName(text);
  }
}
