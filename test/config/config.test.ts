import { describe, expect, it } from 'vitest';
import { type Environment, readApiConfig, readConfig } from '../../src/config.ts';
import { completeEnvironment } from './complete-environment.ts';

const faultsOf = (environment: Environment) => {
  const read = readConfig(environment);
  return read.kind === 'failed' ? read.failure : [];
};
const withValue = (name: string, value: string): Environment => ({ ...completeEnvironment, [name]: value });

describe('a complete environment', () => {
  it('gives the configuration, with the defaults for what is left out', () => {
    expect(readConfig(completeEnvironment)).toEqual({
      kind: 'ok',
      value: {
        ari: {
          url: 'http://127.0.0.1:8088',
          user: 'carillon',
          passwordFile: '/secrets/ari',
          app: 'carillon',
          driver: 'native',
        },
        ami: null,
        database: {
          url: completeEnvironment.DATABASE_URL,
          ownerUrl: null,
          factsUrl: completeEnvironment.CARILLON_DATABASE_FACTS_URL,
        },
        callRecords: { file: null },
        redis: { url: completeEnvironment.REDIS_URL },
        api: { host: '127.0.0.1', port: 8080, tokenFile: '/secrets/token' },
        web: { origins: ['http://127.0.0.1:8080', 'http://localhost:8080'] },
        data: { directory: '/data' },
        flows: { directory: '/flows', environment: 'prod', manifest: null, secretsFile: null },
        sounds: { directory: '/srv/sounds', seen: '/sounds', formats: [] },
        speech: { engine: { kind: 'espeak' }, voices: {} },
        recordings: { directory: '/data/recordings' },
        outbound: { file: null },
        sip: { realm: 'carillon', port: 5060, rtpPorts: { start: 10_000, end: 10_999 } },
        smtp: null,
        sms: null,
        traces: { keptMs: 30 * 86_400_000 },
        tenant: 'default',
        log: { level: 'info' },
      },
    });
  });

  it('is frozen to its leaves', () => {
    const read = readConfig(completeEnvironment);
    if (read.kind === 'failed') throw new Error('should be read');
    expect(Object.isFrozen(read.value)).toBe(true);
    expect(() => Object.assign(read.value.sip.rtpPorts, { start: 1 })).toThrow(TypeError);
  });

  it('may hold variables of others and those that the starter and the scripts read', () => {
    const others = { PATH: '/bin', CARILLON_ENV_FILE: '.env', CARILLON_CACHE_DIR: '/c', CARILLON_PORT_BASE: '22000' };
    expect(faultsOf({ ...completeEnvironment, ...others })).toEqual([]);
  });
});

describe('the manager interface', () => {
  const ami = {
    CARILLON_AMI_PORT: '5038',
    CARILLON_AMI_USER: 'carillon',
    CARILLON_AMI_PASSWORD_FILE: '/secrets/ami',
  };

  it('is used when port, user and file are set', () => {
    expect(readConfig({ ...completeEnvironment, ...ami })).toMatchObject({
      value: { ami: { host: '127.0.0.1', port: 5038, user: 'carillon', passwordFile: '/secrets/ami' } },
    });
  });

  it.each(Object.keys(ami))('set but for %s is a fault that names it', (missing) => {
    const faults = faultsOf({ ...completeEnvironment, ...ami, [missing]: undefined });
    expect(faults.map(({ variable }) => variable)).toEqual([missing]);
    expect(faults[0]?.message).toMatch(/ is missing: set it to .*\.$/);
  });

  it('with nothing but an address is not used', () => {
    expect(readConfig({ ...completeEnvironment, CARILLON_AMI_HOST: '10.0.0.1' })).toMatchObject({
      value: { ami: null },
    });
  });
});

