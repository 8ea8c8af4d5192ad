import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { parseCastFlag } from '../../../schema/cast/cast-flag.ts';
import { parseNewFlag, parseRenameFlag } from '../../../schema/rename/rename-flag.ts';
import type { RenameChoices } from '../../../schema/rename/resolve-renames.ts';
import type { RevisionBench } from '../revision-bench.ts';
import { type Generated, generatedRequest } from '../revision-request.ts';

/** A revision to rewrite, in its place and with its id. */
export interface Again {
  readonly slice: Slice;
  /** The current revision; the graph of the workbench does not have it. */
  readonly revision: Revision;
  readonly message: string;
  /** Values of `--rename`, `--new`, `--cast` and `--cast-back`. */
  readonly renames: readonly string[];
  readonly created: readonly string[];
  /** The answers about renames from when it was first written. */
  readonly answers?: RenameChoices['answers'] | undefined;
  readonly casts: readonly string[];
  readonly castsBack: readonly string[];
  /** Dependencies that do not follow from the change. */
  readonly dependsOn: readonly string[];
}

/** The request for it: parents, labels and notes are those that it has. */
export function requestAgain(bench: Pick<RevisionBench, 'workspace' | 'graph'>, again: Again): Generated {
  const { slice, revision, message, dependsOn } = again;
  const graph = bench.graph();
  const isFirst = !graph.revisions.some((other) => other.slice === slice.label);
  const isLabelled = isFirst && graph.labelled(slice.label) === undefined;
  return {
    ...generatedRequest(bench, { message }),
    slices: [slice],
    isAlone: true,
    revisionId: revision.id,
    branchLabels: isLabelled ? revision.labels.filter((label) => label !== slice.label) : revision.labels,
    notes: revision.notes ?? [],
    place: { heads: revision.revises, splice: true, dependsOn },
    renames: again.renames.map(parseRenameFlag),
    created: again.created.map(parseNewFlag),
    answers: again.answers,
    casts: { up: again.casts.map(parseCastFlag), down: again.castsBack.map(parseCastFlag) },
  };
}
