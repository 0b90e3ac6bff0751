import type { ZodMiniType } from 'zod/mini';
import type { Queue } from '../../../functions/io/queue.ts';
import type { Wire } from './wire.ts';

/** Takes the bodies of one batch, to be hidden for so many seconds. */
export type Sink = (bodies: string[], delaySeconds: number) => void;

const BATCH = 10;

export function queue<Message>(
  name: string,
  sink: Sink,
  schema: ZodMiniType<Message>,
  { write }: Wire,
): Queue<Message> {
  const sendAll = async (messages: Message[], delaySeconds = 0): Promise<void> => {
    for (let from = 0; from < messages.length; from += BATCH) {
      const bodies = messages.slice(from, from + BATCH).map((message) => JSON.stringify(schema.parse(message)));
      await write(`${name}.send`, () => sink(bodies, delaySeconds));
    }
  };
  return { sendAll, send: (message, delaySeconds = 0) => sendAll([message], delaySeconds) };
}
