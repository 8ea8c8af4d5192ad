import type { BatchRun } from '../../../../lint/fix/chain/fix-chain.ts';
import type { FixedPiece, FixedSection } from '../../../../lint/fix/fixed-revision.ts';
import { printRevisionFile } from '../../../../revision/print-revision-file.ts';
import type { Revision } from '../../../../revision/revision.ts';
import type { SectionDraft } from '../../../../revision/revision-draft.ts';
import type { RevisionFile, Section } from '../../../../revision/revision-file.ts';
import type { Slice } from '../../../../revision/slice.ts';
import { withComments } from '../../generate/with-comments.ts';
import { newRevision } from '../../new-revision.ts';
import type { Workbench } from '../../workbench.ts';

/**
 * The files of a chain. The last one has the header of the replaced revision, except what must be on the first one:
 * parents, dependencies, and the labels of the line that begins there.
 */
export function chainFiles(
  bench: Pick<Workbench, 'ambient' | 'settings'>,
  slice: Slice,
  file: RevisionFile,
  pieces: readonly FixedPiece[],
): readonly RevisionFile[] {
  const headers: Revision[] = [];
  pieces.forEach((piece, at) => {
    headers.push(
      headerOf(bench, slice, file.revision, piece, { at, isLast: at === pieces.length - 1, below: headers.at(-1) }),
    );
  });
  const said = { up: pieces.some(({ up }) => up.isGiven), down: pieces.some(({ down }) => down.isGiven) };
  return pieces.flatMap((piece, at) => {
    const revision = headers[at];
    return revision === undefined ? [] : [pieceFile(file, piece, revision, said)];
  });
}

interface Place {
  readonly at: number;
  readonly isLast: boolean;
  readonly below: Revision | undefined;
}

function headerOf(
  { ambient, settings }: Pick<Workbench, 'ambient' | 'settings'>,
  slice: Slice,
  whole: Revision,
  { does }: FixedPiece,
  { at, isLast, below }: Place,
): Revision {
  const edges =
    below === undefined
      ? {
          ...{ revises: whole.revises, dependsOn: whole.dependsOn, labels: whole.labels },
          ...(whole.requiresFinished === undefined ? {} : { requiresFinished: whole.requiresFinished }),
        }
      : { revises: [below.id], dependsOn: [], labels: [] };
  const { requiresFinished: _, ...rest } = whole;
  if (isLast) return { ...rest, ...edges };
  const moment = whole.created === undefined ? ambient.now() : new Date(whole.created);
  const made = newRevision(
    { ambient: { now: () => moment, randomBytes: (length) => ambient.randomBytes(length) }, settings },
    {
      ...{ slice, kind: 'sql', placement: { slice: slice.label, revises: edges.revises, dependsOn: edges.dependsOn } },
      message: `${whole.message} (${does === '' ? `part ${at + 1}` : does})`,
      ...{ labels: edges.labels, alters: whole.alters },
    },
  );
  return { ...made, ...edges };
}

/**
 * @param said whether a part of the chain contains statements of the revision, to which the `rows` of its marker then
 * belong
 */
function pieceFile(
  whole: RevisionFile,
  piece: FixedPiece,
  revision: Revision,
  said: { readonly up: boolean; readonly down: boolean },
): RevisionFile {
  const up = sectionOf(whole.upgrade, piece.up, !said.up || piece.up.isGiven);
  const down = sectionOf(whole.downgrade, piece.down, !said.down || piece.down.isGiven);
  const text = printRevisionFile({ revision, upgrade: up, downgrade: down });
  const comments = ({ statements }: FixedSection) =>
    statements.map(({ sql, comments: above }) => ({ sql, comment: above.map((each) => each.replace(/^--\s?/, '')) }));
  return withComments(
    text,
    { slice: revision.slice, file: revision.file },
    { upgrade: comments(piece.up), downgrade: comments(piece.down) },
  );
}

/** @param isSaid the `rows` of the marker belong to these statements */
function sectionOf(
  whole: Section | undefined,
  { runs, statements, lossy: lost }: FixedSection,
  isSaid: boolean,
): SectionDraft {
  const { irreversible, lossy, rows, options = {} } = whole ?? {};
  const isBatch = typeof runs !== 'string';
  // Every part gets the limits of statements and locks.
  const kept = Object.fromEntries(Object.entries(options).filter(([key]) => key.endsWith('-timeout')));
  const reasons = isSaid ? { ...(lossy === undefined ? {} : { lossy }), ...(rows === undefined ? {} : { rows }) } : {};
  const own = lost === undefined ? {} : { lossy: lost };
  return {
    statements,
    transaction: runs !== 'alone',
    ...{ ...own, ...reasons },
    ...(irreversible === undefined ? {} : { irreversible }),
    options: { ...kept, ...(isBatch ? batchOptions(runs) : {}) },
  };
}

function batchOptions({ batch, done }: BatchRun): Readonly<Record<string, string>> {
  return { batch, ...(done === undefined ? {} : { done }) };
}
