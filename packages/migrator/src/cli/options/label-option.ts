import { InvalidArgumentError, Option } from 'commander';
import { labelProblem } from '../../metrics/label-problem.ts';

/** `--label name=value`, as often as wanted: added to every sample of the metrics. */
export function labelOption(): Option {
  return new Option('--label <name=value...>', 'added to every sample, such as env=production')
    .argParser(add)
    .default({}, 'none');
}

function add(text: string, before: unknown): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write a name and a value: env=production.');
  const name = text.slice(0, at);
  const problem = labelProblem(name);
  if (problem !== undefined) throw new InvalidArgumentError(`"${name}" ${problem}.`);
  return { ...labelsOf(before), [name]: text.slice(at + 1) };
}

/** The labels among a command's options. */
export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}
