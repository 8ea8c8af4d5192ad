import { ConnectionParameterError } from '../errors/database/connection-parameter-error.ts';
import type { Machine } from './make/machine.ts';
import { PARAMETERS, SESSION_VARIABLES } from './parse/parameters.ts';
import { parseConninfo } from './parse/parse-conninfo.ts';
import type { Setting, Settings, Variables } from './parse/setting.ts';
import { readService } from './read-service.ts';

/**
 * The values of all parameters: what the connection string says wins over the service file, which wins over the
 * environment. An empty variable counts as missing. Throws `InvalidDatabaseUrlError`, `ConfigError` (a service file)
 * and {@link ConnectionParameterError}.
 */
export function collectSettings(text: string, source: string, variables: Variables, machine: Machine): Settings {
  const given = parseConninfo(text, source);
  const named = given.get('service') ?? fromVariable(variables, 'PGSERVICE');
  const ofService: Settings = named === undefined ? new Map() : readService(named, variables, machine);
  const ofEnvironment = Object.entries(PARAMETERS).flatMap(([name, { variable }]) => {
    const setting = variable === undefined ? undefined : fromVariable(variables, variable);
    return setting === undefined ? [] : [[name, setting] as const];
  });
  const all = new Map<string, Setting>([...ofEnvironment, ...ofService, ...given]);
  const session = Object.entries(SESSION_VARIABLES).flatMap(([variable, name]) => {
    const value = variables[variable];
    return value ? [`-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`] : [];
  });
  const options = all.get('options');
  if (session.length > 0) {
    const value = [...session, ...(options === undefined ? [] : [options.value])].join(' ');
    all.set('options', { value, from: options?.from ?? 'the environment' });
  }
  refuseUnsupported(all);
  return all;
}

function fromVariable(variables: Variables, variable: string): Setting | undefined {
  const value = variables[variable];
  return value ? { value, from: variable } : undefined;
}

function refuseUnsupported(settings: Settings): void {
  for (const [parameter, { value, from }] of settings) {
    const { use = 'used', harmless = [] } = PARAMETERS[parameter] ?? {};
    if (typeof use === 'string' || value === '' || harmless.includes(value.toLowerCase())) continue;
    throw new ConnectionParameterError({ source: from, parameter, reason: 'unsupported', why: use.refused });
  }
}
