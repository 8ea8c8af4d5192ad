import { shownName } from '../../sql/names/shown-name.ts';
import { child, children, names, type SqlNode } from '../../sql-objects/sql-node.ts';

/** A type as a statement names it. */
export interface TypeRef {
  /** Empty for PostgreSQL's own, and where the statement leaves it out. */
  readonly schema: string;
  /** PostgreSQL's own name: `int4`, `varchar`, `timestamptz`; `serial` types are what they store. */
  readonly name: string;
  /** What is in parentheses: length, precision, scale. */
  readonly sizes: readonly number[];
  readonly isArray: boolean;
}

const STORED: Readonly<Record<string, string>> = {
  ...{ serial: 'int4', serial4: 'int4', bigserial: 'int8', serial8: 'int8', smallserial: 'int2', serial2: 'int2' },
  // The spelling of the parser is that of the catalog, but for what is written without a grammar of its own.
  ...{ character: 'bpchar', char: 'bpchar' },
};

export function typeRef(typeName: SqlNode): TypeRef {
  const parts = names(typeName, 'names');
  const name = parts.at(-1) ?? '';
  const schema = parts.length > 1 && parts[0] !== 'pg_catalog' ? (parts.at(-2) ?? '') : '';
  return {
    schema,
    name: schema === '' ? (STORED[name] ?? name) : name,
    sizes: children(typeName, 'typmods').flatMap((mod) => {
      const value = child(mod, 'A_Const');
      // Zero is left out.
      return 'ival' in value ? [numberOf(child(value, 'ival').ival)] : [];
    }),
    isArray: children(typeName, 'arrayBounds').length > 0,
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** `serial`, `bigserial` … */
export function isSerial(typeName: SqlNode): boolean {
  const parts = names(typeName, 'names');
  return parts.length === 1 && /^(?:small|big)?serial[248]?$/.test(parts[0] ?? '');
}

/** As people write it: `varchar(20)[]`. */
export function typeText({ schema, name, sizes, isArray }: TypeRef): string {
  const base = shownName(schema === '' ? { name } : { schema, name });
  return `${base}${sizes.length === 0 ? '' : `(${sizes.join(',')})`}${isArray ? '[]' : ''}`;
}
