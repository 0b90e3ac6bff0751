// The REST paths of the Amazon SES API v2 that are emulated.
import type { AwsRequest } from '../emulator.ts';
import {
  createEmailTemplate,
  deleteEmailTemplate,
  getEmailTemplate,
  listEmailTemplates,
  testRenderEmailTemplate,
  updateEmailTemplate,
} from './actions/email-templates.ts';
import { getAccount } from './actions/get-account.ts';
import { getConfigurationSet } from './actions/get-configuration-set.ts';
import { getEmailIdentity } from './actions/get-email-identity.ts';
import { sendBulkEmail } from './actions/send-bulk-email.ts';
import { sendEmail } from './actions/send-email.ts';
import {
  deleteSuppressedDestination,
  getSuppressedDestination,
  listSuppressedDestinations,
  putSuppressedDestination,
} from './actions/suppressed-destinations.ts';
import { SesError } from './errors.ts';
import type { State } from './state.ts';

type Action = (state: State, request: AwsRequest, name: string) => unknown;

const routes: [method: string, path: string, action: Action][] = [
  ['POST', 'outbound-emails', (state, { body }) => sendEmail(state, body)],
  ['POST', 'outbound-bulk-emails', (state, { body }) => sendBulkEmail(state, body)],
  ['GET', 'account', getAccount],
  ['PUT', 'suppression/addresses', (state, { body }) => putSuppressedDestination(state, body)],
  ['GET', 'suppression/addresses', (state, { query }) => listSuppressedDestinations(state, query)],
  ['GET', 'suppression/addresses/*', (state, _, address) => getSuppressedDestination(state, address)],
  ['DELETE', 'suppression/addresses/*', (state, _, address) => deleteSuppressedDestination(state, address)],
  ['POST', 'templates', (state, { body }) => createEmailTemplate(state, body)],
  ['GET', 'templates', (state, { query }) => listEmailTemplates(state, query)],
  ['GET', 'templates/*', (state, _, name) => getEmailTemplate(state, name)],
  ['PUT', 'templates/*', (state, { body }, name) => updateEmailTemplate(state, name, body)],
  ['DELETE', 'templates/*', (state, _, name) => deleteEmailTemplate(state, name)],
  ['POST', 'templates/*/render', (state, { body }, name) => testRenderEmailTemplate(state, name, body)],
  ['GET', 'identities/*', (state, _, identity) => getEmailIdentity(state, identity)],
  ['GET', 'configuration-sets/*', (state, _, name) => getConfigurationSet(state, name)],
];

/** What the request asks for, done: the JSON of the answer. */
export async function perform(state: State, request: AwsRequest): Promise<unknown> {
  const segments = request.path.split('/').slice(1).map(decodeURIComponent);
  const [version, service, ...rest] = segments;
  const route = routes.find(([method, path]) => method === request.method && matches(path, rest));
  if (!route || version !== 'v2' || service !== 'email') {
    throw new SesError(
      'NotImplementedException',
      `The local SES does not implement ${request.method} ${request.path}.`,
    );
  }
  const [, path, action] = route;
  return action(state, request, rest[path.split('/').indexOf('*')] ?? '');
}

function matches(path: string, segments: readonly string[]): boolean {
  const expected = path.split('/');
  return (
    expected.length === segments.length && expected.every((part, index) => part === '*' || part === segments[index])
  );
}
