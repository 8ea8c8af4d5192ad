import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelProblem } from '../../src/metrics/label-problem.ts';
import { prometheusText } from '../../src/metrics/prometheus-text.ts';
import { parsePrometheus } from './parse-prometheus.ts';

test('a histogram and a gauge, as the format has them', () => {
  const text = prometheusText(
    [
      {
        name: 'a_seconds',
        type: 'histogram',
        help: 'a \\ b\nc',
        samples: [{ part: 'bucket', labels: { le: '+Inf' }, value: 2 }],
      },
      { name: 'none', type: 'gauge', help: 'has no samples', samples: [] },
      { name: 'b', type: 'gauge', help: 'b', samples: [{ labels: {}, value: Number.POSITIVE_INFINITY }] },
    ],
    { env: 'x' },
  );
  expect(text).toBe(`# HELP a_seconds a \\\\ b\\nc
# TYPE a_seconds histogram
a_seconds_bucket{env="x",le="+Inf"} 2
# HELP b b
# TYPE b gauge
b{env="x"} +Inf
`);
});

test('every value of a label and every number is read back as it was', () => {
  const samples = fc.uniqueArray(fc.record({ text: fc.string({ unit: 'binary' }), value: fc.double() }), {
    selector: ({ text }) => text,
    minLength: 1,
  });
  fc.assert(
    fc.property(samples, (given) => {
      const written = given.map(({ text, value }) => ({ labels: { slice: text }, value }));
      const read = parsePrometheus(prometheusText([{ name: 'm', type: 'gauge', help: 'h', samples: written }]));
      expect(read.map(({ labels, value }) => [labels.slice, value + 0])).toEqual(
        given.map(({ text, value }) => [text, value + 0]),
      );
    }),
  );
});

test.each([
  ['env', undefined],
  ['_x9', undefined],
  ['9x', 'is not a name'],
  ['a-b', 'is not a name'],
  ['', 'is not a name'],
  ['__name__', 'reserves'],
  ['database', 'Braid sets'],
  ['le', 'Braid sets'],
])('as a label %j: %s', (name, problem) => {
  if (problem === undefined) expect(labelProblem(name)).toBeUndefined();
  else expect(labelProblem(name)).toContain(problem);
});
