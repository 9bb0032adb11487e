// Runs programs for the entrance: in our place (follow) or watched for signs of life (watch). Needs no package.
// Not here: which programs.
'use strict';

const { spawn } = require('node:child_process');
const os = require('node:os');

/** A failure that a person can act on: printed as one sentence. */
class Refusal extends Error {}

/** Variables that a step run through sudo must still see. */
const keptVariables = [
  'CARILLON_ARI_URL',
  'CARILLON_ARI_USER',
  'CARILLON_ARI_PASSWORD_FILE',
  'CARILLON_ARI_APP',
  'CARILLON_SOUNDS_DIR',
  'CARILLON_SOUNDS_SEEN',
  'CARILLON_SIP_REALM',
  'CARILLON_SIP_PORT',
  'CARILLON_RTP_PORTS',
  'CARILLON_PORT_BASE',
  'CARILLON_CACHE_DIR',
  'CARILLON_DATABASE_OWNER_URL',
  'CARILLON_DATABASE_FACTS_URL',
  'DATABASE_URL',
  'REDIS_URL',
  'ENTERED_AT',
  'PATH',
  'CI',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

/** Whether we are root ourselves. */
const isRoot = () => process.getuid() === 0;

/** The beginning of a sudo command line that asks no question and keeps what we need to know. */
const sudo = () => ['-n', `--preserve-env=${keptVariables.join(',')}`];

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a program in our place: it has the terminal, hears our signals, and we end when and how it ends. */
function follow(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', cwd });
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(signal === null ? code : 128 + (os.constants.signals[signal] || 0));
    });
  });
}

/** Runs a program and prints, as signs of life, what `sign` finds in its lines; what it said is kept for explaining a failure. */
function watch(program, args, env, sign, cwd = '/') {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let open = '';
    const hear = (chunk) => {
      said = (said + chunk).slice(-20000);
      const lines = (open + chunk).split('\n');
      open = lines.pop();
      for (const line of lines) {
        const found = sign.exec(line);
        if (found && found[1]) console.error(`  ${found[1]}`);
      }
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', (fault) =>
      fault.code === 'ENOENT' ? resolve({ code: 127, said: `${program}: not found` }) : reject(fault),
    );
    child.on('close', (code) => resolve({ code: code === null ? 130 : code, said }));
  });
}

module.exports = { Refusal, follow, isRoot, sudo, watch };
