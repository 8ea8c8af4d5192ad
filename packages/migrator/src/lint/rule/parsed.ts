import type { Revision } from '../../revision/revision.ts';
import type { Section } from '../../revision/revision-file.ts';
import type { PlacedComment } from '../../sql/script/comments-between.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { SqlNode } from '../../sql-objects/sql-node.ts';

/** A statement and its parse tree. */
export interface ParsedStatement {
  readonly statement: Statement;
  /** Wrapped: `{ "AlterTableStmt": … }`; absent when PostgreSQL's parser does not take it. */
  readonly tree?: SqlNode;
  /** Why it does not. */
  readonly problem?: string;
  /** Comments between the statement before and this one. */
  readonly comments: readonly PlacedComment[];
}

/** The upgrade of a revision, or its downgrade where that would run. */
export interface ParsedRevision {
  readonly revision: Revision;
  readonly section: Section;
  readonly statements: readonly ParsedStatement[];
  /** Comments after the last statement. */
  readonly trailing: readonly PlacedComment[];
}
