import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { revisionFileName, slug } from '../../src/revision/file-name.ts';
import { branchLabelProblem, revisionIdFromBytes, revisionIdProblem } from '../../src/revision/revision-id.ts';

const created = new Date('2026-11-21T00:33:07.999Z');
const revision = { id: '8f3c2a1b9d04', message: 'Add title', slice: 'events', kind: 'sql' } as const;

describe('file names', () => {
  test.each([
    [undefined, '20261121T003307_8f3c2a1b9d04_add_title.sql'],
    ['%(slice)-%(year)%(month)%(day)-%(hour)%(minute)%(second)-%(revision)', 'events-20261121-003307-8f3c2a1b9d04.sql'],
    ['%(slug)', 'add_title.sql'],
    ['%(rev)_%(epoch)', '8f3c2a1b9d04_1795221187.sql'],
    // As it is in an alembic.ini.
    ['%%(year)d_%%(month).2d_%%(day).2d-%%(rev)s_%%(slug)s', '2026_11_21-8f3c2a1b9d04_add_title.sql'],
    ['%(rev)s_%(slug)set', '8f3c2a1b9d04_add_titleset.sql'],
    ['../%(slug)/.', 'add_title.sql'],
    ['CON', 'revision_8f3c2a1b9d04.sql'],
    ['nul.%(slug)', 'revision_8f3c2a1b9d04.sql'],
    ['///', 'revision_8f3c2a1b9d04.sql'],
  ])('%s', (template, name) => {
    expect(revisionFileName({ revision, created, ...(template === undefined ? {} : { template }) })).toBe(name);
  });

  test.each([
    ['Europe/Berlin', '20261121T013307'],
    ['America/St_Johns', '20261120T210307'],
    ['Pacific/Kiritimati', '20261121T143307'],
    [undefined, '20261121T003307'],
  ])('the time in %s', (timezone, time) => {
    const style = timezone === undefined ? {} : { timezone };
    expect(revisionFileName({ revision, created, template: '%(time)', ...style })).toBe(`${time}.sql`);
  });

  test('midnight is the first hour of its day', () => {
    const midnight = new Date('2026-11-20T23:00:00Z');
    const name = revisionFileName({ revision, created: midnight, template: '%(time)', timezone: 'Europe/Berlin' });
    expect(name).toBe('20261121T000000.sql');
  });

  test('without a slug, of a data revision, with an unknown placeholder', () => {
    expect(revisionFileName({ revision: { ...revision, message: '???' }, created })).toBe(
      '20261121T003307_8f3c2a1b9d04.sql',
    );
    expect(revisionFileName({ revision: { ...revision, kind: 'ts' }, created })).toMatch(/_add_title\.ts$/);
    expect(() => revisionFileName({ revision, created, template: '%(toString)' })).toThrow('%(toString)');
  });

  test('UTC is what ICU says of it', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (at) => {
        const [own, icu] = ['UTC', 'Etc/UTC'].map((timezone) =>
          revisionFileName({ revision, created: at, template: '%(time)', timezone }),
        );
        expect(own).toBe(icu);
      }),
    );
  });

  test.each([
    ['Größe & Ærø: Łódź, naïve ﬁle №1', 'grosse_aero_lodz_naive_file_no1'],
    ['İstanbul', 'istanbul'],
    ['名前', ''],
    ['a very long message that goes on for longer than fits', 'a_very_long_message_that_goes_on_for'],
    ['x'.repeat(50), 'x'.repeat(40)],
    [`${'x'.repeat(40)} y`, 'x'.repeat(40)],
  ])('slug of %s', (message, expected) => expect(slug(message)).toBe(expected));

  test('any message gives a name that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (message, slice) => {
        const template = '%(slug)%(slice)%(slug)';
        const name = revisionFileName({ revision: { ...revision, message, slice }, created, template });
        expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]*\.sql$/);
        expect(slug(message).length).toBeLessThanOrEqual(40);
      }),
    );
  });
});

test('ids', () => {
  expect(revisionIdFromBytes(Uint8Array.of(0, 1, 0xab, 255, 16, 9, 77))).toBe('0001abff1009');
  expect(() => revisionIdFromBytes(new Uint8Array(5))).toThrow(RangeError);
  expect(['8f3c2a1b9d04', 'a', '_x.y', '1.2', 'A'.repeat(64)].map(revisionIdProblem)).toEqual(Array(5).fill(undefined));
  expect(['', 'a b', 'a-b', '-a', '.a', 'ä', 'BASE', 'A'.repeat(65)].map((id) => typeof revisionIdProblem(id))).toEqual(
    Array(8).fill('string'),
  );
  expect(['market-data', 'v1.2', '_a'].map(branchLabelProblem)).toEqual(Array(3).fill(undefined));
  expect(['1a', '-a', 'a@b', 'heads', 'a:b', 'a+1'].map((label) => typeof branchLabelProblem(label))).toEqual(
    Array(6).fill('string'),
  );
});
