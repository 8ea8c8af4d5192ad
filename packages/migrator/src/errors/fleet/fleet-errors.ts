import { MigratorError, type Outcome } from '../migrator-error.ts';

/** A statement that cannot run in every tenant. */
export interface UnfitRevision {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  /** Braid cannot tell what it does. */
  readonly unread: boolean;
  readonly why: string;
}

export type FleetRefused = { readonly fleet: string } & (
  | { readonly problem: 'unfit'; readonly unfit: readonly UnfitRevision[] }
  | { readonly problem: 'shared-missing'; readonly revisions: readonly string[]; readonly slices: readonly string[] }
  | { readonly problem: 'relative'; readonly target: string }
  | { readonly problem: 'no-slices' }
  | { readonly problem: 'precautions' }
  | { readonly problem: 'no-workers' }
);

/**
 * The run of a fleet does not start, because something would go wrong in every tenant.
 * @cause A revision touches what tenants share or cannot be read, a target means another revision in each tenant, or
 * the configuration has backups or hooks, which work on one database.
 * @repair Follow the hint; nothing was run.
 */
export class FleetRefusedError extends MigratorError<FleetRefused> {
  readonly code = 'fleet-refused';
  constructor(facts: FleetRefused) {
    super(facts, explainRefused(facts));
  }
}

function explainRefused(facts: FleetRefused): { readonly message: string; readonly hint: string } {
  const { fleet } = facts;
  switch (facts.problem) {
    case 'unfit': {
      const lines = facts.unfit.map(({ file, line, why }) => `  ${file}:${line}: ${why}`);
      const trust = facts.unfit.every(({ unread }) => unread)
        ? `Read them; if they touch only the tenant's own objects, allow them with "trustUnread": true under "fleets.${fleet}".`
        : 'Move what tenants share into a slice with "scope": "shared", and leave schemas out of names.';
      return { message: `Revisions cannot run in every tenant of ${fleet}:\n${lines.join('\n')}`, hint: trust };
    }
    case 'shared-missing':
      return {
        message: `Tenants of ${fleet} build on revisions of shared slices that are not applied: ${facts.revisions.join(', ')}`,
        hint: `Apply them first: migrate upgrade ${facts.slices.map((slice) => `${slice}@head`).join(' ')}`,
      };
    case 'relative':
      return {
        message: `The target ${facts.target} can mean a different revision in each tenant`,
        hint: 'Name the revision by its id, base, or a symbol such as events@head.',
      };
    case 'no-slices':
      return {
        message: `The fleet ${fleet} has no slice`,
        hint: `Name slices under "fleets.${fleet}.slices", or take "scope": "shared" out of a slice.json.`,
      };
    case 'precautions':
      return {
        message:
          'The configuration has backups or hooks around runs, which work on one database; a fleet would not run them',
        hint: 'Back up the servers by other means, and move "backup" and "hooks" into the environments that need them.',
      };
    case 'no-workers':
      return {
        message: `The fleet ${fleet} has no workers: the command that starts a rollout runs all tenants itself`,
        hint: `Set "engine": "ledger" under "fleets.${fleet}", here and where the rollout is started.`,
      };
  }
}

export type FleetSource = {
  readonly fleet: string;
  /** Where the tenants are listed: `a query on control`, `fleet.json`. */
  readonly source: string;
} & (
  | { readonly problem: 'empty' }
  | { readonly problem: 'row'; readonly row: number; readonly says: string }
  | { readonly problem: 'id-twice'; readonly tenant: string }
  | { readonly problem: 'place-twice'; readonly tenant: string; readonly other: string }
  | { readonly problem: 'unreadable'; readonly said: string }
  | { readonly problem: 'variable-unset'; readonly tenant: string; readonly variable: string }
  | { readonly problem: 'state-schema'; readonly tenant: string; readonly says: string }
);

/**
 * The source of a fleet names no tenants, or tenants that cannot be used.
 * @cause The query or the pattern matches nothing, a row has no id or no place, or two tenants are in the same place.
 * @repair Correct the source in the configuration, or the rows that it returns; an empty fleet is never a success.
 */
export class FleetSourceError extends MigratorError<FleetSource> {
  readonly code = 'fleet-source';
  constructor(facts: FleetSource, options: ErrorOptions = {}) {
    super(facts, { ...explainSource(facts), cause: options.cause });
  }
}

