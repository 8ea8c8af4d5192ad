import type {
  DisabledTrigger,
  ForeignKeyFacts,
  UnvalidatedConstraint,
} from '../../../health/facts/constraint-facts.ts';
import type { HealthFacts } from '../../../health/facts/health-facts.ts';
import type { IndexFacts } from '../../../health/facts/index-facts.ts';
import type { KeyFacts } from '../../../health/facts/key-facts.ts';
import type { CollationFacts, PreparedTransaction, ServerFacts } from '../../../health/facts/server-facts.ts';
import type { TableFacts } from '../../../health/facts/table-facts.ts';
import type { HealthRequest } from '../../../ports/health/health-reader.ts';
import { withPinnedSettings } from '../catalog/pinned-settings.ts';
import { countOrphans } from './count-orphans.ts';
import { type HealthSession, healthSession } from './health-session.ts';
import { readPartitioned } from './read-partitioned.ts';
import { DISABLED_TRIGGERS, FOREIGN_KEYS, unvalidated } from './sql/constraints.ts';
import { indexes } from './sql/indexes.ts';
import { KEYS } from './sql/keys.ts';
import { collations, PREPARED, SERVER } from './sql/server.ts';
import { TABLES } from './sql/tables.ts';

/** Reads the facts of a database inside the transaction of a session. Rows are only looked at where a rule needs it. */
export async function readHealth(
  client: Parameters<typeof healthSession>[0],
  stateSchema: string,
  request: HealthRequest,
): Promise<HealthFacts> {
  const session = healthSession(client);
  return await withPinnedSettings(session.query, () => readFacts(session, stateSchema, request));
}

async function readFacts(session: HealthSession, state: string, request: HealthRequest): Promise<HealthFacts> {
  const { rows } = session;
  const [server] = await rows<ServerFacts>(SERVER);
  if (server === undefined) throw new TypeError('pg_database has no row of the current database');
  const foreignKeys = await rows<ForeignKeyFacts>(FOREIGN_KEYS, [state]);
  const partitions = await readPartitioned(session, state);
  const orphans = request.orphans ? await countOrphans(session, foreignKeys) : undefined;
  return {
    server,
    tables: await rows<TableFacts>(TABLES, [state, request.bloatBytes]),
    indexes: await rows<IndexFacts>(indexes(server.version), [state]),
    unvalidated: await rows<UnvalidatedConstraint>(unvalidated(server.version), [state]),
    foreignKeys,
    orphans: orphans?.orphans,
    disabledTriggers: await rows<DisabledTrigger>(DISABLED_TRIGGERS, [state]),
    keys: await rows<KeyFacts>(KEYS, [state]),
    partitioned: partitions.partitioned,
    collations: await rows<CollationFacts>(collations(server.version), [state]),
    prepared: await rows<PreparedTransaction>(PREPARED),
    notSeen: [...partitions.notSeen, ...(orphans?.notSeen ?? [])],
  };
}
