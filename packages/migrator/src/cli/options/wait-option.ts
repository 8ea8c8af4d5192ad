import { Option } from 'commander';
import { milliseconds } from './limit-options.ts';

/** `--wait`, of the commands that a deployment begins with. */
export function waitOption(): Option {
  return new Option('--wait <time>', 'wait for a server that is not up yet, such as 60s').argParser(milliseconds);
}

/** The time among a command's options, in milliseconds. */
export function waitOf({ wait }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof wait === 'number' ? wait : undefined;
}
