import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { USERS } from './load.ts';

/** Settings with which the server itself writes down how long its users waited for locks, where it was longer than so many milliseconds. */
export const LOCK_LOG = { log_lock_waits: 'on', deadlock_timeout: '10ms', log_line_prefix: '%a|' } as const;

/** Milliseconds of the longest wait of each kind; 0: nobody waited. */
export interface LockWaits {
  readonly readers: number;
  readonly writers: number;
  /** For rows that others change. */
  readonly rows: number;
  /** Of the longest of the first two. */
  readonly forWhat: string;
}

/** Reads what the server has written of waits since the last look. */
export class LockLog {
  readonly #file: string;
  #read: number;

  constructor(file: string) {
    this.#file = file;
    this.#read = 0;
    this.next();
  }

  next(): LockWaits {
    const waits = { readers: 0, writers: 0, rows: 0, forWhat: '' };
    for (const line of this.#more().split('\n')) {
      const found = ACQUIRED.exec(line);
      const [, user, mode = '', kind = '', took] = found ?? [];
      if (user !== USERS.reader && user !== USERS.writer) continue;
      const ms = Number(took);
      if (kind === 'transaction' || kind === 'tuple') {
        waits.rows = Math.max(waits.rows, ms);
        continue;
      }
      if (ms > Math.max(waits.readers, waits.writers)) waits.forWhat = mode;
      if (user === USERS.reader) waits.readers = Math.max(waits.readers, ms);
      else waits.writers = Math.max(waits.writers, ms);
    }
    return waits;
  }

  #more(): string {
    const file = openSync(this.#file, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.max(0, size - this.#read));
      readSync(file, bytes, 0, bytes.length, this.#read);
      this.#read = size;
      return bytes.toString('utf8');
    } finally {
      closeSync(file);
    }
  }
}

/** `bench writer|LOG:  process 7 acquired RowExclusiveLock on relation 16390 of database 16385 after 22.101 ms at character 8` */
const ACQUIRED = /^([^|]*)\|LOG: {2}process \d+ acquired (\w+) on (\w+) .* after ([\d.]+) ms/;
