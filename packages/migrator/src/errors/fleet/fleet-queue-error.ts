import { MigratorError } from '../migrator-error.ts';

export type FleetQueueFacts = { readonly fleet: string } & (
  | { readonly problem: 'missing' }
  | { readonly problem: 'version'; readonly version: string }
  | { readonly problem: 'failed'; readonly said: string }
);

/** The package to install. */
const PACKAGE = 'pg-boss@^10.4.2';

/**
 * The queue of a fleet cannot be used.
 * @cause The configuration says `"engine": "pg-boss"`, and the package is not installed, is another major version, or
 * its tables cannot be made in the control database.
 * @repair Run `npm install pg-boss@^10.4.2` in the workspace, or set `"engine": "ledger"`, which needs no package.
 */
export class FleetQueueError extends MigratorError<FleetQueueFacts> {
  readonly code = 'fleet-queue';
  constructor(facts: FleetQueueFacts, options: ErrorOptions = {}) {
    super(facts, { ...explain(facts), cause: options.cause });
  }
}

function explain(facts: FleetQueueFacts): { readonly message: string; readonly hint: string } {
  const install = `npm install ${PACKAGE}`;
  switch (facts.problem) {
    case 'missing':
      return { message: `The fleet ${facts.fleet} uses pg-boss, which is not installed`, hint: install };
    case 'version':
      return {
        message: `The fleet ${facts.fleet} uses pg-boss, but version ${facts.version} is installed; Braid works with 10.x`,
        hint: install,
      };
    case 'failed':
      return {
        message: `The queue of the fleet ${facts.fleet} failed: ${facts.said}`,
        hint: `Correct what the message says, or set "engine": "ledger" under "fleets.${facts.fleet}".`,
      };
  }
}
