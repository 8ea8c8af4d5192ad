import { MigratorError } from '../migrator-error.ts';

export interface CannotListen {
  /** The command that serves. */
  readonly command: 'exporter' | 'ui';
  readonly host: string;
  readonly port: number;
  /** The code of the system, such as `EADDRINUSE`. */
  readonly reason: string | null;
}

/**
 * The exporter, or the page of `migrate ui`, cannot listen on its address.
 * @cause Another program, often another one of the kind, listens on that port, the port is below 1024, or the address
 * is none of this machine.
 * @repair Name another port with `--port`; with `--port 0` any that is free is taken.
 */
export class CannotListenError extends MigratorError<CannotListen> {
  readonly code = 'cannot-listen';
  constructor(facts: CannotListen, options: { readonly cause?: unknown } = {}) {
    const { command, host, port, reason } = facts;
    const why =
      reason === 'EADDRINUSE'
        ? 'another program listens there'
        : reason === 'EACCES'
          ? 'this user may not listen on that port'
          : reason === 'EADDRNOTAVAIL' || reason === 'ENOTFOUND'
            ? 'that is not an address of this machine'
            : (reason ?? 'unknown reason');
    super(facts, {
      message: `Cannot listen on ${host.includes(':') ? `[${host}]` : host}:${port}: ${why}.`,
      hint: `Name another port, or take any that is free: migrate ${command} --port 0`,
      ...options,
    });
  }
}
