import type { ConfigChecker } from './config-checker.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { dropUndefined } from './drop-undefined.ts';
import type { BackupConfig } from './migrate-config.ts';
import { parseCommand } from './parse-commands.ts';

const BEFORE = ['lossy', 'always', 'never'] as const;

/** Checks `backup`. Throws a `ConfigError`. */
export function parseBackup(value: unknown, path: string, check: ConfigChecker): BackupConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, path, CONFIG_KEYS.backup);
  const before = BEFORE.find((each) => each === given.before);
  if (given.before !== undefined && before === undefined) {
    throw check.wrong(`${path}.before`, `must be one of ${BEFORE.join(', ')}`);
  }
  const { keep } = given;
  if (keep !== undefined && !(typeof keep === 'number' && Number.isSafeInteger(keep) && keep >= 1)) {
    throw check.wrong(`${path}.keep`, 'must be a whole number above 0');
  }
  const command = parseCommand(given.command, `${path}.command`, check);
  const verify = parseCommand(given.verify, `${path}.verify`, check);
  if (verify !== undefined && command === undefined) {
    throw check.wrong(
      `${path}.verify`,
      'checks the file of "command", which is not given; pg_dump\'s is checked anyway',
    );
  }
  return dropUndefined({
    ...{ before, command, verify, keep: typeof keep === 'number' ? keep : undefined },
    after: check.optionalBoolean(given.after, `${path}.after`),
    dir: check.optionalString(given.dir, `${path}.dir`),
    required: check.optionalBoolean(given.required, `${path}.required`),
  });
}
