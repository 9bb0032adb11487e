// Text messages as one POST: what is posted, and what each answer means.

import { describe, expect, it } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import { type SmsPost, smsWay } from '../../src/outbox/index.ts';
import { HttpFault } from '../../src/services/index.ts';

const message = { key: 'k-1', call: callId('C'), medium: 'sms', to: '+33611111111', text: 'Ça va ?' } as const;
const never = new AbortController().signal;

async function sent(answer: number | HttpFault, options: { token: string | null; from: string | null }) {
  const posts: SmsPost[] = [];
  const post = (request: SmsPost): Promise<number> => {
    posts.push(request);
    return typeof answer === 'number' ? Promise.resolve(answer) : Promise.reject(answer);
  };
  const delivery = await smsWay({ url: 'https://sms.example/send', ...options, post }).send(message, never);
  return { delivery, posts };
}
const plain = { token: null, from: null };

describe('a text message', () => {
  it('is posted as JSON with its key', async () => {
    const { delivery, posts } = await sent(202, { token: 'jeton', from: 'Carillon' });
    expect(delivery).toEqual({ kind: 'accepted' });
    expect(posts).toEqual([
      {
        url: 'https://sms.example/send',
        headers: {
          ...{ 'content-type': 'application/json', accept: 'application/json' },
          ...{ 'idempotency-key': 'k-1', authorization: 'Bearer jeton' },
        },
        body: '{"key":"k-1","to":"+33611111111","text":"Ça va ?","from":"Carillon"}',
      },
    ]);
  });

  it.each([
    [200, { kind: 'accepted' }],
    [400, { kind: 'refused', code: 'status400' }],
    [422, { kind: 'refused', code: 'status422' }],
    [401, { kind: 'failed', code: 'status401' }],
    [404, { kind: 'failed', code: 'status404' }],
    [429, { kind: 'failed', code: 'status429' }],
    [302, { kind: 'failed', code: 'status302' }],
    [503, { kind: 'failed', code: 'status503' }],
    [new HttpFault('unreachable', 'x'), { kind: 'failed', code: 'unreachable' }],
    [new HttpFault('addressForbidden', 'x'), { kind: 'refused', code: 'addressForbidden' }],
  ])('answered by %o', async (answer, delivery) => {
    expect((await sent(answer, plain)).delivery).toEqual(delivery);
  });
});
