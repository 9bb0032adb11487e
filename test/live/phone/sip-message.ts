// SIP messages as text and as data (RFC 3261 section 7). Not here: what a message means in a transaction or a call.

/** Header lines in order; names as written, compared without case by `header`. */
export type Headers = readonly (readonly [name: string, value: string])[];

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

/** The message as it travels; Content-Length is worked out here. */
export function printMessage(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${Buffer.byteLength(message.body)}`;
  return `${[start, ...lines, length].join('\r\n')}\r\n\r\n${message.body}`;
}

/** The message, or null for what is none (keep-alives, noise). Folded lines are joined, short names made long. */
export function parseMessage(text: string): SipMessage | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [start = '', ...lines] = text
    .slice(0, headEnd)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map(parseLine).filter(([name]) => name.toLowerCase() !== 'content-length');
  const body = text.slice(headEnd + 4);
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(start);
  if (response !== null) {
    return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body };
  }
  const [, method, uri] = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(start) ?? [];
  return method === undefined || uri === undefined ? null : { kind: 'request', method, uri, headers, body };
}

/** The first value of a header, or an empty text. */
export function header(message: { readonly headers: Headers }, name: string): string {
  const wanted = name.toLowerCase();
  return message.headers.find(([found]) => found.toLowerCase() === wanted)?.[1] ?? '';
}

/** All values of a header that may be a list, over several lines or by commas (Via, Route, Record-Route, Contact). */
export function headerList(message: { readonly headers: Headers }, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return message.headers.filter(([found]) => found.toLowerCase() === wanted).flatMap(([, value]) => splitList(value));
}

/** The values of a header that stands on several lines and whose own values hold commas (challenges). */
export function headerLines(message: { readonly headers: Headers }, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return message.headers.filter(([found]) => found.toLowerCase() === wanted).map(([, value]) => value);
}

/** CSeq, split; a missing one gives number 0 and no method. */
export function cseqOf(message: SipMessage): { readonly number: number; readonly method: string } {
  const [number = '0', method = ''] = header(message, 'CSeq').split(/\s+/);
  return { number: Number(number), method };
}

/** The branch of the topmost Via: the name of the transaction. */
export const branchOf = (message: SipMessage): string => parameter(headerList(message, 'Via')[0] ?? '', 'branch');

/** A response to `request` with what every response copies, and `more` after it. */
export function responseTo(
  request: SipRequest,
  status: number,
  options: { readonly toTag?: string; readonly more?: Headers; readonly body?: string } = {},
): SipResponse {
  const to = header(request, 'To');
  const tag = options.toTag !== undefined && parameter(to, 'tag') === '' ? `;tag=${options.toTag}` : '';
  const copied = request.headers.filter(([name]) => copiedNames.has(name.toLowerCase()));
  const headers: Headers = [...copied, ['To', `${to}${tag}`], ...(options.more ?? [])];
  return { kind: 'response', status, reason: reasons[status] ?? 'Status', headers, body: options.body ?? '' };
}

const copiedNames = new Set(['via', 'from', 'call-id', 'cseq', 'record-route']);

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  405: 'Method Not Allowed',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  603: 'Decline',
};

/** A parameter after the address part (`;tag=...`), or an empty text. */
export function parameter(value: string, name: string): string {
  const afterAddress = value.slice(value.lastIndexOf('>') + 1);
  return new RegExp(`;\\s*${name}\\s*=\\s*([^;\\s]+)`, 'i').exec(afterAddress)?.[1] ?? '';
}

const longNames: Readonly<Record<string, string>> = {
  v: 'Via',
  f: 'From',
  t: 'To',
  i: 'Call-ID',
  m: 'Contact',
  l: 'Content-Length',
  c: 'Content-Type',
  s: 'Subject',
  k: 'Supported',
};

function parseLine(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim();
  return [longNames[name.toLowerCase()] ?? name, line.slice(colon + 1).trim()];
}

/** Splits at commas outside quotes and angle brackets. */
const splitList = (value: string): readonly string[] =>
  (value.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g) ?? []).map((part) => part.trim());
