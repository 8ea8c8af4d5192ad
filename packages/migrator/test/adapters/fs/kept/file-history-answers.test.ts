import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileHistoryAnswers } from '../../../../src/adapters/fs/kept/file-history-answers.ts';
import { checksum } from '../../../../src/revision/checksum.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const [A, B] = [checksum('a'), checksum('b')];

test('answers and sound files are there for the next process, of the same version', () => {
  const file = join(tempDir(), 'cache/history');
  const first = fileHistoryAnswers(file, '1.0.0');
  expect([first.read('which?'), first.isSound(A)]).toEqual([undefined, false]);
  first.write('which?', 'this "one"\n', [A, A]);
  const second = fileHistoryAnswers(file, '1.0.0');
  expect([second.read('which?'), second.read('what?'), second.isSound(A), second.isSound(B)]).toEqual([
    'this "one"\n',
    undefined,
    true,
    false,
  ]);
  const other = fileHistoryAnswers(file, '1.0.1');
  expect([other.read('which?'), other.isSound(A)]).toEqual([undefined, false]);
});

test('the files of the last history are sound, and a hundred answers are kept', () => {
  const file = join(tempDir(), 'history');
  const answers = fileHistoryAnswers(file, '1.0.0');
  for (let at = 0; at <= 100; at += 1) answers.write(`${at}?`, `${at}`, [at === 100 ? B : A]);
  for (const each of [answers, fileHistoryAnswers(file, '1.0.0')]) {
    expect([each.read('0?'), each.read('1?'), each.read('100?')]).toEqual([undefined, '1', '100']);
    expect([each.isSound(A), each.isSound(B)]).toEqual([false, true]);
  }
});

test('a file with one other byte does not count', () => {
  const file = join(tempDir(), 'history');
  fileHistoryAnswers(file, '1.0.0').write('which?', 'this', [A]);
  const text = readFileSync(file, 'latin1');
  for (let at = 0; at < text.length; at += 1) {
    const changed = String.fromCharCode(text.charCodeAt(at) ^ 1);
    writeFileSync(file, text.slice(0, at) + changed + text.slice(at + 1), 'latin1');
    const damaged = fileHistoryAnswers(file, '1.0.0');
    expect([damaged.read('which?'), damaged.isSound(A)]).toEqual([undefined, false]);
  }
});

test('where nothing can be written, nothing is kept, and that is no fault', () => {
  const taken = join(tempDir(), 'taken');
  writeFileSync(taken, '');
  const answers = fileHistoryAnswers(join(taken, 'history'), '1.0.0');
  answers.write('which?', 'this', [A]);
  expect(fileHistoryAnswers(join(taken, 'history'), '1.0.0').read('which?')).toBeUndefined();
});
