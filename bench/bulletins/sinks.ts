// In a process of its own: an HTTP server that answers as SES does, and an SMTP server that takes whatever comes.
import { createServer as httpServer } from 'node:http';
import { type AddressInfo, type Server, type Socket, createServer as tcpServer } from 'node:net';
import { z } from 'zod';
import { answer } from './apart.ts';

const Bulk = z.object({ BulkEmailEntries: z.array(z.unknown()) });

const ses = httpServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.once('end', () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const taken = { Status: 'SUCCESS', MessageId: '0100019a-bench' };
    const isBulk = request.url?.endsWith('outbound-bulk-emails');
    const said = isBulk
      ? { BulkEmailEntryResults: Bulk.parse(body).BulkEmailEntries.map(() => taken) }
      : { MessageId: taken.MessageId };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
  });
});

// RFC 5321, as far as a pool of nodemailer speaks it.
const END = '\r\n.\r\n';

function converse(socket: Socket): void {
  let heard = '';
  let isData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const take = (): boolean => {
    const end = heard.indexOf(isData ? END : '\r\n');
    if (end < 0) return false;
    const line = heard.slice(0, end);
    heard = heard.slice(end + (isData ? END.length : 2));
    if (isData) say('250 taken');
    else if (line.startsWith('EHLO')) say('250-sink\r\n250-PIPELINING\r\n250 8BITMIME');
    else say(line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok');
    isData = !isData && line === 'DATA';
    return true;
  };
  socket.setNoDelay(true).setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text) => {
    heard += text;
    while (take());
  });
  say('220 sink');
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address ? address.port : 0;

answer({ ses: await listening(ses), smtp: await listening(tcpServer(converse)) });
