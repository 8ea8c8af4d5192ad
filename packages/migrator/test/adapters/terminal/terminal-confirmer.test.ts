import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { terminalConfirmer } from '../../../src/adapters/terminal/terminal-confirmer.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';

const request = { question: 'Take 1 revision back?', losses: ['↓ 8f3c  events  add title: \u001B[2Jthe titles'] };

/** A person who types when the question is there. */
async function answered(keys: string, stop = createStopSignal()) {
  const input = new PassThrough();
  let screen = '';
  let typed = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      screen += String(chunk);
      if (!typed && screen.includes('no')) {
        typed = true;
        setImmediate(() => (keys === '' ? input.end() : input.write(keys)));
      }
      done();
    },
  });
  Object.assign(output, { columns: 100, rows: 30 });
  const yes = await terminalConfirmer({ input, output }, stop).confirm(request);
  return { yes, screen: stripVTControlCharacters(screen) };
}

test.each([
  ['y', true],
  ['n', false],
  ['\r', false],
  ['\u001B[D\r', true],
  ['\u0003', false],
  ['\u001B', false],
  ['', false],
])('%j means %j', async (keys, yes) => {
  const answer = await answered(keys);
  expect(answer.yes).toBe(yes);
  expect(answer.screen).toMatch(/^ {2}↓ 8f3c {2}events {2}add title: \[2Jthe titles\n[\s\S]*Take 1 revision back\?/);
});

test('after a signal nobody is asked', async () => {
  const stop = createStopSignal();
  stop.raise();
  expect(await answered('y', stop)).toMatchObject({ yes: false });
});
