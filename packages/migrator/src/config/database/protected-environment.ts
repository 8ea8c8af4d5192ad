import type { Connection } from '../../conninfo/make/connection.ts';
import { isSamePlace } from '../../conninfo/same-place.ts';
import { addedTo, type ChoiceInputs } from './choose-database.ts';

/**
 * The protected environment that a database belongs to: the one that was chosen by name, or one whose URL leads to the
 * same host, port and database. A production database is protected however it was named.
 *
 * @param connection the chosen one; `undefined` for the embedded server
 */
export function protectedEnvironment(
  environment: string | undefined,
  connection: Connection | undefined,
  { config, variables, resolve }: ChoiceInputs,
): string | undefined {
  const found = Object.entries(config.environments ?? {}).find(([name, given]) => {
    if (given.protected !== true) return false;
    if (name === environment) return true;
    const url = given.url ?? variables.values[given.urlVariable ?? ''];
    if (!url || connection === undefined) return false;
    try {
      return isSamePlace(resolve(url, `env ${name}`, addedTo(given.urlVariable, variables)), connection);
    } catch {
      // Nothing can be reached by it from here: a service that only the servers define, for example.
      return false;
    }
  });
  return found?.[0];
}
