import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Workbench } from '../../commands/shared/workbench.ts';
import { minuteOfDay } from '../../revision/batch/throttle.ts';

/** `--until`, of commands that run batches of rows. */
export function declareUntil(command: Command): void {
  const description = 'stop batches of rows at this time of day; exit code 4 if some are left';
  command.addOption(new Option('--until <hh:mm>', description).argParser(readTime));
}

/** The bench whose batches stop when the options say. */
export function withUntil<Bench extends Pick<Workbench, 'runner' | 'ambient'>>(
  bench: Bench,
  { until: minute }: Readonly<Record<string, unknown>>,
): Bench {
  if (typeof minute !== 'number') return bench;
  return { ...bench, runner: { ...bench.runner, until: nextAt(minute, bench.ambient.now()) } };
}

function readTime(text: string): number {
  const minute = minuteOfDay(text.trim());
  if (minute === undefined) throw new InvalidArgumentError('Write a time of the day such as 06:00.');
  return minute;
}

/** The next time that the local clock shows this minute of the day. */
export function nextAt(minute: number, now: Date): Date {
  const at = new Date(now);
  at.setHours(0, minute, 0, 0);
  // A day on which the clock changes does not have 24 hours.
  if (at <= now) at.setDate(at.getDate() + 1);
  at.setHours(0, minute, 0, 0);
  return at;
}
