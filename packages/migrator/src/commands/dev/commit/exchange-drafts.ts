import { DraftsElsewhereError } from '../../../errors/plan/dev-errors.ts';
import { changeState } from '../../../execute/change-state.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import type { StateChange } from '../../../state/state-change.ts';
import { recordOf } from '../../shared/record-of.ts';
import type { DevSession } from '../dev-session.ts';
import { appliedDrafts } from '../drafts/known-drafts.ts';
import { withDrafts } from '../drafts/with-drafts.ts';

/**
 * Records revisions in place of the drafts that they replace. It changes only rows of the ledger, in one transaction,
 * under the lease. Throws a `DraftsElsewhereError` if the database has got other drafts meanwhile.
 *
 * @param drafts ids of all drafts that the database had when it was compared
 * @param ids ids of the revisions, whose files are written
 */
export async function exchangeDrafts(
  { bench: given, database }: DevSession,
  drafts: readonly string[],
  ids: readonly string[],
): Promise<void> {
  const bench = withDrafts(given, []);
  const graph = bench.graph();
  const { runner, ambient } = bench;
  const changes = (state: DatabaseState): readonly StateChange[] => {
    const others = appliedDrafts(state).filter((id) => !drafts.includes(id));
    if (others.length > 0) throw new DraftsElsewhereError({ drafts: others });
    const rows = new Map(state.applied.map((row) => [row.revision, row.slice]));
    return [
      ...drafts.flatMap((revision) => {
        const slice = rows.get(revision);
        return slice === undefined ? [] : [{ kind: 'remove', revision, slice } as const];
      }),
      ...graph.ordered.flatMap((revision) =>
        ids.includes(revision.id) && !rows.has(revision.id)
          ? [{ kind: 'add', record: recordOf(bench.workspace, graph, revision) } as const]
          : [],
      ),
    ];
  };
  await changeState({ ...runner, ambient, database }, 'stamp', 'migrate dev commit', changes);
}
