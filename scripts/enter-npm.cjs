// Second step of every command: npm's packages, by `npm ci`, on whatever Node runs this.
// Not here: choosing the Node that goes on (enter.cjs).
'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { Refusal, watch } = require('./enter-run.cjs');

/** Runs `npm ci` unless what is installed is what the lock file says. */
async function bringNodePackages(checkout) {
  const stamp = path.join(checkout, 'node_modules', '.carillon-lock');
  const mark = crypto
    .createHash('sha256')
    .update(fs.readFileSync(path.join(checkout, 'package-lock.json')))
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === mark) return;
  if (!installedMatchesLock(checkout)) await installNodePackages(checkout);
  fs.writeFileSync(stamp, mark);
}

async function installNodePackages(checkout) {
  console.error('Installing packages from npm (npm ci)');
  // `npm run` tells which npm runs; by hand it is the one on the PATH.
  const script = process.env.npm_execpath;
  const npm = script && script.endsWith('.js') ? [process.execPath, script] : ['npm'];
  const args = [
    ...npm.slice(1),
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    '--loglevel=error',
  ];
  const done = await watch(npm[0], args, { ...process.env, CI: '1' }, /^(added .*)/, checkout);
  if (done.code === 0) return;
  for (const line of done.said.trim().split('\n').slice(-6)) console.error(`  | ${line}`);
  if (/ENOSPC|No space left/.test(done.said)) {
    throw new Refusal(
      'The disk became full while npm packages were installed; free about 1 GB and run the same command again.',
    );
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|network/i.test(done.said)) {
    throw new Refusal(
      "npm packages could not be downloaded: check the network (and npm's registry and proxy settings) and run the same command again.",
    );
  }
  if (done.code === 127) throw new Refusal('npm is missing: install it beside Node and run the same command again.');
  throw new Refusal(`\`npm ci\` failed with code ${done.code}; its last lines are above.`);
}

/** Whether somebody ran `npm ci` already: npm leaves a list of what it installed. */
function installedMatchesLock(checkout) {
  try {
    const read = (name) => JSON.parse(fs.readFileSync(path.join(checkout, name), 'utf8')).packages;
    const locked = read('package-lock.json');
    const installed = read('node_modules/.package-lock.json');
    return Object.keys(locked).every((name) => {
      if (name === '' || (locked[name].optional && !installed[name])) return true;
      return installed[name] !== undefined && installed[name].version === locked[name].version;
    });
  } catch {
    // No list, or one cut short: install.
    return false;
  }
}

module.exports = { bringNodePackages };
