import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { newState, type State } from './follow-hint.ts';
import { type Case, tryHints } from './try-hints.ts';

const applied = (state: State) => state.run('upgrade', 'heads');

const HALF = 'features/ace/migrations/aa2.sql';
const HALF_TEXT = `-- revision: aa2
-- revises: aa1
-- message: in parts

-- migrate:upgrade transaction=off
create table aa2 (id int);
insert into gate values (1);

-- migrate:downgrade transaction=off
drop table aa2;
`;

const STUB = 'features/ace/migrations/aa2.sql';
const STUB_TEXT = `-- revision: aa2
-- revises: aa1
-- message: a stub

-- migrate:upgrade
create table aa2 (id int);

-- migrate:downgrade stub="nobody wrote it"
`;

const CODE = 'features/ace/migrations/aa2.ts';
const CODE_TEXT = `// revision: aa2
// revises: aa1
// message: code
export async function upgrade(op) {
  throw new Error();
}
export async function downgrade() {}
`;

const steps = (step: string, after: string) => `// revision: aa2
// revises: aa1
// message: in steps
// migrate:upgrade transaction=steps
export async function upgrade(op) {
  await op.step('first', async () => { ${step}; });
  ${after}
}
export async function downgrade() {}
`;

const WORDS = "create table aa1 (id int primary key, word text, n int); insert into aa1 values (1, '1'), (2, 'two');";
const BATCHES = 'features/ace/migrations/aa2.sql';
const BATCHES_TEXT = `-- revision: aa2
-- revises: aa1
-- message: in batches

-- migrate:upgrade batch="aa1(id)"
update aa1 set n = word::int where id > :from and id <= :to;

-- migrate:downgrade
`;

const COPY = `-- revision: aa2
-- revises: aa1
-- message: rows

-- migrate:upgrade
create table aa2 (body text);
copy aa2 (body) from stdin;
`;

/** A revision that ended after its first statement, for a reason that is gone. */
async function halfRun({ write, run, database }: State): Promise<void> {
  write(HALF, HALF_TEXT);
  await run('upgrade', 'heads');
  await database.query('create table gate (id int)');
}

