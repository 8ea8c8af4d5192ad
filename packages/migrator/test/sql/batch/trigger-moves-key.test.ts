import { expect, test } from 'vitest';
import { triggerMovesKey } from '../../../src/sql/batch/trigger-moves-key.ts';

const body = (text: string) => `declare v int;\nbegin\n  ${text}\n  return new;\nend`;

test.each<[string, boolean | 'unknown']>([
  ['new.updated_at := now();', false],
  ['new.id := new.id + 1;', true],
  ['NEW.ID = nextval($$s$$);', true],
  ['new."id" := 1;', true],
  ['new."Id" := 1;', false],
  ['if new.id = 5 then new.n := 1; end if;', false],
  ['if new.n = 5 then new.id = 1; end if;', true],
  ['select max(id) into new.id from other;', true],
  ['select 1, max(id) into strict v, new.id from other;', true],
  ['select new.n, new.id from other into v;', false],
  ['new := old;', true],
  ['insert into audit values (new.id, new.n);', false],
  ['update orders set id = id + 1 where id > new.id;', true],
  ['update others set id = new.id;', false],
  ['-- new.id := 1;', false],
  ["raise notice 'new.id := %', new.id;", false],
  ['return coalesce(new, old);', false],
  ['return null;', false],
  ["return jsonb_populate_record(new, '{}');", 'unknown'],
])('%s: %s', (text, expected) => {
  const trigger = { language: 'plpgsql', source: body(text), isBefore: true };
  expect(triggerMovesKey(trigger, 'orders', ['id'])).toBe(expected);
});

test('what runs after the row changes its key by a statement only; other languages are not read', () => {
  const after = { language: 'plpgsql', source: body('new.id := 1;'), isBefore: false };
  expect(triggerMovesKey(after, 'orders', ['id'])).toBe(false);
  expect(triggerMovesKey({ ...after, source: body('update orders set id = 1;') }, 'orders', ['id'])).toBe(true);
  expect(triggerMovesKey({ ...after, language: 'plpython3u' }, 'orders', ['id'])).toBe('unknown');
  expect(triggerMovesKey({ ...after, language: 'internal' }, 'orders', ['id'])).toBe(false);
});
