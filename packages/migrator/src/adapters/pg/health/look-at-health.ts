import type { HealthRequest, ReadHealthResult } from '../../../ports/health/health-reader.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { takeClient } from '../connection/take-client.ts';
import { type ConnectOptions, targetOf } from '../reach/connect.ts';
import { readHealth } from './read-health.ts';

const MINUTE = 60_000;

/** See `ReadHealth`. A lock that somebody holds is waited for two seconds, then the thing counts as not seen. */
export async function lookAtHealth(
  options: ConnectOptions & { readonly stateSchema: string },
  request: HealthRequest,
): Promise<ReadHealthResult> {
  const { client, release } = await takeClient(options);
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const limit of ownLimits(2000, request.orphans ? 60 * MINUTE : MINUTE)) await client.query(limit);
    // Better an error than a count of those rows alone that this role may see.
    await client.query('set local row_security = off');
    const facts = await readHealth(client, options.stateSchema, request);
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    await client.query('rollback');
    return { target: targetOf(options), serverVersion: rows[0]?.version.split(' ')[0] ?? '', facts };
  } finally {
    await release();
  }
}
