import type { AdoptExistingResult } from '../../commands/adopt/database/adopt-database-options.ts';
import type { Style } from './style.ts';
import { count } from './table.ts';

/** What `adopt database` prints. */
export function adoptExistingText({ files, database }: AdoptExistingResult, style: Style): string {
  const done = { written: 'Wrote', 'would-write': 'Would write', there: 'Already there:' }[files.state];
  return [
    ...(files.state === 'there' ? ['The slices already have revisions.'] : []),
    ...(files.slices ?? []).map(
      ({ label, folder, tables }) => `${done} ${folder} ${style.dim(`(slice ${label}, ${count(tables, 'table')})`)}`,
    ),
    ...files.revisions.map(({ file, slice }) => `${done} ${file} ${style.dim(`(${slice})`)}`),
    ...files.pending.map(
      (each) => `  ${style.yellow('!')} declared, but missing; the next revision creates it: ${each}`,
    ),
    ...(files.kept ?? []).map((each) => `  ${style.yellow('!')} only in the first revision: ${each}`),
    ...(files.unsaid ?? []).map((each) => `  ${style.yellow('!')} in no file: ${each}`),
    ...databaseText(database, style),
  ].join('\n');
}

function databaseText(
  { target, state, stamped, differences, notCompared }: AdoptExistingResult['database'],
  style: Style,
): readonly string[] {
  const revisions = `${count(stamped.length, 'revision')} ${stamped.length === 1 ? 'is' : 'are'} applied`;
  switch (state) {
    case 'stamped':
      return [`${target.display} matches what the revisions build. Recorded that ${revisions}; nothing was run.`];
    case 'would-stamp':
      return [`${target.display} matches what the revisions build. Would record that ${revisions}.`];
    case 'nothing-to-stamp':
      return [`${target.display} matches what the revisions build; they are already recorded.`];
    case 'differs':
      return [
        `${style.red('✗')} ${target.display} differs from what the revisions would build (+ only in the database, - only in the revisions):`,
        ...[...differences, ...notCompared].map((each) => `  ${each.replaceAll('\n', '\n  ')}`),
        `  ${style.cyan('→')} declare it in a schema or in sql/ of a slice, or ignore it: "drift": { "ignore": ["…"] }`,
      ];
  }
}
