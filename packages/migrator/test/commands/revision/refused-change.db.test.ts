import { afterAll, expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import type { Prover } from '../../../src/ports/proof/proof.ts';
import { createProver } from '../../../src/proof/prover.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

let tools: ReturnType<typeof proofTools> | undefined;
afterAll(async () => {
  await tools?.close();
});

const posts = (columns: string) =>
  `export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), ${columns} });`;

test('a change that PostgreSQL refuses says that nothing was written, and what to do instead', async () => {
  const opened = (): Prover => {
    tools ??= proofTools(demo.root);
    return createProver(tools);
  };
  const prover: Prover = {
    prove: (request) => opened().prove(request),
    build: (statements) => opened().build(statements),
    builtBy: (heads) => opened().builtBy(heads),
  };
  const demo = demoWorkspace({ blog: posts('n: p.serial(), v: p.integer()') }, prover);
  await revision(demo.bench(), { message: 'start' });
  const before = demo.migrations('blog');
  const refusals = [
    { schema: posts('n: p.uuid(), v: p.integer()'), said: /cannot cast type integer to uuid/, hint: /^No cast leads/ },
  ];
  for (const { schema, said, hint } of refusals) {
    demo.schema('blog', schema);
    const failure = await revision(demo.bench(), { message: 'change' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'proof-statement-failed',
      message: expect.stringMatching(said),
      hint: expect.stringMatching(hint),
    });
    expect(failure).toMatchObject({ message: expect.stringMatching(/nothing was written/) });
    expect(demo.migrations('blog')).toEqual(before);
  }
});
