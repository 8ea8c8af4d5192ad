import { Option } from 'commander';
import { UsageError } from '../../errors/usage/usage-error.ts';

/** `--plan-file`, of the commands that run a plan of `migrate plan --out`. */
export function planFileOption(): Option {
  return new Option(
    '--plan-file <file>',
    'run the plan that migrate plan --out wrote, or refuse if anything changed',
  ).conflicts(['plan', 'sql', 'from', 'fromFile', 'skipData']);
}

/** The plan file among a command's options. Throws `UsageError` if a target is given, too: the plan has its own. */
export function planFileOf(options: Readonly<Record<string, unknown>>, targets: readonly string[]): string | undefined {
  const { planFile } = options;
  if (typeof planFile !== 'string') return undefined;
  if (targets.length === 0) return planFile;
  throw new UsageError({ problem: 'plan-file-has-target' });
}
