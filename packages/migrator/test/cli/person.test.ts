import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { CliIo } from '../../src/cli/cli-io.ts';
import { personAt } from '../../src/cli/person.ts';

const terminal = { input: new PassThrough(), output: new PassThrough() };
const stream = { write: () => true };
const io = (env: CliIo['env'] = {}): CliIo => ({ stdout: stream, stderr: stream, env, cwd: '/', terminal });

test.each([
  ['a terminal', {}, io()],
  ['CI=false', {}, io({ CI: 'false' })],
  ['--quiet', { quiet: true }, io()],
])('%s: a person can be asked', (_, globals, at) => expect(personAt(globals, at)).toBe(terminal));

test.each([
  ['no terminal', {}, { ...io(), terminal: undefined }],
  ['--json', { json: true }, io()],
  ['--no-input', { input: false }, io()],
  ['CI=true', {}, io({ CI: 'true' })],
  ['CI=1', {}, io({ CI: '1' })],
  ['TERM=dumb', {}, io({ TERM: 'dumb' })],
])('%s: nobody is asked', (_, globals, at) => {
  const { terminal: given, ...rest } = at;
  expect(personAt(globals, given === undefined ? rest : { ...rest, terminal: given })).toBeUndefined();
});
