import type { TypeShape } from '../../ports/proof/table-shape.ts';

/** A row of `pg_type`, as our statement reads it. OIDs are text. */
export interface TypeRow {
  readonly oid: string;
  readonly name: string;
  /** `typtype`. */
  readonly type: string;
  /** `typcategory`. */
  readonly category: string;
  readonly sql: string;
  readonly base: string | null;
  readonly baseSql: string | null;
  readonly modifier: number;
  readonly element: string | null;
  readonly subtype: string | null;
  readonly labels: readonly string[] | null;
  readonly attributes: number;
  readonly checks: readonly string[] | null;
}

/** The shape of a column's type by OID, modifier and printed form. */
export type ShapeOf = (oid: string, modifier: number, sql: string) => TypeShape;

export function typeShapes(rows: readonly TypeRow[]): ShapeOf {
  const byOid = new Map(rows.map((row) => [row.oid, row]));
  const shapeOf: ShapeOf = (oid, modifier, sql) => {
    const row = byOid.get(oid);
    if (row === undefined) return { sql, base: sql, kind: 'base' };
    const common = { sql, base: row.name, ...sizes(row.name, modifier) };
    const inside = (inner: string | null, as: string | undefined, mod: number): { of?: TypeShape } =>
      inner === null ? {} : { of: shapeOf(inner, mod, as ?? byOid.get(inner)?.sql ?? '') };
    switch (row.type) {
      case 'e':
        return { ...common, kind: 'enum', labels: row.labels ?? [] };
      case 'd':
        return {
          ...common,
          kind: 'domain',
          ...inside(row.base, row.baseSql ?? undefined, row.modifier),
          ...(row.checks === null ? {} : { checks: row.checks }),
        };
      case 'c':
        return { ...common, kind: 'composite', attributes: row.attributes };
      case 'r':
        return { ...common, kind: 'range', ...inside(row.subtype, undefined, -1) };
      case 'm':
        return { ...common, kind: 'multirange', ...inside(row.subtype, undefined, -1) };
      default:
        return row.category === 'A'
          ? { ...common, kind: 'array', ...inside(row.element, sql.replace(/\[\]$/, ''), modifier) }
          : { ...common, kind: 'base' };
    }
  };
  return shapeOf;
}

/** What `atttypmod` says; the encodings are those of PostgreSQL's `*typmodout` functions. */
function sizes(name: string, modifier: number): Pick<TypeShape, 'size' | 'scale'> {
  if (modifier < 0) return {};
  switch (name) {
    case 'varchar':
    case 'bpchar':
      return { size: modifier - 4 };
    case 'numeric': {
      // The scale has 11 bits and a sign.
      const scale = (modifier - 4) & 0x7ff;
      return { size: ((modifier - 4) >> 16) & 0xffff, scale: scale >= 1024 ? scale - 2048 : scale };
    }
    case 'bit':
    case 'varbit':
    case 'vector':
    case 'halfvec':
      return { size: modifier };
    default:
      return {};
  }
}
