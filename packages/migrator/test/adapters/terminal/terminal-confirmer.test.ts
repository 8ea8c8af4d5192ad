import { expect, test } from 'vitest';
import { terminalConfirmer } from '../../../src/adapters/terminal/terminal-confirmer.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { typist } from './typist.ts';

const request = { question: 'Revert 1 revision?', losses: ['↓ 8f3c  events  add title: \u001B[2Jthe titles'] };

/** A person who types when the question is there. */
async function answered(keys: string, stop = createStopSignal()) {
  const terminal = typist('no', (input) => (keys === '' ? input.end() : input.write(keys)));
  const yes = await terminalConfirmer(terminal, stop).confirm(request);
  return { yes, screen: terminal.screen() };
}

test.each([
  ['y', true],
  ['n', false],
  ['\r', false],
  ['\u001B[D\r', true],
  ['\u0003', false],
  ['\u0004', false],
  ['\u001B', false],
  ['', false],
])('%j means %j', async (keys, yes) => {
  const answer = await answered(keys);
  expect(answer.yes).toBe(yes);
  expect(answer.screen).toMatch(
    /^ {2}↓ 8f3c {2}events {2}add title: \\u001b\[2Jthe titles\n[\s\S]*Revert 1 revision\?/,
  );
});

test('after a signal nobody is asked', async () => {
  const stop = createStopSignal();
  stop.raise();
  expect(await answered('y', stop)).toMatchObject({ yes: false });
});
