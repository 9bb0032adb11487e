// First step of every command that needs services: the system's packages, installed without starting anything.
// Not here: npm's packages (enter-npm.cjs) and Asterisk (stack/asterisk-root.ts).
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Refusal, follow, isRoot, sudo, watch } = require('./enter-run.cjs');

/** The system's packages: the variable that makes one unnecessary because what it gives runs elsewhere, or the command it is for. */
const systemPackages = [
  { name: 'debootstrap', unless: 'CARILLON_ARI_URL' },
  { name: 'postgresql', unless: 'DATABASE_URL' },
  { name: 'redis-server', unless: 'REDIS_URL' },
  { name: 'espeak-ng' },
  { name: 'sox' },
  { name: 'sip-tester' },
  { name: 'chromium', only: 'test' },
  { name: 'ca-certificates' },
];

/** Installs what is missing for a command; 0, or the exit code of the half that ran through sudo. */
async function bringSystemPackages(command) {
  const missing = systemPackages
    .filter(({ unless, only }) => !(unless && process.env[unless]) && (!only || only === command))
    .map(({ name }) => name)
    .filter((name) => !isInstalled(name));
  if (missing.length === 0) return 0;
  console.error(`Installing from ${osName()}: ${missing.join(' ')}`);
  if (isRoot()) return installAsRoot(missing);
  const enter = path.join(__dirname, 'enter.cjs');
  return follow('sudo', [...sudo(), process.execPath, enter, '--install', ...missing], '/');
}

function isInstalled(name) {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout === 'installed';
}

function osName() {
  const found = /^PRETTY_NAME="?([^"\n]*)/m.exec(fs.readFileSync('/etc/os-release', 'utf8'));
  return found ? found[1] : 'the system';
}

/** Installs without starting any service: ours are private, and the system's own are none of our business. */
async function installAsRoot(names) {
  const restore = forbidServices();
  // apt hears Ctrl+C itself; we stay until it is done, to put things back.
  const ignore = () => undefined;
  process.on('SIGINT', ignore).on('SIGTERM', ignore);
  try {
    // dpkg needs the system's own programs, which a plain user's PATH, kept through sudo, lacks.
    const PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
    const env = { ...process.env, PATH, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
    const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2'];
    const update = await watch('apt-get', [...wait, 'update'], env, /^$/);
    const keep = ['-o', 'Dpkg::Options::=--force-confold', '-o', 'Dpkg::Options::=--force-confdef'];
    const install = await watch(
      'apt-get',
      [...wait, ...keep, 'install', '-y', '--no-install-recommends', ...names],
      env,
      /^Setting up (\S+)/,
    );
    if (install.code === 0) return 0;
    throw explainApt(`${update.said}\n${install.said}`, install.code, names);
  } finally {
    restore();
    process.off('SIGINT', ignore).off('SIGTERM', ignore);
  }
}

function explainApt(said, code, names) {
  for (const line of said.trim().split('\n').slice(-6)) console.error(`  | ${line}`);
  if (/No space left on device|enough free space/.test(said)) {
    return new Refusal(
      'The disk became full while packages were installed; free about 2 GB and run the same command again.',
    );
  }
  if (
    /Could not resolve|Temporary failure|Failed to fetch|Unable to connect|Could not connect|Unable to fetch|Unable to locate package/.test(
      said,
    )
  ) {
    return new Refusal(
      'Packages could not be downloaded: check the network (and http_proxy, if you need one) and run the same command again.',
    );
  }
  return new Refusal(`apt-get could not install ${names.join(' ')} (code ${code}); its last lines are above.`);
}

const policyFile = '/usr/sbin/policy-rc.d';
const policyBefore = `${policyFile}.before-carillon`;
const clusterFile = '/etc/postgresql-common/createcluster.conf';

/** Keeps packages from starting what they install; returns what puts everything back. */
function forbidServices() {
  const restore = () => {
    fs.rmSync(policyFile, { force: true });
    if (fs.existsSync(policyBefore)) fs.renameSync(policyBefore, policyFile);
  };
  // A former run was killed before it could put things back.
  if (fs.existsSync(policyFile) && fs.readFileSync(policyFile, 'utf8').includes('carillon')) restore();
  if (fs.existsSync(policyFile)) fs.renameSync(policyFile, policyBefore);
  fs.writeFileSync(
    policyFile,
    '#!/bin/sh\n# carillon: no service is started while its packages are installed\nexit 101\n',
    { mode: 0o755 },
  );
  if (!fs.existsSync(clusterFile)) {
    fs.mkdirSync(path.dirname(clusterFile), { recursive: true });
    fs.writeFileSync(
      clusterFile,
      '# Written by carillon: installing PostgreSQL makes no cluster of its own.\ncreate_main_cluster = false\n',
    );
  }
  return restore;
}

module.exports = { bringSystemPackages, installAsRoot };
