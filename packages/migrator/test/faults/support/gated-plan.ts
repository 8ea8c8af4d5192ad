import { line, type RevisionText } from '../../execute/support/revisions.ts';
import type { FreshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { RunnerProcess } from './spawn-runner.ts';

/** Where a test can stop a revision: a statement that waits for a lock which the test holds. */
const gate = (number: number) => `select public.gate(${number})`;

export interface GatedPlan {
  readonly revisions: readonly RevisionText[];
  /** Number of gates: one after each statement that counts. */
  readonly gates: number;
}

/** Every revision makes a table and notes that it ran; a gate follows each of both. Downgrades have no gates. */
export function gatedPlan(count: number, transaction: boolean): GatedPlan {
  const revisions = Array.from({ length: count }, (_, index): RevisionText => {
    const id = `g${String(index).padStart(3, '0')}`;
    return {
      id,
      up: `create table t_${id} (id int);\n${gate(2 * index)};\ninsert into public.runs values ('${id}', 'up');\n${gate(2 * index + 1)}`,
      down: `drop table t_${id};\ninsert into public.runs values ('${id}', 'down')`,
      ...(transaction ? {} : { options: 'transaction=off' }),
    };
  });
  return { revisions: line(...revisions), gates: 2 * count };
}

export async function prepareGates(database: FreshDatabase): Promise<void> {
  await database.query(`create table public.runs (revision text not null, direction text not null);
    create function public.gate(number int) returns void language sql as 'select pg_catalog.pg_advisory_xact_lock_shared(number)'`);
}

/** Closes a gate. `reached` waits until somebody is before it, and gives the process id of that session. */
export async function closeGate(database: FreshDatabase, number: number) {
  const client = await database.connect();
  await client.query('select pg_advisory_lock($1)', [number]);
  return {
    reached: (runner?: RunnerProcess) =>
      waitFor(
        `somebody at gate ${number}`,
        async () => {
          const rows = await database.query(
            `select l.pid from pg_locks l where l.locktype = 'advisory' and not l.granted and l.objid = $1
             and l.database = (select oid from pg_database where datname = current_database())`,
            [number],
          );
          return rows[0]?.pid ?? runner?.over();
        },
        { seconds: 120 },
      ).then((pid) => {
        if (typeof pid === 'string') throw new Error(`the runner ended before gate ${number}: ${pid}`);
        return Number(pid);
      }),
    open: () => client.end(),
  };
}
