/** A CHECK, FOREIGN KEY or NOT NULL constraint that was added with NOT VALID and never validated. */
export interface UnvalidatedConstraint {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** As PostgreSQL prints it, with NOT VALID. */
  readonly definition: string;
}

export interface ForeignKeyFacts {
  readonly schema: string;
  readonly table: string;
  readonly tableId: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** Numbers of the columns. */
  readonly keys: readonly number[];
  readonly types: readonly string[];
  readonly otherSchema: string;
  readonly otherTable: string;
  readonly otherColumns: readonly string[];
  readonly otherTypes: readonly string[];
  readonly isPartitioned: boolean;
}

/** Rows of a foreign key whose other row is not there; counted on demand. */
export interface OrphanFacts {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly orphans: number;
}

/** A trigger that does not fire. */
export interface DisabledTrigger {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** The foreign key that it enforces; `null` for a trigger of a person. */
  readonly foreignKey: string | null;
}
