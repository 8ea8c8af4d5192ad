import { Option } from 'commander';
import { milliseconds } from './limit-options.ts';

/** `--wait`, of the commands that a deployment starts with. */
export function waitOption(): Option {
  return new Option('--wait <time>', 'wait this long for a server that is starting, such as 60s').argParser(
    milliseconds,
  );
}

/** The time among a command's options, in milliseconds. */
export function waitOf({ wait }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof wait === 'number' ? wait : undefined;
}
