// Readers and writers on the busy table, as users are: what is due is due, however long the one before takes (an open loop). Waiting for a free
// connection counts. Arguments: URL. Ends when its standard input does, and prints one JSON line: [due (ms since the epoch), latency (ms), 1 for a reader]….
import pg from 'pg';

const [url = ''] = process.argv.slice(2);
const CONNECTIONS = 16;
const PER_SECOND = 400;
/** One in ten writes. */
const WRITES = 10;

/** @type {pg.Client[]} */
const idle = await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    const client = new pg.Client(url);
    await client.connect();
    return client;
  }),
);
/** @type {{ due: number, reads: boolean }[]} */
const waiting = [];
/** @type {[number, number, number][]} */
const samples = [];
const now = () => performance.timeOrigin + performance.now();
const everyMs = 1000 / PER_SECOND;
let open = 0;
let count = 0;
let ended = false;
let next = now() + everyMs;
process.stdin
  .on('end', () => {
    ended = true;
  })
  .resume();
process.stdout.write('ready\n');

const timer = setInterval(() => {
  for (; next <= now() && !ended; next += everyMs) {
    count += 1;
    waiting.push({ due: next, reads: count % WRITES !== 0 });
  }
  pump();
  if (!ended || waiting.length > 0 || open > 0) return;
  clearInterval(timer);
  void Promise.all(idle.map((client) => client.end())).then(() => process.stdout.write(`${JSON.stringify(samples)}\n`));
}, 1);

function pump() {
  while (waiting.length > 0) {
    const client = idle.pop();
    if (client === undefined) return;
    const task = waiting.shift();
    if (task !== undefined) void work(client, task);
  }
}

/** @param {pg.Client} client @param {{ due: number, reads: boolean }} task */
async function work(client, { due, reads }) {
  open += 1;
  const id = 1 + Math.floor(Math.random() * 100_000);
  const text = reads
    ? 'select owner, balance from accounts where id = $1'
    : 'update accounts set balance = balance + 1 where id = $1';
  await client.query({ name: reads ? 'read' : 'write', text, values: [id] });
  samples.push([due, now() - due, reads ? 1 : 0]);
  open -= 1;
  idle.push(client);
  pump();
}
