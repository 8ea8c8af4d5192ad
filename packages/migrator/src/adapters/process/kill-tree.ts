import type { ChildProcess } from 'node:child_process';

/** Ends a process; if it leads a group, with everything that it started. */
export function killTree(child: ChildProcess, isGroup: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (isGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
