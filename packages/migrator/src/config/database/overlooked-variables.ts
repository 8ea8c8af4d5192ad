import { closestWord } from '../../errors/closest-word.ts';
import type { OverlookedVariable } from '../../errors/workspace/no-database-error.ts';
import type { Variables } from './env-files.ts';

/** What names a database, besides the variables of environments. */
const NAMES = ['DATABASE_URL', 'SERVICE_CONFIG_PATH'] as const;

/** Other tools' names for the same thing. */
const ELSEWHERE: ReadonlySet<string> = new Set(
  ['DATABASE', 'DB', 'POSTGRES', 'POSTGRESQL', 'PG', 'PSQL'].flatMap((database) =>
    ['URL', 'URI', 'DSN', 'CONNECTIONSTRING', 'CONNECTIONURL'].map((kind) => database + kind),
  ),
);

/** `is not set`, `is set, but empty`; with the variable that looks like it. */
export function unsetText(variable: string, variables: Variables): string {
  if (variables[variable] !== undefined) return 'is set, but empty';
  const near = closestWord(
    variable,
    Object.keys(variables).filter((name) => variables[name]),
  );
  return near === undefined ? 'is not set' : `is not set (${near} is)`;
}

/**
 * Variables that somebody has set to name a database, and that name none: those that are empty, and those whose name is
 * nearly right. Only their names are reported, never their values. Nothing is overlooked where `DATABASE_URL` says
 * something: a program may well have other databases.
 */
export function overlookedVariables(variables: Variables): readonly OverlookedVariable[] {
  if (variables.DATABASE_URL) return [];
  const names: readonly string[] = NAMES;
  return Object.keys(variables)
    .filter((name) => variables[name] !== undefined)
    .sort()
    .flatMap((name): OverlookedVariable[] => {
      if (names.includes(name)) return variables[name] === '' ? [{ name, meant: null }] : [];
      const plain = plainName(name);
      const near = ELSEWHERE.has(plain) ? 'DATABASEURL' : closestWord(plain, names.map(plainName));
      const meant = names.find((each) => plainName(each) === near);
      return meant === undefined ? [] : [{ name, meant }];
    });
}

function plainName(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
