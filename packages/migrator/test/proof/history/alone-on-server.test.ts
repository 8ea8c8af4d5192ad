import { expect, test } from 'vitest';
import { aloneOnServer } from '../../../src/proof/history/alone-on-server.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';

const header = '// revision: aaaaaaaaaaaa\n// message: m\n\n';

function sql(upgrade: string, downgrade = ''): boolean {
  const text = `-- revision: aaaaaaaaaaaa\n-- message: for a role of the database\n-- migrate:upgrade transaction=off\n${upgrade}\n-- migrate:downgrade transaction=off\n${downgrade}\n`;
  return aloneOnServer(parseRevisionFile(text, { slice: 'fx', file: '1.sql' }));
}

function code(text: string): boolean {
  return aloneOnServer(parseRevisionFile(`${header}${text}`, { slice: 'fx', file: '1.ts' }));
}

test.each([
  'create role app;',
  'CREATE USER app;',
  'alter group staff add user ada;',
  'alter role app set search_path = app;',
  'grant app to ada;',
  'revoke select on a from app;',
  'alter table a owner to app;',
  'reassign owned by ada to app;',
  'drop owned by app;',
  'set session authorization app;',
  'alter default privileges for ada revoke all on tables from public;',
  "alter database app set work_mem = '1MB';",
  "comment on database app is 'x';",
  "create tablespace fast location '/fast';",
  "create subscription s connection '' publication p;",
  "alter system set work_mem = '1MB';",
  'create extension pg_cron;',
  "copy a to program 'gzip > a.gz';",
  "do $$ begin execute format('create role %I', 'app'); end $$;",
  "update pg_authid set rolname = 'b' where rolname = 'a';",
  "select dblink_exec('', '');",
  "select pg_create_logical_replication_slot('s', 'pgoutput');",
  "select pg_drop_replication_slot('s');",
  "copy a to '/tmp/a';",
  "copy a from E'/tmp/a' csv;",
  "select lo_export(1, '/tmp/a');",
  "select pg_read_file('/tmp/a');",
  'select pg_reload_conf();',
])('%s may change what other databases have, too', (statement) => {
  expect(sql(statement)).toBe(true);
  expect(sql('select 1;', statement)).toBe(true);
});

test.each([
  'create table a (id int primary key, users text, grants int);',
  'create view v as select b, count(*) from a group by b;',
  'select b from a group\n  by b;',
  'create policy p on a using (true);',
  "insert into a values ('x');",
])('%s does not', (statement) => {
  expect(sql(statement)).toBe(false);
});

test('code counts with everything in its file, and with whatever it imports, which nobody reads', () => {
  const body = 'export async function upgrade(op) {}\nexport async function downgrade() {}\n';
  expect(code(body)).toBe(false);
  expect(code(`import type { DataOperations } from '@braid/migrator';\n${body}`)).toBe(false);
  expect(code(`import type { A } from 'a'; import './seed.ts';\n${body}`)).toBe(true);
  expect(code(`import { type DataOperations } from '@braid/migrator';\n${body}`)).toBe(true);
  expect(code(`import { seed } from './seed.ts';\n${body}`)).toBe(true);
  expect(code(`import { writeFileSync } from 'node:fs';\n${body}`)).toBe(true);
  expect(code(`${body}const { Client } = await import('pg');\n`)).toBe(true);
  expect(code(`export { upgrade } from './seed.ts';\n${body}`)).toBe(true);
  expect(code(`${body}await fetch('http://localhost');\n`)).toBe(true);
  expect(code(`${body}// op.execute('create role app')\n`)).toBe(true);
});
