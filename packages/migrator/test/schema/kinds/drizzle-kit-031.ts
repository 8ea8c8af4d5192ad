import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireCached } from '../../../src/adapters/drizzle/thread/code-cache.ts';
import { keepNames } from '../../../src/schema/names/keep-names.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { reverseRenames } from '../../../src/schema/rename/reverse-renames.ts';
import { drizzleSection, type Generator, renamesOf } from './generators.ts';
import type { Exports } from './kind.ts';
import type { Line } from './lines.ts';

// drizzle-kit 0.31 as it is published, with somebody at its terminal who knows the renames of the kind.

interface Kit {
  generateDrizzleJson(exports: object): object;
  generateMigration(before: object, after: object): Promise<readonly string[]>;
}

/** drizzle-kit 0.31 on the drizzle-orm 0.45 that is installed beside it. */
export function drizzleKit031({ entitiesOf }: Pick<Line, 'entitiesOf'>): Generator {
  let renames: readonly Rename[] = [];
  const kit = loadKit((items) => items.find((item) => isRename(item, renames)) ?? items[0]);
  return async (kind, context) => {
    const [before, after]: readonly Exports[] = [kind.before, kind.after].map((end) => ({ ...context, ...end }));
    const states = { before: await entitiesOf(before ?? {}), after: await entitiesOf(after ?? {}) };
    const known = renamesOf(kind, states.before, states.after);
    const way = async (from: object, to: object, answers: readonly Rename[]) => {
      renames = answers;
      return drizzleSection(await kit.generateMigration(from, to));
    };
    const [old, now] = [kit.generateDrizzleJson(before ?? {}), kit.generateDrizzleJson(after ?? {})];
    const upgrade = await way(old, now, known);
    const downgrade = await way(now, old, reverseRenames(known, states.after));
    const kept = keepNames(replayRenames(states.before, known), states.after);
    // It also names again what nobody named, which is as good.
    const step = { upgrade, downgrade, renames: known, after: kept, suffix: '' };
    return { after: kept, renames: known, otherwise: states.after, steps: [step] };
  };
}

function isRename(item: unknown, renames: readonly Rename[]): boolean {
  const [from, to] = [nameOf(item, 'from'), nameOf(item, 'to')];
  return renames.some((rename) => rename.from.at(-1) === from && rename.to.at(-1) === to);
}

function nameOf(item: unknown, end: 'from' | 'to'): unknown {
  return Reflect.get(Object(Reflect.get(Object(item), end)), 'name');
}

const QUESTION = 'if (!process.stdin.isTTY || !process.stdout.isTTY) {';

/** @param answer chooses among what a question offers: the new thing, or one that it was */
function loadKit(answer: (items: readonly unknown[]) => unknown): Kit {
  const own = createRequire(import.meta.url);
  const published = own.resolve('drizzle-kit-031/api');
  const folder = mkdtempSync(join(tmpdir(), 'braid-kit-'));
  const file = join(folder, 'api.cjs');
  const source = readFileSync(published, 'utf8');
  if (!source.includes(QUESTION)) throw new Error('drizzle-kit 0.31 asks in another way');
  const answered = "return Promise.resolve(require('braid-answer')(view5));";
  writeFileSync(file, source.replace(QUESTION, `${answered} ${QUESTION}`));
  const respond = (view: unknown) => {
    const state = Reflect.get(Object(view), 'data') ?? Reflect.get(Object(view), 'state');
    const items: unknown = Reflect.get(Object(state), 'items');
    return { status: 'submitted', data: answer(Array.isArray(items) ? items : []) };
  };
  const require = new Proxy(createRequire(published), {
    apply: (target, self, [name]: [string]): unknown => {
      if (name === 'braid-answer') return respond;
      return /^drizzle-orm(?:\/|$)/.test(name)
        ? own(name.replace('drizzle-orm', 'drizzle-orm-045'))
        : Reflect.apply(target, self, [name]);
    },
  });
  try {
    const { exports } = requireCached(file, require, undefined);
    if (!isKit(exports)) throw new TypeError('drizzle-kit 0.31 has another API');
    return exports;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isKit(value: unknown): value is Kit {
  return typeof value === 'object' && value !== null && 'generateMigration' in value;
}
