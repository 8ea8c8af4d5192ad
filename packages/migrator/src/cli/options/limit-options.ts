import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LimitOptions } from '../../config/runner-options.ts';

const LIMITS = {
  lockWait: ['--lock-wait <time>', 'how long to wait for another runner (default: 10min)'],
  lockTimeout: ['--lock-timeout <time>', 'lock_timeout of the first try; it rises over the retries (default: 100ms)'],
  lockBudget: ['--lock-budget <time>', 'how long one revision may wait for locks in all (default: 10min)'],
  statementTimeout: ['--statement-timeout <time>', 'statement_timeout (default: 1h)'],
  concurrentIndexTimeout: [
    '--concurrent-timeout <time>',
    'statement_timeout of statements that run alone (default: 24h)',
  ],
  lease: ['--lease <time>', 'how long a silent runner keeps its lease (default: 15s)'],
} as const;

/** Options of every command that runs revisions. Times are written `500ms`, `15s`, `10min`, `1h`; 0 is no limit. */
export function declareLimits(command: Command): void {
  for (const [flags, description] of Object.values(LIMITS)) {
    command.addOption(new Option(flags, description).argParser(milliseconds));
  }
}

/** The limits among a command's options. */
export function limitsOf(options: Readonly<Record<string, unknown>>): LimitOptions {
  const named = { ...options, concurrentIndexTimeout: options.concurrentTimeout };
  return Object.fromEntries(
    Object.keys(LIMITS).flatMap((key) => {
      const value: unknown = Reflect.get(named, key);
      return typeof value === 'number' ? [[key, value]] : [];
    }),
  );
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** `500ms`, `15s`, `10min`, `1h`; a bare number is milliseconds, as in PostgreSQL. */
export function milliseconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|min|h)?$/.exec(text.trim());
  const value = match ? Number(match[1]) * (UNITS[match[2] ?? 'ms'] ?? 1) : Number.NaN;
  if (!(value <= 2_147_483_647)) throw new InvalidArgumentError('Write a time such as 500ms, 15s, 10min or 1h.');
  return Math.round(value);
}
