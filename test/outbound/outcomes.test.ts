// What the far side says, from SIP's status by Asterisk's cause (ast_sip_hangup_sip2cause) to the outcome of a call: the two tables
// (src/ari/end-reasons.ts, src/outbound/outcome.ts) as one. Not here: what follows from an outcome.

import { describe, expect, it } from 'vitest';
import { endReasonOf } from '../../src/ari/end-reasons.ts';
import { endingOf } from '../../src/outbound/index.ts';

const outcomeOf = (cause: number, techCause: number | null, heard: 'nothing' | 'ringing' | 'sounding'): string => {
  const direction = 'outside';
  const reason = endReasonOf({ direction, progress: 'unanswered', wanted: null, cause, techCause });
  const { outcome, fault } = endingOf(reason, heard);
  return `${outcome}, ${fault}`;
};

describe('a number outside that is not answered', () => {
  it.each([
    [404, 1, 'invalidNumber, number'],
    [485, 1, 'invalidNumber, number'],
    [604, 1, 'invalidNumber, number'],
    [410, 22, 'invalidNumber, number'],
    [484, 28, 'invalidNumber, number'],
    [486, 17, 'busy, number'],
    [600, 17, 'busy, number'],
    [408, 18, 'congestion, trunk'],
    [480, 19, 'congestion, trunk'],
    [603, 21, 'refused, number'],
    [401, 21, 'congestion, trunk'],
    [403, 21, 'congestion, trunk'],
    [407, 21, 'congestion, trunk'],
    [487, 127, 'noAnswer, number'],
    [488, 58, 'unreachable, trunk'],
    [606, 58, 'unreachable, trunk'],
    [500, 38, 'congestion, trunk'],
    [502, 27, 'congestion, trunk'],
    [503, 34, 'congestion, trunk'],
    [504, 102, 'congestion, trunk'],
    [580, 34, 'congestion, trunk'],
    [499, 127, 'unreachable, number'],
    [null, 20, 'unreachable, trunk'],
    [null, 0, 'unreachable, number'],
    [null, 199, 'unreachable, number'],
  ])('of which nothing was heard before %s (cause %d) is %s', (techCause, cause, outcome) => {
    expect(outcomeOf(cause, techCause, 'nothing')).toBe(outcome);
  });

  it.each([
    [480, 19, 'noAnswer, number'],
    [408, 18, 'noAnswer, number'],
    [503, 34, 'congestion, number'],
    [486, 17, 'busy, number'],
  ])('that rang or was heard before %d (cause %d) is %s: nobody else calls it', (techCause, cause, outcome) => {
    expect(outcomeOf(cause, techCause, 'ringing')).toBe(outcome);
    expect(outcomeOf(cause, techCause, 'sounding')).toBe(outcome);
  });
});
