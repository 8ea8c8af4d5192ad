import type { Catalog } from '../../schema/entity/catalog.ts';
import { shownName } from '../../sql/names/shown-name.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';

/** Tables in which other tools record what they have run, with the columns by which they are recognized. */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['__drizzle_migrations', ['hash', 'created_at']],
  ['alembic_version', ['version_num']],
  ['_prisma_migrations', ['migration_name', 'checksum']],
  ['flyway_schema_history', ['installed_rank', 'checksum']],
]);

/** The ledgers of other tools that a database has. */
export function foreignLedgers({ entities }: Catalog): readonly LedgerRelation[] {
  return entities.flatMap(({ kind, schema, name, facts }) => {
    const columns = kind === 'table' ? KNOWN.get(name) : undefined;
    const order = Array.isArray(facts.columnOrder) ? facts.columnOrder : [];
    return columns?.every((column) => order.includes(column)) === true ? [{ schema, table: name }] : [];
  });
}

/** The header of a baseline that leaves out a ledger: `database baseline - in drizzle.__drizzle_migrations`. */
export function ledgerLine({ schema, table }: LedgerRelation): string {
  return `database baseline - in ${shownName({ schema, name: table })}`;
}
