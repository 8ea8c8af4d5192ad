import type { LockMode } from '../../../sql/statement/lock-mode.ts';

const MODES: Readonly<Record<string, LockMode>> = {
  RowShareLock: 'ROW SHARE',
  RowExclusiveLock: 'ROW EXCLUSIVE',
  ShareUpdateExclusiveLock: 'SHARE UPDATE EXCLUSIVE',
  ShareLock: 'SHARE',
  ShareRowExclusiveLock: 'SHARE ROW EXCLUSIVE',
  ExclusiveLock: 'EXCLUSIVE',
  AccessExclusiveLock: 'ACCESS EXCLUSIVE',
};

/** As SQL writes it; `undefined` for what only reads. */
export function lockMode(mode: string): LockMode | undefined {
  return MODES[mode];
}