function explainSource(facts: FleetSource): { readonly message: string; readonly hint: string } {
  const from = `The source of the fleet ${facts.fleet} (${facts.source})`;
  const correct = `Correct "fleets.${facts.fleet}.source" in the configuration, or what it reads.`;
  switch (facts.problem) {
    case 'empty':
      return { message: `${from} names no tenant`, hint: `${correct} Nothing was migrated.` };
    case 'row':
      return { message: `${from}: row ${facts.row} ${facts.says}`, hint: correct };
    case 'id-twice':
      return { message: `${from} names the tenant ${facts.tenant} twice`, hint: correct };
    case 'place-twice':
      return {
        message: `${from} has ${facts.tenant} and ${facts.other} in the same database and schema`,
        hint: correct,
      };
    case 'unreadable':
      return { message: `${from} cannot be read: ${facts.said}`, hint: correct };
    case 'variable-unset':
      return {
        message: `${from}: the tenant ${facts.tenant} needs the variable ${facts.variable}, which is not set`,
        hint: `Set ${facts.variable}, or correct the row of the tenant.`,
      };
    case 'state-schema':
      return {
        message: `${from}: the tenant ${facts.tenant} cannot have a state: ${facts.says}`,
        hint: `Correct "fleets.${facts.fleet}.stateSchema"; {schema} in it is the schema of the tenant.`,
      };
  }
}

export interface FleetStopped {
  readonly fleet: string;
  readonly problem: 'paused' | 'spent' | 'unhealthy' | 'none' | 'not-open' | 'over' | 'other-files' | 'no-coordinator';
  readonly why: string | null;
}

/**
 * The rollout of a fleet does not continue, or there is none.
 * @cause Somebody paused it, its error budget was spent, or `healthy` did not answer `true` while it soaked.
 * @repair See who failed with `migrate fleet status tenants`, then retry or resume as the hint says.
 */
export class FleetStoppedError extends MigratorError<FleetStopped> {
  readonly code = 'fleet-stopped';
  override readonly outcome: Outcome;
  constructor(facts: FleetStopped) {
    super(facts, explainStopped(facts));
    this.outcome = ['paused', 'spent', 'unhealthy', 'no-coordinator'].includes(facts.problem) ? 'busy' : 'failed';
  }
}

function explainStopped({ fleet, problem, why }: FleetStopped): { readonly message: string; readonly hint: string } {
  const reason = why === null ? '' : `: ${why}`;
  switch (problem) {
    case 'paused':
      return {
        message: `The rollout of ${fleet} is paused${reason}`,
        hint: `Resume it: migrate fleet resume ${fleet}`,
      };
    case 'spent':
    case 'unhealthy':
      return {
        message: `The rollout of ${fleet} stopped${reason}`,
        hint: `See which tenants failed with \`migrate fleet status ${fleet}\`, then try them again: migrate fleet retry ${fleet}`,
      };
    case 'none':
      return { message: `There is no rollout of ${fleet}`, hint: `Start one: migrate fleet upgrade ${fleet}` };
    case 'no-coordinator':
      return {
        message: `The rollout of ${fleet} is open, and no process coordinates it`,
        hint: `Continue it: migrate fleet resume ${fleet}`,
      };
    case 'not-open':
    case 'over':
      return {
        message: `The rollout of ${fleet} is over`,
        hint: `See how it ended: migrate fleet status ${fleet}`,
      };
    case 'other-files':
      return {
        message: `The rollout of ${fleet} started with other files`,
        hint: `Start another one with these files: migrate fleet upgrade ${fleet}`,
      };
  }
}

export type FleetUnknown = {
  readonly known: readonly string[];
  /** Relative to the workspace. */
  readonly file: string;
} & (
  | { readonly problem: 'fleet'; readonly fleet: string }
  | { readonly problem: 'tenant'; readonly fleet: string; readonly tenant: string }
  | { readonly problem: 'wave'; readonly fleet: string; readonly wave: string }
);

/**
 * There is no fleet, no tenant or no wave of this name.
 * @cause It is misspelt, the configuration has no such fleet, or the source does not name the tenant.
 * @repair Use one of those that the hint lists, or add it to the configuration.
 */
export class FleetUnknownError extends MigratorError<FleetUnknown> {
  readonly code = 'fleet-unknown';
  override readonly outcome = 'usage';
  constructor(facts: FleetUnknown) {
    super(facts, explainUnknown(facts));
  }
}

/** At most this many names are listed. */
const SHOWN = 10;

function explainUnknown(facts: FleetUnknown): { readonly message: string; readonly hint: string } {
  const { known, file } = facts;
  const more = known.length > SHOWN ? ` and ${known.length - SHOWN} more` : '';
  const list = known.length === 0 ? 'none' : `${known.slice(0, SHOWN).join(', ')}${more}`;
  switch (facts.problem) {
    case 'fleet':
      return {
        message: `${file} has no fleet "${facts.fleet}"`,
        hint:
          known.length === 0
            ? `Add it under "fleets" in ${file}.`
            : `Use one of these: ${list}; or add it under "fleets".`,
      };
    case 'tenant':
      return { message: `The fleet ${facts.fleet} has no tenant "${facts.tenant}"`, hint: `Tenants: ${list}.` };
    case 'wave':
      return { message: `The fleet ${facts.fleet} has no wave "${facts.wave}"`, hint: `Waves: ${list}.` };
  }
}
