import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { standardStream } from '../../src/cli/standard-stream.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Node's stream of it, which keeps what it gets. */
function ownStream() {
  const texts: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      texts.push(chunk.toString());
      done();
    },
  });
  return { stream, texts };
}

function noStream(): Writable {
  throw new Error('Node made a stream');
}

/** A pipe that does not block, and whose ends are open. */
function openPipe() {
  const path = join(tempDir(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(writer));
  return { reader, writer };
}

test('a file is written to at once, in order, and Node makes no stream of it', () => {
  const path = join(tempDir(), 'out');
  const fd = openSync(path, 'w');
  const stream = standardStream(fd, noStream);
  stream.write('größer ');
  stream.write('');
  stream.write('als man denkt\n');
  closeSync(fd);
  expect(readFileSync(path, 'utf8')).toBe('größer als man denkt\n');
  expect([stream.isTTY, stream.columns]).toEqual([undefined, undefined]);
});

test('what a full pipe has no room for waits in the stream of Node, and all that comes after it', () => {
  const { reader, writer } = openPipe();
  const { stream, texts } = ownStream();
  const out = standardStream(writer, () => stream);
  const long = 'ä→'.repeat(100_000);
  out.write(long);
  out.write('the end');
  const taken = Buffer.alloc(2 ** 20);
  const first = taken.subarray(0, readSync(reader, taken));
  closeSync(reader);
  expect(first.length).toBeGreaterThan(0);
  // The pipe may have been cut inside a character.
  expect(Buffer.concat([first, Buffer.from(long).subarray(first.length)]).toString()).toBe(long);
  expect(texts.at(-1)).toBe('the end');
  expect(texts).toHaveLength(2);
});

test('whoever reads and has gone is not a failure', () => {
  const { reader, writer } = openPipe();
  closeSync(reader);
  const stream = standardStream(writer, noStream);
  stream.write('nobody reads this');
  stream.write('nor this');
});

test('/dev/null takes everything, and Node makes no stream of it', () => {
  const fd = openSync('/dev/null', 'w');
  onTestFinished(() => closeSync(fd));
  const stream = standardStream(fd, noStream);
  stream.write('nobody reads this');
  expect([stream.isTTY, stream.columns]).toEqual([undefined, undefined]);
});

test('what is neither a file nor a pipe is the stream of Node, where a reader who has gone is not a failure either', () => {
  const fd = openSync('/dev/zero', 'w');
  onTestFinished(() => closeSync(fd));
  const { stream } = ownStream();
  expect(standardStream(fd, () => stream)).toBe(stream);
  expect(standardStream(9_999, () => stream)).toBe(stream);
  stream.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
  expect(() => stream.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});
