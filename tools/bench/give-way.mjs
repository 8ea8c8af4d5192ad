import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Gives a process the lowest priority: what it stands for has a machine of its own elsewhere.
 *
 * Where Linux groups processes by session (`sched_autogroup_enabled`), as it does on most machines, a nice value counts only inside of a session, and each
 * process of PostgreSQL is in one of its own: there, the group has to give way.
 *
 * @param {number} pid of a process that leads its session
 * @see https://man7.org/linux/man-pages/man7/sched.7.html "The autogroup feature"
 */
export function giveWay(pid) {
  setPriority(pid, 19);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, '19');
  } catch {
    // Other systems, and kernels without groups: the nice value counts.
  }
}

/**
 * Gives a process a core whenever it wants one: clients have machines of their own elsewhere, and notice an answer when it is there, whatever else the server
 * does. With nice values alone they wait until the one who has the core has had its turn, which is up to 4 ms, as long as what is measured. Only root can.
 *
 * @param {number} pid
 */
export function goFirst(pid) {
  try {
    execFileSync('chrt', ['--all-tasks', '--fifo', '--pid', '1', String(pid)], { stdio: 'ignore' });
  } catch {
    // Another user, or another system.
  }
}
