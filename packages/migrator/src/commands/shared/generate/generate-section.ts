import { SchemaDiffError } from '../../../errors/schema/drizzle-errors.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import type { CastFlag } from '../../../schema/cast/cast-flag.ts';
import { changeOf } from '../../../schema/change/change.ts';
import type { DraftStatement } from '../../../schema/change/draft-statement.ts';
import { classifyChange, type DataEffect } from '../../../schema/difference/classify-change.ts';
import { inPieces } from '../../../schema/difference/in-pieces.ts';
import type { ObjectPlanner } from '../../../schema/difference/object-planner.ts';
import { type DirectionPart, planDirection } from '../../../schema/difference/plan-direction.ts';
import { withoutConcurrently } from '../../../schema/difference/split-steps.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { homelessRows } from '../../../schema/mend/partitions/homeless-rows.ts';
import { madePartitioned } from '../../../schema/mend/partitions/made-partitioned.ts';
import type { Rename } from '../../../schema/rename/rename.ts';
import { dropIndexConcurrently } from '../../../sql/statement/drop-index-concurrently.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import { sharedRole } from '../../../sql/statement/roles/shared-role.ts';

interface SectionOptions {
  readonly transaction: boolean;
  readonly objects: ObjectPlanner | undefined;
  readonly casts: readonly CastFlag[];
}

/** One section of a generated revision. */
export interface GeneratedSection extends DataEffect {
  readonly statements: readonly DraftStatement[];
  readonly transaction: boolean;
  /** Of its marker: how it runs in batches. */
  readonly options?: Readonly<Record<string, string>>;
}

/** The SQL that leads from one state to another in one section. */
export async function generateSection(
  differ: SchemaDiffer,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
  { transaction, objects, casts }: SectionOptions,
): Promise<GeneratedSection> {
  const written: DraftStatement[] = [];
  const options = { transaction, objects, casts };
  for await (const part of sectionStatements(differ, before, after, renames, options)) written.push(...part);
  const change = changeOf(before, after, renames);
  const { lossy, rows } = classifyChange(change, casts);
  const homeless = objects === undefined ? [] : homelessRows(change, objects.today);
  return { lossy, rows: [...rows, ...homeless, ...(objects?.rows(change) ?? [])], statements: written, transaction };
}

/** Its statements as they are written, in a few parts. */
export async function* sectionStatements(
  differ: SchemaDiffer,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
  { transaction, objects, casts }: SectionOptions,
): AsyncGenerator<readonly DraftStatement[]> {
  const parts = transaction
    ? planDirection(before.map(withoutConcurrently), after.map(withoutConcurrently), renames, objects, casts)
    : planDirection(before, after, renames, objects, casts);
  for (const part of parts) {
    for await (const statements of part.kind === 'sql' ? [part.statements] : made(differ, part)) {
      const written = transaction ? statements : statements.map(concurrently);
      for (const { sql } of written) refuse(sql, transaction);
      yield written;
    }
  }
}

/** The statements from drizzle-kit, with the partitioning of the tables that they create. */
async function* made(
  differ: SchemaDiffer,
  { change, making }: Extract<DirectionPart, { readonly kind: 'diff' }>,
): AsyncGenerator<readonly DraftStatement[]> {
  for (const piece of inPieces(change)) {
    const statements = (await differ.statements(piece)).map(sharedRole);
    if (making === undefined || making.partitionings.length === 0) yield statements.map((sql) => ({ sql }));
    else yield statements.flatMap((sql) => madePartitioned(sql, making, change.after));
  }
}

/** drizzle-kit drops every index with a lock on its table. */
function concurrently(statement: DraftStatement): DraftStatement {
  return { ...statement, sql: dropIndexConcurrently(statement.sql) };
}

/** The last check: no statement drops more than it names, and none is in a section in which it cannot run. */
function refuse(sql: string, transaction: boolean): void {
  const facts = readStatement(sql);
  if (facts.dropsCascading) throw new SchemaDiffError({ reason: 'drops-cascading', sql });
  const { kind } = facts.kind;
  if (transaction && (kind === 'create-index-concurrently' || kind === 'drop-index-concurrently')) {
    throw new SchemaDiffError({ reason: 'no-transaction', sql });
  }
}
