// One SIP user agent on one socket: asks, answers, finds the dialog that a request belongs to. Calls and
// registrations are built on it (placing.ts, receiving.ts, registration.ts).

import type { Clock } from '../../../src/base/clock.ts';
import { ClientTransactions } from './client-transactions.ts';
import type { Answers } from './client-transactions.ts';
import { parseChallenge, printAuthorization } from './digest.ts';
import { newToken } from './token.ts';
import type { NetAddress, SipRecord } from './phone-types.ts';
import { ServerTransactions } from './server-transactions.ts';
import { branchOf, header, headerLines, parameter, responseTo } from './sip-message.ts';
import type { Headers, SipMessage, SipRequest, SipResponse } from './sip-message.ts';
import { openSipSocket } from './sip-socket.ts';
import type { SipSocket } from './sip-socket.ts';
import { sipUri } from './sip-uri.ts';

/** The methods that a phone understands. */
export const allowed = 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO';

export interface Identity {
  readonly user: string;
  readonly password: string | undefined;
}

/** What a request outside any dialog is made of; the agent adds Via and Max-Forwards. */
export interface RequestParts {
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly body?: string;
}

export type InviteHandler = (request: SipRequest) => void;
export type DialogHandler = (request: SipRequest) => void;

export class UserAgent {
  readonly identity: Identity;
  readonly #socket: SipSocket;
  readonly #asking: ClientTransactions;
  readonly #answering: ServerTransactions;
  readonly #dialogs = new Map<string, DialogHandler>();
  readonly #cancels = new Map<string, () => void>();
  readonly #onInvite: InviteHandler;

  private constructor(identity: Identity, socket: SipSocket, after: Clock['after'], onInvite: InviteHandler) {
    this.identity = identity;
    this.#socket = socket;
    this.#onInvite = onInvite;
    this.#asking = new ClientTransactions(socket.send, after);
    this.#answering = new ServerTransactions(socket.send, after);
  }

  /** Opens the socket; `onInvite` gets each new call. Rejects when the address is taken. */
  static async open(
    parts: { readonly identity: Identity; readonly local: NetAddress; readonly after: Clock['after'] },
    onInvite: InviteHandler,
  ): Promise<UserAgent> {
    const socket = await openSipSocket(parts.local);
    const agent = new UserAgent(parts.identity, socket, parts.after, onInvite);
    socket.listen((message, from) => {
      agent.#receive(message, from);
    });
    return agent;
  }

  get address(): NetAddress {
    return this.#socket.address;
  }

  get contact(): string {
    return `<${sipUri(this.identity.user, this.address)}>`;
  }

  messages(): readonly SipRecord[] {
    return this.#socket.messages();
  }

  /** Completes a request with Via and Max-Forwards. */
  compose(parts: RequestParts, branch = `z9hG4bK${newToken()}`): SipRequest {
    const via = `SIP/2.0/UDP ${this.address.host}:${this.address.port};rport;branch=${branch}`;
    const headers: Headers = [['Via', via], ['Max-Forwards', '70'], ...parts.headers, ['User-Agent', 'test phone']];
    return { kind: 'request', method: parts.method, uri: parts.uri, headers, body: parts.body ?? '' };
  }

  ask(request: SipRequest, to: NetAddress, answers: Answers): void {
    this.#asking.start(request, to, answers);
  }

  /** A request without a transaction: the ACK of an answer. */
  sendOnly(request: SipRequest, to: NetAddress): void {
    this.#socket.send(request, to);
  }

  respond(request: SipRequest, response: SipResponse, unacknowledged?: () => void): void {
    this.#answering.respond(request, response, unacknowledged);
  }

  /** The header that answers a 401 or 407, or null when it asks for what we cannot give. */
  answerChallenge(request: SipRequest, response: SipResponse): readonly [string, string] | null {
    const password = this.identity.password;
    const [asked, answer] =
      response.status === 407
        ? (['Proxy-Authenticate', 'Proxy-Authorization'] as const)
        : (['WWW-Authenticate', 'Authorization'] as const);
    const challenge = parseChallenge(headerLines(response, asked));
    if (password === undefined || challenge === null || header(request, answer) !== '') return null;
    const { method, uri } = request;
    const digest = { username: this.identity.user, password, method, uri, cnonce: newToken(), useCount: 1 };
    return [answer, printAuthorization(challenge, digest)];
  }

  /** Requests of this dialog, named by its Call-ID and our own tag, go to `handler` until it is forgotten. */
  addDialog(callId: string, localTag: string, handler: DialogHandler): void {
    this.#dialogs.set(`${callId} ${localTag}`, handler);
  }

  forgetDialog(callId: string, localTag: string): void {
    this.#dialogs.delete(`${callId} ${localTag}`);
  }

  /** Calls `cancelled` when the INVITE is cancelled, until `forgetInvite`. */
  onCancel(invite: SipRequest, cancelled: () => void): void {
    this.#cancels.set(branchOf(invite), cancelled);
  }

  forgetInvite(invite: SipRequest): void {
    this.#cancels.delete(branchOf(invite));
  }

  async close(): Promise<void> {
    this.#asking.stop();
    this.#answering.stop();
    await this.#socket.close();
  }

  #receive(message: SipMessage, from: NetAddress): void {
    if (message.kind === 'response') this.#asking.receive(message);
    else if (this.#answering.receive(message, from) === 'new') this.#handle(message);
  }

  #handle(request: SipRequest): void {
    const localTag = parameter(header(request, 'To'), 'tag');
    if (request.method === 'CANCEL') this.#cancel(request);
    else if (localTag !== '') this.#handleInDialog(request, `${header(request, 'Call-ID')} ${localTag}`);
    else if (request.method === 'INVITE') this.#onInvite(request);
    else if (request.method === 'OPTIONS') this.respond(request, responseTo(request, 200, aboutUs(newToken())));
    else if (request.method !== 'ACK') this.respond(request, responseTo(request, 405, aboutUs(newToken())));
  }

  #handleInDialog(request: SipRequest, key: string): void {
    const handler = this.#dialogs.get(key);
    if (handler !== undefined) handler(request);
    else if (request.method !== 'ACK') this.respond(request, responseTo(request, 481));
  }

  #cancel(request: SipRequest): void {
    const cancelled = this.#cancels.get(branchOf(request));
    this.respond(request, responseTo(request, cancelled === undefined ? 481 : 200));
    cancelled?.();
  }
}

const aboutUs = (toTag: string): { readonly toTag: string; readonly more: Headers } => ({
  toTag,
  more: [
    ['Allow', allowed],
    ['Accept', 'application/sdp'],
  ],
});
