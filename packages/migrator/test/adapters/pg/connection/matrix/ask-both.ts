import { spawnSync } from 'node:child_process';
import { connect } from '../../../../../src/adapters/pg/reach/connect.ts';
import { MigratorError } from '../../../../../src/errors/migrator-error.ts';
import type { ConnectionCase } from './cases.ts';
import type { ConnectionLab } from './servers.ts';

/** Which server, as whom, in which database, and what else a parameter may change. */
const QUESTION = `select concat_ws(' ', current_setting('cluster_name'), current_user || '@' || current_database(),
  (select case when ssl then version end from pg_stat_ssl where pid = pg_backend_pid()),
  case when current_setting('search_path') <> '"$user", public' then 'search_path=' || current_setting('search_path') end,
  case when current_setting('TimeZone') = 'Asia/Tokyo' then 'TimeZone=Asia/Tokyo' end,
  case when current_setting('application_name') in ('mine', 'fallback') then 'application_name=' || current_setting('application_name') end)`;

function variablesOf({ variables = {} }: ConnectionCase, lab: ConnectionLab): Readonly<Record<string, string>> {
  const filled = Object.entries(variables).map(([name, value]) => [name, lab.fill(value)]);
  return { HOME: lab.home, ...Object.fromEntries(filled) };
}

/** `connected: …`, or `refused: ` and the code (with the name of the parameter, where one is refused). */
export async function askBraid(given: ConnectionCase, lab: ConnectionLab): Promise<string> {
  try {
    const variables = variablesOf(given, lab);
    const client = await connect({ url: lab.fill(given.url), source: 'URL', variables, connectTimeoutMs: 5_000 });
    const { rows } = await client.query<{ concat_ws: string }>(QUESTION);
    await client.end();
    return `connected: ${rows[0]?.concat_ws}`;
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    if (`${error.message} ${JSON.stringify(error)}`.includes('secret'))
      throw new Error(`a password in ${error.message}`);
    const parameter: unknown = Reflect.get(error.facts, 'parameter');
    return `refused: ${error.code}${typeof parameter === 'string' ? ` (${parameter})` : ''}`;
  }
}

/** `connected: …`, or `refused: ` and the first line of what psql says. */
export function askPsql(given: ConnectionCase, lab: ConnectionLab): string {
  const { status, stdout, stderr, error } = spawnSync(
    'psql',
    ['-X', '-w', '-A', '-t', '-d', lab.fill(given.url), '-c', QUESTION],
    { encoding: 'utf8', env: { PATH: process.env.PATH, ...variablesOf(given, lab) } },
  );
  if (error !== undefined) throw error;
  if (status === 0) return `connected: ${stdout.trim()}`;
  const line =
    stderr
      .trim()
      .split('\n')
      .find((each) => !each.startsWith('WARNING')) ?? '';
  return `refused: ${lab.blank(line.replace(/^psql: error: /, '')).replace(/^connection to server (at|on) .*? failed: /, '')}`;
}
