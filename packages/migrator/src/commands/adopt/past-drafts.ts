import type { PastRevision } from '../../adopt/past/past-revisions.ts';
import { UnprintableRevisionError } from '../../errors/files/unprintable-revision-error.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { revisionFileName } from '../../revision/file-name.ts';
import { printHeader } from '../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { AdoptBench } from './adopt-options.ts';

/** The files of adopted revisions, read back from their texts. Throws what reading them throws. */
export function pastDrafts(
  bench: Pick<AdoptBench, 'ambient' | 'settings'>,
  graph: RevisionGraph,
  slice: Slice,
  past: readonly PastRevision[],
): readonly RevisionFile[] {
  const now = bench.ambient.now();
  const isLabelled =
    graph.labelled(slice.label) !== undefined || past.some(({ labels }) => labels.includes(slice.label));
  const first = past.find(({ revises }) => revises.length === 0);
  return past.map((each) => {
    const created = each.created === undefined ? now : new Date(each.created);
    const { id, message } = each;
    const name = revisionFileName({
      revision: { id, message, slice: slice.label, kind: 'sql' },
      created,
      ...bench.settings.fileName,
    });
    const revision: Revision = {
      ...{ id, revises: each.revises, dependsOn: each.dependsOn, message, kind: 'sql' },
      // The first revision of a slice carries its name.
      labels: [...(each === first && !isLabelled ? [slice.label] : []), ...each.labels],
      slice: slice.label,
      file: `${slice.migrations}/${name}`,
      created: created.toISOString().replace(/\.\d+Z$/, 'Z'),
      adopted: each.adopted,
      ...(each.unproven === undefined ? {} : { unproven: each.unproven }),
    };
    return readBack(revision, each);
  });
}

function readBack(revision: Revision, { text, statements }: PastRevision): RevisionFile {
  const { slice, file } = revision;
  const read = parseRevisionFile(`${printHeader(revision)}\n${text}`, { slice, file });
  const differs = isSame(read.revision, revision)
    ? read.upgrade?.statements.length === statements
      ? undefined
      : 'the statements of migrate:upgrade'
    : 'the header';
  if (differs === undefined) return read;
  throw new UnprintableRevisionError({ slice, file, line: 1, column: 1, differs });
}

function isSame(
  read: Revision,
  { id, revises, dependsOn, labels, message, created, adopted, unproven }: Revision,
): boolean {
  const said = [id, revises, dependsOn, labels, message, created, adopted, unproven];
  const its = [read.id, read.revises, read.dependsOn, read.labels, read.message];
  return JSON.stringify([...its, read.created, read.adopted, read.unproven]) === JSON.stringify(said);
}
