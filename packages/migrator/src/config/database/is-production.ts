/**
 * Whether this is production: `NODE_ENV=production`, and what comes near it (`prod`, `Production`). Who takes the one
 * for the other would migrate a database in a container that is thrown away.
 */
export function isProduction(variables: Readonly<Record<string, string | undefined>>): boolean {
  return ['production', 'prod'].includes((variables.NODE_ENV ?? '').trim().toLowerCase());
}
