import type { Change } from '../../schema/change/change.ts';
import { columnId, type EntityOf, entityId, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { rebuiltEnums, type Touch, touchedColumns } from '../../schema/mend/touched-columns.ts';
import type { Piece } from './piece.ts';

/** Types of entities that PostgreSQL itself adapts when a column's type changes within its family. */
const ADAPTED_BY_SERVER: ReadonlySet<SchemaEntity['type']> = new Set([
  'foreign-key',
  'index',
  'check',
  'unique',
  'primary-key',
]);

/** Judges the effect of changes on things that use the changed thing. */
export class Disturbance {
  readonly #touched = new Map<string, Touch>();
  readonly #enums: ReadonlySet<string>;
  readonly #displaced: ReadonlySet<string>;

  /** `displaced`: objects of `sql/` that cannot be replaced in place. */
  constructor(change: Change, displaced: ReadonlySet<string>) {
    for (const [table, columns] of touchedColumns(change))
      for (const [name, touch] of columns)
        this.#touched.set(columnId({ schema: table.schema, table: table.name, name }, name), touch);
    this.#enums = new Set(
      rebuiltEnums(change).map(({ schema, name }) => entityId({ type: 'enum', schema, table: '', name })),
    );
    this.#displaced = displaced;
  }

  /** Whether the new form of an altered thing matters to things that use it. */
  isNoticed({ after }: Piece): boolean {
    switch (after?.type) {
      case 'column':
        return this.#touched.has(entityId(after));
      case 'enum':
      case 'view':
      case 'object':
      case 'unique':
      case 'primary-key':
      case 'index':
        return true;
      default:
        return false;
    }
  }

  /** Whether the type stays in its family, so that comparisons of the column with others still work. */
  isHarmless({ after }: Piece): boolean {
    return after?.type === 'column' && this.#touched.get(entityId(after)) === 'adapted';
  }

  /** Whether the old form of a user of the thing prevents altering the thing. */
  isInTheWay({ was, after }: Piece, user: SchemaEntity): boolean {
    switch (after?.type) {
      case 'column': {
        const touch = this.#touched.get(entityId(after));
        return touch === 'retyped' || touch === 'gone' || (touch === 'adapted' && !ADAPTED_BY_SERVER.has(user.type));
      }
      case 'enum':
        return this.#enums.has(entityId(after));
      case 'object':
        return this.#displaced.has(entityId(after));
      case 'view':
        return was === undefined || !isSameQuery(was, after);
      case 'unique':
      case 'primary-key':
        return true;
      case 'index':
        return after.facts.isUnique === true;
      default:
        return false;
    }
  }
}

/**
 * Whether PostgreSQL, and with it the replay of renames, follows a rename inside a user: a view's and a policy's SQL
 * about other tables stays as written.
 */
export function followsRename(user: SchemaEntity, renamed: SchemaEntity): boolean {
  if (user.type === 'view' || user.type === 'object') return false;
  if (user.type !== 'policy' || renamed.type === 'enum' || renamed.type === 'role') return true;
  return (
    TableKey.of(user.schema, user.table) ===
    TableKey.of(renamed.schema, renamed.table === '' ? renamed.name : renamed.table)
  );
}

/** A view with another query or kind is dropped and created; options are altered in place. */
function isSameQuery(was: SchemaEntity, { facts }: EntityOf<'view'>): boolean {
  return (
    was.type === 'view' && was.facts.definition === facts.definition && was.facts.materialized === facts.materialized
  );
}
