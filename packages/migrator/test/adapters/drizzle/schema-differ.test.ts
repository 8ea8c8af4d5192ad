import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entityLabel } from '../../../src/schema/entity/schema-entity.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../../commands/revision/revision-kit.ts';

shareDemo();

const TABLE = "export const t = p.pgTable('t', { id: p.integer().primaryKey() });";

async function load(demo: DemoWorkspace) {
  const [differ, { workspace }] = [demo.differ, demo.bench()];
  return await differ.load(workspace.slices);
}

test('reads every type of entity that a slice exports, each once, and nothing of other slices', async () => {
  const demo = demoWorkspace({
    one: `export const app = p.pgSchema('app');
      export const other = p.pgSchema('other').existing();
      export const mood = app.enum('mood', ['a']);
      export const numbers = p.pgSequence('numbers');
      export const reader = p.pgRole('reader');
      export const t = app.table('t', { id: p.integer().primaryKey(), m: mood(), u: p.text().unique() },
        (it) => [p.index().on(it.m), p.check('c', sql\`id > 0\`), p.pgPolicy('mine', { to: reader })]);
      export const alias = t;
      export const manual = p.pgView('manual', { id: p.integer() }).as(sql\`select 1 as id\`);
      export const built = p.pgView('built').as((qb) => qb.select().from(t));
      export const kept = p.pgMaterializedView('kept', { id: p.integer() }).as(sql\`select 1 as id\`);
      export const theirs = p.pgView('theirs', { id: p.integer() }).existing();
      export default 'nothing of ours';
      export const helper = () => t;`,
    two: `import { t } from '@demo/one/schema';
      export const child = p.pgTable('child', { id: p.integer().references(() => t.id) });`,
  });
  const [one, two] = await load(demo);
  expect(one?.entities.map(entityLabel)).toEqual([
    'schema app',
    'table app.t',
    'enum app.mood',
    'column app.t.id',
    'column app.t.m',
    'column app.t.u',
    'index app.t.t_m_index',
    'primary key app.t.t_pkey',
    'unique app.t.t_u_key',
    'check app.t.c',
    'sequence numbers',
    'role reader',
    'policy app.t.mine',
    'view built',
    'view manual',
    'view kept',
  ]);
  expect(one?.existing).toEqual(['other']);
  expect(two?.entities.map(entityLabel)).toEqual([
    'table child',
    'column child.id',
    'foreign key child.child_id_t_id_fkey',
  ]);
});

test('what is exported and part of a table, too, is no fault', async () => {
  const demo = demoWorkspace({
    one: `export const positive = p.check('positive', sql\`id > 0\`);
      export const own = p.pgPolicy('own').link(p.pgTable('u', { id: p.integer() }));
      export const t = p.pgTable('t', { id: p.integer().primaryKey() }, () => [positive]);
      export const make = (it) => p.index('made').on(it.id);`,
  });
  const [one] = await load(demo);
  expect(one?.entities.map(entityLabel)).toContain('check t.positive');
});

test('one module for each schema, by package name and by path; read again by each load', async () => {
  const demo = demoWorkspace({
    one: TABLE,
    two: `import { t as byName } from '@demo/one/schema';
      import { t as byPath } from '../../one/src/schema.ts';
      import { width } from './width.ts';
      if (byName !== byPath) throw new Error('two modules');
      export const u = p.pgTable('u', { id: p.varchar({ length: width }) });`,
  });
  demo.write('features/two/src/width.ts', 'export const width = 1;');
  await load(demo);
  demo.write('features/two/src/width.ts', 'export const width = 2;');
  const [, two] = await load(demo);
  expect(two?.entities[1]).toMatchObject({ facts: { type: 'varchar(2)' } });
});

