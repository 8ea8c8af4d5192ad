import { placeOf } from '../../errors/files/revision-place.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { refuseUnfit } from '../shared/refuse-unfit.ts';
import type { RevisionOptions } from './revision-options.ts';

/**
 * Refuses options that contradict each other or cannot be written, and an id or labels that belong to another revision.
 * Throws a `UsageError`.
 */
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
  if (second !== undefined) throw new UsageError({ problem: 'options-exclude', options: [first ?? '', second] });
  if (options.batch !== undefined && first === '--sql-file') {
    throw new UsageError({ problem: 'options-exclude', options: [first, '--batch'] });
  }
  const { renames: renamed = [], created = [], casts = [], castsBack = [] } = options;
  const renames = [...renamed, ...created, ...casts, ...castsBack];
  if (first !== undefined && renames.length > 0) {
    throw new UsageError({ problem: 'nothing-to-rename', option: first });
  }
  if (options.message.trim() === '' || /[\r\n]/.test(options.message)) {
    throw new UsageError({ problem: 'message-not-one-line', command: 'revision' });
  }
  if (options.unproven !== undefined && options.unproven.trim() === '') {
    throw new UsageError({ problem: 'unproven-without-reason' });
  }
}

function refuseTaken(
  graph: RevisionGraph,
  { revisionId, branchLabels = [] }: Pick<RevisionOptions, 'revisionId' | 'branchLabels'>,
): void {
  const holder = revisionId === undefined ? undefined : graph.get(revisionId);
  if (holder !== undefined) {
    throw new UsageError({ problem: 'id-taken', ...placeOf(holder) });
  }
  for (const label of branchLabels) {
    const labelled = graph.labelled(label) ?? graph.get(label);
    if (labelled === undefined) continue;
    throw new UsageError({ problem: 'label-taken', label, ...placeOf(labelled) });
  }
}
