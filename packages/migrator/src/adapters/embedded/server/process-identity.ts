import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { isAlive } from '../../process/is-alive.ts';

/**
 * When the process started, in the system's own unit; empty when unknown. Together with the pid it identifies a
 * process: pids are reused.
 */
export function processBirth(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    // proc(5): field 22, counted after the command name, which may hold spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether `pid` is the postmaster of the cluster in `dataDir`, not another process that got the pid of a dead one. */
export function isPostmaster(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes('postgres') && command.includes(dataDir) && isWorkingDirectory(pid, dataDir);
    }
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.includes('postgres') && stdout.includes(dataDir);
  } catch {
    return false;
  }
}

function isWorkingDirectory(pid: number, dataDir: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    // Another user's process: the command line, checked before, must be enough.
    return true;
  }
}
