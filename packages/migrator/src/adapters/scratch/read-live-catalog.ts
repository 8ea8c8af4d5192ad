import type { LiveCatalog } from '../../ports/proof/proof.ts';
import { braidSchemas } from '../pg/catalog/braid-schemas.ts';
import { readCatalog } from '../pg/catalog/read-catalog.ts';
import { ownLimits } from '../pg/connection/own-limits.ts';
import { takeClient } from '../pg/connection/take-client.ts';
import type { ConnectOptions } from '../pg/reach/connect.ts';

/**
 * Reads the catalog of a real database on a connection of its own, in one read-only transaction. Throws
 * `CannotConnectError`.
 */
export async function readLiveCatalog(
  options: ConnectOptions & { readonly stateSchema?: string },
): Promise<LiveCatalog> {
  const { client, release } = await takeClient(options);
  try {
    await client.query('begin isolation level repeatable read read only');
    // Reading a large catalog may take longer than the applications of the role may.
    for (const limit of ownLimits(10_000, 300_000)) await client.query(limit);
    const query = async (sql: string, parameters: readonly unknown[] = []) =>
      (await client.query<Record<string, unknown>>(sql, parameters.slice())).rows;
    const [version] = await query('show server_version');
    const catalog = await readCatalog(query, { exclude: await braidSchemas(query, options.stateSchema ?? 'braid') });
    await client.query('rollback');
    return { catalog, serverVersion: String(version?.server_version).split(' ')[0] ?? '' };
  } finally {
    await release();
  }
}