describe('the speech engine', () => {
  const speech = (variables: Environment) => {
    const read = readConfig({ ...completeEnvironment, ...variables });
    return read.kind === 'ok' ? read.value.speech : read.failure.map(({ message }) => message);
  };

  it('is a command by its words, or a server, with its voices', () => {
    expect(
      speech({
        CARILLON_SPEECH_COMMAND: '/opt/piper  --model {voice}',
        CARILLON_SPEECH_VOICES: 'fr-FR=siwis, en-GB=a/b',
      }),
    ).toEqual({
      engine: { kind: 'command', words: ['/opt/piper', '--model', '{voice}'] },
      voices: { 'fr-FR': 'siwis', 'en-GB': 'a/b' },
    });
    expect(speech({ CARILLON_SPEECH_URL: 'http://127.0.0.1:5500/?v={voice}' })).toEqual({
      engine: { kind: 'http', url: 'http://127.0.0.1:5500/?v={voice}', tokenFile: null },
      voices: {},
    });
  });

  it('is one: a command beside a server is a fault', () => {
    expect(speech({ CARILLON_SPEECH_COMMAND: '/opt/piper', CARILLON_SPEECH_URL: 'http://127.0.0.1:5500/' })).toEqual([
      'CARILLON_SPEECH_URL is set beside CARILLON_SPEECH_COMMAND: remove one, there is one speech engine.',
    ]);
  });

  it('has its sounds in other forms beside the WAV', () => {
    expect(readConfig({ ...completeEnvironment, CARILLON_SOUNDS_FORMATS: 'alaw, wav, wav16,alaw' })).toMatchObject({
      value: { sounds: { formats: ['wav16', 'alaw'] } },
    });
  });
});

describe('faults', () => {
  it('come all at once, each naming its variable', () => {
    const faults = faultsOf({ CARILLON_LOG_LEVEL: 'loud' });
    const required = Object.keys(completeEnvironment);
    expect(faults.map(({ variable }) => variable).sort()).toEqual([...required, 'CARILLON_LOG_LEVEL'].sort());
    for (const { variable, message } of faults)
      expect(message).toMatch(new RegExp(`^${variable} .*: set it to .*\\.$`));
  });

  it('of a missing variable say that it is missing, of a wrong one that it cannot be used', () => {
    const [fault] = faultsOf({ ...completeEnvironment, CARILLON_SIP_PORT: undefined });
    expect(fault?.message).toContain('CARILLON_SIP_PORT is missing: set it to the UDP port');
    const [wrong] = faultsOf(withValue('CARILLON_SIP_PORT', 'sip'));
    expect(wrong?.message).toContain('CARILLON_SIP_PORT cannot be used as it is: set it to');
  });

  it('count an empty value as missing', () => {
    expect(faultsOf(withValue('REDIS_URL', ' '))[0]?.message).toContain('REDIS_URL is missing');
  });

  it('never repeat a value, since it may hold a password', () => {
    const faults = faultsOf(withValue('DATABASE_URL', 'mysql://root:hunter2@db/x'));
    expect(JSON.stringify(faults)).not.toContain('hunter2');
    expect(faults).toHaveLength(1);
  });

  it.each([
    ['CARILLON_ARI_URL', 'ftp://127.0.0.1'],
    ['CARILLON_ARI_URL', '127.0.0.1:8088'],
    ['CARILLON_ARI_URL', 'http://user:password@127.0.0.1:8088'],
    ['CARILLON_ARI_USER', 'a b'],
    ['CARILLON_ARI_APP', 'a,b'],
    ['DATABASE_URL', 'http://127.0.0.1'],
    ['CARILLON_DATABASE_OWNER_URL', 'owner'],
    ['CARILLON_DATABASE_FACTS_URL', 'redis://x'],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['CARILLON_API_HOST', 'a host'],
    ['CARILLON_API_PORT', '0'],
    ['CARILLON_API_PORT', '65536'],
    ['CARILLON_API_PORT', '80.5'],
    ['CARILLON_API_PORT', '0x50'],
    ['CARILLON_SOUNDS_SEEN', 'sounds'],
    ['CARILLON_SOUNDS_FORMATS', 'wav16,mp3'],
    ['CARILLON_SPEECH_COMMAND', 'piper --model x'],
    ['CARILLON_SPEECH_URL', 'file:///etc/passwd'],
    ['CARILLON_SPEECH_VOICES', 'fr-FR'],
    ['CARILLON_SPEECH_VOICES', 'french=siwis'],
    ['CARILLON_TRACE_DAYS', '-1'],
    ['CARILLON_TRACE_DAYS', '3651'],
    ['CARILLON_SIP_REALM', 'a"b'],
    ['CARILLON_SIP_PORT', '-1'],
    ['CARILLON_RTP_PORTS', '10000'],
    ['CARILLON_RTP_PORTS', '10999-10000'],
    ['CARILLON_RTP_PORTS', '1000-1999'],
    ['CARILLON_RTP_PORTS', '60000-70000'],
    ['CARILLON_TENANT', 'Big Tenant'],
    ['CARILLON_LOG_LEVEL', 'verbose'],
  ])('%s refuses %j', (name, value) => {
    expect(faultsOf(withValue(name, value)).map(({ variable }) => variable)).toEqual([name]);
  });
});

