// A TCP relay that holds every chunk back for some milliseconds, each way, and counts round trips (how often the client spoke after the server had), and those of queries, without handshakes.
// Arguments: host and port of the server, milliseconds. Prints its own port, then one JSON line for each connection that ended.
import { connect, createServer } from 'node:net';

const [host = '', port = '', milliseconds = '0'] = process.argv.slice(2);
const delay = Number(milliseconds);
/** The type of the message of a simple query. */
const QUERY = 'Q'.charCodeAt(0);

const server = createServer((client) => {
  const upstream = connect(Number(port), host);
  const counts = { roundTrips: 0, queries: 0, sent: 0, received: 0 };
  let serverSpoke = true;
  client.setNoDelay(true);
  upstream.setNoDelay(true);
  client.on('data', (chunk) => {
    counts.sent += chunk.length;
    if (serverSpoke) {
      counts.roundTrips += 1;
      // What begins after an answer begins with the type of a message; those of a handshake are others.
      if (chunk[0] === QUERY) counts.queries += 1;
    }
    serverSpoke = false;
    later(() => upstream.write(chunk));
  });
  upstream.on('data', (chunk) => {
    counts.received += chunk.length;
    serverSpoke = true;
    later(() => client.write(chunk));
  });
  client.on('end', () => later(() => upstream.end()));
  upstream.on('end', () => later(() => client.end()));
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  client.on('close', () => {
    upstream.destroy();
    process.stdout.write(`${JSON.stringify(counts)}\n`);
  });
});

/** Timers of one length fire in the order in which they were set, so chunks keep theirs. @param {() => void} act */
function later(act) {
  if (delay === 0) act();
  else setTimeout(act, delay);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
});
// The relay ends with the process that started it.
process.stdin.on('end', () => process.exit()).resume();
