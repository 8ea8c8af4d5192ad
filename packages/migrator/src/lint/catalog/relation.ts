import type { SqlNode } from '../../sql-objects/sql-node.ts';
import type { ConstraintKind } from '../node/constraints.ts';
import type { TypeRef } from './type-ref.ts';

export interface Column {
  readonly name: string;
  readonly type: TypeRef;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  /** Its values come from a sequence: serial or identity. */
  readonly isNumbered: boolean;
  readonly isGenerated: boolean;
}

export interface Constraint {
  readonly name: string;
  readonly kind: ConstraintKind;
  readonly columns: readonly string[];
  /** False after `NOT VALID`, until it is validated. */
  readonly isValid: boolean;
  /** Of a check. */
  readonly expression?: SqlNode;
}

export interface Index {
  readonly name: string;
  /** In order; empty for an expression. */
  readonly columns: readonly string[];
  /** Columns that its expressions and its condition name. */
  readonly mentions: readonly string[];
  readonly isUnique: boolean;
  readonly isPartial: boolean;
}

/** A table, view or sequence as the statements below make it; changed as the next statements are followed. */
export interface Relation {
  schema: string;
  name: string;
  readonly kind: 'table' | 'partitioned' | 'view' | 'matview' | 'foreign' | 'sequence';
  readonly columns: Map<string, Column>;
  /** False where columns come from elsewhere: `LIKE`, `AS SELECT`, an unknown parent. */
  readonly hasAllColumns: boolean;
  readonly constraints: Map<string, Constraint>;
  readonly indexes: Map<string, Index>;
  readonly partitionKey: readonly string[];
  parent: Relation | undefined;
  /** Created by one of the linted revisions: it is not in use yet. */
  readonly isNew: boolean;
  readonly isTemporary: boolean;
  isUnlogged: boolean;
  accessMethod: string;
  tablespace: string;
  hasPolicy: boolean;
  /** The partition for all that no other takes. */
  isDefault: boolean;
}
