import { nameList } from '../../names/name-parts.ts';
import { quoteIdentifier } from '../../names/quote-identifier.ts';
import { quoteLiteral } from '../../names/quote-literal.ts';
import { TokenList } from '../../tokens/token-list.ts';

const ROLE: ReadonlySet<string> = new Set(['role', 'user', 'group']);

/**
 * CREATE ROLE and DROP ROLE as they have to be where several databases of a server have the same history, for roles
 * belong to the server: one that is there is left as it is, and one that another database needs stays. Every other
 * statement as it is.
 */
export function sharedRole(sql: string): string {
  const tokens = new TokenList(sql);
  if (!ROLE.has(tokens.at(1).key)) return sql;
  const command = tokens.at(0).key;
  if (command === 'create') return block(created(sql, nameList(tokens.at(2).text)[0]?.[0] ?? ''), sql);
  if (command !== 'drop') return sql;
  const { start } = tokens.at(tokens.at(2).key === 'if' ? 4 : 2);
  return block(dropped(nameList(sql.slice(start)).flat()), sql);
}

function block(body: string, sql: string): string {
  const tag = sql.includes('$$') ? '$role$' : '$$';
  return `DO ${tag} BEGIN\n${body}\nEND ${tag}`;
}

/** Asks first: who may not create roles can run it anyway where the role is there. */
function created(sql: string, name: string): string {
  return `  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${quoteLiteral(name)}) THEN
    ${sql};
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another session made it meanwhile`;
}

function dropped(names: readonly string[]): string {
  const roles = names.map(quoteIdentifier);
  return `  DROP ROLE IF EXISTS ${roles.join(', ')};
EXCEPTION WHEN dependent_objects_still_exist THEN
  -- Another database of the server may need it, this one may not.
  IF EXISTS (
    SELECT FROM pg_shdepend
    WHERE refclassid = 'pg_authid'::regclass AND refobjid IN (${roles.map((role) => `to_regrole(${quoteLiteral(role)})`).join(', ')})
      AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  ) THEN
    RAISE;
  END IF;`;
}
