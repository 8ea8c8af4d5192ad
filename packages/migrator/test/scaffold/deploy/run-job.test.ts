import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kubernetes } from '../../../src/scaffold/deploy/kubernetes.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';

/** Stands in for a cluster: says what is asked, and gives one line of `conditions` for each `get`. */
function runJob(conditions: readonly string[], create = 'echo job.batch/migrate-x7') {
  const script = kubernetes('image').find(({ path }) => path.endsWith('run-job.sh'))?.text ?? '';
  const root = writeTree({
    'deploy/run-job.sh': script,
    conditions: `${conditions.join('\n')}\n`,
    'bin/kubectl': `#!/bin/sh
echo "$*" >> "$ROOT/asked"
case $1 in
  create) ${create} ;;
  get) head -n 1 "$ROOT/conditions"; sed -i 1d "$ROOT/conditions" ;;
  logs) echo 'Applied 2 revisions.' ;;
esac
`,
  });
  chmodSync(join(root, 'bin/kubectl'), 0o755);
  const env = { ...process.env, ROOT: root, PATH: `${join(root, 'bin')}:${process.env.PATH}`, POLL_SECONDS: '0' };
  const { status, stdout, stderr } = spawnSync('sh', [join(root, 'deploy/run-job.sh')], { env, encoding: 'utf8' });
  return { status, stdout, stderr, asked: readFileSync(join(root, 'asked'), 'utf8').split('\n'), root };
}

test.each([
  [['', '', 'Complete'], 0],
  // Newer clusters say two things.
  [['SuccessCriteriaMet', 'SuccessCriteriaMet Complete'], 0],
  [['', 'FailureTarget', 'FailureTarget Failed'], 1],
  [['Suspended', 'Failed'], 1],
])('a job with the conditions %j ends with %i', (conditions, expected) => {
  const { status, stdout, asked, root } = runJob(conditions);
  expect(status).toBe(expected);
  expect(stdout).toBe('job.batch/migrate-x7\nApplied 2 revisions.\n');
  expect(asked[0]).toBe(`create -f ${root}/deploy/job.yaml -o name`);
  expect(asked.filter((line) => line.startsWith('get'))).toHaveLength(conditions.length);
});

test('a job that cannot be made is a failure', () => {
  expect(runJob([], 'exit 1')).toMatchObject({ status: 1, asked: [expect.stringContaining('create'), ''] });
});
