import { PARAMETERS, SESSION_VARIABLES } from './parameters.ts';

const CONNECTION_VARIABLES: ReadonlySet<string> = new Set([
  'PGSERVICEFILE',
  'PGSYSCONFDIR',
  ...Object.keys(SESSION_VARIABLES),
  ...Object.values(PARAMETERS).flatMap(({ variable }) => variable ?? []),
]);

/** Whether libpq takes a connection, or a part of one, from a variable of this name. */
export function isConnectionVariable(name: string): boolean {
  return CONNECTION_VARIABLES.has(name);
}
