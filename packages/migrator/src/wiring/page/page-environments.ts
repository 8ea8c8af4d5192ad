import type { DatabaseChoice } from '../../config/database/choose-database.ts';
import type { Configuration } from '../../config/open-configuration.ts';
import { isSamePlace } from '../../conninfo/same-place.ts';
import { MigratorError } from '../../errors/migrator-error.ts';

/** A database that the page shows. */
export interface PageEnvironment {
  readonly name: string;
  /** Whether a command would work on it; the others are named by the configuration. */
  readonly isChosen: boolean;
}

/** The chosen database first, unless it is that of an environment; then all environments of the configuration. */
export function pageEnvironments(
  configuration: Pick<Configuration, 'environment' | 'environments' | 'choice'>,
): readonly PageEnvironment[] {
  const named = configuration.environments();
  const chosen = tried(() => configuration.choice());
  const same = named.find(({ name, choice }) => {
    if (name === configuration.environment) return true;
    const other = tried(choice);
    if (chosen === undefined || other === undefined) return false;
    if (chosen.kind === 'embedded' || other.kind === 'embedded') return chosen.kind === other.kind;
    return isSamePlace(chosen.connection, other.connection);
  });
  const others = named.map(({ name }) => ({ name, isChosen: name === same?.name }));
  if (same !== undefined) return others;
  // If nothing chooses a database, only the environments are shown.
  const isDefault = chosen?.kind === 'embedded' && chosen.standsIn === 'by-default' && named.length > 0;
  return isDefault ? others : [{ name: nameOf(chosen, others), isChosen: true }, ...others];
}

/** `undefined` for a choice that cannot be used; the page says why when it is opened. */
function tried(choice: () => DatabaseChoice): DatabaseChoice | undefined {
  try {
    return choice();
  } catch (error) {
    if (error instanceof MigratorError) return undefined;
    throw error;
  }
}

function nameOf(chosen: DatabaseChoice | undefined, others: readonly { readonly name: string }[]): string {
  const source = chosen?.source ?? 'database';
  const taken = new Set(others.map(({ name }) => name));
  const wanted = source === '--embedded' ? 'embedded' : source.replace(/^--/, '');
  return taken.has(wanted) ? `chosen (${wanted})` : wanted;
}
