// The whole table from Asterisk's causes to reasons of an end, for each way a leg can stand when it ends.

import { describe, expect, it } from 'vitest';
import { endReasonOf } from '../../src/ari/end-reasons.ts';
import type { LegEnd } from '../../src/ari/end-reasons.ts';

const endOf = (end: Partial<LegEnd>) => {
  const { result, code } = endReasonOf({
    direction: 'outbound',
    progress: 'unanswered',
    wanted: null,
    cause: 16,
    techCause: null,
    ...end,
  });
  return `${result} ${code}`;
};

describe('a phone that was rung and not answered', () => {
  it.each([
    [0, null, 'unknown unknown'],
    [1, 404, 'network badNumber'],
    [2, null, 'network badNumber'],
    [3, null, 'network congestion'],
    [16, null, 'network failed'],
    [17, 486, 'agent busy'],
    [18, 408, 'agent noAnswer'],
    [19, 480, 'agent noAnswer'],
    [20, null, 'agent unreachable'],
    [21, 603, 'agent refused'],
    [21, null, 'agent refused'],
    [21, 401, 'us notAllowed'],
    [21, 403, 'us notAllowed'],
    [21, 407, 'us notAllowed'],
    [22, 410, 'network badNumber'],
    [26, null, 'agent answeredElsewhere'],
    [27, 502, 'network congestion'],
    [28, 484, 'network badNumber'],
    [31, null, 'network failed'],
    [34, 503, 'network congestion'],
    [38, 500, 'network congestion'],
    [41, 409, 'network congestion'],
    [42, null, 'network congestion'],
    [44, null, 'network congestion'],
    [58, 488, 'network incompatible'],
    [65, null, 'network incompatible'],
    [79, null, 'network incompatible'],
    [88, 606, 'network incompatible'],
    [102, 504, 'network congestion'],
    [127, 487, 'network cancelled'],
    [127, 499, 'network failed'],
    [99, null, 'network failed'],
  ])('with cause %i and status %s ends as: %s', (cause, techCause, reason) => {
    expect(endOf({ cause, techCause })).toBe(reason);
  });
});

describe('a number outside that did not answer', () => {
  it.each([
    [17, 486, 'network busy'],
    [18, 408, 'network noAnswer'],
    [19, 480, 'network noAnswer'],
    [20, null, 'network unreachable'],
    [21, 603, 'network refused'],
    [21, 403, 'us notAllowed'],
    [1, 404, 'network badNumber'],
    [34, 503, 'network congestion'],
    [127, 487, 'network cancelled'],
  ])('with cause %i and status %s ends as: %s', (cause, techCause, reason) => {
    expect(endOf({ direction: 'outside', cause, techCause })).toBe(reason);
  });
});

describe('a leg that was answered', () => {
  it('and leads outside, and is hung up there, ends by the network', () => {
    expect(endOf({ direction: 'outside', progress: 'answered', cause: 16 })).toBe('network hangup');
  });

  it.each([0, 16, 26, 31])('and ends with cause %i was hung up by its party', (cause) => {
    expect(endOf({ progress: 'answered', cause })).toBe('agent hangup');
    expect(endOf({ progress: 'answered', cause, direction: 'inbound' })).toBe('caller hangup');
  });

  it.each([27, 38, 41, 44, 127])('and ends with cause %i was lost by the network', (cause) => {
    expect(endOf({ progress: 'answered', cause })).toBe('network lost');
    expect(endOf({ progress: 'answered', cause, direction: 'inbound' })).toBe('network lost');
  });
});

describe('a caller before the answer', () => {
  it.each([0, 16, 26, 31, 127])('who goes with cause %i hung up', (cause) => {
    expect(endOf({ direction: 'inbound', cause })).toBe('caller hangup');
  });

  it('who goes with another cause was lost by the network', () => {
    expect(endOf({ direction: 'inbound', cause: 38 })).toBe('network lost');
  });
});

it('an end that we asked for has our reason, whatever the cause', () => {
  expect(endOf({ wanted: { result: 'us', code: 'hangup' }, cause: 17, techCause: 486 })).toBe('us hangup');
});
