import {
  type BaselineStatement,
  baselineStatements,
  partitionClause,
} from '../../../adopt/database/baseline/baseline-statements.ts';
import { withBaselineStatements, withPartitions } from '../../../adopt/database/baseline/with-baseline-statements.ts';
import { type Catalog, entityLabel } from '../../../schema/entity/catalog.ts';
import { ofType } from '../../../schema/entity/schema-entity.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { Baselines } from './baselines.ts';

type BaselineDraft = Baselines['drafts'][number];

export interface Completed {
  readonly drafts: readonly BaselineDraft[];
  /** What only the baselines contain, for people. */
  readonly kept: readonly string[];
}

/**
 * Adds to the first revisions what neither a schema nor `sql/` can declare: partitions, storage, names of sequences.
 * The comparison with the database reports what differs afterwards.
 */
export function completeBaselines(drafts: readonly BaselineDraft[], catalog: Catalog): Completed {
  const kept: string[] = [];
  const added = new Map<BaselineDraft, BaselineStatement[]>();
  for (const statement of baselineStatements(catalog)) {
    const draft = draftOf(drafts, statement.table);
    if (draft === undefined) continue;
    added.set(draft, [...(added.get(draft) ?? []), statement]);
    kept.push(statement.what);
  }
  const completed = drafts.map((draft) => {
    let { file } = draft;
    for (const table of catalog.entities.filter(
      ({ kind, facts }) => kind === 'table' && facts.partitionOf === undefined,
    )) {
      const clause = partitionClause(table);
      const path = [...(table.schema === 'public' ? [] : [table.schema]), table.name].map(quoteIdentifier).join('.');
      const partitioned = clause === undefined ? undefined : withPartitions(file, path, clause);
      if (partitioned === undefined) continue;
      file = partitioned;
      kept.push(`${entityLabel(table)} is partitioned`);
    }
    return {
      ...draft,
      file: withBaselineStatements(
        file,
        (added.get(draft) ?? []).map(({ sql }) => sql),
      ),
    };
  });
  return { drafts: completed, kept };
}

/** The last draft of the slice that has the table. */
function draftOf(
  drafts: readonly BaselineDraft[],
  { schema, name }: BaselineStatement['table'],
): BaselineDraft | undefined {
  return drafts.findLast(({ entities }) =>
    ofType(entities, 'table').some((table) => table.schema === schema && table.name === name),
  );
}
