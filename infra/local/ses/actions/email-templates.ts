// API_CreateEmailTemplate and its neighbours. The name's pattern is that of AWS::SES::Template.
import { badRequest, SesError } from '../errors.ts';
import type { StoredTemplate } from '../journal.ts';
import { paginate } from '../paginate.ts';
import { CreateEmailTemplate, parse, TestRenderEmailTemplate, UpdateEmailTemplate } from '../schemas.ts';
import { commit, type State } from '../state.ts';
import { parseData, RenderingError, render, type TemplateText, validateTemplate } from '../template.ts';

export function createEmailTemplate(state: State, body: Buffer) {
  const { TemplateName, TemplateContent } = parse(CreateEmailTemplate, body);
  if (state.templates.has(TemplateName)) {
    throw new SesError('AlreadyExistsException', `Template ${TemplateName} already exists.`);
  }
  storeTemplate(state, TemplateName, TemplateContent);
  return {};
}

export function updateEmailTemplate(state: State, name: string, body: Buffer) {
  find(state, name);
  storeTemplate(state, name, parse(UpdateEmailTemplate, body).TemplateContent);
  return {};
}

export function getEmailTemplate(state: State, name: string) {
  const { subject, html, text } = find(state, name);
  return { TemplateName: name, TemplateContent: { Subject: subject, Html: html, Text: text }, Tags: [] };
}

/** API_DeleteEmailTemplate lists NotFoundException. */
export function deleteEmailTemplate(state: State, name: string) {
  commit(state, [{ kind: 'template deleted', name: find(state, name).name }]);
  return {};
}

export function listEmailTemplates({ templates }: State, query: URLSearchParams) {
  const { items, ...more } = paginate([...templates.values()], ({ name }) => name, query);
  const metadata = items.map(({ name, createdAt }) => ({
    TemplateName: name,
    CreatedTimestamp: Date.parse(createdAt) / 1000,
  }));
  return { TemplatesMetadata: metadata, ...more };
}

/** API_TestRenderEmailTemplate returns one MIME message; its headers here are the subject's alone. */
export function testRenderEmailTemplate(state: State, name: string, body: Buffer) {
  const { TemplateData } = parse(TestRenderEmailTemplate, body);
  try {
    const { subject, text = '', html = '' } = render(find(state, name), parseData(TemplateData));
    return { RenderedTemplate: `Subject: ${subject}\r\nMIME-Version: 1.0\r\n\r\n${text}\r\n\r\n${html}` };
  } catch (error) {
    if (error instanceof RenderingError) throw badRequest(error.message);
    throw error;
  }
}

/** Idempotent: the same content again is no change. */
export function storeTemplate(state: State, name: string, content: TemplateText): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw badRequest(`"${name}" is not a template name.`);
  validateTemplate(content);
  const { subject, html, text } = content;
  const known = state.templates.get(name);
  if (known && known.subject === subject && known.html === html && known.text === text) return;
  const createdAt = known?.createdAt ?? state.clock().toISOString();
  commit(state, [{ kind: 'template', template: { name, subject, html, text, createdAt } }]);
}

function find({ templates }: State, name: string): StoredTemplate {
  const template = templates.get(name);
  if (!template) throw new SesError('NotFoundException', `Template ${name} does not exist.`);
  return template;
}
