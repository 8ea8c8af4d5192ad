import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAlembicScript } from '../../../src/adopt/alembic/read-script.ts';
import { AlembicFileError } from '../../../src/errors/adopt/alembic-errors.ts';

const FULL = `"""Add a price

to every product

Revision ID: 1975ea83b712
Revises: ae1027a6acf
Create Date: 2014-11-20 13:02:46.257104

"""
from typing import Sequence, Union
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '1975ea83b712'
down_revision: Union[str, Sequence[str], None] = ('ae1027a6acf', "27c6a30d7c24")
branch_labels = ("shop",)
depends_on = ["4f2", '5a1']


def upgrade() -> None:
    op.add_column("products", sa.Column("price", sa.Numeric))


def downgrade() -> None:
    op.drop_column("products", "price")
`;

function read(text: string) {
  return readAlembicScript({ path: 'versions/a.py', text });
}

/** A module with these lines, and what Alembic needs besides. */
function module(lines: string, rest = 'def upgrade():\n    pass\n\ndef downgrade():\n    pass\n') {
  return read(`${lines}\n\n${rest}`);
}

test('reads what the template of Alembic writes', () => {
  expect(read(FULL)).toEqual({
    id: '1975ea83b712',
    parents: ['ae1027a6acf', '27c6a30d7c24'],
    dependsOn: ['4f2', '5a1'],
    labels: ['shop'],
    message: 'Add a price',
    createdAt: '2014-11-20T13:02:46Z',
    file: 'versions/a.py',
    lines: { revision: 15, down: 16, labels: 17, depends: 18 },
    upgrade: { kind: 'offline' },
    downgrade: { kind: 'offline' },
  });
  expect(read(`\uFEFF${FULL.replaceAll('\n', '\r\n')}`)).toEqual(read(FULL));
});

test.each([
  ['None', []],
  ['()', []],
  ['[]', []],
  ["'a'", ['a']],
  ["('a')", ['a']],
  ["('a',)", ['a']],
  ["'a',", ['a']],
  ["'a', 'b'", ['a', 'b']],
  ['["a", "b",]', ['a', 'b']],
  ["(\n    'a',  # one\n    'b',\n)", ['a', 'b']],
  ["'a' \\\n    'b'", ['ab']],
  ["('a'\n 'b')", ['ab']],
  ["r'a'", ['a']],
  ["u'a'", ['a']],
  ['"""a"""', ['a']],
  ["'\\x61\\u0062\\143'", ['abc']],
  ["{'a'}", ['a']],
  ["'a'  # noqa: = 'b'", ['a']],
])('reads down_revision = %s', (value, parents) => {
  expect(module(`revision = 'z'\ndown_revision = ${value}`).parents).toEqual(parents);
});

test.each([
  ['a call', 'down_revision = get_head()'],
  ['a variable', 'down_revision = PARENT'],
  ['an attribute', 'down_revision = other.revision'],
  ['a tuple with a variable', "down_revision = ('a', PARENT)"],
  ['an f-string', "down_revision = f'{x}'"],
  ['bytes', "down_revision = b'a'"],
  ['an operator', "down_revision = 'a' + 'b'"],
  ['a method', "down_revision = 'a b'.split()"],
  ['a condition', "down_revision = 'a' if x else 'b'"],
  ['a number', 'down_revision = 1'],
  ['a tuple in a list', "down_revision = [('a', 'b')]"],
  ['None in a tuple', "down_revision = ('a', None)"],
  ['a named character', "down_revision = '\\N{DIGIT ONE}'"],
  ['a second target', "down_revision = revision = 'a'"],
  ['a target behind it', "x = down_revision = 'a'"],
  ['unpacking', "a, down_revision = 'a', 'b'"],
  ['an addition', "down_revision = 'a'\ndown_revision += 'b'"],
  ['a second assignment', "down_revision = 'a'\ndown_revision = 'b'"],
  ['an if', "if True:\n    down_revision = 'a'"],
  ['an if on one line', "if True: down_revision = 'a'"],
  ['an import', 'from other import down_revision'],
  ['a star in a loop', "for down_revision in ('a',): pass"],
  ['a function', "def f():\n    global down_revision\n    down_revision = 'a'"],
  ['a deletion', "down_revision = 'a'\ndel down_revision"],
  ['nothing', ''],
])('refuses down_revision by %s, with file and line', (_, lines) => {
  const error = expect(() => module(`revision = 'z'\n${lines}`));
  error.toThrow(AlembicFileError);
  error.toThrow(/^versions\/a\.py:\d+: .*down_revision/);
});

