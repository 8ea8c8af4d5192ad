import { FleetQueueError } from '../../errors/fleet/fleet-queue-error.ts';
import { isMigratorError } from '../../errors/is-migrator-error.ts';
import type { DeliveredTenant, Delivery, TenantQueue } from '../../ports/fleet/tenant-queue.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { ConnectOptions } from '../pg/reach/connect.ts';
import { BossClient } from './boss-client.ts';
import { loadPgBoss } from './load-pg-boss.ts';

export interface PgBossQueueOptions {
  readonly fleet: string;
  /** Of the workspace: pg-boss is loaded from there. */
  readonly root: string;
  readonly control: ConnectOptions;
  /** The schema of pg-boss's tables. It is not that of an application, which may have another version. */
  readonly schema: string;
}

/** How long a job stays active, for people who look at the queue; the ledger decides who may run a tenant. */
const EXPIRES_SECONDS = 3_600;

/**
 * A queue of pg-boss in the control database. Throws a `FleetQueueError` when pg-boss is missing or its tables cannot
 * be made, and what connecting throws.
 */
export async function openPgBossQueue({ fleet, root, control, schema }: PgBossQueueOptions): Promise<TenantQueue> {
  const PgBoss = await loadPgBoss(fleet, root);
  const db = new BossClient(control);
  const asked = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (cause) {
      if (isMigratorError(cause)) throw cause;
      const said = redactSql(cause instanceof Error ? cause.message : String(cause));
      throw new FleetQueueError({ fleet, problem: 'failed', said }, { cause });
    }
  };
  // Nothing runs in the background: what a queue repeats and forgets, the coordinator sees in the ledger.
  const boss = new PgBoss({ db, schema, supervise: false, schedule: false });
  boss.on('error', () => {});
  const name = `braid-${fleet}`;
  try {
    await asked(boss.start());
    // At most one job waits for each tenant, however often it is sent.
    const policy = { name, policy: 'short' as const, retryLimit: 0, expireInSeconds: EXPIRES_SECONDS };
    await asked(boss.createQueue(name, policy));
  } catch (error) {
    await db.close().catch(() => undefined);
    throw error;
  }
  return {
    async send(tenants) {
      const jobs = tenants.map(({ rollout, tenant }) => ({
        ...{ name, data: { rollout, tenant }, singletonKey: `${rollout} ${tenant}` },
      }));
      await asked(boss.insert(jobs));
    },
    async fetch(most) {
      const jobs = await asked(boss.fetch<unknown>(name, { batchSize: most }));
      return jobs.map(({ id, data }): Delivery => {
        const done = async () => void (await asked(boss.complete(name, id)));
        return { ...deliveredIn(data), done };
      });
    },
    async close() {
      await boss.stop({ graceful: false, wait: false });
      await db.close();
    },
  };
}

/** A job that Braid did not send names no rollout: it is taken from the queue, and nothing runs. */
function deliveredIn(data: unknown): DeliveredTenant {
  const text = (key: string) => {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { rollout: text('rollout'), tenant: text('tenant') };
}
