import type { MigrateResult } from '../../commands/shared/migrate.ts';
import { ranText } from './event-line.ts';
import type { Style } from './style.ts';
import { count, table } from './table.ts';

/** What `upgrade` and `downgrade` print at their end. The revisions that ran stand in the progress above it already. */
export function migrateText(result: MigrateResult, style: Style): string {
  const stands = `The database is at ${result.heads.length === 0 ? 'base' : result.heads.join(', ')}.`;
  const { revisions, direction } = result;
  if (result.planOnly) {
    if (revisions.length === 0) return `Nothing would run. ${stands}`;
    const arrow = direction === 'upgrade' ? '↑' : '↓';
    const rows = revisions.map(({ revision, slice, message }) => [arrow, revision, slice, message]);
    const list = table(rows, (cell, column) =>
      column === 1 ? style.yellow(cell) : column === 2 ? style.cyan(cell) : cell,
    );
    const after = result.heads.length === 0 ? 'base' : result.heads.join(', ');
    return `${list}\n${count(revisions.length, 'revision')} would run; the database would be at ${after}.`;
  }
  if (revisions.length === 0) return `Nothing to do. ${stands}`;
  const verb = direction === 'upgrade' ? 'Applied' : 'Reverted';
  return `${style.green(verb)} ${ranText(revisions.length, result.durationMs)}. ${stands}`;
}
