import type { PgConnection } from '../../connection/connection.ts';
import { readOnlyTransaction } from '../../state/read-beginning.ts';
import { Script } from '../script.ts';

/** How long a look of this kind may take at most, in milliseconds: the watcher asks again soon. */
const PATIENCE = 5_000;

/** A script that only looks, with its own limits: watching a database must not be a burden to it. */
export function lookingScript(connection: PgConnection): Script {
  const limitMs = connection.options.looksMs ?? PATIENCE;
  return new Script()
    .add(readOnlyTransaction('read committed'))
    .add(`set local statement_timeout = ${limitMs}`)
    .add(`set local lock_timeout = ${limitMs}`)
    .add('set local search_path = pg_catalog, pg_temp');
}

/** See `DatabaseObserver.readPulse`. */
export async function readPulse(connection: PgConnection): Promise<string> {
  const { names } = connection;
  if (connection.opened?.lost === true) await connection.reopen();
  const script = lookingScript(connection);
  const first = script.length;
  const outcome = await connection.look(
    script
      .add(
        `select concat_ws(' ', (select max(id) from ${names.log}), (select count(*) || ' ' || coalesce(max(applied_at)::text, '') from ${names.applied}),
(select concat_ws(' ', token, run_id, run_id is not null and expires_at <= clock_timestamp()) from ${names.lease}),
(select string_agg(concat_ws(' ', revision, direction, cardinality(done), updated_at), ',' order by revision) from ${names.progress}))`,
      )
      // Last: a state that an older Braid made does not have the table.
      .add(`select md5(string_agg(b::text, ',' order by b.revision)) from ${names.batch} b`),
  );
  const failure = outcome.failed?.failure;
  const notThere = failure?.sqlState === '42P01' || failure?.sqlState === '3F000';
  if (failure !== undefined && !notThere) throw connection.ownFailure('Looking whether the state changed', failure);
  const [state] = outcome.rows[first]?.[0] ?? [];
  const [batches] = outcome.rows[first + 1]?.[0] ?? [];
  return `${state ?? 'none'} ${batches ?? ''}`;
}
