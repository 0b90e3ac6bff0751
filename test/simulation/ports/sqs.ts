// A queue as SQS and Lambda's poller treat it: hidden while somebody has it, handed out at least once, in no order, and
// after five times put aside.

export type Message = { id: string; body: string; visibleAt: number; receives: number };

const MOST_RECEIVES = 5;

export type SimQueue = {
  name: string;
  messages: Message[];
  dead: Message[];
  /** Every body that was ever sent. */
  sent: string[];
};

export const newQueue = (name: string): SimQueue => ({ name, messages: [], dead: [], sent: [] });

export function put(queue: SimQueue, body: string, visibleAt: number): void {
  queue.sent.push(body);
  queue.messages.push({ id: `${queue.name}-${queue.sent.length}`, body, visibleAt, receives: 0 });
}

export function nextVisible({ messages }: SimQueue): number | undefined {
  let at: number | undefined;
  for (const { visibleAt } of messages) if (at === undefined || visibleAt < at) at = visibleAt;
  return at;
}

/** Takes up to `most` messages, picked by `pick`, and hides them until `hiddenUntil`. */
export function receive(
  queue: SimQueue,
  { now, most, hiddenUntil }: { now: number; most: number; hiddenUntil: number },
  pick: (messages: Message[]) => Message,
): Message[] {
  let visible = queue.messages.filter(({ visibleAt }) => visibleAt <= now);
  const taken: Message[] = [];
  while (taken.length < most && visible.length > 0) {
    const message = pick(visible);
    visible = visible.filter((one) => one !== message);
    if (message.receives >= MOST_RECEIVES) {
      remove(queue, message);
      queue.dead.push(message);
      continue;
    }
    message.receives++;
    message.visibleAt = hiddenUntil;
    taken.push(message);
  }
  return taken;
}

export function remove(queue: SimQueue, { id }: Pick<Message, 'id'>): void {
  queue.messages = queue.messages.filter((one) => one.id !== id);
}

/** Puts what was put aside back, as an operator does, and gives the others another five times. */
export function redrive(queue: SimQueue, now: number): void {
  for (const message of queue.messages) message.receives = 0;
  for (const message of queue.dead) queue.messages.push({ ...message, visibleAt: now, receives: 0 });
  queue.dead = [];
}
