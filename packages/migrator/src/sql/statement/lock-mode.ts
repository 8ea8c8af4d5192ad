/**
 * PostgreSQL's table locks, weakest first; each conflicts with whatever a weaker one conflicts with, but for SHARE with
 * itself.
 */
export const LOCK_MODES = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof LOCK_MODES)[number];

/** The one that more of the others have to wait for. */
export function strongerOf(a: LockMode, b: LockMode): LockMode {
  return LOCK_MODES.indexOf(a) < LOCK_MODES.indexOf(b) ? b : a;
}

/** Who waits for it: everybody, who writes, or nobody that reads or writes rows. */
export function whoWaits(mode: LockMode): 'all' | 'writes' | undefined {
  if (mode === 'ACCESS EXCLUSIVE') return 'all';
  return LOCK_MODES.indexOf(mode) >= LOCK_MODES.indexOf('SHARE') ? 'writes' : undefined;
}
