import { type CatalogDifference, diffCatalogs } from '../difference/diff-catalogs.ts';
import { type Catalog, entityKey } from '../entity/catalog.ts';
import { TableKey } from '../entity/table-key.ts';
import { columnFixes } from './columns.ts';
import { commentFixes } from './comments.ts';
import { enumFixes } from './enums.ts';
import { grantFixes } from './grants.ts';
import { type Guarded, printGuarded } from './guarded.ts';
import { routineFixes } from './routines.ts';
import { partFixes } from './table-parts.ts';
import { sequenceFixes, tableFixes } from './tables.ts';
import { type Variant, variantsOf } from './variants.ts';
import { viewFixes } from './views.ts';

/** The statements that bring databases of other orders to the schema of the chosen one. */
export interface FixUp {
  /** In running order, for one transaction; empty if all orders give the same result. */
  readonly statements: readonly string[];
  /** Differences from the chosen order that Braid cannot fix. If there is one, the statements are useless. */
  readonly beyond: readonly CatalogDifference[];
}

/** A search path that is empty makes PostgreSQL print every name with its schema, as it does when catalogs are read. */
const QUALIFIED = "set local search_path = ''";

/**
 * Statements that bring any of the `others` to `target`. Each checks the catalog first, so that the same statements can
 * run on every database and do nothing if it is already right. They are only a proposal until the proof has run them
 * after every order. `aside` is a name that nothing has.
 */
export function fixUp(target: Catalog, others: readonly Catalog[], aside: string): FixUp {
  const variants = variantsOf(target, others);
  const views = new Set(
    variants.filter(({ kind }) => kind.endsWith('view')).map(({ schema, name }) => TableKey.of(schema, name)),
  );
  const constraints = new Set(
    variants.filter(({ kind }) => kind === 'constraint').map(({ schema, name }) => TableKey.of(schema, name)),
  );
  const fixes: Guarded[] = [];
  const beyond = new Set<Variant>();
  for (const variant of variants) {
    // Columns of a view and indexes of keys are created and dropped with them.
    if (variant.kind === 'column' && views.has(TableKey.of(variant.schema, variant.relation))) continue;
    if (variant.kind === 'index' && constraints.has(TableKey.of(variant.schema, variant.name))) continue;
    const found = fixesOf(variant, target, `${aside}_${variant.name}`.slice(0, 60));
    const comments = commentFixes(variant, (found ?? []).length > 0);
    const grants = grantFixes(variant);
    if (found === undefined || comments === undefined || grants === undefined) beyond.add(variant);
    else fixes.push(...found, ...comments, ...grants);
  }
  if (beyond.size > 0) return { statements: [], beyond: differencesOf(target, others, beyond) };
  return { statements: fixes.length === 0 ? [] : [QUALIFIED, ...inOrder(fixes).map(printGuarded)], beyond: [] };
}

function fixesOf(variant: Variant, target: Catalog, aside: string): readonly Guarded[] | undefined {
  return (
    columnsOnly(variant) ??
    partFixes(variant) ??
    viewFixes(variant) ??
    routineFixes(variant) ??
    enumFixes(variant, target, aside) ??
    tableFixes(variant) ??
    sequenceFixes(variant)
  );
}

function columnsOnly(variant: Variant): readonly Guarded[] | undefined {
  return variant.kind === 'column' ? columnFixes(variant) : undefined;
}

/** Drops from the outside in, then changes, then creates from the inside out. */
function inOrder(fixes: readonly Guarded[]): readonly Guarded[] {
  const of = (phase: Guarded['phase']) => fixes.filter((fix) => fix.phase === phase);
  return [
    ...of('drop').toSorted((a, b) => b.rank - a.rank),
    ...of('change').toSorted((a, b) => a.rank - b.rank),
    ...of('create').toSorted((a, b) => a.rank - b.rank),
  ];
}

function differencesOf(
  target: Catalog,
  others: readonly Catalog[],
  beyond: ReadonlySet<Variant>,
): readonly CatalogDifference[] {
  const all = others.flatMap((other) => diffCatalogs(target, other));
  const found = [...new Map(all.map((each) => [entityKey(each.entity), each])).values()];
  const isBeyond = ({ entity }: CatalogDifference): boolean =>
    [...beyond].some(
      ({ kind, schema, relation, name }) =>
        entity.kind === kind && entity.schema === schema && entity.relation === relation && entity.name === name,
    );
  return found.filter(isBeyond);
}
