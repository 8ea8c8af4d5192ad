import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { scratchSuffix } from '../../../src/adapters/scratch/scratch-name.ts';
import { openScratchServer } from '../../../src/adapters/scratch/scratch-server.ts';
import { touchTemplate } from '../../../src/adapters/scratch/template-store.ts';
import { quoteIdentifier } from '../../../src/sql/names/quote-identifier.ts';
import { query } from '../embedded/server-kit.ts';

const keyOf = (text: string) => createHash('sha256').update(text).digest('hex');

function openServer(templateLimit = 100, templatePrefix?: string) {
  const url = inject('postgresUrl');
  const server = openScratchServer({
    source: { url: async () => url, release: () => undefined },
    maker: { host: 'here', pid: process.pid },
    toolVersion: 'test',
    templateLimit,
    ...(templatePrefix === undefined ? {} : { templatePrefix }),
  });
  onTestFinished(() => server.close());
  return server;
}

async function databases(pattern: string): Promise<string[]> {
  const rows = await query(
    inject('postgresUrl'),
    `select datname from pg_database where datname ~ '${pattern}' order by 1`,
  );
  return rows.map((row) => String(row.datname));
}

test('a database is there for the work, and gone after it, also when it fails', async () => {
  const server = openServer();
  let name = '';
  const work = server.withDatabase(undefined, async (database) => {
    name = String((await database.query('select current_database() as name'))[0]?.name);
    expect(await databases(name)).toEqual([name]);
    throw new Error('on purpose');
  });
  await expect(work).rejects.toThrow('on purpose');
  expect(name).toMatch(/^braid_scratch_/);
  expect(await databases(name)).toEqual([]);
  expect(await server.version()).toMatch(/^\d+\.\d+$/);
});

test('a copy has what the database has, and goes its own way', async () => {
  await openServer().withDatabase(undefined, async (database) => {
    await database.query('create table a as select 1 as one');
    await database.withCopy(async (copy) => {
      expect(await copy.query('table a')).toEqual([{ one: 1 }]);
      await copy.query('drop table a');
    });
    expect(await database.query('table a')).toEqual([{ one: 1 }]);
    expect((await database.readCatalog()).entities.map(({ kind, name }) => `${kind} ${name}`)).toContain('table a');
  });
});

test('catalogs of its databases share what is the same in them', async () => {
  const server = openServer();
  const read = (sql: string) =>
    server.withDatabase(undefined, async (database) => {
      await database.query(sql);
      const { entities } = await database.readCatalog();
      return { entities, column: entities.find(({ kind, name }) => kind === 'column' && name === 'one') };
    });
  const first = await read('create table a (one integer, two integer)');
  const second = await read('create table a (one integer, two text)');
  expect(second.column).toBe(first.column);
  expect(second.entities).not.toEqual(first.entities);
  const third = await read('create table a (one bigint)');
  expect(third.column?.facts).toEqual({ type: 'bigint' });
});

test('a database that is left as a template is one, and is dropped where there is one already', async () => {
  const server = openServer();
  const key = keyOf(`left ${randomBytes(4).toString('hex')}`);
  const names: string[] = [];
  for (const one of [1, 2]) {
    await server.withDatabase(undefined, async (database) => {
      names.push(String((await database.query('select current_database() as name'))[0]?.name));
      await database.query(`create table a as select ${one} as one`);
      await database.leaveAs({ key, heads: ['a'] });
    });
    expect(await databases(`^(${names.join('|')})$`)).toEqual([]);
    expect(await server.templates()).toContainEqual({ key, heads: ['a'] });
  }
  expect(
    await query(inject('postgresUrl'), `select datallowconn from pg_database where datname ~ '${key.slice(0, 32)}'`),
  ).toEqual([{ datallowconn: false }]);
  await server.withDatabase(key, async (database, template) => {
    expect([template, await database.query('table a')]).toEqual([key, [{ one: 1 }]]);
  });
});

test('a database whose work fails is dropped, though it was left as a template', async () => {
  const server = openServer();
  const key = keyOf(`failed ${randomBytes(4).toString('hex')}`);
  const work = server.withDatabase(undefined, async (database) => {
    await database.leaveAs({ key, heads: ['a'] });
    throw new Error('on purpose');
  });
  await expect(work).rejects.toThrow('on purpose');
  expect(await server.templates()).not.toContainEqual({ key, heads: ['a'] });
});

