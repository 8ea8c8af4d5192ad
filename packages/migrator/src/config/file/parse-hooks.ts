import type { ConfigChecker } from './config-checker.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { dropUndefined } from './drop-undefined.ts';
import type { HooksConfig } from './migrate-config.ts';
import { parseCommands } from './parse-commands.ts';

/** Checks `hooks`. Throws a `ConfigError`. */
export function parseHooks(value: unknown, path: string, check: ConfigChecker): HooksConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, path, CONFIG_KEYS.hooks);
  const commands = (key: Exclude<keyof HooksConfig, 'timeout'>) => parseCommands(given[key], `${path}.${key}`, check);
  const timeout = given.timeout === undefined ? undefined : check.milliseconds(given.timeout, `${path}.timeout`);
  if (timeout === 0) throw check.wrong(`${path}.timeout`, 'must be more than 0');
  return dropUndefined({
    beforeRun: commands('beforeRun'),
    beforeLossy: commands('beforeLossy'),
    afterRun: commands('afterRun'),
    onFailure: commands('onFailure'),
    timeout,
  });
}
