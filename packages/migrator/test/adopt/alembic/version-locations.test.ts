import { expect, test } from 'vitest';
import { versionLocations } from '../../../src/adopt/alembic/version-locations.ts';
import { AlembicConfigError } from '../../../src/errors/adopt/alembic-config-error.ts';

const at = (lines: string, path = 'services/shop/alembic.ini') =>
  versionLocations({ path, text: `[alembic]\n${lines}\n` });

test.each([
  ['script_location = migrations', ['services/shop/migrations/versions']],
  ['SCRIPT_LOCATION: ./migrations', ['services/shop/migrations/versions']],
  ['script_location = %(here)s/db', ['services/shop/db/versions']],
  ['script_location = ../db', ['services/db/versions']],
  ['script_location = a%%b', ['services/shop/a%b/versions']],
  ['base = x\nscript_location = %(base)s/db', ['services/shop/x/db/versions']],
  ['# script_location = no\n; script_location = no\nscript_location = db', ['services/shop/db/versions']],
  ['script_location = db\n[other]\nscript_location = no', ['services/shop/db/versions']],
  [
    'script_location = db\nversion_locations = %(here)s/a %(here)s/b, c',
    ['services/shop/a', 'services/shop/b', 'services/shop/c'],
  ],
  [
    'script_location = db\nversion_locations = a:b\nversion_path_separator = os  # Use os.pathsep.',
    ['services/shop/a', 'services/shop/b'],
  ],
  [
    'script_location = db\nversion_locations =\n    a b\n    c\npath_separator = newline',
    ['services/shop/a b', 'services/shop/c'],
  ],
  ['script_location = db\nversion_locations = a;b\npath_separator = ;', ['services/shop/a', 'services/shop/b']],
])('finds the folders of %j', (lines, folders) => {
  expect(at(lines).folders).toEqual(folders);
});

test('knows the root of the workspace and folders in folders', () => {
  expect(at('script_location = db\nrecursive_version_locations = true', 'alembic.ini')).toEqual({
    folders: ['db/versions'],
    recursive: true,
  });
  expect(at('script_location = db', 'alembic.ini').recursive).toBe(false);
});

test.each([
  ['sqlalchemy.url = x', 'no script_location is in [alembic]'],
  ['script_location = package:migrations', 'only Python can find'],
  ['script_location = /srv/migrations', 'is an absolute path'],
  ['script_location = %(nowhere)s/db', 'script_location has a variable'],
  ['script_location = db\nversion_locations = a|b\npath_separator = |', '"|" is not a separator'],
])('refuses %j', (lines, message) => {
  expect(() => at(lines)).toThrow(AlembicConfigError);
  expect(() => at(lines)).toThrow(message);
});

test('reads [tool.alembic] of a pyproject.toml', () => {
  const text = `[project]
name = "shop"
[tool.alembic]
script_location = "%(here)s/db"
version_locations = ["%(here)s/a b", "c"]
recursive_version_locations = true
`;
  const read = (more: string) => versionLocations({ path: 'shop/pyproject.toml', text: more });
  expect(read(text)).toEqual({ folders: ['shop/a b', 'shop/c'], recursive: true });
  expect(() => read('[project]')).toThrow('shop/pyproject.toml:1: no script_location');
  expect(() => read('[project')).toThrow('the file is not valid TOML');
});
