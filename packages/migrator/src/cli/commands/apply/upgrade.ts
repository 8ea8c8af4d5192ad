import { runPlanFile } from '../../../commands/plan/run-plan-file.ts';
import type { MigrateResult } from '../../../commands/shared/migrate.ts';
import { migrateScript } from '../../../commands/shared/offline/migrate-script.ts';
import type { Workbench } from '../../../commands/shared/workbench.ts';
import { upgrade } from '../../../commands/upgrade/upgrade.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { withMetricsFile } from '../../options/metrics-file-option.ts';
import { declareOffline, offlineOptions, scriptOutput } from '../../options/offline-options.ts';
import { planFileOf, planFileOption } from '../../options/plan-file-option.ts';
import { declareRun } from '../../options/run-options.ts';
import { withUntil } from '../../options/until-option.ts';
import { waitOption } from '../../options/wait-option.ts';
import { confirmOption, yesOption } from '../../options/yes-option.ts';
import { migrateText } from '../../text/migrate-text.ts';

export const upgradeCommand: CliCommand = {
  define(command) {
    command
      .argument(
        '[target...]',
        'heads, head, events@head, +1, events@+2, an id, the beginning of one … (default: heads)',
      )
      .option('--plan', 'only print what would run')
      .option('--detach', 'register batches that may run in the background; migrate batches work runs them')
      .addOption(planFileOption())
      .addOption(yesOption())
      .addOption(confirmOption())
      .addOption(waitOption())
      .addHelpText('after', EXAMPLES);
    declareOffline(command, { skipData: true });
    declareRun(command);
  },
  async run({ args, bench: opened, options, slice }) {
    const bench = withUntil(await withMetricsFile(opened, options), options);
    const planFile = planFileOf(options, args);
    if (planFile !== undefined) {
      const result = await runPlanFile(bench, 'upgrade', planFile);
      return { result, text: (style) => migrateText(result, placeOf(bench, result), style) };
    }
    const offline = offlineOptions(options);
    if (offline) return scriptOutput(await migrateScript(bench, 'upgrade', { targets: args, slice, ...offline }));
    const result = await upgrade(bench, {
      targets: args,
      slice,
      plan: options.plan === true,
      detach: options.detach === true,
    });
    return { result, text: (style) => migrateText(result, placeOf(bench, result), style, args) };
  },
};

/** Where the database is; if nothing was to be done, that may be known without reading the files. */
function placeOf({ index, graph }: Pick<Workbench, 'index' | 'graph'>, { heads }: MigrateResult): string {
  return index?.placeOf(heads) ?? whereText(graph(), heads);
}

const EXAMPLES = `
Each revision runs in its own transaction, together with its record in the state. One runner works at a time; others wait.

Examples:
  migrate upgrade                      everything
  migrate upgrade heads --plan         what would run, and nothing else
  migrate upgrade events@head          one slice with what it depends on
  migrate --slice events upgrade +1    the next revision of one slice
  migrate upgrade --plan-file plan.json
  migrate upgrade base:heads --sql     a script for psql, from an empty database
  migrate upgrade --sql --from-file status.json
  migrate upgrade --metrics-file /var/lib/prometheus/node-exporter/braid.prom
  migrate upgrade heads --url postgres://user@host/database
  migrate upgrade heads --detach       leave large tables to migrate batches work
  migrate upgrade heads --wait 60s     in a container that starts beside its database
`;
