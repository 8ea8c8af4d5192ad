import { ADOPTABLE } from '../../commands/adopt/adopt-options.ts';
import { BACKUP_ACTIONS } from '../../commands/backup/backup.ts';
import { BATCH_ACTIONS } from '../../commands/batches/batch-actions.ts';
import { DB_ACTIONS } from '../../commands/db/db-options.ts';
import { FLEET_ACTIONS } from '../../commands/fleet/fleet.ts';
import { PARTITION_ACTIONS } from '../../commands/partitions/partitions-result.ts';
import { REPAIRS } from '../../commands/repair/repairs.ts';
import { LOG_LEVELS } from '../options/log-level.ts';

/** What a word means. A list: one of these words. */
export type Expected =
  | 'symbol'
  | 'range'
  | 'slice'
  | 'environment'
  | 'seed'
  | 'command'
  | 'nothing'
  | readonly string[];

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** By command: what its arguments are, the last one for all that follow. */
const ARGUMENTS: Readonly<Record<string, readonly Expected[]>> = {
  upgrade: ['symbol'],
  downgrade: ['symbol'],
  'migrate-to': ['symbol'],
  stamp: ['symbol'],
  seed: ['seed'],
  merge: ['symbol'],
  show: ['symbol'],
  edit: ['symbol'],
  validate: ['symbol'],
  adopt: [[...ADOPTABLE, 'database'], 'nothing'],
  batches: [BATCH_ACTIONS, 'symbol', 'nothing'],
  fleet: [FLEET_ACTIONS, 'nothing', 'symbol'],
  repair: [REPAIRS, 'symbol', 'nothing'],
  backup: [BACKUP_ACTIONS, 'nothing'],
  partitions: [PARTITION_ACTIONS, 'nothing'],
  restore: ['nothing'],
  db: [DB_ACTIONS, 'nothing'],
  completion: [SHELLS, 'nothing'],
  help: ['command', 'nothing'],
};

/** By option: what its value is. Options with fixed choices say so themselves. */
const VALUES: Readonly<Record<string, Expected>> = {
  '--slice': 'slice',
  '--env': 'environment',
  '--rev-range': 'range',
  '--head': 'symbol',
  '--depends-on': 'symbol',
  '--revision': 'symbol',
  '--again': 'symbol',
  '--log-level': LOG_LEVELS,
};

/** What the n-th argument of a command is. */
export function argumentExpected(command: string, n: number): Expected {
  const list = ARGUMENTS[command] ?? [];
  return list[n] ?? list.at(-1) ?? 'nothing';
}

/** What the value of an option is, by its long name. */
export function valueExpected(option: string, choices: readonly string[] | undefined): Expected {
  return choices ?? VALUES[option] ?? 'nothing';
}
