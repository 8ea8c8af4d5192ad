import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = resolve(import.meta.dirname, '../../../../..');
const CARRIED = ['drizzle-kit-1.0.cjs', 'drizzle-kit-0.31.cjs'].map((file) =>
  resolve(ROOT, 'packages/migrator/dist/carried', file),
);

/** Makes what pages load, and what is carried of drizzle-kit where nothing was built yet: tests from source use both. */
export default async function setup(): Promise<void> {
  const { bundlePage }: { bundlePage(): Promise<void> } = await import(
    pathToFileURL(resolve(ROOT, 'tools/bundle-page.mjs')).href
  );
  await bundlePage();
  if (CARRIED.every((file) => existsSync(file))) return;
  const { carry }: { carry(): Promise<void> } = await import(
    pathToFileURL(resolve(ROOT, 'tools/carry/carry.mjs')).href
  );
  // Tests of drizzle-orm 0.45 say what they lack.
  await carry().catch((error: unknown) => console.warn(error));
}
