import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeSql } from '../judge-sql.ts';
import { claimsOf, harmOf } from './judge-corpus.ts';
import type { Truths } from './observe-corpus.ts';
import { ALONE, SETUP } from './statements.ts';

const TRUTH: Record<string, Truths> = JSON.parse(readFileSync(join(import.meta.dirname, 'truth.golden.json'), 'utf8'));

/** Where rules say something else than a server does, and why that is left so. */
const KNOWN: Readonly<Record<string, string>> = {
  'alter table orders add column a int default moving()':
    'the body of an SQL function may be inlined, and is no longer volatile then',
  'do $$ begin alter table plain_table alter id type bigint; end $$':
    'opaque-do-block says that nothing in it was looked at',
};

test.each(Object.keys(TRUTH))('rules say what PostgreSQL %s does', (major) => {
  const wrong = Object.entries(TRUTH[major] ?? {}).flatMap(([sql, truth]) => {
    if (truth === null) return [];
    const [says, does] = [claimsOf(sql, Number(major)), harmOf(truth, sql)];
    return String(says) === String(does) ? [] : [{ sql, says, does }];
  });
  expect(wrong.filter(({ sql }) => !(sql in KNOWN))).toEqual([]);
  expect(wrong.map(({ sql }) => sql)).toEqual(Object.keys(KNOWN));
});

test('what runs outside transactions is as PostgreSQL documents it', () => {
  const says = Object.keys(ALONE).map((sql) => [sql, isHarmful(sql)]);
  expect(says).toEqual(Object.entries(ALONE));
});

/** Rules find that it blocks, also where it names no table. */
function isHarmful(sql: string): boolean {
  return judgeSql(sql, { given: SETUP }).found.some(({ rule }) => BLOCKING.includes(rule));
}

const BLOCKING = [
  'reindex-not-concurrent',
  'vacuum-full-or-cluster',
  'index-not-concurrent',
  'drop-index-not-concurrent',
];
