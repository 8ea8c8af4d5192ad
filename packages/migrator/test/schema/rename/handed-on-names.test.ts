import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { renameStatements } from '../../../src/schema/mend/rename-statements.ts';
import { parseRenameFlag, printRename } from '../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { resolveRenames } from '../../../src/schema/rename/resolve-renames.ts';
import { reverseRenames } from '../../../src/schema/rename/reverse-renames.ts';
import { column, entity, enumOf, table } from '../entities.ts';

const resolve = (before: readonly SchemaEntity[], after: readonly SchemaEntity[], flags: readonly string[]) =>
  resolveRenames(before, after, { renames: flags.map(parseRenameFlag), created: [], answers: [] });
const columns = (...names: readonly string[]) => [table('t'), ...names.map((name) => column(`t.${name}`))];
const tables = (...names: readonly string[]) => names.flatMap((name) => [table(name), column(`${name}.id`)]);
const index = (path: string, on: string) => entity('index', path, { columns: [{ value: on }], nameExplicit: true });

test.each<[string, readonly SchemaEntity[], readonly SchemaEntity[], readonly string[], readonly string[]]>([
  ['a chain', columns('a', 'b'), columns('b', 'c'), ['t.a=b', 't.b=c'], ['column t.b=c', 'column t.a=b']],
  [
    'a chain of three, whatever the order of the flags',
    columns('a', 'b', 'c'),
    columns('b', 'c', 'd'),
    ['t.b=c', 't.a=b', 't.c=d'],
    ['column t.c=d', 'column t.b=c', 'column t.a=b'],
  ],
  [
    'a swap',
    columns('a', 'b'),
    columns('b', 'a'),
    ['t.a=b', 't.b=a'],
    ['column t.b=b_renaming', 'column t.a=b', 'column t.b_renaming=a'],
  ],
  [
    'a swap beside a column of the temporary name',
    columns('a', 'b', 'b_renaming'),
    columns('b', 'a', 'b_renaming'),
    ['t.a=b', 't.b=a'],
    ['column t.b=b_renaming2', 'column t.a=b', 'column t.b_renaming2=a'],
  ],
  [
    'a name taken over from what is dropped',
    columns('a', 'b'),
    columns('b'),
    ['t.a=b'],
    ['column t.b=b_renaming', 'column t.a=b'],
  ],
  ['a name left to what is new', columns('a'), columns('a', 'b'), ['t.a=b'], ['column t.a=b']],
  [
    'tables, and columns of them by the old name of the table',
    tables('a', 'b'),
    [table('b'), column('b.nr'), table('a'), column('a.id')],
    ['a=b', 'b=a', 'a.id=nr'],
    ['table b=b_renaming', 'table a=b', 'table b_renaming=a', 'column b.id=nr'],
  ],
  [
    'tables across schemas',
    tables('app.x', 'core.x'),
    tables('core.x', 'app.x'),
    ['app.x=core.x', 'core.x=app.x'],
    ['table core.x=x_renaming', 'table app.x=core.x', 'table core.x_renaming=app.x'],
  ],
  [
    'values of an enum',
    [enumOf('mood', 'a', 'b', 'c')],
    [enumOf('mood', 'c', 'a', 'b')],
    ["mood.'a'=c", "mood.'b'=a", "mood.'c'=b"],
    [
      "enum-value mood.'c'=c_renaming",
      "enum-value mood.'a'=c",
      "enum-value mood.'b'=a",
      "enum-value mood.'c_renaming'=b",
    ],
  ],
  [
    'indexes of two tables, whose names are those of one schema',
    [...tables('t', 'u'), index('t.i', 'id'), index('u.j', 'id')],
    [...tables('t', 'u'), index('t.j', 'id'), index('u.i', 'id')],
    [],
    ['index u.j=j_renaming', 'index t.i=j', 'index u.j_renaming=i'],
  ],
  [
    'what a table and a view are called',
    [...tables('a'), entity('view', 'b', { definition: 'select 1' })],
    [...tables('b'), entity('view', 'c', { definition: 'select 1' })],
    ['table a=b'],
    ['view b=b_renaming', 'table a=b', 'view b_renaming=c'],
  ],
])('%s', (_, before, after, flags, expected) => {
  const { renames, questions, unused } = resolve(before, after, flags);
  expect({ renames: renames.map(printRename), questions, unused }).toEqual({
    renames: expected,
    questions: [],
    unused: [],
  });
});

