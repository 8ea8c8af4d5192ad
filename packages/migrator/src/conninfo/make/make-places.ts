import { ConnectionParameterError } from '../../errors/database/connection-parameter-error.ts';
import type { Settings } from '../parse/setting.ts';
import type { Place } from './connection.ts';
import type { Machine } from './machine.ts';

/**
 * The hosts, with their ports: lists of libpq, separated by commas. One port is that of all hosts. Throws
 * {@link ConnectionParameterError}.
 */
export function placesOf(settings: Settings, machine: Machine): readonly Place[] {
  const hosts = listOf(settings, 'host');
  const addresses = listOf(settings, 'hostaddr');
  const ports = listOf(settings, 'port').map((port) => parsePort(port, settings));
  const count = Math.max(hosts.length, addresses.length, 1);
  requireLength(settings, 'hostaddr', addresses, count, hosts.length > 0);
  requireLength(settings, 'host', hosts, count, addresses.length > 0);
  if (ports.length > 1) requireLength(settings, 'port', ports, count, true);
  return Array.from({ length: count }, (_, index) => {
    const port = (ports.length > 1 ? ports[index] : ports[0]) ?? 5432;
    const address = addresses[index] || undefined;
    return { host: hosts[index] || address || machine.defaultHost(port), address, port };
  });
}

function listOf(settings: Settings, parameter: string): readonly string[] {
  const value = settings.get(parameter)?.value;
  return value ? value.split(',') : [];
}

/** Where a password was not encoded, a part of it ends up as the port: it must not be quoted. */
function parsePort(text: string, settings: Settings): number {
  if (text === '') return 5432;
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  const source = settings.get('port')?.from ?? '';
  throw new ConnectionParameterError({ source, parameter: 'port', reason: 'value', problem: 'not-a-port' });
}

function requireLength(
  settings: Settings,
  parameter: string,
  list: readonly unknown[],
  count: number,
  counts: boolean,
): void {
  if (list.length === count || list.length === 0 || !counts) return;
  const source = settings.get(parameter)?.from ?? '';
  const [values, hosts] = [list.length, count];
  throw new ConnectionParameterError({ source, parameter, reason: 'value', problem: 'count', values, hosts });
}
