// What a plain Node process needs that sends psql's file in messages of 25 transactions. The floor where psql is absent. Arguments: URL, file.
const { readFileSync } = require('node:fs');
const { Client } = require('pg');

const [url, file = ''] = process.argv.slice(2);

async function main() {
  const client = new Client(url);
  await client.connect();
  const [first = '', ...transactions] = readFileSync(file, 'utf8').split(/^(?=begin;$)/m);
  await client.query(first);
  for (let at = 0; at < transactions.length; at += 25) await client.query(transactions.slice(at, at + 25).join(''));
  await client.end();
}

void main();
