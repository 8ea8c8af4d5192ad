import type { Connection } from './make/connection.ts';

/** Whether every host of a connection is this machine: a loopback address, or a socket of the file system. */
export function isLocal({ places }: Pick<Connection, 'places'>): boolean {
  return places.every(({ host, address }) => isOfThisMachine(host) && (address === undefined || isLoopback(address)));
}

/** An abstract socket of Linux is written with an `@`. */
function isOfThisMachine(host: string): boolean {
  return /^[/@]/.test(host) || /^[A-Za-z]:[\\/]/.test(host) || isLoopback(host);
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])\.?$/i.test(host);
}
