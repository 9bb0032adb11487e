// Names are looked up a few at a time, whatever the name server does.

import { describe, expect, it } from 'vitest';
import { fewLookups } from '../../src/services/name-lookup.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function held() {
  const asked: string[] = [];
  const ends = new Map<string, (how: 'found' | 'lost') => void>();
  const lookUp = fewLookups((host) => {
    asked.push(host);
    return new Promise((resolve, reject) =>
      ends.set(host, (how) => {
        if (how === 'found') resolve([`address of ${host}`]);
        else reject(new Error(host));
      }),
    );
  });
  return { asked, lookUp, end: (host: string, how: 'found' | 'lost' = 'found') => ends.get(host)?.(how) };
}

describe('looking names up', () => {
  it('goes on two at a time; the others wait their turn', async () => {
    const { asked, lookUp, end } = held();
    const all = ['a', 'b', 'c', 'd'].map((host) => lookUp(host));
    await settle();
    expect(asked).toEqual(['a', 'b']);
    end('b');
    await settle();
    expect(asked).toEqual(['a', 'b', 'c']);
    end('a');
    await settle();
    end('c');
    end('d');
    expect(await Promise.all(all)).toHaveLength(4);
  });

  it('asks once for those who want the same name at once, and again later', async () => {
    const { asked, lookUp, end } = held();
    const both = Promise.all([lookUp('a'), lookUp('a')]);
    await settle();
    end('a');
    expect(await both).toEqual([['address of a'], ['address of a']]);
    void lookUp('a');
    await settle();
    expect(asked).toEqual(['a', 'a']);
  });

  it('hands the turn on after a fault too', async () => {
    const { asked, lookUp, end } = held();
    const lost = [lookUp('a'), lookUp('b')].map((one) => expect(one).rejects.toThrow());
    void lookUp('c');
    await settle();
    end('a', 'lost');
    end('b', 'lost');
    await Promise.all(lost);
    await settle();
    expect(asked).toEqual(['a', 'b', 'c']);
  });
});
