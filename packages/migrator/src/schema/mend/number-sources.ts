import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { type Change, type Edit, edited, editOf, type Pair, pairsOf } from '../change/change.ts';
import { type DraftStatement, qualifiedName } from '../change/draft-statement.ts';
import { columnType, serialBase } from '../entity/column-type.ts';
import { type ColumnEntity, entityId, withFacts } from '../entity/schema-entity.ts';
import type { IdentityFacts } from '../facts/entity-facts.ts';
import type { NameHolder } from '../rename/held-names.ts';
import { orderRenames } from '../rename/order-renames.ts';
import { type Rename, same } from '../rename/rename.ts';
import { sequenceName } from './sequences/sequence-name.ts';

type Source = 'plain' | 'serial' | 'identity';

/**
 * Columns that number their rows in another way than before (serial, identity, none). drizzle-kit starts such a
 * sequence at 1 or at a used number, and drops and names sequences that do not exist. Here the old way is removed,
 * drizzle-kit sees a plain column, and the new way is added, starting after the highest number. Sequences follow the
 * names of renamed columns.
 */
export function mendNumberSources(change: Change): {
  readonly first: readonly DraftStatement[];
  /** Renames sequences with their columns, as soon as these are renamed. */
  readonly renamed: readonly DraftStatement[];
  readonly last: readonly DraftStatement[];
  readonly change: Change;
} {
  const first: DraftStatement[] = [];
  const last: DraftStatement[] = [];
  const before = new Map<number, Edit>();
  const after = new Map<string, Edit>();
  for (const pair of pairsOf(change, 'column')) {
    const [was, is] = [sourceOf(pair.before), sourceOf(pair.after)];
    if (was === is) {
      last.push(...followWidth(pair, is));
      continue;
    }
    first.push(...takeOff(pair.original, was));
    last.push(...putOn(pair.after, is));
    before.set(pair.index, editOf('column', was === 'plain' ? withoutDefault : plain));
    if (is !== 'plain') after.set(entityId(pair.after), editOf('column', plain));
    if (was === 'plain') {
      // The default is dropped first, so that it is not in the way.
      if (pair.original.facts.default !== undefined) {
        first.push({ sql: `${alterColumn(pair.original)} DROP DEFAULT` });
      }
    }
  }
  return { first, renamed: followNames(change), last, change: edited(change, before, after) };
}

function sourceOf(column: ColumnEntity): Source {
  if (serialBase(column) !== undefined) return 'serial';
  return column.facts.identity === undefined ? 'plain' : 'identity';
}

function withoutDefault(entity: ColumnEntity): ColumnEntity {
  return withFacts(entity, { default: undefined });
}

/** The column with only its integer type. */
function plain(entity: ColumnEntity): ColumnEntity {
  const type = serialBase(entity);
  return withFacts(entity, {
    identity: undefined,
    default: undefined,
    notNull: true,
    ...(type === undefined ? {} : { type }),
  });
}

function takeOff(column: ColumnEntity, source: Source): readonly DraftStatement[] {
  if (source === 'identity') return [{ sql: `${alterColumn(column)} DROP IDENTITY` }];
  if (source === 'plain') return [];
  const sequence = qualifiedName(column.schema, sequenceName(column.table, column.name));
  return [{ sql: `${alterColumn(column)} DROP DEFAULT` }, { sql: `DROP SEQUENCE ${sequence}` }];
}

function putOn(column: ColumnEntity, source: Source): readonly DraftStatement[] {
  if (source === 'plain') return [];
  const name = source === 'serial' ? sequenceName(column.table, column.name) : identityText(column, 'name');
  const sequence = qualifiedName(column.schema, name);
  const position = { sql: positionSql(column, sequence) };
  if (source === 'identity') return [{ sql: `${alterColumn(column)} ADD ${identitySql(column, sequence)}` }, position];
  const owner = `${qualifiedName(column.schema, column.table)}.${quoteIdentifier(column.name)}`;
  return [
    { sql: `CREATE SEQUENCE ${sequence} AS ${serialBase(column) ?? 'integer'} OWNED BY ${owner}` },
    { sql: `${alterColumn(column)} SET DEFAULT nextval(${quoteLiteral(sequence)})` },
    position,
  ];
}

