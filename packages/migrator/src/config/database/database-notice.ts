import type { DatabaseNotice } from '../../execute/runner-event.ts';
import type { Configuration } from '../open-configuration.ts';
import type { DatabaseChoice } from './choose-database.ts';
import { isProduction } from './is-production.ts';
import { overlookedVariables } from './overlooked-variables.ts';

const FOLDER = '.braid/postgres';

/**
 * What somebody has to be told of the database before anything is done to it: that the embedded one stands in, unless
 * that was configured for development, and which variables name none although somebody set them. `undefined`: nothing.
 */
export function databaseNotice(
  { config, variables, isNamed }: Pick<Configuration, 'config' | 'variables' | 'isNamed'>,
  choice: DatabaseChoice,
): DatabaseNotice | undefined {
  const overlooked = isNamed ? [] : overlookedVariables(variables.values);
  const standsIn = choice.kind === 'embedded' ? choice.standsIn : undefined;
  const isNews = standsIn === 'by-default' || (standsIn !== undefined && isProduction(variables.values));
  if (!isNews && overlooked.length === 0) return undefined;
  const display =
    choice.kind === 'embedded' ? `the embedded PostgreSQL in ${config.embedded?.folder ?? FOLDER}` : choice.source;
  return { type: 'database-notice', display, standsIn: standsIn !== undefined, overlooked };
}
