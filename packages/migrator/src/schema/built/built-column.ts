import { nameParts } from '../../sql/names/name-parts.ts';
import type { CatalogEntity } from '../entity/catalog.ts';
import { type ColumnEntity, type FactChanges, withFacts } from '../entity/schema-entity.ts';
import type { ColumnFacts } from '../facts/entity-facts.ts';
import type { CatalogParts } from './catalog-parts.ts';

/**
 * A built column in the terms of a schema. Facts that match the declaration keep its spelling; `declared` is the column
 * in a fresh build of the schema, if the schema declares it.
 */
export function builtColumn(
  column: ColumnEntity,
  declared: CatalogEntity | undefined,
  built: CatalogEntity,
  parts: CatalogParts,
): ColumnEntity {
  const before = declared === undefined ? {} : parts.said('column', declared);
  const after = parts.said('column', built);
  const isSame = (fact: string): boolean => declared !== undefined && before[fact] === after[fact];
  const isOwnNumber = after.default === 'nextval of its own sequence';
  // A serial combines type, default and NOT NULL.
  const keepsType = isSame('type') && isSame('default');
  let result = column;
  if (!keepsType) result = withFacts(result, typeFacts(String(built.facts.type), parts));
  if (!isSame('notNull')) result = withFacts(result, { notNull: after.notNull === true ? true : undefined });
  if (!isSame('default')) result = withFacts(result, { default: textOf(built.facts.default) });
  if (!isSame('generated') || !isSame('virtual')) {
    result = withFacts(result, {
      generated: textOf(after.generated) === undefined ? undefined : generatedFacts(built),
    });
  }
  const serial = keepsType || !isOwnNumber ? undefined : SERIALS.get(result.facts.type);
  if (serial !== undefined) result = withFacts(result, { type: serial, default: undefined });
  return withFacts(result, identityFacts(column, built, parts));
}

const SERIALS: ReadonlyMap<string, string> = new Map([
  ['smallint', 'smallserial'],
  ['integer', 'serial'],
  ['bigint', 'bigserial'],
]);

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^character varying/, 'varchar'],
  [/^character(?=\(|$)/, 'char'],
  [/ without time zone$/, ''],
];

/** `character varying(50)[]`, `public.mood`: with an empty search path, user-defined types are qualified. */
function typeFacts(printed: string, parts: CatalogParts): FactChanges<ColumnFacts> {
  const [, base = printed, brackets = ''] = /^(.*?)((?:\[\])*)$/.exec(printed) ?? [];
  const dimensions = brackets === '' ? undefined : brackets.length / 2;
  const [schema = '', name = ''] = nameParts(base);
  const isEnum = parts.entities.some((each) => each.kind === 'enum' && each.schema === schema && each.name === name);
  if (isEnum) return { type: name, typeSchema: schema, dimensions };
  return {
    type: SHORT.reduce((text, [long, short]) => text.replace(long, short), base),
    typeSchema: undefined,
    dimensions,
  };
}

function generatedFacts({ facts }: CatalogEntity): { readonly as: string; readonly type: string } {
  return { as: String(facts.generated), type: facts.virtual === true ? 'virtual' : 'stored' };
}

/** With the sequence's real name and numbers. */
function identityFacts(
  column: ColumnEntity,
  built: CatalogEntity,
  parts: CatalogParts,
): FactChanges<Pick<ColumnFacts, 'identity'>> {
  const kind = built.facts.identity;
  if (typeof kind !== 'string') return column.facts.identity === undefined ? {} : { identity: undefined };
  const sequence = parts.sequenceOf(built);
  const { start, increment, min, max, cache, cycle } = sequence?.facts ?? {};
  const text = (value: unknown, fallback: string | null | undefined): string | null =>
    typeof value === 'string' ? value : (fallback ?? null);
  const declared = column.facts.identity;
  return {
    identity: {
      ...declared,
      name: sequence?.name ?? declared?.name ?? `${column.table}_${column.name}_seq`,
      type: kind === 'always' ? 'always' : 'byDefault',
      increment: text(increment, declared?.increment),
      minValue: text(min, declared?.minValue),
      maxValue: text(max, declared?.maxValue),
      startWith: text(start, declared?.startWith),
      cache: typeof cache === 'string' ? Number(cache) : (declared?.cache ?? 1),
      cycle: cycle === true,
    },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
