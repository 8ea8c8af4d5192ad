import { expect, test } from 'vitest';
import { LeaseLostError } from '../../../src/errors/run/lease-errors.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { proofTools } from '../../proof/proof-kit.ts';

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
      await subject.upgrade(database, [second]);
      expect(await rows()).toBe(applied);
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
