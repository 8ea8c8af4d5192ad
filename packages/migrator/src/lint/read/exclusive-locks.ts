import type { Subject, Target } from '../rule/subject.ts';

/** Tables in use that a statement locks completely. */
export function exclusiveLocks(subject: Subject): readonly Target[] {
  return subject.locks.filter(({ mode }) => mode === 'ACCESS EXCLUSIVE').map(({ table }) => table);
}