describe('names the fault and its place', () => {
  const cases: readonly (readonly [string, string, object])[] = [
    [
      'syntax',
      `${TABLE}\nexport const = 3;`,
      { code: 'schema-file-syntax', facts: { file: 'features/one/src/schema.ts', line: 4 } },
    ],
    [
      'a throwing export',
      `${TABLE}\n\nexport const x = JSON.parse('{');`,
      { code: 'schema-file-load', facts: { line: 5 } },
    ],
    ['a missing module', "import './nowhere.ts';", { code: 'schema-file-load', facts: { slice: 'one' } }],
    [
      'process.exit',
      'process.exit(3);',
      { code: 'schema-file-exit', message: expect.stringContaining('process.exit(3)') },
    ],
    [
      'a refusal of drizzle-kit, which prints and exits',
      "export const t = p.pgTable('t', { id: p.text() }, () => [p.index().on(sql`lower(id)`)]);",
      { code: 'schema-file-exit', message: expect.stringContaining('Please specify an index name') },
    ],
    [
      'a broken reference',
      "export const t = p.pgTable('t', { id: p.text().references(() => undefined) });",
      { code: 'schema-file-load', facts: { slice: 'one' } },
    ],
    [
      'a default that PostgreSQL cannot hold',
      "export const t = p.pgTable('t', { id: p.integer(), note: p.text().default('a\\0') });",
      {
        code: 'schema-default',
        facts: { slice: 'one', file: 'features/one/src/schema.ts' },
        message: expect.stringMatching(/t\.note.*NUL/),
      },
    ],
    ...[
      ['index', "p.index('i').on(t.id)"],
      ['index', "p.index('i')"],
      ['index', "p.uniqueIndex('i').on(t.id)"],
      ['unique constraint', "p.unique('u').on(t.id)"],
      ['unique constraint', "p.unique('u')"],
      ['foreign key', 'p.foreignKey({ columns: [t.id], foreignColumns: [t.id] })'],
      ['check', "p.check('c', sql`id > 0`)"],
      ['primary key', 'p.primaryKey({ columns: [t.id] })'],
      ['policy', "p.pgPolicy('own')"],
    ].map(([kind, part]): readonly [string, string, object] => [
      `${part}, exported by itself`,
      `${TABLE} export const alone = ${part};`,
      {
        code: 'schema-loose-export',
        message: expect.stringContaining(`the export "alone" is ${kind === 'index' ? 'an' : 'a'} ${kind} that`),
      },
    ]),
    [
      'a table twice in one slice',
      `${TABLE} export const again = p.pgTable('t', { id: p.integer() });`,
      { code: 'schema-file-exit' },
    ],
  ];
  test.each(cases)('%s', async (_, schema, error) => {
    await expect(load(demoWorkspace({ one: schema }))).rejects.toMatchObject(error);
  });

  test('a schema file that is not there', async () => {
    const demo = demoWorkspace({ one: TABLE });
    const [differ, { workspace }] = [demo.differ, demo.bench()];
    const slices = workspace.slices.map((slice) => ({ ...slice, schema: 'features/one/gone.ts' }));
    await expect(differ.load(slices)).rejects.toMatchObject({ code: 'schema-file-missing', facts: { slice: 'one' } });
  });

  test('a re-export', async () => {
    const demo = demoWorkspace({ one: TABLE, two: "export * from '@demo/one/schema';" });
    await expect(load(demo)).rejects.toMatchObject({
      code: 'schema-re-export',
      facts: { name: 't', slices: ['one', 'two'] },
    });
  });
});

describe('nothing that a schema or drizzle-kit prints reaches the command', () => {
  const written: string[] = [];
  const { write } = process.stdout;
  beforeAll(() => {
    process.stdout.write = (text: string | Uint8Array) => {
      written.push(String(text));
      return true;
    };
  });
  afterAll(() => {
    process.stdout.write = write;
  });
  test('loading', async () => {
    await load(demoWorkspace({ one: `console.log('loud'); process.stdout.write('louder'); ${TABLE}` }));
    expect(written.join('')).not.toMatch(/loud/);
  });
});
