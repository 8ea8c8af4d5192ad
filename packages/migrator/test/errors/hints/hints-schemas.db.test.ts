import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { newState, type State } from './follow-hint.ts';
import { type Case, tryHints } from './try-hints.ts';

const MODULES = resolve(import.meta.dirname, '../../../../../node_modules');
const IMPORTS = "import { sql } from 'drizzle-orm';\nimport * as p from 'drizzle-orm/pg-core';\n";

/** Slices `ace` and `bee` with schemas, and without revisions. */
async function newSchemas(): Promise<State> {
  const state = await newState();
  mkdirSync(join(state.root, 'node_modules'));
  for (const name of ['drizzle-orm', 'drizzle-kit'])
    symlinkSync(join(MODULES, name), join(state.root, 'node_modules', name));
  state.write('package.json', '{ "name": "hints", "type": "module" }');
  for (const label of ['ace', 'bee']) {
    state.remove(`features/${label}/migrations`);
    state.write(`features/${label}/slice.json`, JSON.stringify({ label }));
    schema(state, label, 'export {};');
  }
  return state;
}

function schema({ write }: State, slice: string, text: string): void {
  write(`features/${slice}/src/schema.ts`, IMPORTS + text);
}

const ACE = "export const ace = p.pgTable('ace', { id: p.integer().primaryKey(), n: p.text() });\n";
const INDEXED = ACE.replace(' });', " }, (t) => [p.index('by_n').on(t.n)]);");
const BEE = `import { ace } from '../../ace/src/schema.ts';
export const bee = p.pgTable('bee', { id: p.integer().primaryKey().references(() => ace.id) });
`;

const FUNCTION = "create function f() returns text language sql as $$ select 'x' $$;\n";
const BEE_ALONE = "export const bee = p.pgTable('bee', { id: p.integer().primaryKey() });\n";

/** One table of `ace`, in a revision and applied. */
async function built(state: State): Promise<void> {
  schema(state, 'ace', ACE);
  await state.run('revision', '-m', 'ace', '--slice', 'ace');
}

const snapshotOf = ({ root }: State): string => {
  const folder = 'features/ace/migrations/snapshots';
  return join(folder, readdirSync(join(root, folder))[0] ?? '');
};

/** The id of the only revision that there is in `ace`. */
const rootOf = ({ root }: State): string => {
  const files = readdirSync(join(root, 'features/ace/migrations')).filter((name) => name.endsWith('.sql'));
  return /[0-9a-f]{12}/.exec(files[0] ?? '')?.[0] ?? '';
};

const CASES: readonly Case[] = [
  {
    code: 'schema-empty',
    state: async (state) => {
      await built(state);
      schema(state, 'ace', 'export {};');
    },
    argv: ['revision', '-m', 'x'],
  },
  {
    code: 'schema-moved',
    state: async (state) => {
      await built(state);
      schema(state, 'ace', 'export {};');
      schema(state, 'bee', ACE);
    },
    argv: ['revision', '-m', 'x'],
    inOrder: true,
  },
  {
    code: 'schema-moved',
    state: async (state) => {
      schema(state, 'bee', BEE_ALONE);
      await built(state);
      await state.run('revision', '-m', 'bee');
      schema(state, 'ace', 'export {};');
      schema(state, 'bee', BEE_ALONE + ACE);
    },
    argv: ['revision', '-m', 'x'],
    inOrder: true,
  },
  {
    code: 'pending-slice',
    state: (state) => {
      schema(state, 'ace', ACE);
      schema(state, 'bee', BEE);
    },
    argv: ['revision', '-m', 'x', '--slice', 'bee'],
  },
  {
    code: 'snapshot-invalid',
    state: async (state) => {
      await built(state);
      writeFileSync(join(state.root, snapshotOf(state)), '{');
    },
    argv: ['check'],
  },
  {
    code: 'snapshot-unsaid',
    state: (state) => {
      schema(state, 'ace', INDEXED);
      state.revision(
        'ace',
        'aa1',
        '-- branch-label: ace',
        'create table ace (id integer primary key, n text); create index by_n on ace (lower(n)) where id > 0;',
        'drop table ace;',
      );
    },
    argv: ['snapshot'],
    isInstead: true,
  },
  {
    code: 'snapshot-conflict',
    state: async (state) => {
      await built(state);
      const root = rootOf(state);
      for (const [id, type] of [
        ['aa2', 'varchar(9)'],
        ['aa3', 'varchar(7)'],
      ] as const) {
        state.revision('ace', id, `-- revises: ${root}`, `alter table ace alter n type ${type};`, '');
        schema(state, 'ace', ACE.replace('p.text()', `p.varchar({ length: ${/\d/.exec(type)?.[0]} })`));
        const other = id === 'aa2' ? undefined : state.hide('features/ace/migrations/aa2.sql');
        await state.run('snapshot', '--slice', 'ace');
        other?.();
      }
      state.revision('ace', 'aa4', '-- revises: aa2, aa3', 'alter table ace alter n type varchar(7);', '');
    },
    argv: ['revision', '-m', 'x'],
  },
  {
    code: 'sql-object-not-declarable',
    state: (state) => state.write('features/ace/sql/t.sql', 'create table t (id int);\n'),
    argv: ['revision', '-m', 'x'],
    byHand: (state) => state.remove('features/ace/sql/t.sql'),
  },
  {
    code: 'schema-name',
    state: (state) => schema(state, 'ace', ACE.replace('p.text()', `p.text('say "n"')`)),
    argv: ['revision', '-m', 'x'],
    byHand: (state) => schema(state, 'ace', ACE),
  },
  {
    code: 'fresh-build-failed',
    state: async (state) => {
      await built(state);
      state.revision('ace', 'aa1', `-- revises: ${rootOf(state)}`, FUNCTION, 'drop function f();');
      schema(state, 'ace', ACE.replace('p.text()', 'p.text().default(sql`f()`)'));
    },
    argv: ['revision', '-m', 'x'],
    byHand: (state) => state.write('features/ace/sql/f.sql', FUNCTION),
  },
];

test.each(sampled(CASES, 2).map((each) => [`${each.code}: ${each.argv.join(' ')}`, each] as const))('%s', (_, each) =>
  tryHints(newSchemas, each),
);
