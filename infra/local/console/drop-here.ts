// How a file gets into the newsroom.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import type { ConsoleSource } from './source.ts';

type Inbox = Pick<ConsoleSource, 's3Endpoint' | 's3Environment' | 'inboxBucket' | 'inboxFolder'>;

export const dropHere = ({ s3Endpoint, s3Environment = {}, inboxBucket, inboxFolder }: Inbox): ElementContent[] => {
  const environment = Object.entries(s3Environment).map(([name, value]) => `${name}=${quoted(value)} `);
  const copy = `aws --endpoint-url ${quoted(s3Endpoint)} s3 cp release.txt ${quoted(`s3://${inboxBucket}/`)}`;
  return [
    h('p', 'Put a .txt, .md, .html or .docx file into this folder:'),
    h('pre', { className: 'copy' }, [h('code', inboxFolder)]),
    h('p', 'or upload it, as to a deployed newsroom:'),
    h('pre', { className: 'copy' }, [h('code', `${environment.join('')}${copy}`)]),
    h('p', { className: 'hint' }, [
      'The same file name again is a correction. ',
      'The same content again is nothing new; it rebuilds the pages and feeds that are out.',
    ]),
  ];
};

/** As one word of a POSIX shell. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
