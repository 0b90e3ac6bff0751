// In a process of its own: the local DynamoDB on files that are there already.
import dynalite from 'dynalite';
import { z } from 'zod';
import { answer, asked } from './apart.ts';

const server = dynalite({ path: z.object({ path: z.string() }).parse(asked()).path, createTableMs: 0 });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  answer(typeof address === 'object' && address ? address.port : 0);
});
