import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempRoot } from './setup/temp-root.ts';

/** A new folder that other users may enter, removed when the running test (or hook) is over. */
export function tempDir(prefix = 'braid-test-'): string {
  const folder = makeTempDir(prefix);
  onTestFinished(() => removeTempDir(folder));
  return folder;
}

/** The same without the clean-up, for use outside a test; give it back with {@link removeTempDir}. */
export function makeTempDir(prefix = 'braid-test-'): string {
  const folder = realpathSync(mkdtempSync(join(tempRoot(), `${prefix}${process.pid}-`)));
  // An embedded server started by root runs as another user.
  chmodSync(folder, 0o755);
  return folder;
}

export function removeTempDir(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
