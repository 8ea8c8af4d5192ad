/** The variables that say which database to use: with one of them set, no embedded server takes its place. */
export const NAMING_VARIABLES = [
  'PGSERVICE',
  'PGHOST',
  'PGHOSTADDR',
  'PGPORT',
  'PGDATABASE',
  'PGUSER',
  'PGPASSWORD',
  'PGPASSFILE',
  'PGOPTIONS',
  'PGSSLMODE',
  'PGTARGETSESSIONATTRS',
] as const;
