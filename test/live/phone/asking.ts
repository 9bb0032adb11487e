// One request and its final answer, signed when the server asks for it. For REGISTER, BYE and INFO; an INVITE has more
// to it (placing.ts).

import { PhoneFault } from './phone-fault.ts';
import type { NetAddress } from './phone-types.ts';
import type { Headers, SipResponse } from './sip-message.ts';
import type { RequestParts, UserAgent } from './user-agent.ts';

/** Builds the request anew for each try: a signed one carries the next CSeq number and one more header. */
export type BuildRequest = (signature: Headers) => RequestParts;

/** Resolves with the final response, whatever its status. Rejects with PhoneFault `lost` when none came in 32 s. */
export async function finalAnswer(agent: UserAgent, to: NetAddress, build: BuildRequest): Promise<SipResponse> {
  const first = await oneAnswer(agent, to, build([]));
  if (first.signature === null) return first.response;
  return (await oneAnswer(agent, to, build([first.signature]))).response;
}

interface Answer {
  readonly response: SipResponse;
  /** What a second try would add; null when none is called for or possible. */
  readonly signature: readonly [string, string] | null;
}

function oneAnswer(agent: UserAgent, to: NetAddress, parts: RequestParts): Promise<Answer> {
  const request = agent.compose(parts);
  return new Promise((resolve, reject) => {
    agent.ask(request, to, {
      onResponse: (response) => {
        if (response.status < 200) return;
        const asked = response.status === 401 || response.status === 407;
        resolve({ response, signature: asked ? agent.answerChallenge(request, response) : null });
      },
      onTimeout: () => {
        reject(new PhoneFault('lost', `${parts.method} to ${to.host}:${to.port} was never answered`));
      },
    });
  });
}
