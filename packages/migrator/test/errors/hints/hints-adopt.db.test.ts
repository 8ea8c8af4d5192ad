import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { test } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { newState, type State } from './follow-hint.ts';
import { type Case, tryHints } from './try-hints.ts';

const FILES = {
  'sql/V1__users.sql': 'create table users (id int);\n',
  'sql/V2__name.sql': 'alter table users add column name text;\n',
};

/** One slice without revisions, beside two migrations of Flyway. */
async function newProject(): Promise<State> {
  const state = await newState();
  state.remove('features/bee');
  state.remove('features/ace/migrations');
  state.write('flyway.toml', '[flyway]\nlocations = ["filesystem:sql"]\n');
  for (const [file, text] of Object.entries(FILES)) state.write(file, text);
  return state;
}

const LEDGER = `create table flyway_schema_history (installed_rank int primary key, version varchar(50), description varchar(200),
  type varchar(20), script varchar(1000), checksum int, installed_by varchar(100) default 'me', installed_on timestamp default now(),
  execution_time int default 1, success boolean default true)`;

/** What `flyway migrate` leaves, of the first so many files. */
async function migrated({ root, database }: State, count: number): Promise<void> {
  await database.query(LEDGER.replace('table', 'table if not exists'));
  const done = await database.query('select 1 from flyway_schema_history');
  for (const [n, file] of Object.keys(FILES).slice(0, count).entries()) {
    if (n < done.length) continue;
    const text = readFileSync(join(root, file), 'utf8');
    await database.query(text);
    const sum = crc32(text.replaceAll('\n', '')) | 0;
    const script = file.slice('sql/'.length);
    const [version, description] = script.slice(1).replace('.sql', '').split('__');
    await database.query(
      `insert into flyway_schema_history values (${n + 1}, '${version}', '${description}', 'SQL', '${script}', ${sum})`,
    );
  }
}

const CASES: readonly Case[] = [
  {
    code: 'not-adopted',
    state: (state) => migrated(state, 2),
    argv: ['adopt', 'flyway', '--database-only'],
  },
  {
    code: 'ledger-missing',
    state: ({ database }) => database.query('create table users (id int)'),
    argv: ['adopt', 'flyway'],
    isInstead: true,
  },
  {
    code: 'ledger-mismatch',
    state: async (state) => {
      await migrated(state, 2);
      state.write('sql/V1__users.sql', 'create table users (id integer);\n');
    },
    argv: ['adopt', 'flyway'],
    isInstead: true,
  },
  {
    code: 'adopted-partly',
    state: (state) => migrated(state, 1),
    argv: ['adopt', 'flyway'],
    byHand: async (state, command) => {
      if (command === 0) await migrated(state, 2);
      else state.remove('features/ace/migrations');
    },
  },
  {
    code: 'database-differs',
    state: ({ database }) => database.query('create function stray() returns int language sql as $$ select 1 $$'),
    argv: ['adopt', 'database'],
  },
];

test.each(sampled(CASES, 2).map((each) => [`${each.code}: ${each.argv.join(' ')}`, each] as const))('%s', (_, each) =>
  tryHints(newProject, each),
);
