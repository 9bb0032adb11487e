// One event at a time, in order, with a limit.

import { describe, expect, it } from 'vitest';
import { Mailbox, mailboxLimit } from '../../src/base/mailbox.ts';

describe('a mailbox', () => {
  it('handles an event posted while another is handled afterwards', () => {
    const handled: string[] = [];
    const mailbox: Mailbox<string> = new Mailbox<string>(
      (event) => {
        handled.push(`begin ${event}`);
        if (event === 'first') mailbox.post('second');
        handled.push(`end ${event}`);
      },
      () => 'die',
    );
    mailbox.post('first');
    expect(handled).toEqual(['begin first', 'end first', 'begin second', 'end second']);
  });

  it('refuses what would exceed its limit instead of growing without end', () => {
    const answers: string[] = [];
    const mailbox: Mailbox<number> = new Mailbox<number>(
      (event) => {
        if (event === 0) for (let count = 0; count <= mailboxLimit; count += 1) answers.push(mailbox.post(1));
      },
      () => 'die',
    );
    mailbox.post(0);
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(mailboxLimit);
    expect(answers.at(-1)).toBe('full');
  });

  it('that is dead handles nothing more and says so once', () => {
    const faults: unknown[] = [];
    const mailbox = new Mailbox<string>(
      () => {
        throw new Error('broken');
      },
      (fault) => {
        faults.push(fault);
        return 'die';
      },
    );
    mailbox.post('first');
    expect(mailbox.post('second')).toBe('dead');
    expect(faults).toHaveLength(1);
  });
});
