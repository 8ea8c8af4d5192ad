// Loaded before a program with `--require`: counts what it asks PostgreSQL (a message that it waits for an answer to), and writes that with its CPU time into the file
// that BRAID_BENCH_COUNTS names.
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');
const { isMainThread } = require('node:worker_threads');

const QUERY = 0x51;
const SYNC = 0x53;
/** Of the first message of a connection, which has no type: the beginning of its length. */
const NO_TYPE = 0;

let messages = 0;
let connections = 0;

/** @param {Buffer} chunk */
function count(chunk) {
  for (let at = 0; at + 5 <= chunk.length; ) {
    const type = chunk[at];
    if (type === NO_TYPE) {
      connections += 1;
      return;
    }
    if (type === QUERY || type === SYNC) messages += 1;
    at += 1 + Math.max(4, chunk.readInt32BE(at + 1));
  }
}

const write = Socket.prototype.write;
Socket.prototype.write = function counted(...given) {
  if (Buffer.isBuffer(given[0])) count(given[0]);
  return Reflect.apply(write, this, given);
};

if (isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const counts = { messages, connections, cpuMs: Math.round((user + system) / 1000) };
    appendFileSync(process.env.BRAID_BENCH_COUNTS ?? '/dev/null', `${JSON.stringify(counts)}\n`);
  });
}
