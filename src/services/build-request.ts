// From an operation of a service and its arguments to an HTTP request. Pure. Whatever an argument holds, it stays in its
// place: a path segment, a value of the query, a header, a field of the body. Not here: sending.

import { type Result, failed, ok } from '../base/result.ts';
import type { Expression, OperationCode, Program, Value, ValueType } from '../dsl/index.ts';
import { expressionToJson } from './expression-json.ts';
import { type Json, objectOf, toJson } from './json-values.ts';
import type { HttpRequest, ServiceRequest } from './ports.ts';

/** The longest address: what common servers still take. */
const urlLengthMax = 8_000;
/** The longest value of a header: as much. */
const headerLengthMax = 4_000;

/** Why an argument cannot be sent: static texts, for they are recorded. */
export type BuildFault = 'badBase' | 'badPath' | 'badHeader' | 'tooLong';

/** The request that asks this. Fails with what is wrong with it. */
export function buildRequest(asked: ServiceRequest, operation: OperationCode): Result<HttpRequest, BuildFault> {
  const base = baseOf(asked);
  if (base === null) return failed('badBase');
  const path = pathOf(asked, operation);
  if (path === null) return failed('badPath');
  const url = `${base.origin}${base.pathname.replace(/\/+$/, '')}${path}${queryOf(asked, operation)}`;
  if (url.length > urlLengthMax) return failed('tooLong');
  // What an address means is the parser's word: an argument must not have moved it elsewhere.
  if (URL.parse(url)?.href !== url) return failed('badPath');
  const headers = headersOf(asked, operation);
  if (headers === null) return failed('badHeader');
  return ok({ method: methods[operation.method], url, headers, body: bodyOf(asked, operation) });
}

const methods = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const;

/** The parameters of an operation by name. */
export const typesOf = ({ parameters }: OperationCode): ReadonlyMap<string, ValueType> =>
  new Map(parameters.map(({ name, type }) => [name, type]));

function baseOf({ program, service, valueOf }: ServiceRequest): URL | null {
  const text = valueOf(serviceOf(program, service), {});
  const url = typeof text === 'string' ? URL.parse(text.trim()) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : null;
}

const serviceOf = ({ services }: Program, name: string): Expression =>
  (Object.hasOwn(services, name) ? services[name]?.base : undefined) ?? { kind: 'literal', value: null };

/** Null: a value is missing, or would be another place in the tree of addresses. */
function pathOf({ arguments: given, program }: ServiceRequest, operation: OperationCode): string | null {
  const types = typesOf(operation);
  let path = '';
  for (const piece of operation.path) {
    if (piece.kind === 'text') {
      path += plainPath(piece.text);
      continue;
    }
    const text = plainText(given[piece.name] ?? null, types.get(piece.name) ?? null, program);
    if (text === '') return null;
    path += escaped(text);
  }
  const segments = (path.split('?')[0] ?? '').split('/').map((segment) => segment.replaceAll(/%2e/gi, '.'));
  if (segments.some((segment) => segment === '.' || segment === '..')) return null;
  return path.startsWith('/') ? path : `/${path}`;
}

/** What the author wrote, as an address has it: what is escaped already stays so. */
const plainPath = (text: string): string =>
  encodeURI(text.toWellFormed())
    .replaceAll(/%25(?=[0-9A-Fa-f]{2})/g, '%')
    .replaceAll('#', '%23');

/** As encodeURIComponent, and what it leaves although some parsers read more into it. Halves of letters are dropped. */
const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function queryOf({ arguments: given, program }: ServiceRequest, operation: OperationCode): string {
  if (!inQuery(operation)) return '';
  const types = typesOf(operation);
  const pairs = operation.rest.flatMap((name) => {
    const value = given[name] ?? null;
    const type = types.get(name) ?? null;
    const [items, of] = isList(value) ? [value, itemType(type)] : [[value], type];
    return items
      .filter((item) => item !== null)
      .map((item) => `${escaped(name)}=${escaped(plainText(item, of, program))}`);
  });
  if (pairs.length === 0) return '';
  const hasQuery = operation.path.some((piece) => piece.kind === 'text' && piece.text.includes('?'));
  return `${hasQuery ? '&' : '?'}${pairs.join('&')}`;
}

const inQuery = ({ method }: OperationCode): boolean => method === 'get' || method === 'delete';

function itemType(type: ValueType | null): ValueType | null {
  if (type?.kind === 'optional') return itemType(type.of);
  return type?.kind === 'List' ? type.of : null;
}

function plainText(value: Value, type: ValueType | null, program: Program): string {
  const json = toJson(value, type, program);
  if (json === null) return '';
  return typeof json === 'string' ? json : JSON.stringify(json);
}

/** What a header may hold (RFC 9110 section 5.5); anything else could begin another line. */
const headerValue = /^[\t\x20-\x7e\xa0-\xff]*$/;
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
/** These say how the request is sent, which is ours to say. */
const ownHeaders = new Set([
  ...['host', 'content-length', 'content-type', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'te'],
  ...['trailer', 'keep-alive', 'proxy-connection', 'idempotency-key'],
]);

/** Null: one of them cannot be sent. */
function headersOf(asked: ServiceRequest, operation: OperationCode): Readonly<Record<string, string>> | null {
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const { name, value } of operation.headers) {
    const text = asked.valueOf(value, asked.arguments);
    if (text === null) continue;
    if (typeof text !== 'string' || text.length > headerLengthMax || !headerValue.test(text)) return null;
    if (!headerName.test(name) || ownHeaders.has(name.toLowerCase())) return null;
    headers[name.toLowerCase()] = text;
  }
  if (hasBody(operation)) headers['content-type'] = 'application/json';
  if (operation.kind === 'command') headers['idempotency-key'] = asked.key;
  return headers;
}

const hasBody = (operation: OperationCode): boolean =>
  operation.body !== null || (!inQuery(operation) && operation.rest.length > 0);

function bodyOf(asked: ServiceRequest, operation: OperationCode): string | null {
  if (!hasBody(operation)) return null;
  const { program, arguments: given } = asked;
  const types = typesOf(operation);
  const named = operation.rest.map((name): [string, Json] => [
    name,
    toJson(given[name] ?? null, types.get(name) ?? null, program),
  ]);
  const rest = objectOf(inQuery(operation) ? [] : named);
  if (operation.body === null) return JSON.stringify(rest);
  const body = expressionToJson(operation.body, { ...asked, types });
  return JSON.stringify(isObject(body) && isObject(rest) ? { ...rest, ...body } : body);
}

const isObject = (json: Json): json is Readonly<Record<string, Json>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