test('copies that were used are gone when the server is closed, however many there were', async () => {
  const server = openServer();
  const names: string[] = [];
  await server.withDatabase(undefined, async (database) => {
    for (let n = 0; n < 6; n += 1) {
      const copied = database.withCopy(async (copy) => {
        names.push(String((await copy.query('select current_database() as name'))[0]?.name));
        await copy.withCopy(async (another) => {
          names.push(String((await another.query('select current_database() as name'))[0]?.name));
        });
        if (n === 3) throw new Error('on purpose');
      });
      if (n === 3) await expect(copied).rejects.toThrow('on purpose');
      else await copied;
    }
  });
  expect(new Set(names).size).toBe(12);
  await server.close();
  expect(await databases(`^(${names.join('|')})$`)).toEqual([]);
});

test('templates are cloned by key, and the one that was used least lately goes first', async () => {
  const mark = randomBytes(4).toString('hex');
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ key: keyOf(mark + name), heads: [`${mark}${name}`] }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three templates');
  const known = (await openServer().templates()).length;
  const server = openServer(known + 2);
  const mine = async () => (await server.templates()).filter(({ heads }) => heads[0]?.startsWith(mark));
  onTestFinished(async () => {
    for (const name of await databases(`^braid_template_(${[a, b, c].map(({ key }) => key.slice(0, 32)).join('|')})$`))
      await query(inject('postgresUrl'), `drop database ${quoteIdentifier(name)}`);
  });
  await server.withDatabase(undefined, async (database) => {
    await database.query('create table kept ()');
    await database.keepAs(a);
    await database.keepAs(a);
    await database.keepAs(b);
    expect(await mine()).toEqual(expect.arrayContaining([a, b]));
    const found = await server.withDatabase(a.key, async (clone, template) => {
      expect(await clone.query(`select to_regclass('kept')::text as kept`)).toEqual([{ kept: 'kept' }]);
      return template;
    });
    expect(found).toBe(a.key);
  });
  const missing = await server.withDatabase(c.key, async (empty, template) => {
    expect(await empty.query(`select to_regclass('kept')::text as kept`)).toEqual([{ kept: null }]);
    return template;
  });
  expect(missing).toBeUndefined();
});

test('templates that others drop in the middle are let go', async () => {
  const prefix = `braid_few_${randomBytes(4).toString('hex')}_`;
  const keys = ['a', 'b', 'c'].map((name) => keyOf(prefix + name));
  // Room for none: whoever keeps one drops what the others have just made, with or without its note.
  const taken = keys.map(async (key) => {
    const server = openServer(0, prefix);
    for (let round = 0; round < 8; round += 1) {
      await server.withDatabase(undefined, async (database) => {
        await database.query('create table kept ()');
        await database.keepAs({ key, heads: [] });
      });
      for (const wanted of keys) {
        await server.withDatabase(wanted, async (database, template) => {
          const kept = template === undefined ? null : 'kept';
          expect(await database.query(`select to_regclass('kept')::text as kept`)).toEqual([{ kept }]);
        });
      }
    }
  });
  onTestFinished(async () => {
    for (const name of await databases(`^${prefix}`))
      await query(inject('postgresUrl'), `drop database ${quoteIdentifier(name)}`);
  });
  await Promise.all(taken);
});

test('the use of a template that is gone is not noted, and is no error', async () => {
  const admin = new Client(inject('postgresUrl'));
  await admin.connect();
  onTestFinished(() => admin.end());
  const gone = { key: keyOf(randomBytes(4).toString('hex')), heads: [] };
  await touchTemplate(admin, gone, 'braid_template_', new Date());
  expect(await databases(`^braid_template_${gone.key.slice(0, 32)}$`)).toEqual([]);
  await admin.end();
  await expect(touchTemplate(admin, gone, 'braid_template_', new Date())).rejects.toThrow('Client was closed');
});

test('what a killed process left is dropped by the next one', async () => {
  const child = spawnSync(process.execPath, ['-e', '']);
  const suffix = (pid: number) => scratchSuffix({ host: 'here', pid }, Date.now(), randomBytes(4).toString('hex'));
  const [left, used] = [child.pid, process.pid].map((pid) => `braid_scratch_${suffix(pid)}`);
  if (left === undefined || used === undefined) throw new Error('two names');
  for (const name of [left, used]) await query(inject('postgresUrl'), `create database ${quoteIdentifier(name)}`);
  onTestFinished(async () => {
    await query(inject('postgresUrl'), `drop database ${quoteIdentifier(used)}`);
  });
  await openServer().version();
  expect(await databases(`^(${left}|${used})$`)).toEqual([used]);
});
