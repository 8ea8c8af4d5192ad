import { downgrade } from '../../../commands/downgrade/downgrade.ts';
import { runPlanFile } from '../../../commands/plan/run-plan-file.ts';
import { migrateScript } from '../../../commands/shared/offline/migrate-script.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { withMetricsFile } from '../../options/metrics-file-option.ts';
import { declareOffline, offlineOptions, scriptOutput } from '../../options/offline-options.ts';
import { planFileOf, planFileOption } from '../../options/plan-file-option.ts';
import { declareRun } from '../../options/run-options.ts';
import { withUntil } from '../../options/until-option.ts';
import { confirmOption, yesOption } from '../../options/yes-option.ts';
import { migrateText } from '../../text/migrate-text.ts';

export const downgradeCommand: CliCommand = {
  define(command) {
    command
      .argument('[target]', 'base, -1, events@-1, events@base, an id; what is above it is reverted')
      .option('--plan', 'only print what would run')
      .addOption(planFileOption())
      .addOption(yesOption())
      .addOption(confirmOption())
      .addHelpText('after', EXAMPLES);
    declareOffline(command, { skipData: true });
    declareRun(command);
  },
  async run({ args, bench: opened, options, slice }) {
    const bench = withUntil(await withMetricsFile(opened, options), options);
    const [target] = args;
    const planFile = planFileOf(options, args);
    if (planFile !== undefined) {
      const result = await runPlanFile(bench, 'downgrade', planFile);
      return { result, text: (style) => migrateText(result, whereText(bench.graph(), result.heads), style) };
    }
    if (target === undefined) throw new UsageError({ problem: 'target-missing' });
    const offline = offlineOptions(options);
    if (offline) return scriptOutput(await migrateScript(bench, 'downgrade', { targets: [target], slice, ...offline }));
    const result = await downgrade(bench, { target, slice, plan: options.plan === true });
    return { result, text: (style) => migrateText(result, whereText(bench.graph(), result.heads), style, [target]) };
  },
};

const EXAMPLES = `
Reverts everything above the target, also in other slices that depend on it. Use --plan to see it first.

Examples:
  migrate downgrade events@-1 --plan
  migrate downgrade -1
  migrate --slice events downgrade -1
  migrate downgrade 51aa
  migrate downgrade base
  migrate downgrade --plan-file back.json
  migrate downgrade heads:events@-1 --sql
`;
