import { expect, inject, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { openTestDatabase } from '../../../src/testing/databases/open-test-database.ts';
import { openTestRun } from '../../../src/wiring/test-databases/open-test-run.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';

const templates = `select oid::text, datname from pg_database
  where starts_with(datname, 'braid_test_template_') and shobj_description(oid, 'pg_database') like '%' || $1 || '%'`;

function workspace() {
  const made = sliceWorkspace();
  // An id of its own: other tests make templates on the same server.
  const id = `ab${Date.now().toString(16)}`;
  made.revision(id, '', { up: 'create table orders (id integer);', down: 'drop table orders;' });
  return { ...made, id };
}

test('a template is made once for what the files say, whoever asks at the same time', async () => {
  const admin = await freshDatabase();
  const { root, id, revision } = workspace();
  const options = { root, url: admin.url, variables: {} };
  const [one, other] = await Promise.all([openTestRun(options), openTestRun(options)]);
  const [first, second] = [await one.clone(), await other.clone()];
  await first.query('insert into orders values (1)');
  expect(await second.query('select from orders')).toEqual([]);
  expect(await second.query('select revision from braid.heads')).toEqual([{ revision: id }]);
  const made = await admin.query(templates, [id]);
  expect(made).toHaveLength(1);

  const third = await openTestRun(options);
  expect(await admin.query(templates, [id])).toEqual(made);
  revision(`cd${id.slice(2)}`, id, { up: 'alter table orders add note text;' });
  const fourth = await openTestRun(options);
  const changed = await fourth.clone();
  expect(await changed.query('select note from orders')).toEqual([]);
  const { base, run } = await fourth.plan();
  await Promise.all([one, other, third, fourth].map((each) => each.end()));
  const left = `select from pg_database where datname in ($1, $2, $3) or datname = $4`;
  expect(await admin.query(left, [base, first.name, changed.name, `braid_test_${run}_base`])).toEqual([]);
  for (const { datname } of await admin.query(`${templates} or datname = $2`, [id.slice(2), made[0]?.datname])) {
    await admin.query(`drop database if exists "${datname}"`);
  }
});

test('a server is refused that is elsewhere, protected, or where the role makes no databases', async () => {
  const database = await freshDatabase();
  const { root, configure } = workspace();
  const refused = (url: string) => openTestDatabase({ root, url, variables: {} });
  await expect(refused('postgres://app:secret@db.example.org/app')).rejects.toMatchObject({
    code: 'test-server-refused',
    facts: { problem: 'remote', server: 'postgres://app@db.example.org:5432/app', source: 'url' },
    message: expect.not.stringContaining('secret'),
  });

  configure({ environments: { production: { protected: true, url: database.url } } });
  const facts = { problem: 'protected', environment: 'production' };
  await expect(refused(database.url)).rejects.toMatchObject({ code: 'test-server-refused', facts });

  // A database beside it is on the same server; by another way it is known by its identity.
  const beside = await freshDatabase();
  await expect(refused(beside.url)).rejects.toMatchObject({ code: 'test-server-refused', facts });
  const production = openPgDatabase({ url: database.url, source: 'test', toolVersion: '1' });
  const { identity } = await production.readIdentity();
  await production.close();
  configure({ environments: { production: { protected: true, url: 'postgres://elsewhere/app', identity } } });
  await expect(refused(beside.url)).rejects.toMatchObject({ code: 'test-server-refused', facts });

  configure({});
  const role = `maker_${database.name}`;
  await database.query(`create role ${role} login password 'x'`);
  const url = new URL(inject('postgresUrl'));
  Object.assign(url, { username: role, password: 'x' });
  await expect(refused(url.href)).rejects.toMatchObject({ facts: { problem: 'cannot-create' } });
  await database.query(`drop role ${role}`);
});
