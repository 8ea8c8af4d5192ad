import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCatalog } from '../../../../src/adapters/pg/catalog/read-catalog.ts';
import { diffCatalogs } from '../../../../src/schema/difference/diff-catalogs.ts';
import { type Catalog, entityLabel } from '../../../../src/schema/entity/catalog.ts';
import { createDatabase, type FreshDatabase } from '../../../support/fresh-database.ts';
import { olderMajor } from '../../../support/older-major.ts';
import type { TestPostgres } from '../../../support/setup/acquire-postgres.ts';
import { CHANGES, START } from './changes.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' };

function summary(before: Catalog, after: Catalog): string[] {
  return diffCatalogs(before, after).map(({ change, entity, facts }) => {
    const names = facts.length > 0 ? `: ${facts.map(({ fact }) => fact).join(', ')}` : '';
    return `${SIGNS[change]} ${entityLabel(entity)}${names}`;
  });
}

describe.each(['the newest major', 'PostgreSQL 15'])('on %s', (major) => {
  let server: TestPostgres | undefined;
  let database: FreshDatabase;
  let client: pg.Client;
  const query = async (sql: string, params: readonly unknown[] = []) =>
    (await client.query<Record<string, unknown>>(sql, [...params])).rows;

  beforeAll(async () => {
    if (major === 'PostgreSQL 15') server = await olderMajor();
    database = await createDatabase(server?.url ?? inject('postgresUrl'));
    client = await database.connect();
  });

  afterAll(async () => {
    await database.drop();
    await server?.stop();
  });

  /** Runs `action` in a transaction that leaves nothing behind. */
  async function undone(action: () => Promise<void>): Promise<void> {
    await client.query('begin');
    try {
      await action();
    } finally {
      await client.query('rollback');
    }
  }

  test.each(CHANGES)('sees $name', ({ given = '', change, seen }) =>
    undone(async () => {
      await client.query(START + given);
      const before = await readCatalog(query);
      await client.query(change);
      expect(summary(before, await readCatalog(query))).toEqual(seen);
    }),
  );

  test('tells functions apart whose names and arguments are longer than a name may be', () =>
    undone(async () => {
      const long = 'n'.repeat(63);
      for (const type of ['integer', 'text'])
        await client.query(`create function ${long}(argument ${type}) returns integer language sql as 'select 1'`);
      const { entities } = await readCatalog(query);
      const names = entities.filter(({ kind }) => kind === 'function').map(({ name }) => name);
      expect(names).toEqual([`${long}(argument integer)`, `${long}(argument text)`]);
    }));

  test('reads the same whatever the session has set, and leaves the settings as they were', () =>
    undone(async () => {
      await client.query(`${START}
        create schema extra; create table extra.x (at timestamptz default '2026-01-01 00:00:00+00', m mood);
        create view extra.v as select m from extra.x where at > '2026-01-01 00:00:00+00';`);
      const plain = await readCatalog(query);
      await client.query(`set local search_path = extra, public; set local timezone = 'Asia/Tokyo';
        set local datestyle = 'German'; set local quote_all_identifiers = on; set local intervalstyle = 'iso_8601'`);
      expect(await readCatalog(query)).toEqual(plain);
      expect(await query('show search_path')).toEqual([{ search_path: 'extra, public' }]);
      expect(await query('show timezone')).toEqual([{ TimeZone: 'Asia/Tokyo' }]);
    }));

  test('reads the schemas that were asked for, without the excluded ones', () =>
    undone(async () => {
      await client.query(
        'create schema braid; create table braid.applied (id text); create schema one; create schema two',
      );
      const schemas = async (options?: { schemas?: string[]; exclude?: string[] }) =>
        (await readCatalog(query, options)).entities.filter(({ kind }) => kind === 'schema').map(({ name }) => name);
      expect(await schemas()).toEqual(['one', 'public', 'two']);
      expect(await schemas({ exclude: ['one'] })).toEqual(['braid', 'public', 'two']);
      expect(await schemas({ schemas: ['two', 'braid'] })).toEqual(['two']);
    }));

  test('names no OID and no owner but in the fact owner', () =>
    undone(async () => {
      await client.query(`${START} grant select on t to public; create policy p on t to public using (true)`);
      const catalog = await readCatalog(query);
      const owner = String((await query('select current_user::text as name'))[0]?.name);
      const text = JSON.stringify(catalog.entities, (key, value: unknown) => (key === 'owner' ? undefined : value));
      expect(text).not.toContain(`"${owner} `);
      expect(text).not.toMatch(/\b(1[6-9]|[2-9]\d)\d{3}\b/);
    }));

  test('a failing read reports its own error and leaves the session usable', async () => {
    const failing = (sql: string, params?: readonly unknown[]) =>
      sql.includes('pg_class') ? query('select 1/0') : query(sql, params);
    await client.query("set search_path = 'somewhere'");
    await expect(readCatalog(failing)).rejects.toMatchObject({ code: '22012' });
    expect(await query('show search_path')).toEqual([{ search_path: 'somewhere' }]);
    await client.query('reset search_path');
  });
});
