import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A network between a client and a server, which can fail. */
export interface TestProxy {
  url: string;
  /** Ends every connection that is open, as a fallen server does. */
  cut(): void;
  /** Refuses new connections, or no longer. */
  refuse(refusing: boolean): void;
  /** How many connections were made so far. */
  connections: number;
  close(): Promise<void>;
}

/** Passes bytes on to the server at `target`. */
export async function startProxy(target: string): Promise<TestProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let refusing = false;
  const server = createServer((near) => {
    if (refusing) return void near.resetAndDestroy();
    proxy.connections += 1;
    const far = connect({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from
        .on('error', () => to.destroy())
        .on('close', () => {
          open.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  });
  const proxy: TestProxy = {
    url: '',
    connections: 0,
    cut: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    refuse: (on) => {
      refusing = on;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
