import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { PgConnection } from '../connection/connection.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { readIdentity } from '../connection/read-identity.ts';
import { Script } from '../run/script.ts';
import { readOnlyTransaction } from './read-beginning.ts';

const MARK = /^braid: protected as (".*"), identity ([0-9a-f]{64})$/s;

/**
 * The protected environment that a run has found this database to be, by a comment on the schema of the state; `null`
 * where there is none. A copy has the comment, too, and is another database.
 */
export async function readProtection(connection: PgConnection): Promise<string | null> {
  const [, name, identity] = MARK.exec((await readComment(connection)) ?? '') ?? [];
  if (name === undefined || identity !== (await readIdentity(connection)).identity) return null;
  return textOf(name);
}

/** A comment is anybody's to write. */
function textOf(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Leaves a comment that somebody else has written as it is. */
export async function markProtected(connection: PgConnection, environment: string): Promise<void> {
  const known = await readComment(connection);
  const { identity } = await readIdentity(connection);
  const mark = `braid: protected as ${JSON.stringify(environment)}, identity ${identity}`;
  if (known === mark || (known !== null && !MARK.test(known))) return;
  const comment = `comment on schema ${connection.names.quotedSchema} is ${quoteLiteral(mark)}`;
  await connection.own('Marking the database as protected', connection.transaction().add(comment).add('commit'));
}

async function readComment(connection: PgConnection): Promise<string | null> {
  const script = new Script().add(readOnlyTransaction('read committed'));
  for (const limit of ownLimits(2_000, 10_000)) script.add(limit);
  const asked = script.length;
  const schema = quoteLiteral(connection.names.schema);
  const outcome = await connection.look(
    script.add(
      `select pg_catalog.obj_description(n.oid, 'pg_namespace') from pg_catalog.pg_namespace n where n.nspname operator(pg_catalog.=) ${schema}`,
    ),
  );
  if (outcome.failed !== undefined)
    throw connection.ownFailure('Asking whether the database is protected', outcome.failed.failure);
  return outcome.rows[asked]?.[0]?.[0] ?? null;
}
