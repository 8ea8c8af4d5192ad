import { expect, test } from 'vitest';
import { createScraper } from '../../../src/commands/exporter/exporter.ts';
import type { MetricsResult } from '../../../src/commands/metrics/metrics.ts';
import { InterruptedError } from '../../../src/errors/run/interrupted-error.ts';
import { parsePrometheus } from '../../metrics/parse-prometheus.ts';

const RESULT: MetricsResult = {
  database: { display: 'x', source: 'test' },
  labels: { database: 'app', env: 'test' },
  metrics: [{ name: 'braid_half_runs', type: 'gauge', help: 'h', samples: [{ labels: {}, value: 3 }] }],
};

/** A scraper whose looks are answered by hand. */
function scraper(timeoutMs = 60_000) {
  const looks: PromiseWithResolvers<MetricsResult>[] = [];
  const scrape = createScraper({
    timeoutMs,
    labels: { env: 'test' },
    now: () => 0,
    read() {
      const look = withResolvers<MetricsResult>();
      looks.push(look);
      return look.promise;
    },
  });
  const read = async () =>
    parsePrometheus(await scrape()).flatMap(({ name, labels, value }) =>
      name === 'braid_scrape_duration_seconds' ? [] : [`${name} ${Object.values(labels).join(' ')} ${value}`],
    );
  return { read, looks };
}

interface PromiseWithResolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

function withResolvers<Value>(): PromiseWithResolvers<Value> {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

test('tells that it failed and why, and recovers', async () => {
  const { read, looks } = scraper();
  const first = read();
  looks[0]?.reject(new InterruptedError({ during: 'call' }));
  expect(await first).toEqual(['braid_up test 0', 'braid_scrape_failure test interrupted 1']);
  const second = read();
  looks[1]?.resolve(RESULT);
  expect(await second).toEqual(['braid_up app test 1', 'braid_half_runs app test 3']);
  const third = read();
  looks[2]?.reject(new TypeError('postgres://u:secret@h/d'));
  // Its series are those of before: the name of the database is known by now.
  expect(await third).toEqual(['braid_up app test 0', 'braid_scrape_failure app test internal 1']);
});

test('scrapes at the same time share one look, and a late one is not begun again', async () => {
  const { read, looks } = scraper(1);
  expect(await Promise.all([read(), read()])).toEqual(
    Array(2).fill(['braid_up test 0', 'braid_scrape_failure test scrape-timeout 1']),
  );
  expect(await read()).toContain('braid_up test 0');
  expect(looks).toHaveLength(1);
  looks[0]?.resolve(RESULT);
  await new Promise((resolve) => setImmediate(resolve));
  const next = read();
  looks[1]?.resolve(RESULT);
  expect(await next).toContain('braid_up app test 1');
  expect(looks).toHaveLength(2);
});
