import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lifetimes, withLifetimes } from '../../src/wiring/lifetimes.ts';

/** Something that is opened when it is told to. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

test('each thing is opened once, when it is first asked for, and nothing else is opened or closed', async () => {
  const told: string[] = [];
  await withLifetimes(async (lifetimes) => {
    const thing = lifetimes.once(
      () => told.push('open'),
      () => told.push('close'),
    );
    lifetimes.once(
      () => told.push('never'),
      () => told.push('never'),
    );
    expect(told).toEqual([]);
    expect(await Promise.all([thing(), thing()])).toEqual([1, 1]);
  });
  expect(told).toEqual(['open', 'close']);
});

test('things are closed in the reverse order of opening, whichever of the closers throw, and the first failure is reported', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 6 }), async (fails) => {
      const lifetimes = new Lifetimes();
      const closed: number[] = [];
      for (const [at, isFailing] of fails.entries()) {
        await lifetimes.once(
          () => at,
          (thing) => {
            closed.push(thing);
            if (isFailing) throw new Error(`closing ${thing}`);
          },
        )();
      }
      const failure = await lifetimes.close().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(closed).toEqual(fails.map((_, at) => at).reverse());
      expect(failure).toEqual(fails.includes(true) ? new Error(`closing ${fails.lastIndexOf(true)}`) : undefined);
    }),
  );
});

test('what a thing asked for while it was opened is closed after it', async () => {
  const closed: string[] = [];
  await withLifetimes(async (lifetimes) => {
    const server = lifetimes.once(
      () => 'server',
      (thing) => closed.push(thing),
    );
    const prover = lifetimes.once(
      async () => `prover on ${await server()}`,
      (thing) => closed.push(thing),
    );
    await prover();
  });
  expect(closed).toEqual(['prover on server', 'server']);
});

test('an opening that is running is waited for, and what it opened is closed; nothing can be opened after that', async () => {
  const lifetimes = new Lifetimes();
  const { opened, open } = gate();
  const closed: string[] = [];
  const slow = lifetimes.once(
    async () => {
      await opened;
      return 'slow';
    },
    (thing) => closed.push(thing),
  );
  const late = lifetimes.once(
    () => 'late',
    (thing) => closed.push(thing),
  );
  const background = slow();
  const closing = lifetimes.close();
  await expect(late()).rejects.toThrow(RangeError);
  expect(closed).toEqual([]);
  open();
  await closing;
  expect(closed).toEqual(['slow']);
  expect(await background).toBe('slow');
  await lifetimes.close();
  expect(closed).toEqual(['slow']);
});

test('what could not be opened is not closed, and is not a failure of closing', async () => {
  const closed: string[] = [];
  const lifetimes = new Lifetimes();
  const broken = lifetimes.once(
    () => Promise.reject(new Error('no server')),
    () => closed.push('broken'),
  );
  await expect(broken()).rejects.toThrow('no server');
  await expect(broken()).rejects.toThrow('no server');
  await lifetimes.close();
  expect(closed).toEqual([]);
});

test('everything is closed when the work fails, and its failure is the one that is reported', async () => {
  const closed: string[] = [];
  const failing = withLifetimes(async (lifetimes) => {
    await lifetimes.once(
      () => 'first',
      (thing) => closed.push(thing),
    )();
    await lifetimes.once(
      () => 'second',
      () => Promise.reject(new Error('closing')),
    )();
    throw new Error('work');
  });
  await expect(failing).rejects.toThrow('work');
  expect(closed).toEqual(['first']);
});
