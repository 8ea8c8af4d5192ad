import type { MigrateResult } from '../../commands/shared/migrate.ts';
import { ranText } from './event-line.ts';
import { comeAlong } from './running/come-along.ts';
import type { Style } from './style.ts';
import { count, table } from './table.ts';

/**
 * What `upgrade` and `downgrade` print at the end. The progress above it has shown the revisions that ran.
 *
 * @param place where the database is
 * @param targets as typed
 */
export function migrateText(
  result: MigrateResult,
  place: string,
  style: Style,
  targets: readonly string[] = [],
): string {
  const { revisions, direction } = result;
  const others = comeAlong(targets, revisions.length);
  const because = others === undefined ? '' : `\n${others}`;
  if (result.planOnly) {
    if (revisions.length === 0) return `Nothing would run. The database is at ${place}.`;
    const arrow = direction === 'upgrade' ? '↑' : '↓';
    const rows = revisions.map(({ revision, slice, message }) => [arrow, revision, slice, message]);
    const list = table(rows, (cell, column) =>
      column === 1 ? style.yellow(cell) : column === 2 ? style.cyan(cell) : cell,
    );
    return `${list}\n${count(revisions.length, 'revision')} would run; the database would be at ${place}.${because}`;
  }
  if (revisions.length === 0) return `Nothing to do. The database is at ${place}.`;
  const verb = direction === 'upgrade' ? 'Applied' : 'Reverted';
  return `${style.green(verb)} ${ranText(revisions.length, result.durationMs)}. The database is at ${place}.${because}`;
}
