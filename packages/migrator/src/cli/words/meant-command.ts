import { closestWord } from '../../errors/closest-word.ts';

/** The names of commands in other migration tools. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  apply: 'upgrade',
  baseline: 'adopt',
  create: 'revision',
  deploy: 'upgrade',
  diff: 'check',
  down: 'downgrade',
  drift: 'check',
  generate: 'revision',
  info: 'status',
  latest: 'upgrade',
  list: 'history',
  make: 'revision',
  makemigrations: 'revision',
  new: 'revision',
  pending: 'show',
  push: 'upgrade',
  resolve: 'repair',
  rollback: 'downgrade',
  showmigrations: 'history',
  undo: 'downgrade',
  up: 'upgrade',
};

/** The command that a word probably means: a misspelling, or the name of the command in another tool. */
export function meantCommand(typed: string, commands: readonly string[]): string | undefined {
  if (Object.hasOwn(ELSEWHERE, typed)) return ELSEWHERE[typed];
  return closestWord(typed, commands);
}
