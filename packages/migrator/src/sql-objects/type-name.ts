import { quoteIdentifier } from '../sql/names/quote-identifier.ts';
import { children, names, type SqlNode } from './sql-node.ts';

/** The usual names of types that PostgreSQL's catalog names differently. */
const SPOKEN: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
  varbit: 'bit varying',
  ...Object.fromEntries(
    'text uuid json jsonb date bytea inet numeric interval bit xml oid record trigger void anyelement'
      .split(' ')
      .map((name) => [name, name]),
  ),
};

/** The type in SQL, without length or precision: `integer[]`, `"app"."mood"`. */
export function printType(node: SqlNode): string {
  const parts = names(node, 'names');
  const name = parts.at(-1) ?? '';
  const builtIn = parts.length === 1 || parts[0] === 'pg_catalog' ? SPOKEN[name] : undefined;
  return `${builtIn ?? parts.map(quoteIdentifier).join('.')}${brackets(node)}`;
}

/** The type for comparing and showing: without its schema, since `mood` and `public.mood` are usually the same. */
export function typeKey(node: SqlNode): string {
  const name = names(node, 'names').at(-1) ?? '';
  return `${SPOKEN[name] ?? name}${brackets(node)}`;
}

function brackets(node: SqlNode): string {
  return '[]'.repeat(children(node, 'arrayBounds').length);
}
