import type { WrittenRevision } from '../../../commands/revision/revision-options.ts';
import { lintUnder } from '../lint/lint-text.ts';
import type { Style } from '../style.ts';
import { effectLines } from './effect-lines.ts';

/** A revision that was written, with its text and what it would do to a database in use. */
export function writtenText(written: WrittenRevision, style: Style): string {
  return [
    `${style.green('Wrote')} ${style.yellow(written.revision)}  ${style.cyan(written.slice)}  ${written.message}`,
    `  ${written.file}`,
    ...(written.snapshot === null ? [] : [style.dim(`  ${written.snapshot}`)]),
    ...effectLines('upgrade', written.upgrade, style),
    ...effectLines('downgrade', written.downgrade, style),
    ...differenceLines(written, style),
    ...written.notes.map((note) => `  ${style.yellow('!')} ${note}`),
    '',
    written.text.trimEnd(),
    ...lintUnder(written.findings, style),
  ].join('\n');
}

function differenceLines({ differences, slice }: WrittenRevision, style: Style): readonly string[] {
  if (differences.length === 0) return [];
  return [
    `  ${style.yellow('!')} it does not build what the schema of ${slice} declares (- declared, + built), so there is no snapshot:`,
    ...differences.map((difference) => `      ${difference}`),
    `    Correct one of the two, or record what the revisions build: ${style.typed(`migrate snapshot --slice ${slice}`)}`,
  ];
}
