import { fstatSync, type Stats, statSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { CliStream } from './cli-stream.ts';

/**
 * Standard output or standard error. Files and pipes (Node gives its children sockets for pipes) are written to at
 * once: to create a stream for one, Node loads modules for a third of the time of `heads`. So is `/dev/null`. For a
 * terminal and anything else, this is Node's own stream.
 *
 * A reader that has closed the pipe (`migrate history | head`) has seen enough; that is not a failure.
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
      // After the pipe was full, Node's stream holds the waiting text, so the order is kept.
      const rest = own === undefined ? writeAtOnce(fd, Buffer.from(text)) : text;
      if (rest.length > 0) stream().write(rest);
    },
  };
}

function isWrittenAtOnce(fd: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stat = fstatSync(fd);
    return stat.isFile() || stat.isFIFO() || stat.isSocket() || isNull(stat);
  } catch {
    return false;
  }
}

function isNull(stat: Stats): boolean {
  return stat.isCharacterDevice() && stat.rdev === statSync('/dev/null').rdev;
}

/** Returns the rest for which a non-blocking pipe had no room. */
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