describe('names that are not ours', () => {
  it('are refused with the nearest name', () => {
    const [fault] = faultsOf(withValue('CARILLON_API_PROT', '1'));
    expect(fault?.message).toBe('CARILLON_API_PROT is not a variable of Carillon: did you mean CARILLON_API_PORT?');
  });

  it('are refused without a suggestion when nothing is near', () => {
    const [fault] = faultsOf(withValue('CARILLON_SOMETHING_ELSE_ALTOGETHER', '1'));
    expect(fault?.message).toMatch(/remove it; docs\/operating\.md lists all variables\.$/);
  });

  it('are told together with the other faults', () => {
    const names = faultsOf({ ...withValue('CARILLON_API_PROT', '1'), CARILLON_SIP_PORT: 'x' }).map(
      (one) => one.variable,
    );
    expect(names).toEqual(['CARILLON_SIP_PORT', 'CARILLON_API_PROT']);
  });
});

describe('what the command line needs', () => {
  it('is read without the rest', () => {
    const read = readApiConfig({ CARILLON_API_TOKEN_FILE: '/t', CARILLON_API_PORT: '9000' });
    expect(read).toEqual({ kind: 'ok', value: { host: '127.0.0.1', port: 9000, tokenFile: '/t' } });
  });

  it('is refused with a sentence when it is missing', () => {
    const read = readApiConfig({});
    expect(read.kind === 'failed' && read.failure.map((one) => one.variable)).toEqual(['CARILLON_API_TOKEN_FILE']);
  });
});

describe('CARILLON_WEB_ORIGINS', () => {
  const origins = (text: string) => {
    const read = readConfig({ ...completeEnvironment, CARILLON_WEB_ORIGINS: text });
    return read.kind === 'ok' ? read.value.web.origins : read.failure.map(({ variable }) => variable);
  };

  it('holds addresses with commas between them', () => {
    expect(origins('https://one.example, http://10.0.0.7:8080')).toEqual([
      'https://one.example',
      'http://10.0.0.7:8080',
    ]);
  });

  it.each(['*', 'one.example', 'https://one.example/', 'https://one.example,', 'https://ONE.example', 'null'])(
    'does not take %j, which no browser would send',
    (text) => {
      expect(origins(text)).toEqual(['CARILLON_WEB_ORIGINS']);
    },
  );
});

describe('the ways out for messages', () => {
  const given = {
    ...completeEnvironment,
    ...{ CARILLON_SMTP_URL: 'smtps://mail.example', CARILLON_MAIL_FROM: 'c@carillon.example' },
  };

  it('are those that were configured, with the ports of their protocol', () => {
    const read = readConfig({ ...given, CARILLON_SMS_URL: 'https://sms.example/send', CARILLON_SMS_FROM: 'Carillon' });
    expect(read).toMatchObject({
      value: {
        smtp: { host: 'mail.example', port: 465, tls: 'always', signIn: null, from: 'c@carillon.example' },
        sms: { url: 'https://sms.example/send', tokenFile: null, from: 'Carillon' },
      },
    });
    expect(readConfig({ ...given, CARILLON_SMTP_URL: 'smtp://127.0.0.1:2525' })).toMatchObject({
      value: { smtp: { host: '127.0.0.1', port: 2525, tls: 'offered' } },
    });
  });

  it.each([
    ['a sender is missing', { CARILLON_MAIL_FROM: '' }, 'CARILLON_MAIL_FROM'],
    ['a password is missing', { CARILLON_SMTP_USER: 'x' }, 'CARILLON_SMTP_PASSWORD_FILE'],
    ['a password stands in the address', { CARILLON_SMTP_URL: 'smtp://u:p@mail.example' }, 'CARILLON_SMTP_URL'],
    ['an address is none', { CARILLON_SMS_URL: 'sms.example' }, 'CARILLON_SMS_URL'],
    [
      'a sender would begin another header',
      { CARILLON_MAIL_FROM: 'a@b.example\nBcc: x@y.example' },
      'CARILLON_MAIL_FROM',
    ],
  ])('are refused where %s', (_, change, variable) => {
    const read = readConfig({ ...given, ...change });
    expect(read).toMatchObject({ kind: 'failed', failure: [{ variable }] });
  });

  it('leave secret settings of flows alone', () => {
    expect(readConfig({ ...given, CARILLON_SECRET_CRM_TOKEN: 'x' }).kind).toBe('ok');
  });
});