test('half of a swap is a question, and a flag that could mean two kinds counts for none', () => {
  expect(resolve(columns('a', 'b'), columns('a', 'b'), ['t.a=b']).questions).toMatchObject([
    { kind: 'column', created: ['public', 't', 'a'], candidates: [{ id: ['public', 't', 'b'] }] },
  ]);
  const both = [...columns('a', 'b'), index('t.a', 'a'), index('t.b', 'b')];
  expect(resolve(both, both, ['t.a=b', 't.b=a'])).toMatchObject({ renames: [], unused: [{}, {}] });
  expect(resolve(both, both, ['column t.a=b', 'column t.b=a']).unused).toEqual([]);
});

test('names that are the longest possible still have a temporary one', () => {
  const [a, b] = ['ä'.repeat(31), 'b'.repeat(63)];
  const { renames } = resolve(columns(a, b), columns(b, a), [`t."${a}"=${b}`, `t.${b}="${a}"`]);
  expect(renames).toHaveLength(3);
  for (const { to } of renames) expect(Buffer.byteLength(to.at(-1) ?? '')).toBeLessThanOrEqual(63);
});

/** What PostgreSQL would say of the statements: nothing is given a name that is taken. */
function run(names: ReadonlyMap<string, number>, statements: readonly string[]): ReadonlyMap<string, number> {
  const now = new Map(names);
  for (const sql of statements) {
    const [, from = '', to = ''] = /RENAME COLUMN "(.*)" TO "(.*)"$/.exec(sql) ?? [];
    const held = now.get(from);
    if (held === undefined || now.has(to)) throw new Error(`${sql}, with ${[...now.keys()].join(', ')}`);
    now.delete(from);
    now.set(to, held);
  }
  return now;
}

test('property: whatever names are handed on, each column ends under its new name, and back under its old one', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const change = fc
    .tuple(fc.shuffledSubarray(letters, { minLength: 1 }), fc.shuffledSubarray(letters, { minLength: 1 }), fc.nat())
    .map(([old, now, count]) => {
      const pairs = old.slice(0, count % (old.length + 1)).flatMap((from, place) => {
        const to = now[place];
        return to === undefined || to === from ? [] : [[from, to] as const];
      });
      return { old, now, pairs };
    });
  fc.assert(
    fc.property(change, ({ old, now, pairs }) => {
      const [before, after] = [columns(...old), columns(...now)];
      const { renames, unused } = resolveRenames(before, after, {
        renames: pairs.map(([from, to]) => parseRenameFlag(`column t.${from}=${to}`)),
        created: now.map((name) => ({ ...parseRenameFlag(`column t.${name}=x`), to: [] })),
        answers: [],
      });
      expect(unused.filter(({ to }) => to.length > 0)).toEqual([]);
      const numbered = new Map(old.map((name, number) => [name, number]));
      const sql = renameStatements(before, renames).map((statement) => statement.sql);
      const renamed = run(numbered, sql);
      for (const [from, to] of pairs) expect(renamed.get(to)).toBe(numbered.get(from));
      expect(
        replayRenames(before, renames)
          .slice(1)
          .map(({ name }) => name),
      ).toEqual(old.map((name) => [...renamed].find(([, number]) => number === numbered.get(name))?.[0]));
      const back = reverseRenames(renames, after);
      const there = new Map(now.map((name, number) => [name, number]));
      const returned = run(
        there,
        renameStatements(after, back).map((statement) => statement.sql),
      );
      for (const [from, to] of pairs) expect(returned.get(from)).toBe(there.get(to));
    }),
    { numRuns: 500 },
  );
});
