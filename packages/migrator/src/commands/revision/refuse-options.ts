import { quoteForMessage } from '../../errors/files/revision-file-error.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { refuseUnfit } from '../shared/refuse-unfit.ts';
import type { RevisionOptions } from './revision-options.ts';

/** Refuses options that contradict each other or cannot be written, and an id or labels that belong to another revision. Throws a `UsageError`. */
export function refuseOptions(loadGraph: () => RevisionGraph, options: RevisionOptions): void {
  refuseContradictions(options);
  refuseUnfit(options);
  refuseTaken(loadGraph(), options);
}

function refuseContradictions(options: RevisionOptions): void {
  const kinds = {
    '--empty': options.empty === true,
    '--data': options.data === true,
    '--sql-file': options.sqlFile !== undefined,
  };
  const given = Object.entries(kinds).filter(([, is]) => is);
  const [first, second] = given.map(([flag]) => flag);
  if (second !== undefined) throw new UsageError(`${first} and ${second} exclude each other.`, 'Give one of them.');
  const renames = [...(options.renames ?? []), ...(options.created ?? [])];
  if (first !== undefined && renames.length > 0) {
    throw new UsageError(
      `${first} compares no schemas, so there is nothing to rename.`,
      'Leave --rename and --new out.',
    );
  }
  if (options.message.trim() === '' || /[\r\n]/.test(options.message)) {
    throw new UsageError('A revision needs a message of one line.', 'migrate revision -m "add title to events"');
  }
  if (options.unproven !== undefined && options.unproven.trim() === '') {
    throw new UsageError('--unproven needs a reason.', '--unproven "needs an extension that the scratch server lacks"');
  }
}

function refuseTaken(
  graph: RevisionGraph,
  { revisionId, branchLabels = [] }: Pick<RevisionOptions, 'revisionId' | 'branchLabels'>,
): void {
  const holder = revisionId === undefined ? undefined : graph.get(revisionId);
  if (holder !== undefined) {
    throw new UsageError(
      `The id ${holder.id} is that of ${holder.file}.`,
      'Choose another --rev-id, or leave it out.',
      { ...placeOf(holder) },
    );
  }
  for (const label of branchLabels) {
    const labelled = graph.labelled(label) ?? graph.get(label);
    if (labelled === undefined) continue;
    const hint = 'Choose another --branch-label; revisions above carry a label without saying it again.';
    throw new UsageError(`The label ${quoteForMessage(label)} is that of ${labelled.file}.`, hint, {
      ...placeOf(labelled),
    });
  }
}
