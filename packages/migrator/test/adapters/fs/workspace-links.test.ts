import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { revisionText, writeTree } from './write-tree.ts';

const EVENTS = { 'features/events/slice.json': '{ "label": "events" }' };
const FOLDER = 'features/events/migrations';

test('links inside the workspace are followed, links out of it are refused', () => {
  const outside = writeTree({
    'x.sql': revisionText('x1'),
    'migrations/x.sql': revisionText('x1'),
    'slice.json': '{ "label": "out" }',
  });
  const root = writeTree({ ...EVENTS, [`${FOLDER}/b.sql`]: revisionText('b1'), 'shared/a.sql': revisionText('a1') });
  symlinkSync('../../../shared/a.sql', join(root, FOLDER, 'a.sql'));
  const workspace = openWorkspace(root);
  expect(workspace.readHeaders().map(({ id }) => id)).toEqual(['a1', 'b1']);

  symlinkSync(join(outside, 'x.sql'), join(root, FOLDER, 'c.sql'));
  const refused = { code: 'link-outside-workspace', facts: { file: `${FOLDER}/c.sql` } };
  expect(() => workspace.readHeaders()).toThrow(expect.objectContaining(refused));
  expect(workspace.inspect().problems).toEqual([expect.objectContaining(refused)]);
  const forged = { ...workspace.inspect().revisions[0]!, file: `${FOLDER}/c.sql` };
  expect(() => workspace.readRevision(forged)).toThrow(expect.objectContaining(refused));
  expect(() => workspace.readRevision({ ...forged, file: '../../etc/passwd' })).toThrow(
    /\/passwd: (?:is a link out|does not exist)/,
  );

  const linked = writeTree(EVENTS);
  symlinkSync(join(outside, 'migrations'), join(linked, FOLDER));
  expect(() => openWorkspace(linked).readHeaders()).toThrow(
    expect.objectContaining({ code: 'link-outside-workspace', facts: { file: FOLDER } }),
  );
  symlinkSync(outside, join(linked, 'features/out'));
  expect(() => openWorkspace(linked)).toThrow(expect.objectContaining({ facts: { file: 'features/out/slice.json' } }));
});

test('a broken link, a circle, a pipe', () => {
  const root = writeTree({ ...EVENTS, [`${FOLDER}/z.sql`]: revisionText('z1') });
  symlinkSync('nowhere', join(root, FOLDER, 'a.sql'));
  symlinkSync('b.sql', join(root, FOLDER, 'b.sql'));
  execFileSync('mkfifo', [join(root, FOLDER, 'c.sql')]);
  const problems = openWorkspace(root)
    .inspect()
    .problems.map(({ message }) => message);
  expect(problems).toEqual([
    `${FOLDER}/a.sql: does not exist`,
    `${FOLDER}/b.sql: is a link to itself`,
    `${FOLDER}/c.sql: is not a regular file`,
  ]);
});

test('a file and a folder that we may not read', () => {
  const root = writeTree({ ...EVENTS, [`${FOLDER}/a.sql`]: revisionText('a1') });
  asNobody();
  const workspace = openWorkspace(root);
  const hint = expect.stringContaining('chmod u+r');
  asRoot();
  chmodSync(join(root, FOLDER, 'a.sql'), 0);
  asNobody();
  expect(() => workspace.readHeaders()).toThrow(
    expect.objectContaining({
      code: 'file-unreadable',
      facts: { file: `${FOLDER}/a.sql`, systemCode: 'EACCES' },
      hint,
    }),
  );
  asRoot();
  chmodSync(join(root, FOLDER), 0);
  onTestFinished(() => chmodSync(join(root, FOLDER), 0o755));
  asNobody();
  expect(workspace.inspect().problems).toEqual([
    expect.objectContaining({ code: 'file-unreadable', facts: { file: FOLDER, systemCode: 'EACCES' } }),
  ]);
  asRoot();
});

test('a root that does not exist', () => {
  expect(() => openWorkspace(join(tempDir(), 'nowhere'))).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
});

const isRoot = process.getuid?.() === 0;

/** Root may read everything: the test goes on as somebody else until `asRoot`, or the end of the test. */
function asNobody(): void {
  if (!isRoot) return;
  process.seteuid?.(65534);
  onTestFinished(asRoot);
}

function asRoot(): void {
  if (isRoot) process.seteuid?.(0);
}
