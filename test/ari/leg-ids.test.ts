// Channels and legs: the mapping must hold without memory, and no name may be read both ways.

import { describe, expect, it } from 'vitest';
import { channelOf, directionByName, legOf, newChannelOf, roleAt, roleOf } from '../../src/ari/leg-ids.ts';
import { legId } from '../../src/base/ids.ts';

describe('a channel that Asterisk named', () => {
  it.each(['1795298330.18', 'pbx-1795298330.18', 'my-box-2-1795298330.18'])(
    '%s is an inbound leg and found again from it',
    (channel) => {
      const leg = legOf(channel);
      expect(leg).toBe(`in-${channel}`);
      expect(channelOf(leg)).toBe(channel);
      expect(directionByName(channel)).toBe('inbound');
    },
  );
});

describe('a channel that we named', () => {
  it('is the leg itself and outbound', () => {
    expect(legOf('leg-m3k9x2ab-5f2c9d01e77a')).toBe('leg-m3k9x2ab-5f2c9d01e77a');
    expect(channelOf(legId('leg-m3k9x2ab-5f2c9d01e77a'))).toBe('leg-m3k9x2ab-5f2c9d01e77a');
    expect(directionByName('leg-m3k9x2ab-5f2c9d01e77a')).toBe('outbound');
  });

  it.each(['1795298330.18', 'in-1795298330.18', 'pbx-1.2', '', 'a/b', 'a b', '-x', 'a'.repeat(150)])(
    'must not be called %j',
    (name) => {
      expect(() => newChannelOf(legId(name))).toThrow(/name/);
    },
  );
});

describe('a role', () => {
  it('is read from the arguments of Stasis, and only from those of ours', () => {
    expect(roleOf(['inbound', '+331'])).toEqual({ direction: 'inbound', called: '+331' });
    expect(roleOf(['outbound'])).toEqual({ direction: 'outbound', called: '' });
    expect(roleOf(['snoop', 'x'])).toBeNull();
    expect(roleOf([])).toBeNull();
  });

  it('is read from the dialplan only while the channel is with our application', () => {
    expect(roleAt({ app_name: 'Stasis', app_data: 'carillon,inbound,100' }, 'carillon')).toEqual({
      direction: 'inbound',
      called: '100',
    });
    expect(roleAt({ app_name: 'Stasis', app_data: 'other,inbound,100' }, 'carillon')).toBeNull();
    expect(roleAt({ app_name: 'Playback', app_data: 'carillon,inbound,100' }, 'carillon')).toBeNull();
  });
});
