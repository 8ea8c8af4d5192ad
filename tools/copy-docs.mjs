// Puts the documentation into the package, where editors and agents find the pages that messages name.
import { cpSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../docs', import.meta.url));
const to = fileURLToPath(new URL('../packages/migrator/docs', import.meta.url));

/** Of the examples, what builds them is only good here. */
const OURS = ['package.json', 'tsconfig.json', 'node_modules'];

export function copyDocs() {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !OURS.includes(basename(path)) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) copyDocs();
