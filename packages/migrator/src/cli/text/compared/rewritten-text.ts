import type { RewrittenRevision } from '../../../commands/shared/unpublished/rewritten-revision.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { DataEffect } from '../../../schema/difference/classify-change.ts';
import type { Style } from '../style.ts';

/**
 * A revision that was written again, with its text, and an empty line at the end.
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
    '',
  ];
}

export function revisionName({ revision, slice, message }: RewrittenRevision, style: Style): string {
  return `${style.yellow(revision)}  ${style.cyan(slice)}  ${message}`;
}

function effectLines(section: Direction, { lossy, rows }: DataEffect, style: Style): readonly string[] {
  return [
    ...lossy.map((loss) => `  ${style.yellow(`the ${section} loses`)} ${loss}`),
    ...rows.map((need) => `  ${style.yellow(`the ${section} depends on rows:`)} ${need}`),
  ];
}
