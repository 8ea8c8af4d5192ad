import pg from 'pg';
import type { ObservedEffects } from '../../../src/lint/rule/observation.ts';
import { observeStatement } from '../../../src/proof/observe/observe-statement.ts';
import { SETUP, STATEMENTS } from './statements.ts';

/** What a server did with a statement; locks as `public.orders ACCESS EXCLUSIVE`. */
export interface Truth {
  readonly locks: readonly string[];
  readonly rewritten: readonly string[];
  readonly scanned: readonly string[];
}

/** By statement; `null` where the server refuses it. */
export type Truths = Readonly<Record<string, Truth | null>>;

/** Runs the statements of the corpus on an empty database of this server. */
export async function observeCorpus(url: string): Promise<Truths> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'; ${SETUP}`);
    // Of several statements there is a list of answers, which the types do not say.
    const query = async (sql: string) => [await client.query(sql)].flat().flatMap(({ rows }) => rows);
    const truths: Record<string, Truth | null> = {};
    for (const sql of STATEMENTS) {
      truths[sql] = await observeStatement({ query }, sql, { session: [] }).then(truthOf, () => null);
    }
    return truths;
  } finally {
    await client.end();
  }
}

function truthOf({ locks, rewritten, scanned }: ObservedEffects): Truth {
  return { locks: locks.map(({ relation, mode }) => `${relation} ${mode}`), rewritten, scanned };
}
