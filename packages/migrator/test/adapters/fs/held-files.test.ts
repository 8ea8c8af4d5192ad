import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { revisionText, writeTree } from './write-tree.ts';

const FOLDER = 'features/events/migrations';
const FILE = `${FOLDER}/1.sql`;

function workspaceOf(text = revisionText('aaaa')) {
  const root = writeTree({ 'features/events/slice.json': '{ "label": "events" }', [FILE]: text });
  return { root, workspace: openWorkspace(root), edit: (now: string) => writeFileSync(join(root, FILE), now) };
}

test('what is held is what was read for the headers, until they are read again', () => {
  const { workspace, edit } = workspaceOf();
  workspace.holdFiles?.();
  const [revision] = workspace.readHeaders();
  if (revision === undefined) throw new Error('there is no revision');
  const before = workspace.checksumOf(revision);
  edit(`${revisionText('aaaa')}\n-- more\n`);
  expect(workspace.checksumOf(revision)).toBe(before);
  expect(workspace.readRevision(revision).checksum).toBe(before);
  workspace.readHeaders();
  expect(workspace.checksumOf(revision)).not.toBe(before);
  expect(workspace.readRevision(revision).checksum).toBe(workspace.checksumOf(revision));
});

test('nothing is held unless it is asked for', () => {
  const { workspace, edit } = workspaceOf();
  const [revision] = workspace.readHeaders();
  if (revision === undefined) throw new Error('there is no revision');
  const before = workspace.checksumOf(revision);
  edit(`${revisionText('aaaa')}\n-- more\n`);
  expect(workspace.checksumOf(revision)).not.toBe(before);
});

test.each([
  ['a large file', `${revisionText('aaaa')}\n-- ${'x'.repeat(20_000)}\n`],
  ['a usual one', revisionText('aaaa')],
])('headers and bodies are the same as without: %s', (_what, text) => {
  const { root, workspace } = workspaceOf(text);
  const held = openWorkspace(root);
  held.holdFiles?.();
  const [one] = workspace.readHeaders();
  const [other] = held.readHeaders();
  expect(other).toEqual(one);
  if (one === undefined || other === undefined) throw new Error('there is no revision');
  expect(held.readRevision(other)).toEqual(workspace.readRevision(one));
});

test('what is wrong with a file is said as without', () => {
  const broken = workspaceOf('-- nothing\n');
  const said = (hold: boolean): string => {
    const workspace = openWorkspace(broken.root);
    if (hold) workspace.holdFiles?.();
    try {
      workspace.readHeaders();
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  };
  expect(said(true)).toBe(said(false));
  expect(said(true)).not.toBe('nothing');
  mkdirSync(join(broken.root, 'elsewhere'));
  writeFileSync(join(broken.root, 'elsewhere/a.sql'), revisionText('aaaa'));
  rmSync(join(broken.root, FILE));
  symlinkSync(join(broken.root, 'elsewhere/a.sql'), join(broken.root, FILE));
  expect(said(true)).toBe(said(false));
});
