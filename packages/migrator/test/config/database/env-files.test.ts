import { expect, test } from 'vitest';
import { withEnvFiles } from '../../../src/config/database/env-files.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';

test('a .env file says nothing of what programs run', () => {
  const names = ['NODE_OPTIONS', 'NODE_PATH', 'PATH', 'Path', 'EDITOR', 'VISUAL', 'LD_PRELOAD', 'BASH_ENV', 'GIT_SSH'];
  const root = writeTree({ '.env': [...names, 'NODE_ENV', 'PATHS'].map((name) => `${name}=file\n`).join('') });
  const { values } = withEnvFiles(root, { PATH: '/bin', EDITOR: 'vi' });
  expect(values).toEqual({ PATH: '/bin', EDITOR: 'vi', NODE_ENV: 'file', PATHS: 'file' });
});
