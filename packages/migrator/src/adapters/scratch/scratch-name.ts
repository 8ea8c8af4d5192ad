import { createHash } from 'node:crypto';

/** Who makes a scratch database; is in its name, so that others can tell whether its maker is still there. */
export interface ScratchMaker {
  readonly host: string;
  readonly pid: number;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** `<host hash>_<pid>_<seconds since 1970>_<random>`, the part of the name after the prefix. */
export function scratchSuffix({ host, pid }: ScratchMaker, nowMs: number, random: string): string {
  return `${digest(host)}_${pid}_${Math.floor(nowMs / 1000)}_${random}`;
}

/** Makers on other machines cannot be asked: theirs are left alone for so long. */
const foreignSeconds = 6 * 3600;

/** Whether the maker of a database with this suffix has ended. Names that are not ours are never abandoned. */
export function isAbandonedSuffix(
  suffix: string,
  host: string,
  nowMs: number,
  isRunning: (pid: number) => boolean,
): boolean {
  const match = /^([0-9a-f]{8})_(\d+)_(\d+)_[0-9a-z]+$/.exec(suffix);
  if (match === null) return false;
  const [, maker = '', pid = '', made = ''] = match;
  return maker === digest(host) ? !isRunning(Number(pid)) : nowMs / 1000 - Number(made) > foreignSeconds;
}
