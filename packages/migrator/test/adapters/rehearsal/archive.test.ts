import { expect, test } from 'vitest';
import { toolFailure } from '../../../src/adapters/rehearsal/copy/archive.ts';

const failed = (tail: string) => toolFailure({ command: 'pg_restore', problem: 'exit code 1', tail });

test('what a tool quotes of rows is left out, what failed stays', () => {
  const error = failed(`pg_restore: while PROCESSING TOC:
pg_restore: from TOC entry 3301; 2606 16391 CONSTRAINT customers customers_email_key postgres
pg_restore: error: could not execute query: ERROR:  could not create unique index "customers_email_key"
DETAIL:  Key (email)=(secret@example.com) is duplicated.
Command was: ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_email_key UNIQUE (email);
pg_restore: error: COPY failed for table "t": ERROR:  invalid input syntax for type integer: "secret"
CONTEXT:  COPY t, line 1, column id: "secret"
more of the row: secret`);
  expect(error.message).not.toContain('secret');
  expect(error.message).toContain('could not create unique index "customers_email_key"');
  expect(error.message).toContain('UNIQUE (email)');
  expect(error.message).toContain('COPY failed for table "t": ERROR:  invalid input syntax for type integer');
});

test.each([
  'pg_restore: error: could not execute query: ERROR:  could not extend file "base/1/2": No space left on device',
  'pg_dump: error: could not write to file: No space left on device',
])('%s', (tail) => {
  expect(failed(tail)).toMatchObject({ facts: { problem: 'disk-full' }, hint: expect.stringContaining('--sample') });
});
