import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCK_MODES, whoWaits } from '../../../src/sql/statement/lock-mode.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { ALONE, SETUP } from './statements.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await createDatabase();
  // CLUSTER without a table takes those that were clustered before.
  await database.query(`${SETUP}; alter table orders cluster on orders_number`);
});
afterAll(async () => {
  await database.drop();
});

/** While somebody writes, it waits or is done; what it holds or asks for on tables then is what others wait for. */
test.each(Object.entries(ALONE))('%s stops writers: %s', async (sql, stops) => {
  const [writer, worker] = [await database.connect(), await database.connect()];
  await writer.query('begin; lock table customers, orders, parts in row exclusive mode');
  const { rows } = await worker.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid;
  let isOver = false;
  const running = worker.query(sql).then(
    () => undefined,
    () => undefined,
  );
  void running.then(() => {
    isOver = true;
  });
  await expect.poll(async () => isOver || (await isWaiting(pid)), { timeout: 20_000, interval: 10 }).toBe(true);
  const modes = await database.query(
    `select l.mode from pg_locks l join pg_class c on c.oid = l.relation where l.pid = $1 and c.relkind in ('r', 'p')
      and c.relname in ('customers', 'orders', 'parts', 'parts_a', 'parts_b')`,
    [pid],
  );
  expect(modes.some(({ mode }) => whoWaits(lockMode(String(mode))) !== undefined)).toBe(stops);
  await database.query('select pg_cancel_backend($1)', [pid]);
  await writer.query('rollback');
  await running;
});

async function isWaiting(pid: number | undefined): Promise<boolean> {
  const [row] = await database.query("select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = $1", [
    pid,
  ]);
  return row?.waits === true;
}

/** `ShareUpdateExclusiveLock`: by the words of SQL. */
function lockMode(mode: string) {
  const words = mode
    .replace(/Lock$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
  return LOCK_MODES.find((each) => each === words) ?? 'ACCESS SHARE';
}
