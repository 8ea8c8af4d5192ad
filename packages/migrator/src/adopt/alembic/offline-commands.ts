import type { Direction } from '../../revision/revision.ts';
import type { AlembicScript } from './alembic-script.ts';

/** The arguments with which Alembic prints the SQL of one migration, and of what else is in the same range. */
export function offlineArguments({ id, parents }: AlembicScript, direction: Direction): readonly string[] {
  const [parent = 'base'] = parents;
  return [direction, direction === 'upgrade' ? `${parent}:${id}` : `${id}:${parent}`, '--sql'];
}

/** The same as a command to type. */
export function offlineCommand(script: AlembicScript, direction: Direction): string {
  return ['alembic', ...offlineArguments(script, direction)].join(' ');
}