test.each([
  ['no revision', 'down_revision = None', 'does not assign revision'],
  ['an id of two', "revision = ('a', 'b')\ndown_revision = None", 'revision is computed'],
  ['a reserved id', "revision = 'head'\ndown_revision = None", 'is a reserved word'],
  ['an id with a colon', "revision = 'a:b'\ndown_revision = None", 'may only have'],
  ['a label with a blank', "revision = 'a'\ndown_revision = None\nbranch_labels = 'x y'", 'the branch label "x y"'],
  ['an open string', "revision = 'a\ndown_revision = None", 'the string that begins here'],
  ['an open docstring', '"""x\nrevision = \'a\'', 'the string that begins here'],
  ['an open bracket', "revision = ('a'\ndown_revision = None", 'the bracket that begins here'],
])('refuses %s', (_, lines, message) => {
  expect(() => module(lines, '')).toThrow(message);
});

test('takes names in comments, strings, functions and classes for what they are', () => {
  const text = `# revision = 'no'
"""revision = 'no'"""
revision = "yes"; down_revision = None
class Thing:
    revision = 'no'
def upgrade(revision='no', *, down_revision=None):
    depends_on = 'no'
    op.execute("""
revision = 'no'
""")
x.revision = 'no'
assert revision == 'yes'
`;
  expect(read(text)).toMatchObject({ id: 'yes', parents: [], dependsOn: [], message: "revision = 'no'" });
});

const HEAD = "revision = 'a'\ndown_revision = None\n";

test.each([
  ['a plain function', "def upgrade():\n    op.execute('get_bind()')  # get_bind()\n", { kind: 'offline' }],
  ['get_bind', 'def upgrade():\n    conn = op.get_bind()\n', { kind: 'asks-database', by: 'get_bind', line: 4 }],
  ['a session', 'def upgrade():\n    s = orm.Session(bind=b)\n', { kind: 'asks-database', by: 'Session', line: 4 }],
  [
    'a helper',
    'def ask():\n  return op.get_bind()\n\ndef upgrade():\n    ask()\n',
    { kind: 'asks-database', by: 'get_bind', line: 4 },
  ],
  ['helpers in a circle', 'def f():\n  g()\ndef g():\n  f()\ndef upgrade():\n    f()\n', { kind: 'offline' }],
  [
    'a helper that is not called',
    'def ask():\n  return op.get_bind()\ndef upgrade():\n    pass\n',
    { kind: 'offline' },
  ],
  [
    'an autocommit block',
    'def upgrade():\n    with op.get_context().autocommit_block():\n        pass\n',
    { kind: 'offline' },
  ],
  [
    'the connection of the context',
    'def upgrade():\n    op.get_context().bind\n',
    { kind: 'asks-database', by: 'get_context', line: 4 },
  ],
  ['no function', '', { kind: 'refused', why: 'the migration has no upgrade()' }],
  [
    'an error',
    'def upgrade():\n    """No."""\n    raise NotImplementedError\n',
    { kind: 'refused', why: 'upgrade() raises an error' },
  ],
  ['a function from elsewhere', 'from .common import upgrade\n', { kind: 'offline' }],
])('tells what upgrade does: %s', (_, functions, way) => {
  expect(read(`${HEAD}${functions}`).upgrade).toEqual(way);
});

test.each([
  ['Create Date: 2024-03-01 10:00:00.123456', '2024-03-01T10:00:00Z'],
  ['Create Date: 2024-03-01 10:00:00.123456+02:00', '2024-03-01T08:00:00Z'],
  ['Create Date: 2024-13-41 10:00:00', undefined],
  ['', undefined],
])('reads the time of %s', (line, createdAt) => {
  expect(read(`"""x\n\n${line}\n"""\n${HEAD}`).createdAt).toBe(createdAt);
});

test('ends in a script or in one typed error, whatever the text is', () => {
  const pieces = fc.constantFrom(
    ...[
      'revision',
      'down_revision',
      ' = ',
      "'a'",
      '"b',
      "'''",
      '(',
      ')',
      ',',
      '\n',
      '\n    ',
      ':',
      ';',
      '\\',
      '#',
      'if ',
      'def upgrade()',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 30 }), (parts) => {
      try {
        expect(typeof read(parts.join('')).id).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(AlembicFileError);
      }
    }),
    { numRuns: 1000 },
  );
});
