import { expect, test } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

const acc = (columns: string, table = 'acc'): string =>
  `export const mood = p.pgEnum('mood', ['a', 'b']);
export const acc = p.pgTable('${table}', { id: p.integer().primaryKey(), ${columns} });`;
const USES = "import { acc, mood } from '@demo/fx/schema';\n";

interface Story {
  /** What the first slice has at first, and then. */
  readonly fx: readonly [string, string];
  readonly fy: string;
  /** An object of `sql/` in the second slice. */
  readonly object?: string;
  readonly rename?: readonly string[];
}

const FK = `${USES}export const notes = p.pgTable('notes', { id: p.integer().primaryKey(), acc: p.integer().references(() => acc.id) });`;

/** The other slice's revision was made in between, on what the first one had then. */
const STORIES: readonly (readonly [string, Story])[] = [
  ['a table is renamed under a foreign key', { fx: [acc(''), acc('', 'accounts')], fy: FK, rename: ['acc=accounts'] }],
  [
    'a column is renamed under a view of Drizzle',
    {
      fx: [acc('n: p.integer()'), acc('n: p.integer("m")')],
      fy: `${USES}export const v = p.pgView('v').as((q) => q.select({ n: acc.n }).from(acc));`,
      rename: ['acc.n=acc.m'],
    },
  ],
  [
    'a column is renamed under a view of sql/',
    {
      fx: [acc('n: p.integer()'), acc('m: p.integer()')],
      fy: '',
      object: 'create view v as select n from acc;',
      rename: ['acc.n=acc.m'],
    },
  ],
  [
    'a column is renamed under a function of sql/',
    {
      fx: [acc('n: p.integer()'), acc('m: p.integer()')],
      fy: '',
      object: 'create function f() returns bigint language sql as $$ select sum(n) from acc $$;',
      rename: ['acc.n=acc.m'],
    },
  ],
  [
    'a value is renamed under a default of the other slice',
    {
      fx: [acc(''), acc('').replace("'a'", "'z'")],
      fy: `${USES}export const notes = p.pgTable('notes', { id: p.integer(), m: mood().default('a') });`,
      rename: ['mood.a=mood.z'],
    },
  ],
  [
    'a column is added beside one that a foreign key refers to',
    {
      fx: [acc('n: p.integer().unique()'), acc('n: p.integer().unique(), k: p.text()')],
      fy: `${USES}export const notes = p.pgTable('notes', { id: p.integer(), n: p.integer().references(() => acc.n) });`,
    },
  ],
];

test.each(STORIES)(
  'what was made in between comes first: %s',
  async (_name, { fx: [before, after], fy, object, rename }) => {
    const demo = demoWorkspace({ fx: before, fy });
    if (object !== undefined) demo.write('features/fy/sql/it.sql', object);
    await revision(demo.bench(), { message: 'start' });
    demo.schema('fx', after);
    const { revisions } = await revision(demo.bench(), {
      message: 'change',
      slice: 'fx',
      ...(rename === undefined ? {} : { renames: rename }),
    });
    const graph = demo.bench().graph();
    for (const { revision: id } of revisions) {
      const below = graph.ancestors([id], { dependencies: true });
      // What only adds something has nothing to wait for.
      expect(graph.headsOfSlice('fy').every((head) => below.includes(head))).toBe(rename !== undefined);
    }
    const { findings } = await check(demo.bench());
    expect(findings.filter(({ code }) => code === 'unordered-conflict')).toEqual([]);
  },
);

test('a view that goes is ordered with a revision whose way back builds it again', async () => {
  const mood = (values: string): string =>
    `export const mood = p.pgEnum('mood', [${values}]);
export const acc = p.pgTable('acc', { id: p.integer().primaryKey() });`;
  const notes = (more: string): string =>
    `import { mood } from '@demo/fx/schema';
export const notes = p.pgTable('notes', { m: mood() });${more}`;
  const VIEW = "\nexport const v = p.pgView('v', { m: mood() }).as(sql`select m from notes`);";
  const demo = demoWorkspace({ fx: mood("'a', 'b'"), fy: notes(VIEW) });
  await revision(demo.bench(), { message: 'begin', unproven: 'no server' });
  // Adding a value is one statement; without it the type, the column and the view are rebuilt.
  demo.schema('fx', mood("'a', 'b', 'c'"));
  demo.schema('fy', notes(''));
  const { revisions } = await revision(demo.bench(), { message: 'on', unproven: 'no server' });
  expect(revisions.map(({ slice }) => slice)).toEqual(['fx', 'fy']);
  expect(revisions[1]?.dependsOn).toContain(revisions[0]?.revision);
});
