import { expect, test } from 'vitest';
import { LeaseLostError } from '../../../src/errors/run/lease-errors.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { writeTree } from '../fs/write-tree.ts';

test('runs on a scratch database take its lease once, clones have it too, and every revision still proves it', async () => {
  const tools = proofTools(WORKSPACE);
  try {
    const subject = new Subject(tools);
    const [first = '', second = '', third = ''] = subject.graph.ordered.map(({ id }) => id);
    await tools.server.withDatabase(undefined, async (database) => {
      await subject.upgrade(database, [first]);
      await subject.upgrade(database, [second]);
      expect(await database.query('select token::int, run_id from braid.lease')).toEqual([
        { token: 1, run_id: 'scratch' },
      ]);
      expect(await database.query("select 1 from braid.log where action = 'run'")).toEqual([]);
      await database.withCopy(async (copy) => {
        await subject.upgrade(copy, [third]);
        expect(await copy.query('select count(*)::int as n from braid.applied')).not.toEqual([{ n: 0 }]);
      });
      // Copying it has ended its sessions.
      await subject.step(database, [second], 'downgrade');
      await database.query('update braid.lease set token = token + 1');
      await expect(subject.step(database, [second], 'upgrade')).rejects.toThrow(LeaseLostError);
    });
  } finally {
    await tools.close();
  }
});

test('the state of a scratch database is followed from session to session and into copies, and read where it may be another', async () => {
  const tools = proofTools(WORKSPACE);
  try {
    const subject = new Subject(tools);
    const [first = '', second = ''] = subject.graph.ordered.map(({ id }) => id);
    await tools.server.withDatabase(undefined, async (database) => {
      const rows = async () => (await database.query('select count(*)::int as n from braid.applied'))[0]?.n;
      await subject.upgrade(database, [first]);
      await database.withCopy(async () => undefined);
      await subject.upgrade(database, [second]);
      const applied = Number(await rows());
      // Nobody but the runner changes it, and who does is not seen.
      await database.query(`delete from braid.applied where revision = '${second}'`);
      await database.withCopy(async (copy) => {
        await subject.upgrade(copy, [second]);
        expect(await copy.query('select count(*)::int as n from braid.applied')).toEqual([{ n: applied - 1 }]);
      });
      // What a session may have left is read again.
      await database.migrations.readSeeds();
      await expect(subject.upgrade(database, [second])).rejects.toThrow('already exists');
    });
  } finally {
    await tools.close();
  }
});

test('the state that is followed is the one in the database, after revisions of every manner, up and down', async () => {
  const tools = proofTools(WORKSPACE);
  try {
    const subject = new Subject(tools);
    const ids = subject.graph.ordered.map(({ id }) => id);
    await tools.server.withDatabase(undefined, async (database) => {
      const agree = async (): Promise<number> => {
        const { applied, halfRuns } = await database.migrations.readState();
        const followed = applied.map(({ revision, checksum }) => ({ revision, checksum }));
        const sorted = followed.toSorted((a, b) => (a.revision < b.revision ? -1 : 1));
        const rows = await database.query('select revision, checksum from braid.applied order by revision collate "C"');
        expect(sorted).toEqual(rows);
        expect([halfRuns, await database.query('table braid.progress')]).toEqual([[], []]);
        return rows.length;
      };
      for (const id of ids) {
        await subject.step(database, [id], 'upgrade');
        await agree();
        if (subject.file(id).downgrade?.irreversible !== undefined) continue;
        await subject.step(database, [id], 'downgrade');
        await agree();
        await subject.step(database, [id], 'upgrade');
      }
      expect(await agree()).toBe(ids.length);
    });
  } finally {
    await tools.close();
  }
});

test('a half run that stops is written down as far as it came, and copies of the database go on from there', async () => {
  const root = writeTree({
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
    'features/shop/migrations/20260101T000000_aaaaaaaaaaaa_base.sql': `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: base\n
-- migrate:upgrade\ncreate table t (n int); insert into t values (1), (1);\n-- migrate:downgrade\ndrop table t;\n`,
    'features/shop/migrations/20260102T000000_bbbbbbbbbbbb_indexes.sql': `-- revision: bbbbbbbbbbbb\n-- revises: aaaaaaaaaaaa\n-- message: indexes\n
-- migrate:upgrade transaction=off
create index concurrently first on t (n);
create unique index concurrently second on t (n);
-- migrate:downgrade transaction=off
drop index concurrently second;
drop index concurrently first;\n`,
  });
  const tools = proofTools(root);
  try {
    const subject = new Subject(tools);
    await tools.server.withDatabase(undefined, async (database) => {
      const halfWay = 'select cardinality(done) as done, intent from braid.progress';
      await subject.upgrade(database, ['aaaaaaaaaaaa']);
      await expect(subject.upgrade(database, ['bbbbbbbbbbbb'])).rejects.toThrow('could not create unique index');
      expect(await database.query(halfWay)).toEqual([{ done: 1, intent: null }]);
      await database.query('delete from t where ctid = (select min(ctid) from t)');
      await database.withCopy(async (copy) => {
        await subject.upgrade(copy, ['bbbbbbbbbbbb']);
        expect(await copy.query(halfWay)).toEqual([]);
        expect(
          await copy.query(
            "select indexrelid::regclass::text as name from pg_index where indisvalid and indrelid = 't'::regclass order by 1",
          ),
        ).toEqual([{ name: 'first' }, { name: 'second' }]);
      });
      expect(await database.query(halfWay)).toEqual([{ done: 1, intent: null }]);
      await subject.upgrade(database, ['bbbbbbbbbbbb']);
      await subject.step(database, ['bbbbbbbbbbbb'], 'downgrade');
      expect(await database.query('select revision from braid.applied')).toEqual([{ revision: 'aaaaaaaaaaaa' }]);
    });
  } finally {
    await tools.close();
  }
});

test('what runs alone has its limits, whether the session began with them or not', async () => {
  const tools = proofTools(WORKSPACE);
  try {
    const subject = new Subject(tools);
    const [first = ''] = subject.graph.ordered.map(({ id }) => id);
    await tools.server.withDatabase(undefined, async (database) => {
      await subject.upgrade(database, [first]);
      await database.query(`create table of_limits (n int); insert into of_limits values (1);
        create function limits(int) returns text language plpgsql immutable as 'begin
          raise exception ''% % %'', current_setting(''lock_timeout''), current_setting(''statement_timeout''), current_setting(''transaction_timeout'', true);
        end'`);
      // From here on what is known of the server counts.
      await database.withCopy(async () => undefined);
      const { migrations } = database;
      const told = async (lockTimeoutMs: number) => {
        const sql = 'create index concurrently on of_limits (limits(n))';
        const limits = { lockTimeoutMs, statementTimeoutMs: 60_000 };
        const failure = await migrations.runAlone({ sql, offset: 0, line: 1, column: 1 }, limits);
        return failure?.message.split(' ').slice(0, 2);
      };
      expect(await told(10_000)).toEqual(['10s', '1min']);
      expect(await told(3_000)).toEqual(['3s', '1min']);
      const set = { sql: "set lock_timeout = '1h'", offset: 0, line: 1, column: 1 };
      expect(await migrations.runAlone(set, {})).toBeUndefined();
      expect(await told(10_000)).toEqual(['10s', '1min']);
    });
  } finally {
    await tools.close();
  }
});
