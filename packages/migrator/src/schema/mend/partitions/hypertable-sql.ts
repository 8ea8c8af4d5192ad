import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { IF_INSTALLED } from '../../../sql/statement/hypertable-block.ts';
import { TokenList } from '../../../sql/tokens/token-list.ts';
import type { TableKey } from '../../entity/table-key.ts';
import type { Hypertable } from '../../partitioning/partitioning.ts';

/** The call that turns a new, empty table into a hypertable, after `SELECT` or, in a block, `PERFORM`. */
export function createHypertable({ table, columns: [column = ''], chunk }: Hypertable): string {
  return `create_hypertable(${relation(table)}, ${quoteLiteral(column)}, chunk_time_interval => interval ${quoteLiteral(chunk)}, create_default_indexes => false)`;
}

/** The policies of a new hypertable. */
export function policies(hypertable: Hypertable): readonly string[] {
  const { table, compressAfter, retain } = hypertable;
  return [
    ...(compressAfter === undefined ? [] : [compression(hypertable), addCompression(table, compressAfter)]),
    ...(retain === undefined ? [] : [addRetention(table, retain)]),
  ];
}

/** The statements that change the policies of a hypertable. */
export function changedPolicies(before: Hypertable, after: Hypertable): readonly string[] {
  const { table } = after;
  const isCompressed = before.compressAfter !== after.compressAfter;
  const isSegmented = before.segmentBy?.join() !== after.segmentBy?.join();
  return [
    ...(before.chunk === after.chunk
      ? []
      : [`SELECT set_chunk_time_interval(${relation(table)}, interval ${quoteLiteral(after.chunk)})`]),
    ...(isCompressed && before.compressAfter !== undefined
      ? [`SELECT remove_compression_policy(${relation(table)}, if_exists => true)`]
      : []),
    ...(after.compressAfter !== undefined && (before.compressAfter === undefined || isSegmented)
      ? [compression(after)]
      : []),
    ...(isCompressed && after.compressAfter !== undefined ? [addCompression(table, after.compressAfter)] : []),
    ...(before.retain !== after.retain && before.retain !== undefined
      ? [`SELECT remove_retention_policy(${relation(table)}, if_exists => true)`]
      : []),
    ...(before.retain !== after.retain && after.retain !== undefined ? [addRetention(table, after.retain)] : []),
  ];
}

/** A block that does one thing where TimescaleDB is installed in the database, and another where it is not. */
export function whereInstalled(installed: readonly string[], otherwise: readonly string[] = []): string {
  return [
    'DO $timescaledb$',
    'BEGIN',
    `  ${IF_INSTALLED}`,
    ...installed.map(inBlock),
    ...(otherwise.length === 0 ? [] : ['  ELSE', ...otherwise.map(inBlock)]),
    '  END IF;',
    'END',
    '$timescaledb$',
  ].join('\n');
}

const QUERY = 'SELECT ';

/** In a block, a query without a use for its result is PERFORM. */
function inBlock(sql: string): string {
  const said = sql.startsWith(QUERY) ? `PERFORM ${sql.slice(QUERY.length)}` : sql;
  // Keeps a string that continues on the next line unchanged.
  const hasLongText = [...new TokenList(sql)].some((token) => token.text.includes('\n'));
  return `    ${hasLongText ? said : said.replaceAll('\n', '\n    ')};`;
}

function compression({ table, segmentBy }: Hypertable): string {
  const by = segmentBy === undefined ? '' : segmentBy.map(quoteIdentifier).join(', ');
  return `ALTER TABLE ${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)} SET (timescaledb.compress, timescaledb.compress_segmentby = ${quoteLiteral(by).trim()})`;
}

function addCompression(table: TableKey, after: string): string {
  return `SELECT add_compression_policy(${relation(table)}, interval ${quoteLiteral(after)})`;
}

function addRetention(table: TableKey, retain: string): string {
  return `SELECT add_retention_policy(${relation(table)}, interval ${quoteLiteral(retain)})`;
}

/** A `regclass` literal. */
function relation({ schema, name }: TableKey): string {
  return quoteLiteral(`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
}
