import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 32;

let found: string | undefined;

/**
 * Where tests put their files: in memory where the machine has 4 GB to spare there and programs may be run from there (not so in containers), else in
 * the temporary folder, as always when `TMPDIR` names one. A database has 300 files; an ext4 without journal takes 100 ms to make them when as many
 * were deleted in the last minute, which is all that these tests do.
 */
export function tempRoot(): string {
  found ??= process.env.TMPDIR === undefined && isRoomyMemory() ? MEMORY : tmpdir();
  return found;
}

function isRoomyMemory(): boolean {
  try {
    const mount = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, place]) => place === MEMORY);
    if (mount?.[2] !== 'tmpfs' || mount[3]?.split(',').includes('noexec')) return false;
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    // Not Linux.
    return false;
  }
}
