// Opens many sockets to one server and reads what comes: node subscribers-client.js URL COUNT [KEY RUN_ID]
// With a key it subscribes to a run's progress on each; without, it only listens. Prints "ready" when each has heard
// something, or is open.
import { WebSocket } from 'ws';

const [url, count, key, runId] = process.argv.slice(2);
const query =
  'subscription ($runId: ID!) { runProgress(runId: $runId) { id status sequence itemsTotal itemsCompleted itemsFailed } }';
let waiting = Number(count);
const ready = () => --waiting === 0 && console.log('ready');

for (let opened = 0; opened < Number(count); opened += 1) {
  const socket = new WebSocket(url, key ? 'graphql-transport-ws' : undefined);
  if (!key) {
    socket.once('open', ready);
    continue;
  }
  socket.once('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } })),
  );
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data));
    if (type === 'connection_ack')
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { runId } } }));
    else if (!socket.heard) {
      socket.heard = true;
      ready();
    }
  });
}
