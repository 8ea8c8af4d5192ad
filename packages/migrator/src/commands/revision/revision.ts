import { buildGraph } from '../../graph/build/build-graph.ts';
import { approvals } from '../../graph/slices/approvals.ts';
import { refuseDrafts } from '../../plan/applied-state.ts';
import type { Slice } from '../../revision/slice.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { Again } from './again/again.ts';
import { draftAgain } from './again/draft-again.ts';
import { draftRecorded } from './again/draft-recorded.ts';
import { atOneMoment } from './at-one-moment.ts';
import { batchDraft } from './batch/batch-draft.ts';
import { comparedSchemas } from './compared-schemas.ts';
import type { Draft } from './draft.ts';
import { EarlyLint } from './early-lint.ts';
import { generate } from './generate/generate.ts';
import type { GeneratedDraft } from './generate/generated-draft.ts';
import { proveDrafts } from './generate/prove-drafts.ts';
import { type SafeBench, safeDrafts } from './generate/safe/safe-drafts.ts';
import { handDraft } from './hand-draft.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { AskedChange, RevisionOptions, RevisionResult } from './revision-options.ts';
import { askedRequest, generatedRequest, type RevisionRequest, revisionRequest } from './revision-request.ts';
import { sqlFileDraft } from './sql-file/sql-file-draft.ts';
import { printAhead, writeDrafts } from './write-drafts.ts';

export type { WrittenRevision } from './revision-options.ts';

/**
 * Writes new revisions: from what changed in the Drizzle schemas (of one slice or of all), or by hand (`empty`, `data`,
 * `sqlFile`). Generated ones and SQL files are proven before they are written, unless `unproven` says why not. Nothing
 * is written when anything fails.
 */
export async function revision(given: SafeBench, options: RevisionOptions): Promise<RevisionResult> {
  const bench = atOneMoment(given);
  const request = revisionRequest(bench, options);
  // Drafts are in the schemas as well, so the database would get them twice.
  if (request.kind === 'generated') refuseDrafts((await bench.appliedDrafts?.()) ?? []);
  const lint = new EarlyLint(bench);
  const drafts = await draft(bench, request, lint);
  const schemas = comparedSchemas(bench, request);
  const added = drafts.map(({ file }) => file.revision);
  const graph = buildGraph([...bench.graph().revisions, ...added]);
  const { revisions, hooks } = await writeDrafts(bench, drafts, lint);
  return {
    slices: request.slices.map(({ label }) => label),
    revisions,
    approvals: approvals(graph, added, bench.workspace.slices),
    hooks,
    schemas,
  };
}

/** The revisions that `revision` would write for what changed in the schemas of slices, proven. Writes nothing. */
export async function changedSchemas(
  bench: RevisionBench,
  message: string,
  slices: readonly Slice[],
): Promise<readonly GeneratedDraft[]> {
  return await generate(atOneMoment(bench), { ...generatedRequest(bench, { message }), slices });
}

/** A revision that `revision` would write. */
export type GeneratedRevision = Pick<
  GeneratedDraft,
  'slice' | 'file' | 'entities' | 'upgrade' | 'downgrade' | 'change'
>;

/** The revisions that `revision` would write for a change. Writes nothing, and throws what `revision` throws. */
export async function askedRevisions(bench: RevisionBench, asked: AskedChange): Promise<readonly GeneratedDraft[]> {
  return await generate(atOneMoment(bench), askedRequest(bench, asked));
}

/** Writes the revisions from `askedRevisions`. */
export async function writeRevisions(
  bench: RevisionBench,
  drafts: readonly GeneratedDraft[],
): Promise<Pick<RevisionResult, 'revisions' | 'hooks'>> {
  return await writeDrafts(bench, drafts);
}

/** A revision again, from the current schema and proven: see `draftAgain`. Writes nothing. */
export async function revisionAgain(bench: RevisionBench, again: Again): Promise<readonly GeneratedDraft[]> {
  return await draftAgain(bench, again);
}

/** A revision again, from the snapshots and not proven: see `draftRecorded`. Writes nothing. */
export async function recordedRevision(
  bench: RevisionBench,
  again: Again,
  after: readonly SchemaEntity[],
): Promise<readonly GeneratedDraft[]> {
  return await draftRecorded(bench, again, after);
}

/**
 * Proves drafts of `recordedRevision`, as if the revisions that they replace had never been written. Throws what
 * `revision` throws.
 *
 * @param without ids of these revisions
 */
export async function provenRecorded(
  bench: RevisionBench,
  drafts: readonly GeneratedDraft[],
  without: readonly string[],
): Promise<void> {
  await proveDrafts(await bench.prover(), await bench.differ(), drafts, { without });
}

async function draft(bench: SafeBench, request: RevisionRequest, lint: EarlyLint): Promise<readonly Draft[]> {
  switch (request.kind) {
    case 'generated': {
      if (request.unproven !== undefined) return await generate(bench, request);
      const drafts = await generate(bench, request, (begun) => {
        lint.begin(begun.map(({ file }) => file));
        // What is wrong shows when it is written.
        printAhead(begun).catch(() => undefined);
      });
      return await safeDrafts(bench, drafts);
    }
    case 'sql-file':
      return [await sqlFileDraft(bench, request)];
    case 'empty':
    case 'data':
      return [
        request.batch === undefined ? handDraft(bench, request) : await batchDraft(bench, request, request.batch),
      ];
  }
}