const CASES: readonly Case[] = [
  { code: 'unknown-revision-short', argv: ['show', 'zz'] },
  { code: 'not-in-branch', argv: ['upgrade', 'bee@aa1', '--plan'] },
  { code: 'relative-out-of-range', argv: ['upgrade', 'ace@+9', '--plan'] },
  { code: 'walked-too-far', state: applied, argv: ['downgrade', 'aa1-9'] },
  { code: 'range-not-ancestor', argv: ['history', '-r', 'bb1:aa1'] },
  {
    code: 'applied-file-edited',
    state: async (state) => {
      await applied(state);
      state.revision('ace', 'aa1', '-- branch-label: ace', 'create table aa1 (id bigint);');
    },
    argv: ['upgrade', 'heads'],
  },
  {
    code: 'unknown-applied-revision',
    state: async (state) => {
      state.revision('ace', 'aa2', '-- revises: aa1');
      await applied(state);
      rmSync(join(state.root, 'features/ace/migrations/aa2.sql'));
    },
    argv: ['upgrade', 'heads'],
  },
  {
    code: 'inserted-below-applied',
    state: async (state) => {
      state.revision('ace', 'aa2', '-- revises: aa1');
      await applied(state);
      state.revision('ace', 'aa0', '-- revises: aa1', 'select 1;');
      const file = join(state.root, 'features/ace/migrations/aa2.sql');
      writeFileSync(file, readFileSync(file, 'utf8').replace('revises: aa1', 'revises: aa0'));
    },
    argv: ['upgrade', 'heads'],
  },
  {
    code: 'merge-proof-missing',
    state: ({ revision }) => {
      revision('ace', 'aa2', '-- revises: aa1');
      revision('ace', 'aa3', '-- revises: aa1');
      revision('ace', 'aa4', '-- revises: aa2, aa3', '');
    },
    argv: ['check', '--no-schema'],
  },
  {
    code: 'merge-proof-stale',
    state: async ({ revision, run }) => {
      revision('ace', 'aa2', '-- revises: aa1');
      revision('ace', 'aa3', '-- revises: aa1');
      await run('merge', 'ace');
      revision('ace', 'aa3', '-- revises: aa1', 'create table aa3 (id bigint);');
    },
    argv: ['check', '--no-schema'],
  },
  {
    code: 'multiple-heads',
    state: ({ revision }) => {
      revision('ace', 'aa2', '-- revises: aa1');
      revision('ace', 'aa3', '-- revises: aa1');
    },
    argv: ['check', '--no-schema'],
  },
  {
    code: 'merge-does-not-commute',
    state: ({ revision }) => {
      revision('ace', 'aa2', '-- revises: aa1', "comment on table aa1 is 'x';", 'comment on table aa1 is null;');
      revision('ace', 'aa3', '-- revises: aa1', "comment on table aa1 is 'y';", 'comment on table aa1 is null;');
    },
    argv: ['merge', 'ace'],
  },
  {
    code: 'merge-branch-fails',
    state: ({ revision }) => {
      revision('ace', 'aa2', '-- revises: aa1', 'select 1 / 0;');
      revision('ace', 'aa3', '-- revises: aa1');
    },
    argv: ['merge', 'ace'],
  },
  {
    code: 'offline-data-revision',
    state: ({ write }) =>
      write(
        'features/ace/migrations/aa2.ts',
        '// revision: aa2\n// revises: aa1\n// message: data\nexport async function upgrade() {}\nexport async function downgrade() {}\n',
      ),
    argv: ['upgrade', 'heads', '--sql'],
    isInstead: true,
  },
  {
    code: 'offline-batches',
    state: ({ write }) =>
      write(
        'features/ace/migrations/aa2.sql',
        '-- revision: aa2\n-- revises: aa1\n-- message: data\n\n-- migrate:upgrade batch="aa1(id)"\ndelete from aa1 where id > :from and id <= :to;\n\n-- migrate:downgrade\n',
      ),
    argv: ['upgrade', 'heads', '--sql'],
    isInstead: true,
  },
  {
    code: 'batch-rows-failed',
    state: async (state) => {
      state.revision('ace', 'aa1', '-- branch-label: ace', WORDS, 'drop table aa1;');
      state.write(BATCHES, BATCHES_TEXT);
      await applied(state);
    },
    argv: ['upgrade', 'heads'],
    byHand: async (state) => {
      await state.database.query("update aa1 set word = '2' where id = 2");
    },
  },
  {
    code: 'offline-too-large',
    state: ({ write }) =>
      write(BATCHES, `${COPY}${`${'x'.repeat(1_000)}\n`.repeat(70_000)}\\.\n\n-- migrate:downgrade\n`),
    argv: ['upgrade', 'heads', '--sql'],
    isInstead: true,
    inOrder: true,
  },
  {
    code: 'stats-file',
    state: ({ write }) => write('stats.json', '{}'),
    argv: ['lint', 'base:heads', '--stats', 'stats.json'],
  },
  {
    code: 'plan-file-invalid',
    state: ({ write }) => write('plan.json', '{}'),
    argv: ['upgrade', '--plan-file', 'plan.json'],
  },
  {
    code: 'no-workspace',
    // Where a configuration says where slices are, `init` says that it has to cover the new one.
    state: ({ root }) => {
      rmSync(join(root, 'features'), { recursive: true });
      rmSync(join(root, 'migrate.config.json'));
    },
    argv: ['heads'],
  },
  {
    code: 'half-run-edited',
    state: async (state) => {
      await halfRun(state);
      state.write(HALF, HALF_TEXT.replace('create table aa2', 'create table if not exists aa2'));
    },
    argv: ['upgrade', 'heads'],
  },
  {
    code: 'sql-file-empty',
    state: ({ write }) => write('empty.sql', '-- nothing\n'),
    argv: ['revision', '-m', 'x', '--slice', 'ace', '--sql-file', 'empty.sql'],
    isInstead: true,
  },
  {
    code: 'half-run-pending',
    state: halfRun,
    argv: ['downgrade', 'base'],
  },
  {
    code: 'plan-changed',
    state: async ({ run, revision }) => {
      await run('plan', '--out', 'plan.json');
      revision('ace', 'aa1', '-- branch-label: ace', 'create table aa1 (id bigint);');
    },
    argv: ['upgrade', '--plan-file', 'plan.json'],
    isInstead: true,
  },
  {
    code: 'revision-stub',
    state: async (state) => {
      state.write(STUB, STUB_TEXT);
      await applied(state);
    },
    argv: ['downgrade', 'aa2-1'],
    byHand: ({ write }) => write(STUB, STUB_TEXT.replace(' stub="nobody wrote it"\n', '\ndrop table aa2;\n')),
  },
  {
    code: 'data-revision-failed',
    state: ({ write }) => write(CODE, CODE_TEXT),
    argv: ['upgrade', 'heads'],
    byHand: ({ write }) => write(CODE, CODE_TEXT.replace('throw new Error()', 'await op')),
  },
  {
    code: 'data-revision-steps',
    state: async (state) => {
      state.write(CODE, steps("await op.execute('create table aa2 (id int)')", "throw new Error('later');"));
      await applied(state);
      await state.database.query('drop table aa2');
      state.write(CODE, steps("await op.execute('create table aa2 (id bigint)')", ''));
    },
    argv: ['upgrade', 'heads'],
  },
  {
    code: 'offline-status-unusable',
    state: ({ write }) => write('status.json', '{}'),
    argv: ['upgrade', 'heads', '--sql', '--from-file', 'status.json'],
  },
  {
    code: 'history-orders-differ',
    state: ({ revision }) => {
      for (const [slice, first, second, n] of [
        ['ace', 'aa1', 'aa2', 1],
        ['bee', 'bb1', 'bb2', 2],
      ] as const) {
        revision(slice, first, `-- branch-label: ${slice}`, '', '');
        const made = `create or replace function f() returns int language sql as 'select ${n}';`;
        revision(slice, second, `-- revises: ${first}`, made, 'drop function f();');
      }
    },
    argv: ['validate'],
  },
  { code: 'not-repairable', argv: ['repair', 'accept', 'aa1', '--reason', 'why'] },
  { code: 'not-repairable', state: applied, argv: ['repair', 'adopt', 'aa1', '--reason', 'why'] },
];

test.each(sampled(CASES, 2).map((each) => [`${each.code}: ${each.argv.join(' ')}`, each] as const))('%s', (_, each) =>
  tryHints(newState, each),
);
