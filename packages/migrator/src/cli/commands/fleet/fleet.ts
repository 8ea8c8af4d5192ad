import { Option } from 'commander';
import { FLEET_ACTIONS, type FleetAction } from '../../../commands/fleet/fleet.ts';
import { fleetPause, fleetResume, fleetRetry } from '../../../commands/fleet/fleet-orders.ts';
import { fleetPlan } from '../../../commands/fleet/fleet-plan.ts';
import { fleetProvision } from '../../../commands/fleet/fleet-provision.ts';
import type { FleetOutcome, FleetRunResult } from '../../../commands/fleet/fleet-result.ts';
import { fleetRun } from '../../../commands/fleet/fleet-run.ts';
import { fleetStatus } from '../../../commands/fleet/fleet-status.ts';
import { fleetWork } from '../../../commands/fleet/work/fleet-work.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand, CliOutput, Invocation } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { declareLimits } from '../../options/limit-options.ts';
import { positive, textOption } from '../../options/option-values.ts';
import { declareTag } from '../../options/tag-option.ts';
import { confirmOption, yesOption } from '../../options/yes-option.ts';
import { fleetPlanText } from '../../text/fleet/fleet-plan-text.ts';
import { fleetRunText } from '../../text/fleet/fleet-run-text.ts';
import { fleetStatusText } from '../../text/fleet/fleet-status-text.ts';
import { fleetWorkText } from '../../text/fleet/fleet-work-text.ts';
import { count } from '../../text/table.ts';
import { knownWord } from '../../words/known-word.ts';

const MANY = Number.POSITIVE_INFINITY;

export const fleetCommand: CliCommand = {
  actions: {
    operands: {
      ...{ plan: MANY, upgrade: MANY, downgrade: MANY, provision: MANY },
      ...{ status: 1, retry: 1, pause: 1, resume: 1, work: 1 },
    } satisfies Record<FleetAction, number>,
  },
  define(command) {
    command
      .argument('<action>', FLEET_ACTIONS.join(', '))
      .argument('<fleet>', 'its name in the configuration')
      .argument('[target...]', 'plan, upgrade, downgrade: an id, base, heads, events@head; provision: the tenant')
      .option('--only <tenants>', 'plan, upgrade, downgrade, retry: only these tenants: ids, separated by commas')
      .option('--wave <wave>', 'upgrade, downgrade: stop after this wave, given by name or number')
      .option('--check', 'status: exit with 3 unless every tenant is up to date and none is left behind')
      .option('--downgrade', 'plan: show what a downgrade would do')
      .addOption(
        new Option(
          '--concurrency <number>',
          'work: how many tenants at the same time (default: the limit of one server)',
        ).argParser(positive),
      )
      .option('--stay', 'work: when a rollout is over, wait for the next one')
      .option('--template <database>', 'provision: the database to copy')
      .addOption(yesOption())
      .addOption(confirmOption())
      .addHelpText('after', EXAMPLES);
    declareLimits(command);
    declareTag(command);
  },
  async run(invocation) {
    const [word, fleet = '', ...targets] = invocation.args;
    const action = knownWord('fleet', word, FLEET_ACTIONS);
    return await act(action, fleet, targets, invocation);
  },
};

async function act(
  action: FleetAction,
  fleet: string,
  targets: readonly string[],
  { bench, options }: Pick<Invocation, 'bench' | 'options'>,
): Promise<CliOutput> {
  const only = textOption(options.only)
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  switch (action) {
    case 'plan': {
      const direction = options.downgrade === true ? 'downgrade' : 'upgrade';
      const result = await fleetPlan(bench, { fleet, direction, targets: targetsOf(direction, targets), only });
      return { result, text: (style) => fleetPlanText(result, style) };
    }
    case 'status': {
      const result = await fleetStatus(bench, { fleet });
      const isBehind = result.behind > 0 || result.stragglers.length > 0;
      const exitCode = options.check === true && isBehind ? EXIT_CODES.found : EXIT_CODES.done;
      return { result, text: (style) => fleetStatusText(result, style), exitCode };
    }
    case 'upgrade':
    case 'downgrade': {
      const wave = textOption(options.wave);
      return ran(await fleetRun(bench, { fleet, direction: action, targets: targetsOf(action, targets), only, wave }));
    }
    case 'retry':
      return ran(await fleetRetry(bench, { fleet, only }));
    case 'resume':
      return ran(await fleetResume(bench, { fleet }));
    case 'pause': {
      const result = await fleetPause(bench, { fleet });
      const text = `Paused the rollout of ${fleet}: no other tenant begins; those that are running finish.`;
      return { result, text: () => text };
    }
    case 'work': {
      const concurrency = typeof options.concurrency === 'number' ? options.concurrency : undefined;
      const result = await fleetWork(bench, { fleet, concurrency, stay: options.stay === true });
      return { result, text: (style) => fleetWorkText(result, style) };
    }
    case 'provision': {
      const [tenant, ...more] = targets;
      if (tenant === undefined || more.length > 0) {
        throw new UsageError({ problem: 'fleet-needs', action, fleet, needs: 'the tenant, by its id' });
      }
      const result = await fleetProvision(bench, { fleet, tenant, template: textOption(options.template) });
      const how = result.made ? 'Created' : 'Found';
      const text = `${how} ${tenant}, and applied ${count(result.revisions.length, 'revision')}.`;
      return { result, text: (style) => style.green(text) };
    }
  }
}

/** Throws a `UsageError` for a downgrade without a target, or with several. */
function targetsOf(direction: 'upgrade' | 'downgrade', targets: readonly string[]): readonly string[] {
  if (direction === 'upgrade') return targets;
  if (targets.length === 0) throw new UsageError({ problem: 'target-missing' });
  if (targets.length > 1) throw new UsageError({ problem: 'several-targets', hint: 'oldest' });
  return targets;
}

/** The same number as for a failed backup, which a fleet never makes. */
const STRAGGLERS = 5;

const CODES: Readonly<Record<FleetOutcome, number>> = {
  done: EXIT_CODES.done,
  partial: EXIT_CODES.done,
  stragglers: STRAGGLERS,
  spent: EXIT_CODES.busy,
  unhealthy: EXIT_CODES.busy,
  paused: EXIT_CODES.busy,
};

function ran(result: FleetRunResult): CliOutput {
  return { result, text: (style) => fleetRunText(result, style), exitCode: CODES[result.outcome] };
}

const EXAMPLES = `
Many databases or schemas with the same revisions. Declare them under "fleets" in the configuration; see docs/fleet.md.

  plan       show what would run in which tenants; changes nothing
  status     show where all tenants are, which ones are behind and why, and how far the rollout got
  upgrade    bring all tenants to the target, wave after wave; continues an open rollout
  downgrade  revert to the target, which must be a revision and not a number of steps
  retry      run failed tenants again, then continue
  pause      begin no other tenant; those that are running finish
  resume     continue a paused rollout
  work       run the tenants that a coordinator offers, until the rollout is over; on any number of machines
  provision  create the schema or database of one tenant, and upgrade it to the heads

Exit code 0: all tenants are at the target. 4: the rollout stopped early (budget, health, pause, another process). 5: it is over, and some tenants are left behind.

Examples:
  migrate fleet plan tenants
  migrate fleet upgrade tenants
  migrate fleet upgrade tenants --wave 1
  migrate fleet upgrade tenants --only t42,t43
  migrate fleet downgrade tenants 8f3c2a1b9d04
  migrate fleet status tenants --json
  migrate fleet retry tenants
  migrate fleet work tenants --concurrency 4
  migrate fleet provision tenants t42
`;
