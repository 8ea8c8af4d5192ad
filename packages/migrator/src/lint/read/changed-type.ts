import { child } from '../../sql-objects/sql-node.ts';
import { type TypeRef, typeRef } from '../catalog/type-ref.ts';
import type { Subject, Target } from '../rule/subject.ts';
import { type TypeChange, typeChange } from './type-change.ts';

/** One `ALTER COLUMN … TYPE` of a table in use. */
export interface ChangedType {
  readonly table: Target;
  readonly column: string;
  /** Absent where no statement is known that makes the column. */
  readonly from: TypeRef | undefined;
  readonly to: TypeRef;
  /** `unknown` where the old type is. */
  readonly change: TypeChange | 'unknown';
  readonly hasCollation: boolean;
}

export function changedTypes(subject: Subject): readonly ChangedType[] {
  return subject.alterations('AT_AlterColumnType').map(({ table, name: column, def }) => {
    const from = subject.column(table, column)?.type;
    const to = typeRef(child(def, 'typeName'));
    const expression = child(def, 'raw_default');
    const using = 'raw_default' in def ? { expression, column } : undefined;
    return {
      ...{ table, column, from, to, hasCollation: 'collClause' in def },
      change: from === undefined ? 'unknown' : typeChange(subject.catalog, from, to, using),
    };
  });
}
