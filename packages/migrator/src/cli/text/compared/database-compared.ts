import type { CheckResult } from '../../../commands/check/check.ts';

/** What the database was compared with, and what could not be compared; empty without `--db`. */
export function databaseCompared(database: CheckResult['database']): readonly string[] {
  if (database === null) return [];
  const { serverVersion, scratchVersion, sameMajor, notCompared } = database;
  const other = sameMajor ? '' : ', another major: definitions are compared by what they mean';
  return [
    `Database compared: PostgreSQL ${serverVersion}, with what its revisions build on ${scratchVersion}${other}.`,
    ...notCompared.map(
      ({ label, difference, reason }) => `Not compared: ${difference.fact} of ${label}. ${sentence(reason)}`,
    ),
  ];
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
