import { thisMachine } from '../../adapters/pg/reach/this-machine.ts';
import type { DatabaseChoice } from '../../config/database/choose-database.ts';
import type { NamedEnvironment } from '../../config/open-configuration.ts';
import { resolveConnection } from '../../conninfo/resolve-connection.ts';
import { isSamePlace } from '../../conninfo/same-place.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { ConfigError } from '../../errors/workspace/config-errors.ts';
import type { EnvironmentAnswer, WhereApplied } from '../../ports/development/where-applied.ts';
import { DEFAULT_STATE_SCHEMA } from '../settings-of.ts';
import type { WorkshopParts } from './workshop-parts.ts';

/** See `WhereApplied`. They are asked one after the other, so a laptop that reaches none of them waits for each. */
export async function whereApplied(parts: WorkshopParts, revisions: readonly string[]): ReturnType<WhereApplied> {
  const answers: EnvironmentAnswer[] = [];
  for (const environment of parts.configuration.environments()) {
    const answer = await ask(parts, environment, revisions);
    if (answer !== undefined) answers.push(answer);
  }
  return answers;
}

async function ask(
  parts: WorkshopParts,
  { name: environment, stateSchema, choice }: NamedEnvironment,
  revisions: readonly string[],
): Promise<EnvironmentAnswer | undefined> {
  let made: DatabaseChoice;
  try {
    made = choice();
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    const isUnset = error instanceof ConfigError && error.facts.problem === 'variable-unset';
    return { environment, state: isUnset ? 'unset' : 'unreachable', revisions: [], reason: error.message };
  }
  try {
    const location = await locationOf(parts, made);
    if (location === undefined) return undefined;
    const { openPgDatabase } = await import('../../adapters/pg/pg-database.ts');
    const { toolVersion } = parts.bench;
    const database = openPgDatabase({
      ...location,
      stateSchema: stateSchema ?? DEFAULT_STATE_SCHEMA,
      toolVersion,
    });
    try {
      const { applied, halfRuns, background = [] } = await database.readState();
      // A half run would continue with a different file.
      const has = new Set([...applied, ...halfRuns, ...background].map(({ revision }) => revision));
      const found = revisions.filter((id) => has.has(id));
      return { environment, state: found.length > 0 ? 'applied' : 'not-applied', revisions: found };
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { environment, state: 'unreachable', revisions: [], reason: error.message };
  }
}

/** `undefined` for the database that was chosen. */
async function locationOf({ bench, location }: WorkshopParts, made: DatabaseChoice) {
  const chosen = await location();
  if (made.kind === 'embedded') {
    const url = await bench.embedded.url();
    return url === chosen.url ? undefined : { url, source: made.source };
  }
  const { url, source, variables } = made;
  const here = resolveConnection(chosen.url, chosen.source, chosen.variables ?? {}, thisMachine(chosen.variables));
  return isSamePlace(here, made.connection) ? undefined : { url, source, variables };
}
