import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { Finding } from '../../shared/finding.ts';

/**
 * Slices whose revisions carry another label than theirs: the slice was renamed, or its files were copied from another
 * one. Then `events@head` names nothing, or a revision of another slice.
 */
export function labelFindings(slices: readonly Slice[], revisions: readonly Revision[]): readonly Finding[] {
  const labels = new Set(slices.map(({ label }) => label));
  const sliceOf = new Map(revisions.map(({ id, slice }) => [id, slice]));
  const bySlice = new Map<string, Revision[]>();
  for (const revision of revisions) {
    if (revision.labels.length === 0) continue;
    const labelled = bySlice.get(revision.slice);
    if (labelled === undefined) bySlice.set(revision.slice, [revision]);
    else labelled.push(revision);
  }
  return slices.flatMap(({ label, folder }) => {
    const own = bySlice.get(label) ?? [];
    const foreign = own.find((revision) => revision.labels.some((each) => each !== label && labels.has(each)));
    if (foreign !== undefined) {
      const other = foreign.labels.find((each) => each !== label && labels.has(each)) ?? '';
      return [
        findingOf(label, foreign, other, `Take "${other}" out of its branch-label; it is that of slice ${other}`),
      ];
    }
    // Only the first revisions of the slice: a label further up was chosen by a person.
    const first = own.find((revision) => revision.revises.every((id) => sliceOf.get(id) !== label));
    if (first === undefined || own.some((revision) => revision.labels.includes(label))) return [];
    const [was = ''] = first.labels;
    return [findingOf(label, first, was, `Write "label": "${was}" in ${folder}/slice.json`)];
  });
}

function findingOf(slice: string, { id, file }: Revision, label: string, repair: string): Finding {
  return {
    code: 'slice-label-mismatch',
    message: `${id} (${file}) of slice ${slice} has the branch label ${label}: ${slice}@head does not name the slice's line.`,
    slice,
    file,
    repair: `${repair}; or write branch-label: ${slice} in the file and, if it is applied: migrate repair accept ${id} --reason "slice renamed"`,
  };
}
