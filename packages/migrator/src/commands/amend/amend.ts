import { placeOf } from '../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { EnvironmentAnswer } from '../../ports/development/where-applied.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { DataEffect } from '../../schema/difference/classify-change.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { summarize } from '../shared/revision-summary.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import type { AmendBench } from './amend-bench.ts';
import type { AmendOptions, AmendResult } from './amend-options.ts';
import { developmentDatabase } from './development-database.ts';
import { draftAmended } from './draft-amended.ts';
import { replaceRevision } from './replace-revision.ts';
import { type Unpublished, unpublishedRevision } from './unpublished-revision.ts';

/**
 * Writes the newest revision of a slice again, from what its schema says today, with its id: proven first, reverted
 * where it is applied on the development database, and applied there again. Only while nobody else can have it. Throws
 * a `RewriteRefusedError`, `NotADevelopmentDatabaseError`, `ConfirmationRequiredError`, and what generating, proving
 * and running throw; until it was proven and reverted, nothing is changed.
 */
export async function amend(bench: AmendBench, options: AmendOptions = {}): Promise<AmendResult> {
  const { message } = options;
  if (message !== undefined && (message.trim() === '' || /[\r\n]/.test(message))) {
    throw new UsageError({ problem: 'message-not-one-line', command: 'amend' });
  }
  const chosen = await unpublishedRevision(bench, options.slice);
  const file = bench.workspace.readRevision(chosen.revision);
  const database = await developmentDatabase(bench, options.allowRemote === true);
  const isApplied = await appliedHere(bench, chosen, file);
  const environments = await bench.whereApplied([chosen.revision.id]);
  refuseElsewhere(chosen, environments);

  const amended = await draftAmended(bench, chosen, file, options);
  const unsure = environments.filter(({ state }) => state === 'unreachable');
  const losses = [
    ...amended.edits.map((line) => `written by hand: ${line}`),
    ...(isApplied ? await amended.lostRows() : []),
    ...unsure.map(({ environment, reason }) => `${environment} may have it, and does not answer: ${reason}`),
  ];
  const result = {
    database: database.target,
    replaced: amended.file.revision.file === file.revision.file ? null : file.revision.file,
    environments,
  };
  if (amended.file.text === file.text) {
    return { ...result, revision: shown(chosen, amended, file), changed: false, appliedAgain: false, hooks: [] };
  }
  if (losses.length > 0) {
    const doing = `Write revision ${chosen.revision.id} of ${chosen.slice.label} again`;
    await confirmLoss(bench, { doing, losses, everywhere: true });
  }
  const { hooks, written } = await replaceRevision(bench, chosen, file, amended, isApplied);
  return { ...result, revision: shown(chosen, amended, written), changed: true, appliedAgain: isApplied, hooks };
}

/** Whether the development database has it; a part of it, or no way back, is refused. */
async function appliedHere(
  bench: AmendBench,
  { revision }: Unpublished,
  { downgrade }: RevisionFile,
): Promise<boolean> {
  const { applied, halfRuns, background = [] } = await (await bench.database()).readState();
  const place = { ...placeOf(revision), command: 'amend' as const };
  if ([...halfRuns, ...background].some((run) => run.revision === revision.id)) {
    throw new RewriteRefusedError({ ...place, problem: 'half-run' });
  }
  const isApplied = applied.some((row) => row.revision === revision.id);
  const reason = downgrade?.irreversible;
  if (isApplied && reason !== undefined) throw new RewriteRefusedError({ ...place, problem: 'irreversible', reason });
  return isApplied;
}

function refuseElsewhere({ revision }: Unpublished, answers: readonly EnvironmentAnswer[]): void {
  const environments = answers.flatMap(({ state, environment }) => (state === 'applied' ? [environment] : []));
  if (environments.length === 0) return;
  throw new RewriteRefusedError({ ...placeOf(revision), command: 'amend', problem: 'applied-elsewhere', environments });
}

function shown(
  { slice }: Unpublished,
  { upgrade, downgrade, notes }: { upgrade: DataEffect; downgrade: DataEffect; notes: readonly string[] },
  { revision, text }: RevisionFile,
): AmendResult['revision'] {
  const effect = ({ lossy, rows }: DataEffect): DataEffect => ({ lossy, rows });
  return {
    ...summarize(revision),
    upgrade: effect(upgrade),
    downgrade: effect(downgrade),
    renames: revision.renames ?? [],
    notes,
    snapshot: snapshotFile(slice, revision.id),
    text,
  };
}
