import { beforeAll, expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import type { RevisionOptions } from '../../../src/commands/revision/revision-options.ts';
import { closeProvers, realProver, shareProvers } from '../../proof/real-prover.ts';
import { sampled } from '../../support/sample.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;
const prover = realProver(() => demo);
beforeAll(() => {
  demo = demoWorkspace({ blog: posts('') }, prover);
});

const posts = (columns: string, more = '', before = '') =>
  `${before}
export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), ${columns} }, (t) => [${more}]);`;
const long = 'n'.repeat(62);

interface Refusal {
  readonly name: string;
  readonly code?: string;
  readonly sqlState: string;
  /** What is there; SQL by hand on top of it; what is wanted and refused. */
  readonly was: string;
  readonly byHand?: string;
  readonly wanted: string;
  readonly said: RegExp;
  readonly hint: RegExp;
  /** What the hint says, done: other options, or another schema. */
  readonly repair: { readonly options?: Partial<RevisionOptions>; readonly schema?: string; readonly sql?: string };
}

const REFUSALS: readonly Refusal[] = [
  {
    name: 'a serial becomes a uuid',
    sqlState: '42846',
    was: posts('n: p.serial()'),
    wanted: posts('n: p.uuid()'),
    said: /cannot cast type integer to uuid/,
    hint: /--cast 'posts\.n=<expression>' --cast-back 'posts\.n=<expression>'$/,
    repair: { options: { casts: ['posts.n=gen_random_uuid()'], castsBack: ['posts.n=id'] } },
  },
  {
    name: 'jsonb becomes an array',
    sqlState: '42846',
    was: posts("tags: p.jsonb().default(['a'])"),
    wanted: posts('tags: p.text().array()'),
    said: /cannot cast type jsonb to text\[\]/,
    hint: /--cast 'posts\.tags=<expression>'/,
    repair: {
      options: {
        casts: [
          "posts.tags=case when jsonb_typeof(tags) = 'array' then array(select jsonb_array_elements_text(tags)) end",
        ],
        castsBack: ['posts.tags=to_jsonb(tags)'],
      },
    },
  },
  {
    name: 'a cast that is only missing on the way back',
    sqlState: '42846',
    was: posts('n: p.boolean()'),
    wanted: posts('n: p.date()'),
    said: /cannot cast type boolean to date/,
    hint: /--cast-back 'posts\.n=<expression>'/,
    repair: {
      options: { casts: ["posts.n=case when n then date '2020-01-01' end"], castsBack: ['posts.n=n is not null'] },
    },
  },
  {
    name: 'text becomes a new enum, by a table of words',
    code: 'proof-statement-failed',
    sqlState: '42846',
    was: posts('s: p.inet()'),
    wanted: posts("s: state('s')", '', "export const state = p.pgEnum('state', ['open', 'shut']);"),
    said: /cannot cast type inet to (public\.)?state/,
    hint: /--cast 'posts\.s=<expression>'/,
    repair: {
      options: {
        casts: ["posts.s=case when s is null then null else 'open'::state end"],
        castsBack: ["posts.s=case when s = 'open' then inet '::1' end"],
      },
    },
  },
  {
    name: 'a default of another type',
    sqlState: '42804',
    was: posts('n: p.integer()'),
    wanted: posts("n: p.integer().default(sql`lower('1')`)"),
    said: /column "n" is of type integer but default expression is of type text/,
    hint: /^The default, or the expression/,
    repair: { schema: posts("n: p.integer().default(sql`length('1')`)") },
  },
  {
    name: 'a condition that is none',
    sqlState: '42804',
    was: posts('n: p.integer()'),
    wanted: posts('n: p.integer()', "p.check('n_check', sql`n`)"),
    said: /must be type boolean/,
    hint: /^A check, a policy and the where/,
    repair: { schema: posts('n: p.integer()', "p.check('n_check', sql`n > 0 or n is null`)") },
  },
  {
    name: 'a foreign key between types that do not compare',
    sqlState: '42804',
    was: posts('up: p.uuid()'),
    wanted: posts('up: p.uuid()', "p.foreignKey({ name: 'up_fk', columns: [t.up], foreignColumns: [t.id] })"),
    said: /foreign key constraint "up_fk" cannot be implemented/,
    hint: /^Both columns of a foreign key/,
    repair: {
      schema: posts(
        'parent: p.integer()',
        "p.foreignKey({ name: 'up_fk', columns: [t.parent], foreignColumns: [t.id] })",
      ),
      options: { created: ['posts.parent'] },
    },
  },
  {
    name: 'a parameter',
    sqlState: '42P02',
    was: posts(''),
    wanted: `${posts('')}\nexport const some = p.pgView('some', { id: p.integer() }).as(sql\`select id from posts where id = $1\`);`,
    said: /there is no parameter \$1/,
    hint: /^SQL in a schema cannot have parameters\./,
    repair: {
      schema: `${posts('')}\nexport const some = p.pgView('some', { id: p.integer() }).as(sql\`select id from posts where id = 1\`);`,
    },
  },
  {
    name: 'two names that are the same in 63 bytes',
    sqlState: '42P07',
    was: posts('a: p.text(), b: p.text()'),
    wanted: posts('a: p.text(), b: p.text()', `p.index('${long}_one').on(t.a), p.index('${long}_two').on(t.b)`),
    said: /already exists/,
    hint: /^PostgreSQL keeps 63 bytes/,
    repair: { schema: posts('a: p.text(), b: p.text()', `p.index('${long}_one').on(t.a), p.index('two').on(t.b)`) },
  },
  {
    name: 'another type under a view that nothing declares',
    sqlState: '0A000',
    was: posts('n: p.text()'),
    byHand: 'create view by_hand as select n from posts;',
    wanted: posts('n: p.varchar({ length: 5 })'),
    said: /cannot alter type of a column used by a view/,
    hint: /^Something in the database uses it .*migrate snapshot --slice blog\n/s,
    repair: { sql: 'create view by_hand as select n from posts;\n' },
  },
  {
    name: 'a column goes that a view uses that nothing declares',
    sqlState: '2BP01',
    was: posts('n: p.text()'),
    byHand: 'create view by_hand as select n from posts;',
    wanted: posts(''),
    said: /other objects depend on it/,
    hint: /^Something in the database uses it .*migrate snapshot --slice blog\n/s,
    repair: { schema: posts('n: p.text(), m: p.text()') },
  },
  {
    name: 'a new value that is used in words that nothing finds',
    sqlState: '55P04',
    was: posts("s: state('s')", '', "export const state = p.pgEnum('state', ['open']);"),
    wanted: posts(
      "s: state('s').default(sql`$$shut$$`)",
      '',
      "export const state = p.pgEnum('state', ['open', 'shut']);",
    ),
    said: /unsafe use of new value/,
    hint: /^A new value of an enum can be used only once/,
    repair: { schema: posts("s: state('s')", '', "export const state = p.pgEnum('state', ['open', 'shut']);") },
  },
  {
    name: 'rows would have no value',
    code: 'proof-rows-refused',
    sqlState: '23502',
    was: posts('n: p.integer()'),
    wanted: posts('n: p.integer(), m: p.integer().notNull().default(sql`null`)'),
    said: /null values|violates not-null/,
    hint: /^Rows would have no value\. Give the column a \.default/,
    repair: { schema: posts('n: p.integer(), m: p.integer().notNull().default(1)') },
  },
];

test.each(sampled(REFUSALS, 2))('$sqlState: $name', async (refusal) => {
  const { code = 'proof-statement-failed', sqlState, was, byHand, wanted, said, hint, repair } = refusal;
  await closeProvers();
  demo = demoWorkspace({ blog: was }, prover);
  const write = (message: string, options: Partial<RevisionOptions> = {}) =>
    revision(demo.bench(), { message, ...options });
  await write('start');
  if (byHand !== undefined) {
    demo.write('hand.sql', `-- migrate:upgrade\n${byHand}\n-- migrate:downgrade\ndrop view by_hand;\n`);
    await write('by hand', { slice: 'blog', sqlFile: 'hand.sql' });
  }
  const before = demo.migrations('blog');
  demo.schema('blog', wanted);
  const failure = await write('change').catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code,
    facts: { sqlState, isUnwritten: true },
    message: expect.stringMatching(said),
    hint: expect.stringMatching(hint),
  });
  expect(failure).toMatchObject({ message: expect.stringMatching(/nothing was written/) });
  expect(failure).not.toMatchObject({ hint: expect.stringMatching(/unproven|Correct the/) });
  expect(demo.migrations('blog')).toEqual(before);

  if (repair.schema !== undefined) demo.schema('blog', repair.schema);
  if (repair.sql !== undefined) demo.write('features/blog/sql/all.sql', repair.sql);
  if (byHand === undefined) expect((await write('repaired', repair.options)).revisions).toHaveLength(1);
});
