import fc from 'fast-check';
import { loadModule } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { addNamesWithin } from '../../src/sql/names/names-within.ts';
import { storedName } from '../../src/sql/names/stored-name.ts';
import { readStatement } from '../../src/sql/statement/read-statement.ts';
import { Tokenizer } from '../../src/sql/tokens/tokenizer.ts';
import { CORPUS } from './corpus.ts';
import { treeFacts } from './tree-facts.ts';

beforeAll(() => loadModule());

/** All that `readStatement` says, and the names that locks are looked for by. */
function factsOf(sql: string) {
  const facts = readStatement(sql);
  const { command, kind, runsAlone, locks, makes, renames, work, secrets } = facts;
  const { mayStopReaders, mayChangeSession, dropsCascading } = facts;
  const own = { command, kind, runsAlone, locks, makes, renames, work, secrets };
  const names = new Set<string>();
  addNamesWithin(sql, names);
  return { ...own, mayStopReaders, mayChangeSession, dropsCascading, names: [...names].sort() };
}

function tokensOf(sql: string): readonly string[] {
  const tokens: string[] = [];
  const tokenizer = new Tokenizer(sql);
  while (tokenizer.next() !== 'end') {
    if (tokenizer.kind !== 'line-comment' && tokenizer.kind !== 'block-comment') tokens.push(tokenizer.text);
  }
  return tokens;
}

const GAPS = [
  ' ',
  '\n\n',
  '\t\r\n',
  " -- drop table events; '\n",
  ' /* concurrently cascade */ ',
  ' /* a /* nested */ it\'s $$ " */ ',
  " -- set role x; password 'x'\n\f",
  ' /**/--\n',
] as const;

test('comments and white space between all tokens change no fact', () => {
  expect(CORPUS.length).toBeGreaterThan(300);
  for (const [index, sql] of CORPUS.entries()) {
    const facts = factsOf(sql);
    const gap = (at: number) => GAPS[(index + at) % GAPS.length] ?? ' ';
    const spread = tokensOf(sql)
      .map((token, at) => gap(at) + token)
      .join('');
    expect(factsOf(`${spread}${gap(0)}`), sql).toEqual(facts);
  }
});

test('whatever is between the tokens', () => {
  const gaps = fc.array(fc.constantFrom(...GAPS), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...CORPUS), gaps, (sql, between) => {
      const spread = tokensOf(sql)
        .map((token, at) => (between[at % between.length] ?? ' ') + token)
        .join('');
      expect(factsOf(spread)).toEqual(factsOf(sql));
    }),
    { numRuns: 300 },
  );
});

test("the facts agree with the tree of PostgreSQL's own parser", () => {
  for (const sql of CORPUS) {
    const tree = treeFacts(sql);
    const { locks, makes, kind, mayChangeSession, secrets } = readStatement(sql);
    const nameOf = ({ schema, name }: { schema?: string; name: string }) =>
      schema === undefined ? name : `${schema}.${name}`;
    expect([...new Set(locks.map(({ name }) => nameOf(name)))].sort(), sql).toEqual(tree.locked);
    const made = makes === undefined ? undefined : makes.what === 'index' ? makes.name.name : nameOf(makes.name);
    expect(made, sql).toEqual(tree.makes);
    expect(kind.kind === 'transaction-control', sql).toBe(tree.transaction);
    if (kind.kind !== 'session-state' || kind.command !== 'set_config') {
      expect(kind.kind === 'session-state', sql).toBe(tree.session);
    }
    if (tree.session) expect(mayChangeSession, sql).toBe(true);
    for (const credential of tree.credentials) expect(secrets, sql).toContain(credential);
  }
});

test('names are folded as PostgreSQL folds them', () => {
  for (const sql of CORPUS) {
    for (const { name, written } of readStatement(sql).locks) {
      const last = tokensOf(written).at(-1) ?? '';
      expect(storedName(last), sql).toBe(name.name);
    }
  }
});
