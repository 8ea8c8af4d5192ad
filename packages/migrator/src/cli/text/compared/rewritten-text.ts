import type { AmendResult } from '../../../commands/amend/amend-options.ts';
import type { RewrittenRevision } from '../../../commands/shared/unpublished/rewritten-revision.ts';
import { lintUnder } from '../lint/lint-text.ts';
import type { Style } from '../style.ts';
import { effectLines } from './effect-lines.ts';

/**
 * A rewritten revision, with its text and what it would do to a database in use.
 *
 * @param replaced the former name of its file; `null` when the name is the same
 */
export function rewrittenLines(revision: RewrittenRevision, replaced: string | null, style: Style): readonly string[] {
  return [
    `${style.green('Wrote')} ${revisionName(revision, style)}`,
    `  ${revision.file}${replaced === null ? '' : style.dim(` (was ${replaced})`)}`,
    style.dim(`  ${revision.snapshot}`),
    ...effectLines('upgrade', revision.upgrade, style),
    ...effectLines('downgrade', revision.downgrade, style),
    ...revision.notes.map((note) => `  ${style.yellow('!')} ${note}`),
    '',
    revision.text.trimEnd(),
    ...lintUnder(revision.findings, style),
    '',
  ];
}

export function revisionName({ revision, slice, message }: RewrittenRevision, style: Style): string {
  return `${style.yellow(revision)}  ${style.cyan(slice)}  ${message}`;
}

/** Whether the revision is on the development database now. */
export function appliedLine(
  { appliedAgain, database }: Pick<AmendResult, 'appliedAgain' | 'database'>,
  style: Style,
): string {
  return appliedAgain
    ? `Reverted and applied again on ${database.display}.`
    : style.typed(`It is not applied on ${database.display}: migrate upgrade`);
}
