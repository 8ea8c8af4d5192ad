/** Begins the name of every database of a test run, of the run's base and of its clones. */
const prefix = 'braid_test_';

/** Begins the names of the templates, which stay for the next run. No run is called `template`: it is hexadecimal. */
export const testTemplates = `${prefix}template_`;

/** A run of tests: 8 hexadecimal digits, in the names of its databases and in the lock that says that it lives. */
export type TestRunId = string;

/** `<prefix><run>_<part>`; parts are letters, digits and `_`. */
export function testDatabaseName(run: TestRunId, part: string): string {
  return `${prefix}${run}_${part}`;
}

/** Whose database this is; `undefined` for one that no run made. */
export function runOfDatabase(name: string): TestRunId | undefined {
  return /^braid_test_([0-9a-f]{8})_\w+$/.exec(name)?.[1];
}

/** Any number that nobody else is likely to lock with: `brtr`, a run. */
const runClass = 0x62727472;
/** `brtk`, the template of a key. */
const keyClass = 0x6272746b;

/** The two keys of an advisory lock, as `pg_advisory_lock` takes them. */
export type LockKeys = readonly [number, number];

/** Held by the session that a run lives by. */
export function runLock(run: TestRunId): LockKeys {
  return [runClass, signed(run)];
}

/** Held while the template of a content key is made. */
export function templateLock(key: string): LockKeys {
  return [keyClass, signed(key.slice(0, 8))];
}

/** The run of a lock as `pg_locks` shows it. */
export function runOfLock(classid: number, objid: number): TestRunId | undefined {
  return classid === runClass ? (objid >>> 0).toString(16).padStart(8, '0') : undefined;
}

/** As `integer` has it. */
function signed(hex: string): number {
  return Number.parseInt(hex, 16) | 0;
}
