import { fileError } from './file-error.ts';
import { readJsonObject, writeJson } from './json-file.ts';

/** `server.json`: the running server, published when it accepts connections. */
export interface ServerState {
  readonly pid: number;
  readonly port: number;
  readonly major: number;
  /** The pipe that shows the supervisor whether clients are active. */
  readonly pipe: string;
  readonly startedAt: string;
}

/** `cluster.json`: what stays from one start to the next. */
export interface ClusterFacts {
  readonly password: string;
  /** The port of the last start; tried first, so that URLs stay valid. */
  readonly port: number;
  /** Databases that were made on demand. */
  readonly databases: readonly string[];
}

export function readServerState(file: string): ServerState | undefined {
  const json = readGuarded(file);
  if (json === undefined) return undefined;
  const { pid, port, major, pipe, startedAt } = json;
  if (typeof pid !== 'number' || typeof port !== 'number' || typeof major !== 'number') return undefined;
  if (typeof pipe !== 'string' || typeof startedAt !== 'string') return undefined;
  return { pid, port, major, pipe, startedAt };
}

export function writeServerState(file: string, state: ServerState): void {
  writeJson(file, state);
}

export function readClusterFacts(file: string): ClusterFacts | undefined {
  const json = readGuarded(file);
  if (json === undefined) return undefined;
  const { password, port, databases } = json;
  if (typeof password !== 'string' || typeof port !== 'number' || !Array.isArray(databases)) return undefined;
  return { password, port, databases: databases.filter((name: unknown) => typeof name === 'string') };
}

export function writeClusterFacts(file: string, facts: ClusterFacts): void {
  writeJson(file, facts);
}

function readGuarded(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return readJsonObject(file);
  } catch (error) {
    throw fileError(error, file);
  }
}
