import type { ConfigChecker } from './config-checker.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { dropUndefined } from './drop-undefined.ts';
import { NOTIFY_FORMATS, type NotifyConfig } from './migrate-config.ts';
import { notifyReason } from './notify-reason.ts';

const LONGEST = 300_000;

/** Checks `notify`: an alert that nobody could send is refused when the file is read, and not when a run has failed. */
export function parseNotify(value: unknown, check: ConfigChecker): readonly NotifyConfig[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw check.wrong('notify', 'must be a list of objects');
  return value.map((each: unknown, index) => parseOne(each, `notify[${index}]`, check));
}

function parseOne(value: unknown, path: string, check: ConfigChecker): NotifyConfig {
  const given = check.object(value, path, CONFIG_KEYS['notify[]']);
  const on = check.strings(given.on, `${path}.on`);
  const wrong = on.find((word) => notifyReason(word) === undefined);
  if (wrong !== undefined || on.length === 0) {
    const says = 'must be a list of "failed", "locks", "downgrade", "drift" and "slow>10min" (ms, s, min or h)';
    throw check.wrong(`${path}.on`, says);
  }
  const url = check.optionalString(given.url, `${path}.url`);
  const urlVariable = check.optionalString(given.urlVariable, `${path}.urlVariable`);
  const command = given.command === undefined ? undefined : check.strings(given.command, `${path}.command`);
  if ([url, urlVariable, command].filter((one) => one !== undefined).length !== 1) {
    throw check.wrong(path, 'needs exactly one of "url", "urlVariable" and "command"');
  }
  if (url !== undefined && !/^https?:\/\/[^/]/.test(url))
    throw check.wrong(`${path}.url`, 'must be an http or https URL');
  if (command !== undefined && (command[0] ?? '').trim() === '') {
    throw check.wrong(`${path}.command`, 'must be a list of words that begins with a program');
  }
  const format = check.optionalString(given.format, `${path}.format`);
  const known = NOTIFY_FORMATS.find((one) => one === format);
  if (format !== undefined && known === undefined) {
    throw check.wrong(`${path}.format`, `must be one of ${NOTIFY_FORMATS.join(', ')}`);
  }
  const timeout = given.timeout === undefined ? undefined : check.milliseconds(given.timeout, `${path}.timeout`);
  if (timeout !== undefined && (timeout < 1 || timeout > LONGEST)) {
    throw check.wrong(`${path}.timeout`, `must be between 1 and ${LONGEST}`);
  }
  const secretVariable = check.optionalString(given.secretVariable, `${path}.secretVariable`);
  const environments =
    given.environments === undefined ? undefined : check.strings(given.environments, `${path}.environments`);
  return { on, ...dropUndefined({ url, urlVariable, command, format: known, timeout, secretVariable, environments }) };
}
