// A telephone for live tests, made of UDP sockets: it registers, places and receives calls. What it promises is in
// phone-types.ts. Not here: SIP and sound themselves.

import { realClock } from '../../../src/base/real-clock.ts';
import type { LineParts } from './call-line.ts';
import { Media } from './media.ts';
import { PhoneFault } from './phone-fault.ts';
import type { Codec, DialOptions, NetAddress, Phone, PhoneCall, PhoneOptions, WaitLimit } from './phone-types.ts';
import { placeCall } from './placed-call.ts';
import { receiveCall } from './received-call.ts';
import { defaultExpiresSec, Registration } from './registration.ts';
import type { SipRequest } from './sip-message.ts';
import { netAddressOf, sipUri } from './sip-uri.ts';
import { UserAgent } from './user-agent.ts';
import { done, waitOn, Watch } from './watch.ts';

const defaultHost = '127.0.0.1';
const defaultCodecs: readonly Codec[] = ['PCMA', 'PCMU'];

/** Incoming calls that nobody took yet; one more is refused with 486. */
const waitingLimit = 100;

/** Opens the sockets and the media thread. Rejects when the address is taken. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const desk = new Desk();
  const clock = realClock();
  const agent = await UserAgent.open(
    {
      identity: { user: options.user, password: options.password },
      local: { host: options.host ?? defaultHost, port: options.port ?? 0 },
      after: clock.after,
    },
    (invite) => {
      void desk.watchOver(takeInvite(lineParts, desk, invite));
    },
  );
  const media = options.media ?? new Media();
  const lineParts: LineParts = {
    agent,
    media,
    codecs: options.codecs ?? defaultCodecs,
    digits: options.digits ?? 'rfc4733',
  };
  const registration = new Registration(agent, options.server ?? agent.address, {
    after: clock.after,
    onFault: (fault) => {
      desk.keepFault(fault);
    },
  });
  return {
    user: options.user,
    address: agent.address,
    dial: async (target, dialOptions = {}) => {
      const call = await placeCall(lineParts, targetOf(target, options.server), named(dialOptions, options));
      desk.add(call);
      return call;
    },
    nextCall: (limit) => desk.nextCall(limit),
    onCall: (handler) => {
      desk.setHandler(handler);
    },
    register: async ({ expiresSec = defaultExpiresSec } = {}) => {
      if (options.server === undefined) throw new PhoneFault('misuse', 'a phone without a server cannot register');
      await registration.register(expiresSec);
    },
    unregister: () => registration.unregister(),
    messages: () => agent.messages(),
    close: async () => {
      await inTime(Promise.all([desk.hangUpAll(), desk.watchOver(registration.unregister())]));
      await agent.close();
      if (options.media === undefined) await desk.watchOver(media.close());
      desk.complain();
    },
  };
}

/** A server that is gone answers no BYE; a test must still come to its end. */
const closeLimitMs = 2_000;

/** Resolves with the work or after `closeLimitMs`, whichever is first. */
async function inTime(work: Promise<unknown>): Promise<void> {
  let stop = (): void => undefined;
  const limit = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, closeLimitMs);
    stop = () => {
      clearTimeout(timer);
    };
  });
  await Promise.race([work, limit]);
  stop();
}

type CallHandler = Parameters<Phone['onCall']>[0];

/** The calls of one phone, and what went wrong where nobody was waiting. */
class Desk {
  readonly #calls = new Set<PhoneCall>();
  readonly #waiting: PhoneCall[] = [];
  readonly #watch = new Watch();
  readonly #faults: Error[] = [];
  #handler: CallHandler | undefined;

  add(call: PhoneCall): void {
    for (const old of this.#calls) if (old.state().kind === 'ended') this.#calls.delete(old);
    this.#calls.add(call);
  }

  /** An incoming call: to the handler, or to the next who asks. */
  async offer(call: PhoneCall): Promise<void> {
    this.add(call);
    if (this.#handler !== undefined) {
      await this.#handle(call, this.#handler);
      return;
    }
    if (this.#waiting.length >= waitingLimit) {
      call.decline(486);
      return;
    }
    this.#waiting.push(call);
    this.#watch.changed();
  }

  /** That the caller gave up before the handler answered is the caller's right, no fault. */
  async #handle(call: PhoneCall, handler: CallHandler): Promise<void> {
    try {
      await handler(call);
    } catch (fault) {
      if (!(fault instanceof PhoneFault && fault.code === 'ended')) throw fault;
    }
  }

  nextCall(limit: WaitLimit): Promise<PhoneCall> {
    const look = (): ReturnType<typeof done<PhoneCall>> | typeof waitOn => {
      const call = this.#waiting.shift();
      return call === undefined ? waitOn : done(call);
    };
    return this.#watch.until(look, { ...limit, inVain: () => 'waited in vain for a call to come in' });
  }

  setHandler(handler: CallHandler): void {
    this.#handler = handler;
  }

  keepFault(fault: unknown): void {
    this.#faults.push(fault instanceof Error ? fault : new PhoneFault('lost', String(fault)));
  }

  /** Nobody awaits this work: its fault comes out of `complain`. */
  async watchOver(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (fault) {
      this.keepFault(fault);
    }
  }

  async hangUpAll(): Promise<void> {
    await Promise.all([...this.#calls].map((call) => this.watchOver(call.hangup().then(() => undefined))));
  }

  complain(): void {
    const [first] = this.#faults;
    if (first !== undefined) throw new AggregateError(this.#faults, `the phone met a fault: ${first.message}`);
  }
}

async function takeInvite(parts: LineParts, desk: Desk, invite: SipRequest): Promise<void> {
  const call = await receiveCall(parts, invite);
  if (call !== null) await desk.offer(call);
}

function targetOf(target: string, server: NetAddress | undefined): { readonly uri: string; readonly to: NetAddress } {
  if (target.startsWith('sip:')) return { uri: target, to: netAddressOf(target) };
  if (server === undefined) throw new PhoneFault('misuse', `a phone without a server cannot dial ${target}`);
  return { uri: sipUri(target, server), to: server };
}

const named = (dial: DialOptions, { displayName }: PhoneOptions): DialOptions =>
  displayName === undefined ? dial : { callerName: displayName, ...dial };