/** The same way of numbering, with another width. */
function followWidth({ before, after }: Pair<'column'>, source: Source): readonly DraftStatement[] {
  if (source !== 'serial' || columnType(before).name === columnType(after).name) return [];
  const sequence = qualifiedName(after.schema, sequenceName(after.table, after.name));
  return [{ sql: `ALTER SEQUENCE ${sequence} AS ${columnType(after).name}` }];
}

/**
 * Renames the sequences of columns that keep their way of numbering. If names are passed on, the sequences are renamed
 * in the order of their columns; a sequence that is dropped with its column frees its name first.
 */
function followNames(change: Change): readonly DraftStatement[] {
  const pairs = new Map(pairsOf(change, 'column').map((pair) => [pair.index, pair]));
  const holders: NameHolder[] = [];
  const renames: Rename[] = [];
  change.renamed.forEach((column, index) => {
    const [original, pair] = [change.before[index], pairs.get(index)];
    if (column.type !== 'column' || original?.type !== 'column') return;
    const source = sourceOf(column);
    if (source === 'plain' || (pair !== undefined && sourceOf(pair.after) !== source)) return;
    // The sequence belongs to the column, so it has moved to the new schema with it.
    const from = [column.schema, sequenceOf(original, source)];
    holders.push({ kind: 'sequence', id: from });
    if (pair === undefined) return;
    const to = [column.schema, sequenceOf(pair.after, source)];
    if (!same(from, to)) renames.push({ kind: 'sequence', from, to });
  });
  if (renames.length === 0) return [];
  return orderRenames(renames, holders, () => true).map(({ from: [schema = '', old = ''], to: [, name = ''] }) => ({
    sql: `ALTER SEQUENCE ${qualifiedName(schema, old)} RENAME TO ${quoteIdentifier(name)}`,
  }));
}

function sequenceOf(column: ColumnEntity, source: Source): string {
  return source === 'serial' ? sequenceName(column.table, column.name) : identityText(column, 'name');
}

function alterColumn({ schema, table, name }: ColumnEntity): string {
  return `ALTER TABLE ${qualifiedName(schema, table)} ALTER COLUMN ${quoteIdentifier(name)}`;
}

function identitySql(column: ColumnEntity, sequence: string): string {
  const options = [
    `SEQUENCE NAME ${sequence}`,
    `INCREMENT BY ${identityNumber(column, 'increment', '1')}`,
    `MINVALUE ${identityNumber(column, 'minValue', '1')}`,
    `MAXVALUE ${identityNumber(column, 'maxValue', '9223372036854775807')}`,
    `START WITH ${identityNumber(column, 'startWith', '1')}`,
    `CACHE ${identityNumber(column, 'cache', '1')}`,
    ...(identity(column).cycle === true ? ['CYCLE'] : []),
  ];
  const when = identity(column).type === 'always' ? 'ALWAYS' : 'BY DEFAULT';
  return `GENERATED ${when} AS IDENTITY (${options.join(' ')})`;
}

/** The next number comes after all existing ones, or is the start. */
function positionSql(column: ColumnEntity, sequence: string): string {
  const isIdentity = column.facts.identity !== undefined;
  const step = isIdentity ? identityNumber(column, 'increment', '1') : '1';
  const start = isIdentity ? identityNumber(column, 'startWith', '1') : '1';
  const down = step.startsWith('-');
  const id = quoteIdentifier(column.name);
  const next = `coalesce(${down ? 'min' : 'max'}(${id}) + ${down ? `(${step})` : step}, ${start})`;
  const value = `${down ? 'least' : 'greatest'}(${next}, ${start})`;
  return `SELECT setval(${quoteLiteral(sequence)}, ${value}, false) FROM ${qualifiedName(column.schema, column.table)}`;
}

function identity(column: ColumnEntity): IdentityFacts {
  return column.facts.identity ?? {};
}

function identityText(column: ColumnEntity, field: keyof IdentityFacts): string {
  return String(identity(column)[field] ?? '');
}

/** Digits only: it goes into SQL as it is. */
function identityNumber(column: ColumnEntity, field: keyof IdentityFacts, standard: string): string {
  const text = identityText(column, field);
  return /^-?\d+$/.test(text) ? text : standard;
}
