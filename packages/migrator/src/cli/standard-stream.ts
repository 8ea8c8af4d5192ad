import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { CliStream } from './cli-stream.ts';

/**
 * Standard output or standard error. Files and pipes (Node gives its children sockets for pipes) are written to at
 * once: to make a stream of one, Node loads modules for as long as a third of what `heads` takes. A terminal and
 * whatever else it may be is Node's own stream.
 *
 * Whoever reads and has gone (`migrate history | head`) has seen enough, which is not a failure.
 *
 * @param make Node's own stream of it
 */
export function standardStream(fd: number, make: () => Writable & CliStream): CliStream {
  let own: (Writable & CliStream) | undefined;
  const stream = (): Writable & CliStream => {
    own ??= make().on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    return own;
  };
  if (!isWrittenAtOnce(fd)) return stream();
  return {
    write(text) {
      // Once the pipe was full, Node's stream has what waits, and order is kept.
      const rest = own === undefined ? writeAtOnce(fd, Buffer.from(text)) : text;
      if (rest.length > 0) stream().write(rest);
    },
  };
}

function isWrittenAtOnce(fd: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stat = fstatSync(fd);
    return stat.isFile() || stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

/** Gives what a pipe that does not block has no room for. */
function writeAtOnce(fd: number, bytes: Buffer): Buffer {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code: unknown = Reflect.get(Object(error), 'code');
      if (code === 'EPIPE') return Buffer.alloc(0);
      if (code === 'EAGAIN') return bytes.subarray(written);
      if (code !== 'EINTR') throw error;
    }
  }
  return Buffer.alloc(0);
}
