import type { ForeignLedger, LedgerRow } from '../../adopt/foreign-ledger.ts';
import type { FoundLedger } from '../../ports/database/ledger-reader.ts';
import { ownLimits } from './connection/own-limits.ts';
import { takeClient } from './connection/take-client.ts';
import { type ConnectOptions, targetOf } from './reach/connect.ts';

/** See `ReadLedger`. */
export async function readLedger(
  options: ConnectOptions & { readonly stateSchema: string },
  { relation: { schema, table }, query }: Pick<ForeignLedger, 'relation' | 'query'>,
): Promise<FoundLedger> {
  const { client, release } = await takeClient(options);
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const limit of ownLimits(10_000, 60_000)) await client.query(limit);
    const { rows: found } = await client.query<{ ledger: boolean; others: boolean }>(FACTS, [
      schema,
      table,
      options.stateSchema,
    ]);
    const [facts] = found;
    const rows = facts?.ledger === true ? (await client.query<LedgerRow>(query)).rows : undefined;
    await client.query('rollback');
    return { target: targetOf(options), rows, hasRelations: facts?.others === true };
  } finally {
    await release();
  }
}

/** Whether the ledger is there, and whether anything is that a person made: members of extensions are not. */
const FACTS = `select
  exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'v')) as ledger,
  exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', $3)
      and (n.nspname, c.relname) <> ($1, $2)
      and not exists (select from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')) as others`;
