import { nameList, nameParts } from '../names/name-parts.ts';

/** What a constraint says, read off `pg_get_constraintdef` under an empty search_path. */
export type ConstraintDefinition =
  | { readonly kind: 'check'; readonly condition: string }
  | { readonly kind: 'primary-key'; readonly columns: readonly string[] }
  | { readonly kind: 'unique'; readonly columns: readonly string[]; readonly nullsNotDistinct: boolean }
  | {
      readonly kind: 'foreign-key';
      readonly columns: readonly string[];
      readonly schemaTo: string;
      readonly tableTo: string;
      readonly columnsTo: readonly string[];
      /** Absent: `NO ACTION`. */
      readonly onUpdate: string | undefined;
      readonly onDelete: string | undefined;
    };

const ACTION = '(CASCADE|RESTRICT|SET NULL|SET DEFAULT)';
const CHECK = /^CHECK \((.*)\)$/s;
const PRIMARY = /^PRIMARY KEY \((.*)\)$/;
const UNIQUE = /^UNIQUE( NULLS NOT DISTINCT)? \((.*)\)$/;
/** Names, plain or in quotes. */
const NAMES = '((?:[^"()]|"(?:[^"]|"")*")*)';
const FOREIGN = new RegExp(
  `^FOREIGN KEY \\(${NAMES}\\) REFERENCES ${NAMES}\\(${NAMES}\\)(?: ON UPDATE ${ACTION})?(?: ON DELETE ${ACTION})?$`,
);

/**
 * `undefined` for what says more than a Drizzle schema can: INCLUDE, WITHOUT OVERLAPS, MATCH FULL, DEFERRABLE,
 * exclusion …
 */
export function constraintDefinition(printed: string): ConstraintDefinition | undefined {
  const text = withoutNotValid(printed);
  const check = CHECK.exec(text);
  if (check !== null) return { kind: 'check', condition: check[1] ?? '' };
  const primary = columnsOf(PRIMARY.exec(text)?.[1]);
  if (primary !== undefined) return { kind: 'primary-key', columns: primary };
  const unique = UNIQUE.exec(text);
  const distinct = columnsOf(unique?.[2]);
  if (distinct !== undefined) return { kind: 'unique', columns: distinct, nullsNotDistinct: unique?.[1] !== undefined };
  const foreign = FOREIGN.exec(text);
  const [columns, columnsTo] = [columnsOf(foreign?.[1]), columnsOf(foreign?.[3])];
  if (foreign === null || columns === undefined || columnsTo === undefined) return undefined;
  const [schemaTo = '', tableTo = ''] = nameParts(foreign[2] ?? '');
  return { kind: 'foreign-key', columns, schemaTo, tableTo, columnsTo, onUpdate: foreign[4], onDelete: foreign[5] };
}

/** Whether old rows were looked at is not part of what a schema says. */
export function withoutNotValid(printed: string): string {
  return printed.replace(/ NOT VALID$/, '');
}

/** Plain names only: each list entry is one name, and nothing follows it. */
function columnsOf(list: string | undefined): readonly string[] | undefined {
  if (list === undefined || !/^(?:[^"()]|"(?:[^"]|"")*")*$/.test(list)) return undefined;
  const names = nameList(list);
  return names.every(({ length }) => length === 1) ? names.flat() : undefined;
}
