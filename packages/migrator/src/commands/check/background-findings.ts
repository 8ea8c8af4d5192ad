import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { demandsRows } from '../../sql/batch/demands-rows.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import type { Finding } from '../shared/finding.ts';
import type { Workbench } from '../shared/workbench.ts';

/**
 * Revisions that need all rows of a table to be changed, or drop what is being written, while batches in the background
 * may still change them, because they do not say `requires-finished`. The table of batches in code is unknown before
 * they run; then `upgrade` refuses the revision.
 */
export function backgroundFindings(
  graph: RevisionGraph,
  workspace: Pick<Workbench['workspace'], 'readRevision'>,
): readonly Finding[] {
  return graph.ordered
    .filter(({ background, kind }) => background === true && kind === 'sql')
    .flatMap((revision) => {
      const table = tableOf(workspace.readRevision(revision));
      if (table === undefined) return [];
      const { id } = revision;
      const above = graph.descendants([id], { dependencies: true }).filter((each) => each !== id);
      const requiring = above.filter((each) => graph.require(each).requiresFinished?.includes(id) === true);
      const covered = new Set(graph.descendants(requiring, { dependencies: true }));
      return above.flatMap((each): readonly Finding[] => {
        if (covered.has(each)) return [];
        const child = graph.require(each);
        const statement = workspace
          .readRevision(child)
          .upgrade?.statements.find(({ sql }) => demandsRows(sql) === table);
        if (statement === undefined) return [];
        return [
          {
            code: 'background-not-required',
            message: `${child.file}:${statement.line}: needs all rows of ${table}, which batches of ${id} may still change in the background.`,
            slice: child.slice,
            file: child.file,
            repair: `Add to its header: -- requires-finished: ${id}`,
          },
        ];
      });
    });
}

function tableOf({ upgrade }: RevisionFile): string | undefined {
  return upgrade?.batch === undefined ? undefined : nameParts(upgrade.batch.table).at(-1);
}
