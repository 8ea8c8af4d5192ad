// What a plain Node process needs to learn that there is nothing to do: it reads the same files and one table. Arguments: URL, workspace.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Client } = require('pg');

const [url, workspace = ''] = process.argv.slice(2);

async function main() {
  const known = [];
  const slices = join(workspace, 'features');
  for (const slice of readdirSync(slices)) {
    const folder = join(slices, slice, 'migrations');
    for (const file of readdirSync(folder)) known.push(readFileSync(join(folder, file), 'utf8').slice(13, 25));
  }
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query('select revision from braid.applied');
  await client.end();
  const applied = new Set(rows.map(({ revision }) => revision));
  if (known.length === 0 || !known.every((id) => applied.has(id))) process.exitCode = 1;
}

void main();
