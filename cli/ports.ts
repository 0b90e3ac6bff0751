import { createServer } from 'node:net';
import { Refusal } from './sentence.ts';

/** Refuses before any work is done when one of the ports is taken. */
export async function freePorts(ports: number[]): Promise<void> {
  for (const port of ports) {
    if (await isFree(port)) continue;
    const other = port + 1000 > 60_000 ? 4080 : Math.floor(port / 10) * 10 + 1000;
    throw new Refusal(
      `Port ${port} is taken by another program, perhaps by a newsroom that runs already. End it, or start a newsroom beside it: npm start -- --port ${other} --state .polywire-${other}`,
    );
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
