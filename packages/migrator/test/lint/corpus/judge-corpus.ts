import { LOCK_MODES, whoWaits } from '../../../src/sql/statement/lock-mode.ts';
import { judgeSql } from '../judge-sql.ts';
import type { Truth } from './observe-corpus.ts';
import { SETUP } from './statements.ts';

/** Partitions, and views that nobody writes: who reads the first is a user of the partitioned table. */
const ROOTS: Readonly<Record<string, string>> = {
  'public.parts_a': 'public.parts',
  'public.parts_b': 'public.parts',
  'public.rest_1': 'public.rest',
  'public.rest_default': 'public.rest',
};
const MATERIALIZED = 'public.days';

/**
 * What stops others for as long as the table is large, as a server did it: a rewrite, or a whole read, under a lock that
 * readers or writers wait for. TRUNCATE and DROP give a file back, however large it is.
 */
export function harmOf({ locks, rewritten, scanned }: Truth, sql: string): readonly string[] {
  if (/^(truncate|drop) /.test(sql)) return [];
  const waited = locks.flatMap((lock) => {
    const [relation = '', ...mode] = lock.split(' ');
    const who = whoWaits(LOCK_MODES.find((each) => each === mode.join(' ')) ?? 'ACCESS SHARE');
    return who === 'all' || (who === 'writes' && relation !== MATERIALIZED) ? [relation] : [];
  });
  return rootsOf([...rewritten, ...scanned].filter((each) => waited.includes(each)));
}

/** The relations of which rules say that they are rewritten or read whole. */
export function claimsOf(sql: string, postgres: number): readonly string[] {
  const { found } = judgeSql(sql, { given: SETUP, settings: { limits: { postgres } } });
  return rootsOf(found.flatMap(({ claim }) => (claim === undefined || claim.work === 'lock' ? [] : [claim.relation])));
}

/** Whether rules say that nothing in it was looked at. */
export function isOpaque(sql: string): boolean {
  return judgeSql(sql, { given: SETUP }).found.some(({ rule }) => rule === 'opaque-do-block');
}

function rootsOf(relations: readonly string[]): readonly string[] {
  return [...new Set(relations.map((each) => ROOTS[each] ?? each))].sort();
}
